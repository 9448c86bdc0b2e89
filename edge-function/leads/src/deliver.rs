//! Carrying leads to their partners: who is next, one attempt at each, and what is noted of it.
//!
//! Whatever is due is taken under a lease, so that two sweeps never send the same at once. Should a sweep die between
//! sending and noting, the lease runs out and the same is sent again, with the same id: partners know a repetition.

mod alert;
mod attempt;
mod second_channel;

pub(crate) use alert::tell_operator;
pub(crate) use attempt::mail_words;

use futures_util::future::join_all;

use crate::deployment::Deployment;
use crate::moment::Moment;
use crate::platform::Platform;
use crate::relay::{EventType, TIMEOUT_SECONDS};
use crate::store::{Claim, Due, claim};
use crate::table::Table;
use crate::trouble::Trouble;

/// What is sent in one go at most. The edge has few requests to make and six connections at a time.
const MOST: u32 = 12;

/// What one destination is sent in one go, one after the other, so that a slow one holds up only itself.
const MOST_PER_DESTINATION: u32 = 4;

/// How long what was taken is left to us: all attempts at one destination, and noting them.
const LEASE_SECONDS: i64 = (TIMEOUT_SECONDS as i64 + 5) * (MOST_PER_DESTINATION as i64 + 1);

/// The name a destination gets when the configuration has none for a partner: leads wait for it to be configured.
pub const UNCONFIGURED: &str = "main";

/// The id of the delivery of this event to this destination: the event's id, which is the same on every channel, and
/// where it goes.
pub(crate) fn delivery_id(lead: &str, event: EventType, destination: &str) -> String {
    let happened = event.wire().rsplit('.').next().unwrap_or_default();
    format!("{lead}-{happened}/{destination}")
}

/// The id of the event that a delivery tells of, given the delivery's own.
pub fn event_id(delivery: &str) -> &str {
    delivery.split_once('/').map_or(delivery, |(event, _)| event)
}

/// The first attempt at everything that is due for one lead.
pub(crate) async fn first<P: Platform>(platform: &P, deployment: &Deployment, lead: &str) {
    if let Err(trouble) = carry(platform, deployment, Some(lead)).await {
        platform.log(&format!("lead {lead}: could not be carried now, the next sweep will: {trouble}"));
    }
}

/// Everything that is due, for whichever lead. Each part stands alone: what goes wrong in one is told and does not hold
/// up the others.
pub(crate) async fn sweep<P: Platform>(platform: &P, deployment: &Deployment) {
    let told = |part: &str, result: Result<(), Trouble>| {
        if let Err(trouble) = result {
            platform.log(&format!("sweep, {part}: {trouble}"));
        }
    };
    told("second channel", second_channel::take(platform, deployment).await);
    told("deliveries", carry(platform, deployment, None).await);
    told("alerts", alert::tell(platform, deployment).await);
}

/// A claim of ours, and until when it stands.
struct Lease {
    name: String,
    until: Moment,
}

async fn carry<P: Platform>(platform: &P, deployment: &Deployment, lead: Option<&str>) -> Result<(), Trouble> {
    let now = platform.now();
    let lease = Lease { name: random_name(platform)?, until: now.plus(LEASE_SECONDS) };
    let wanted =
        Claim { lease: &lease.name, now, until: lease.until, lead, limit: MOST, per_destination: MOST_PER_DESTINATION };
    let claimed = claim(platform, &wanted).await?;
    for error in &claimed.unreadable {
        platform.log(&format!("a delivery that is due cannot be read: {error}"));
    }
    let mut queues: Table<&str, Vec<&Due>> = Table::default();
    for due in &claimed.due {
        queues.push(&due.destination, due);
    }
    let lease = &lease;
    join_all(queues.iter().map(|(_, queue)| async move {
        for due in queue {
            attempt::make(platform, deployment, lease, due).await;
        }
    }))
    .await;
    Ok(())
}

/// 128 random bits as hexadecimal digits.
fn random_name<P: Platform>(platform: &P) -> Result<String, Trouble> {
    let mut bytes = [0; 16];
    platform.fill_random(&mut bytes)?;
    Ok(format!("{:032x}", u128::from_be_bytes(bytes)))
}

#[cfg(test)]
mod tests {
    use super::{delivery_id, event_id};
    use crate::relay::{EventId, EventType};

    #[test]
    fn an_event_has_one_id_on_every_channel() {
        let lead = "0199a7b2-79b0-7cc3-98c4-dc0c0c07398f";
        let ids = ["leiebouw/crm", "leiebouw/fallback"].map(|place| delivery_id(lead, EventType::Created, place));
        assert_ne!(ids[0], ids[1]);
        assert_eq!(ids.each_ref().map(|id| event_id(id)), [&format!("{lead}-created")[..]; 2]);
        assert!(EventId::parse(event_id(&ids[0])).is_ok());
    }
}
