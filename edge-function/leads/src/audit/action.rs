//! The words of the audit.

use crate::closed_list::closed_list;

closed_list! {
    /// What happened. The list only grows: rows with these words are kept for years.
    pub enum Action {
        /// A lead was taken, and is on its way.
        Accepted = "accepted",
        /// A lead was taken, and waits for a person to look at it.
        Quarantined = "quarantined",
        /// A person let a lead out of quarantine.
        Released = "released",
        /// A destination confirmed a lead.
        Delivered = "delivered",
        /// The last planned attempt failed.
        Died = "died",
        /// A person had a lead sent once more.
        Replayed = "replayed",
        /// A lead goes by a second channel too, since the first one fails.
        Rerouted = "rerouted",
        /// A destination is sent nothing until it is resumed.
        Paused = "paused",
        /// A destination is sent leads again.
        Resumed = "resumed",
        /// People were told about a lead that died.
        Alerted = "alerted",
        /// The content of a lead was destroyed.
        Erased = "erased",
        /// The content of a lead may not be destroyed, because of the law.
        Held = "held",
        /// It may be destroyed again.
        Unheld = "unheld",
        /// The content of a lead is kept, and neither shown nor sent.
        Restricted = "restricted",
        /// It may be shown and sent again.
        Lifted = "lifted",
        /// Something in a lead was put right.
        Corrected = "corrected",
        /// Whoever a lead is about wants no advertising.
        Objected = "objected",
        /// A person looked for the leads of somebody.
        LookedUp = "looked_up",
        /// Somebody asked for what is theirs by right.
        Requested = "requested",
        /// Their request takes longer.
        Extended = "extended",
        /// Their request was answered.
        Answered = "answered",
        /// Their request was refused.
        Refused = "refused",
        /// A person read the content of a lead.
        Read = "read",
        /// A person took the content of several leads with them.
        Exported = "exported",
        /// An authority was given what is in a lead, or that nothing is in it any more.
        Disclosed = "disclosed",
        /// The partner said what became of a lead.
        Reported = "reported",
        /// The keys of some leads were wrapped by a newer deployment key.
        Rewrapped = "rewrapped",
        /// Somebody confirmed that they want mail.
        Subscribed = "subscribed",
        /// Somebody wants no mail of a list any more.
        Unsubscribed = "unsubscribed",
        /// What was kept beside leads, for as long as promised, was destroyed.
        Expired = "expired",
    }
}
