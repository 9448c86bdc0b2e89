//! What became of one attempt, and the word under which the delivery log keeps it.

use crate::closed_list::closed_list;

/// What became of one attempt. Never what the receiver wrote: its answer may repeat the lead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The receiver answered.
    Answered {
        /// The status of its answer.
        status: u16,
        /// The header `Retry-After`, as it came.
        retry_after: Option<String>,
    },
    /// The receiver did not answer.
    Unanswered(Silence),
    /// The mail was taken over for sending.
    MailTaken,
    /// The mail was not taken over.
    MailRefused(MailRefusal),
}

closed_list! {
    /// Why there is no answer.
    pub enum Silence {
        /// The name of the host is not known.
        Name = "dns",
        /// Nothing listens there, or it cannot be reached.
        Connection = "connection",
        /// The certificate is not good, or no encryption was agreed.
        Encryption = "tls",
        /// It took too long.
        Timeout = "timeout",
        /// The answer broke off, or was not HTTP.
        Broken = "broken",
        /// Nobody said why.
        Unknown = "network",
    }
}

closed_list! {
    /// Why a mail was not taken over.
    pub enum MailRefusal {
        /// Too many mails at once, or for today.
        OverQuota = "mail_quota",
        /// It went wrong this time.
        Failed = "mail_failed",
        /// The partner's address is blocked after bounces or complaints.
        RecipientBlocked = "mail_recipient_blocked",
        /// We may not send from our address.
        SenderRefused = "mail_sender_refused",
    }
}

closed_list! {
    /// What became of an attempt, in one word for logs and lists.
    pub enum AttemptResult {
        /// The receiver took it.
        Delivered = "delivered",
        /// The name of the host is not known.
        Name = "dns",
        /// Nothing listens there, or it cannot be reached.
        Connection = "connection",
        /// The certificate is not good, or no encryption was agreed.
        Encryption = "tls",
        /// It took too long.
        Timeout = "timeout",
        /// The answer broke off, or was not HTTP.
        Broken = "broken",
        /// There was no answer, and nobody said why.
        Network = "network",
        /// The receiver pointed elsewhere; we do not follow (3xx).
        Redirected = "redirected",
        /// The receiver did not want it (4xx).
        Refused = "refused",
        /// The receiver is gone for good (410).
        Gone = "gone",
        /// The receiver got too many requests (429).
        Throttled = "throttled",
        /// The receiver is out of order (5xx).
        OutOfOrder = "out_of_order",
        /// The receiver answered with a status that has no meaning here.
        Unexpected = "unexpected",
        /// Too many mails at once, or for today.
        MailQuota = "mail_quota",
        /// The mail went wrong this time.
        MailFailed = "mail_failed",
        /// The partner's address is blocked after bounces or complaints.
        MailRecipientBlocked = "mail_recipient_blocked",
        /// We may not send from our address.
        MailSenderRefused = "mail_sender_refused",
    }
}

impl Outcome {
    /// An answer with this status and nothing else that matters.
    pub const fn answered(status: u16) -> Self {
        Self::Answered { status, retry_after: None }
    }

    /// What became of the attempt, in words for people.
    pub fn words(&self) -> String {
        let why = match self.result() {
            AttemptResult::Delivered => "The receiver took it.",
            AttemptResult::Name => "The name of the host is not known.",
            AttemptResult::Connection => "Nothing listens there, or it cannot be reached.",
            AttemptResult::Encryption => "The certificate is not good, or no encryption was agreed.",
            AttemptResult::Timeout => "It took too long.",
            AttemptResult::Broken => "The answer broke off, or was not HTTP.",
            AttemptResult::Network => "There was no answer, and nobody said why.",
            AttemptResult::Redirected => "The receiver pointed elsewhere; we do not follow.",
            AttemptResult::Refused => "The receiver did not want it.",
            AttemptResult::Gone => {
                "The receiver says that it is gone for good; nothing more is sent there until it is resumed."
            }
            AttemptResult::Throttled => "The receiver got too many requests and wants a pause.",
            AttemptResult::OutOfOrder => "The receiver is out of order.",
            AttemptResult::Unexpected => "The receiver answered with a status that has no meaning here.",
            AttemptResult::MailQuota => "Too many mails at once, or for today.",
            AttemptResult::MailFailed => "The mail could not be handed over this time.",
            AttemptResult::MailRecipientBlocked => "The partner's address is blocked after bounces or complaints.",
            AttemptResult::MailSenderRefused => "We may not send from our own address.",
        };
        match self {
            Self::Answered { status, .. } => format!("{why} (HTTP {status})"),
            Self::Unanswered(_) | Self::MailTaken | Self::MailRefused(_) => why.to_owned(),
        }
    }

    /// What became of the attempt, in one word.
    pub const fn result(&self) -> AttemptResult {
        match self {
            Self::Answered { status, .. } => match *status {
                200..=299 => AttemptResult::Delivered,
                300..=399 => AttemptResult::Redirected,
                410 => AttemptResult::Gone,
                429 => AttemptResult::Throttled,
                400..=499 => AttemptResult::Refused,
                500..=599 => AttemptResult::OutOfOrder,
                _ => AttemptResult::Unexpected,
            },
            Self::Unanswered(silence) => match silence {
                Silence::Name => AttemptResult::Name,
                Silence::Connection => AttemptResult::Connection,
                Silence::Encryption => AttemptResult::Encryption,
                Silence::Timeout => AttemptResult::Timeout,
                Silence::Broken => AttemptResult::Broken,
                Silence::Unknown => AttemptResult::Network,
            },
            Self::MailTaken => AttemptResult::Delivered,
            Self::MailRefused(refusal) => match refusal {
                MailRefusal::OverQuota => AttemptResult::MailQuota,
                MailRefusal::Failed => AttemptResult::MailFailed,
                MailRefusal::RecipientBlocked => AttemptResult::MailRecipientBlocked,
                MailRefusal::SenderRefused => AttemptResult::MailSenderRefused,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{MailRefusal, Outcome, Silence};

    #[test]
    fn each_kind_of_outcome_has_its_word_in_the_log() {
        let words =
            [200, 204, 302, 404, 410, 429, 500, 504, 100, 999].map(|status| Outcome::answered(status).result().wire());
        let expected = [
            "delivered",
            "delivered",
            "redirected",
            "refused",
            "gone",
            "throttled",
            "out_of_order",
            "out_of_order",
            "unexpected",
            "unexpected",
        ];
        assert_eq!(words, expected);
        for &silence in Silence::ALL {
            assert_eq!(Outcome::Unanswered(silence).result().wire(), silence.wire());
        }
        for &refusal in MailRefusal::ALL {
            assert_eq!(Outcome::MailRefused(refusal).result().wire(), refusal.wire());
        }
        assert_eq!(Outcome::MailTaken.result().wire(), "delivered");
    }
}
