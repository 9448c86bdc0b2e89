//! Mails to partners and to the operator.

use leads::relay::{Mail, MailRefusal, Outcome};
use wasm_bindgen::JsValue;

use crate::bindings::{EmailMessage, Env, Mailer};
use crate::edge::log;
use crate::javascript::text;

/// The name of the binding.
const BINDING: &str = "MAIL";

/// Hands a mail over for sending.
pub(crate) async fn send(env: &Env, mail: &Mail) -> Outcome {
    match handed_over(&env.object(BINDING), mail).await {
        Ok(()) => Outcome::MailTaken,
        Err(thrown) => Outcome::MailRefused(refusal(&thrown)),
    }
}

async fn handed_over(mailer: &Mailer, mail: &Mail) -> Result<(), JsValue> {
    let raw = String::from_utf8_lossy(&mail.eml()).into_owned();
    let message = EmailMessage::new(mail.from.address.as_str(), mail.to.address.as_str(), &raw)?;
    mailer.send(&message).await.map(drop)
}

/// What the platform means by its code. What it says besides is not for the log: it may name the address.
fn refusal(thrown: &JsValue) -> MailRefusal {
    match text(thrown, "code").as_deref() {
        Some("E_RATE_LIMIT_EXCEEDED" | "E_DAILY_LIMIT_EXCEEDED") => MailRefusal::OverQuota,
        Some("E_RECIPIENT_SUPPRESSED" | "E_RECIPIENT_NOT_ALLOWED" | "RCPT_NOT_ALLOWED") => {
            MailRefusal::RecipientBlocked
        }
        Some("E_SENDER_NOT_VERIFIED" | "E_SENDER_DOMAIN_NOT_AVAILABLE") => MailRefusal::SenderRefused,
        Some(code) => {
            log(&format!("a mail was refused: {code}"));
            MailRefusal::Failed
        }
        None => {
            log("a mail was refused, and no reason given");
            MailRefusal::Failed
        }
    }
}
