//! The way round a destination that fails: after a quarter of an hour the same lead goes to the partner's mailbox too.

use super::delivery_id;
use crate::deployment::Deployment;
use crate::platform::Platform;
use crate::relay::{EventType, SECOND_CHANNEL_AFTER_SECONDS};
use crate::store::{NewDelivery, late, reroute};
use crate::trouble::Trouble;

/// How many leads are sent the other way in one sweep.
const MOST: u32 = 20;

pub(super) async fn take<P: Platform>(platform: &P, deployment: &Deployment) -> Result<(), Trouble> {
    let with_fallback: Vec<_> = deployment
        .partners
        .iter()
        .filter_map(|(id, partner)| partner.second_channel().map(|fallback| (id, fallback.name())))
        .collect();
    let partners: Vec<_> = with_fallback.iter().map(|(id, _)| *id).collect();
    if partners.is_empty() {
        return Ok(());
    }
    let now = platform.now();
    for late in late(platform, now.plus(-SECOND_CHANNEL_AFTER_SECONDS), &partners, MOST).await? {
        let Some((partner, name)) = with_fallback.iter().find(|(id, _)| *id == late.partner) else { continue };
        let destination = format!("{partner}/{name}");
        let id = delivery_id(&late.lead, EventType::Created, &destination);
        reroute(platform, &late.lead, NewDelivery { id: &id, destination: &destination }, now).await?;
    }
    Ok(())
}
