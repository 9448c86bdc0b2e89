//! Mails to partners and to the operator.

use leads::relay::{Mail, MailRefusal, Outcome};
use worker::js_sys::Error;
use worker::{EmailMessage, Env};

use crate::edge::log;
use crate::javascript::text;

/// The name of the binding.
const BINDING: &str = "MAIL";

/// Hands a mail over for sending.
pub(crate) async fn send(env: &Env, mail: &Mail) -> Outcome {
    let Ok(mailer) = env.send_email(BINDING) else {
        log("there is no way to send mails");
        return Outcome::MailRefused(MailRefusal::Failed);
    };
    let raw = String::from_utf8_lossy(&mail.eml()).into_owned();
    let sent = match EmailMessage::new(mail.from.address.as_str(), mail.to.address.as_str(), &raw) {
        Ok(message) => mailer.send(&message).await.map(drop),
        Err(error) => Err(error),
    };
    match sent {
        Ok(()) => Outcome::MailTaken,
        Err(error) => Outcome::MailRefused(refusal(&error)),
    }
}

/// What the platform means by its code. What it says besides is not for the log: it may name the address.
fn refusal(error: &Error) -> MailRefusal {
    match text(error, "code").as_deref() {
        Some("E_RATE_LIMIT_EXCEEDED" | "E_DAILY_LIMIT_EXCEEDED") => MailRefusal::OverQuota,
        Some("E_RECIPIENT_SUPPRESSED" | "E_RECIPIENT_NOT_ALLOWED" | "RCPT_NOT_ALLOWED") => {
            MailRefusal::RecipientBlocked
        }
        Some("E_SENDER_NOT_VERIFIED" | "E_SENDER_DOMAIN_NOT_AVAILABLE") => MailRefusal::SenderRefused,
        Some(code) => {
            log(&format!("a mail was refused: {code}"));
            MailRefusal::Failed
        }
        None => MailRefusal::Failed,
    }
}
