//! Standard Webhooks 1.0.0: the three headers by which a receiver knows that a request is ours, whole and fresh.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::event::EventId;
use crate::moment::Moment;
use crate::partner::Secret;

/// The value of `webhook-signature`: one entry for each secret, separated by spaces, so that a receiver finds its own
/// while old and new are both in use.
pub(super) fn signature(secrets: &[Secret], id: &EventId, sent: Moment, body: &[u8]) -> String {
    let entries: Vec<_> = secrets.iter().map(|secret| entry(secret, id, sent, body)).collect();
    entries.join(" ")
}

/// `v1,` and the base64 of HMAC-SHA256 over id, time and body, joined by dots.
fn entry(secret: &Secret, id: &EventId, sent: Moment, body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new(secret.hmac_block().into());
    mac.update(format!("{id}.{}.", sent.seconds()).as_bytes());
    mac.update(body);
    format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::signature;
    use crate::moment::Moment;
    use crate::partner::Secret;
    use crate::relay::EventId;

    #[test]
    fn the_example_of_the_standard_has_the_signature_of_the_standard() {
        let secret = Secret::parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let id = EventId::parse("msg_p5jXN8AQM9LWM0D4loKWxJek").unwrap();
        let sent = Moment::new(1_614_265_330);
        assert_eq!(
            signature(&[secret], &id, sent, br#"{"test": 2432232314}"#),
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
        );
    }
}
