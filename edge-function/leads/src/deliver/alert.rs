//! Telling the operator what needs a person: leads that could not be delivered, destinations that get nothing.

use super::random_name;
use crate::deployment::Deployment;
use crate::platform::Platform;
use crate::relay::{EventId, Outcome, alert};
use crate::store::{alerted_of_delivery, alerted_of_destination, alerts_due, paused};
use crate::trouble::Trouble;

/// How many leads one alert names; the others follow in the next.
const MOST: u32 = 10;

/// Tells what nobody was told yet. It is noted as told only once the mail was taken over, or, where nobody is to get
/// mails, once it stands in the log.
pub(super) async fn tell<P: Platform>(platform: &P, deployment: &Deployment) -> Result<(), Trouble> {
    let dead = alerts_due(platform, MOST).await?;
    let mut paused = paused(platform).await?;
    paused.retain(|one| one.alerted_at.is_none());
    if dead.is_empty() && paused.is_empty() {
        return Ok(());
    }
    let mut lines: Vec<String> = paused
        .iter()
        .map(|one| {
            format!(
                "Since {} nothing is sent to {} ({}). Leads for it wait. When it is in order again: gevel leads resume {}",
                one.since, one.destination, one.reason, one.destination
            )
        })
        .collect();
    lines.extend(dead.iter().map(|one| {
        let what = match one.event.as_str() {
            "lead.created" => String::new(),
            event => format!("The news ({event}) of "),
        };
        format!(
            "{what}Lead {} could not be delivered to {}: every attempt since {} failed. It is kept. To send it again: \
             gevel leads replay {}",
            one.lead, one.destination, one.since, one.lead
        )
    }));
    let subject = format!("Gevel: {} leads and {} destinations need you", dead.len(), paused.len());
    if !tell_operator(platform, deployment, &subject, &lines).await? {
        return Ok(());
    }
    for one in &dead {
        alerted_of_delivery(platform, &one.delivery, platform.now()).await?;
    }
    for one in &paused {
        alerted_of_destination(platform, &one.destination, platform.now()).await?;
    }
    Ok(())
}

/// Writes these lines into the log, and mails them to whoever is to be told. Gives whether they were told: where nobody
/// is to get mails, the log is enough.
pub(crate) async fn tell_operator<P: Platform>(
    platform: &P,
    deployment: &Deployment,
    subject: &str,
    lines: &[String],
) -> Result<bool, Trouble> {
    for line in lines {
        platform.log(&format!("ALERT {line}"));
    }
    let Some(to) = &deployment.alerts_to else { return Ok(true) };
    let id = EventId::parse(&format!("alert-{}", random_name(platform)?)).map_err(|_| Trouble::NotAnId)?;
    let mail = alert(id, &deployment.mail_from, to, subject, lines, platform.now());
    match platform.mail(&mail).await {
        Outcome::MailTaken => Ok(true),
        outcome => {
            platform.log(&format!("the alert could not be mailed: {}", outcome.words()));
            Ok(false)
        }
    }
}
