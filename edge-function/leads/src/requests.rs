//! Seeing to it that what people ask by right is answered in time: who looks after it is told a week before its end, and
//! once more when it is over.

use crate::deliver::tell_operator;
use crate::deployment::Deployment;
use crate::platform::Platform;
use crate::store::{pressing, told_of_request};
use crate::trouble::Trouble;

/// Of how many people are told in one sweep.
const MOST: u32 = 5;

/// Tells of what is pressing.
pub(crate) async fn sweep<P: Platform>(platform: &P, deployment: &Deployment) {
    if let Err(trouble) = tell(platform, deployment).await {
        platform.log(&format!("sweep, requests: {trouble}"));
    }
}

async fn tell<P: Platform>(platform: &P, deployment: &Deployment) -> Result<(), Trouble> {
    let pressing = pressing(platform, platform.now(), MOST).await?;
    if pressing.is_empty() {
        return Ok(());
    }
    let lines: Vec<_> = pressing
        .iter()
        .map(|one| {
            let (id, kind, due_at) = (&one.id, one.kind, one.due_at);
            if one.is_overdue {
                format!("Request {id} ({kind}) should have been answered by {due_at}. See: gevel leads requests")
            } else {
                format!("Request {id} ({kind}) must be answered by {due_at}. See: gevel leads requests")
            }
        })
        .collect();
    let overdue = pressing.iter().filter(|one| one.is_overdue).count();
    let subject = format!("Gevel: {} requests of people need an answer, {overdue} overdue", pressing.len());
    if tell_operator(platform, deployment, &subject, &lines).await? {
        for one in &pressing {
            told_of_request(platform, one, platform.now()).await?;
        }
    }
    Ok(())
}
