//! Letting go of what is not needed any more: content whose time is over is destroyed, and what the machine kept of it
//! beside the database with it.
//!
//! Partners are not told: what they got in their own name they keep for as long as their own notice says. They are told
//! where a person asked for it.

use crate::deliver::tell_operator;
use crate::deployment::Deployment;
use crate::moment::Moment;
use crate::platform::Platform;
use crate::store::{Upkeep, Why, erase, forgotten, upkeep, warned};
use crate::trouble::Trouble;

/// How much of each kind is done in one sweep: each takes two of the few requests that the edge may make.
const MOST: u32 = 5;

/// Does what is due. What goes wrong with one lead is told, and does not hold up the others.
pub(crate) async fn sweep<P: Platform>(platform: &P, deployment: &Deployment) {
    if let Err(trouble) = take(platform, deployment).await {
        platform.log(&format!("sweep, retention: {trouble}"));
    }
}

async fn take<P: Platform>(platform: &P, deployment: &Deployment) -> Result<(), Trouble> {
    let mut endangered = Vec::new();
    for task in upkeep(platform, platform.now(), MOST).await? {
        let (lead, done) = match task {
            Upkeep::Erase(lead) => {
                let done = expire(platform, &lead).await;
                (lead, done)
            }
            Upkeep::Forget(lead) => {
                let done = forget(platform, &lead).await;
                (lead, done)
            }
            Upkeep::Warn(lead, ends_at) => {
                endangered.push((lead, ends_at));
                continue;
            }
        };
        if let Err(trouble) = done {
            platform.log(&format!("lead {lead}: its content could not be destroyed: {trouble}"));
        }
    }
    warn(platform, deployment, &endangered).await
}

async fn expire<P: Platform>(platform: &P, lead: &str) -> Result<(), Trouble> {
    if erase(platform, lead, Why::Retention, "sweep", platform.now()).await? {
        forget(platform, lead).await?;
    }
    Ok(())
}

/// Destroys what the machine keeps of an erased lead outside of the database. If this is cut off, a sweep does it.
pub(crate) async fn forget<P: Platform>(platform: &P, lead: &str) -> Result<(), Trouble> {
    platform.forget(lead).await?;
    Ok(forgotten(platform, lead, platform.now()).await?)
}

/// Tells of leads that no partner has and that will be destroyed all the same.
async fn warn<P: Platform>(platform: &P, deployment: &Deployment, leads: &[(String, Moment)]) -> Result<(), Trouble> {
    if leads.is_empty() {
        return Ok(());
    }
    let lines: Vec<_> = leads
        .iter()
        .map(|(lead, ends_at)| {
            format!(
                "No partner has lead {lead}, and the time for which it may be kept ends at {ends_at}: then it is \
                 destroyed. See why: gevel leads show {lead}. If it must be kept: gevel leads hold {lead} --reason …"
            )
        })
        .collect();
    let subject = format!("Gevel: {} leads that no partner has will be destroyed", leads.len());
    if tell_operator(platform, deployment, &subject, &lines).await? {
        for (lead, _) in leads {
            warned(platform, lead, platform.now()).await?;
        }
    }
    Ok(())
}
