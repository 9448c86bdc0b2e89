//! Tells the story of the desk through its doors.
