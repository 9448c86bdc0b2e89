//! Why a form was not taken although nothing is wrong with what it says.

use crate::closed_list::closed_list;

closed_list! {
    /// A reason that concerns the whole form.
    pub enum Note {
        /// It could not be saved; that is our fault and may pass.
        Unavailable = "unavailable",
        /// Too many came from the same place, or at the same moment.
        Flood = "flood",
        /// The project takes no enquiries any more.
        Closed = "closed",
        /// It arrived garbled or too large, so that nothing in it could be read.
        Unreadable = "unreadable",
    }
}
