//! What a site tells its operator about how it stands.

use jiff::Timestamp;
use leads::Moment;
use leads::relay::Pause;
use serde::Deserialize;

use super::report::Report;
use crate::cli::SiteAddress;
use crate::commands::leads::verify;
use crate::commands::operator::Site;

/// How far the clocks may be apart, in seconds, before somebody should look.
const NEAR_SECONDS: i64 = 30;
/// How far a receiver of webhooks lets them be apart.
const FAR_SECONDS: i64 = 5 * 60;

#[derive(Deserialize)]
pub(super) struct Status {
    now: String,
    operator: Operator,
    counts: Counts,
    health: Health,
    paused: Vec<Paused>,
    partners: Vec<Partner>,
    keys: Keys,
    #[serde(default)]
    vault: Vault,
    alerts: bool,
    #[serde(default)]
    check: bool,
    retention: Retention,
    requests: Requests,
}

#[derive(Deserialize)]
struct Retention {
    overdue: u64,
    due_in_30_days: u64,
    held: u64,
}

#[derive(Deserialize)]
struct Requests {
    open: u64,
    overdue: u64,
}

#[derive(Deserialize)]
struct Operator {
    name: String,
    may_act: bool,
}

#[derive(Deserialize)]
struct Counts {
    accepted: u64,
    delivered: u64,
    pending: u64,
    add_up: bool,
}

#[derive(Deserialize)]
struct Health {
    dead: u64,
    quarantined: u64,
}

#[derive(Deserialize)]
struct Paused {
    destination: String,
    since: String,
    reason: String,
}

#[derive(Deserialize)]
struct Partner {
    destinations: Vec<String>,
}

/// Where keys of leads lie. A site from before there was a choice tells nothing, and has them all in its database.
#[derive(Default, Deserialize)]
struct Vault {
    on: bool,
    keys_apart: bool,
    keys_beside: bool,
}

#[derive(Deserialize)]
struct Keys {
    newest: u32,
    older_in_use: bool,
}

/// Gives whether the site could verify the check of suspicious enquiries, if it tells.
pub(super) fn look(site: &Site, address: &SiteAddress, report: &mut Report) -> Option<bool> {
    let before = Timestamp::now().as_second();
    let can_verify = match site.get::<Status>("status", &[]) {
        Err(trouble) => {
            report.fail("token", &trouble.to_string(), "Without an answer, nothing inside is looked at.");
            return None;
        }
        Ok(status) => {
            let after = Timestamp::now().as_second();
            stands(&status, address, report);
            clock(Moment::parse(&status.now), before, after, report);
            status.check
        }
    };
    match verify(site, None) {
        Err(trouble) => report.fail("audit", &trouble.to_string(), "Try `gevel leads audit`."),
        Ok(chain) => match chain.broken {
            None => report.ok("audit", &format!("All {} rows hang together.", chain.head.number)),
            Some(broken) => report.fail(
                "audit",
                &format!("{broken}."),
                "Somebody changed the database by hand. Keep a copy of it, and compare it with a backup.",
            ),
        },
    }
    if !address.is_here() {
        report.unknown(
            "jurisdiction",
            "The site cannot tell whether its database is bound to the European Union.",
            "`npx wrangler d1 info gevel --json` does: it must have been made with `--jurisdiction eu`.",
        );
    }
    Some(can_verify)
}

/// How it stands, by the site's own numbers.
pub(super) fn stands(status: &Status, address: &SiteAddress, report: &mut Report) {
    let may = if status.operator.may_act { "may act" } else { "may only read" };
    report.ok("token", &format!("It is that of `{}`, and {may}.", status.operator.name));

    let Counts { accepted, delivered, pending, add_up } = &status.counts;
    if *add_up {
        report.ok(
            "leads",
            &format!("{accepted} taken, {delivered} delivered, {pending} on their way: all accounted for."),
        );
    } else {
        report.fail(
            "leads",
            &format!("{accepted} were taken by the count of the audit, but not all can be found."),
            "Verify the audit with `gevel leads audit`, keep a copy of the database, and compare it with a backup.",
        );
    }
    match status.health.dead {
        0 => report.ok("dead", "No delivery was given up."),
        dead => report.fail(
            "dead",
            &format!("{dead} deliveries were given up."),
            "See them with `gevel leads list --standing dead`; send them with `gevel leads replay --standing dead`.",
        ),
    }
    match status.health.quarantined {
        0 => report.ok("quarantine", "No lead waits for somebody to look at it."),
        held => report.warn(
            "quarantine",
            &format!("{held} leads wait for somebody to look at them."),
            "See them with `gevel leads list --standing quarantined`; let them go with `gevel leads release LEAD`.",
        ),
    }
    match status.retention {
        // What ended this minute goes with the next sweep, and many at once with several.
        Retention { overdue: 0..=100, due_in_30_days, held } => {
            report.ok("retention", &format!("{due_in_30_days} leads end within 30 days, {held} are held."));
        }
        Retention { overdue, .. } => report.fail(
            "retention",
            &format!("{overdue} leads are kept longer than promised."),
            "Sweeps erase five a minute. If that number does not fall, the log says why.",
        ),
    }
    match status.requests {
        Requests { overdue: 0, open } => {
            report.ok("requests", &format!("{open} requests of people wait, none too long."));
        }
        Requests { overdue, .. } => report.fail(
            "requests",
            &format!("{overdue} requests of people should have been answered by now."),
            "See them with `gevel leads requests`; answer them, then `gevel leads close REQUEST`.",
        ),
    }
    paused(&status.paused, report);
    match status.partners.iter().map(|partner| partner.destinations.len()).sum::<usize>() {
        0 => report.fail("partners", "No partner is set: leads cannot go anywhere.", "Set PARTNERS."),
        count => report.ok("partners", &format!("{} partners, {count} destinations.", status.partners.len())),
    }
    match (status.alerts, address.is_here()) {
        (true, _) => report.ok("alerts", "Somebody is told when a lead cannot be delivered."),
        (false, true) => {
            report.ok("alerts", "Nobody gets a mail when a lead cannot be delivered; the terminal says so.");
        }
        (false, false) => {
            report.fail(
                "alerts",
                "Nobody is told when a lead cannot be delivered.",
                "Set ALERTS_TO to an e-mail address.",
            );
        }
    }
    if status.keys.older_in_use {
        report.warn(
            "keys",
            &format!("Leads are still sealed with keys older than key {}.", status.keys.newest),
            "Run `gevel leads rewrap`; then the older keys can be taken out of LEAD_KEYS.",
        );
    } else {
        report.ok("keys", &format!("Every lead is sealed with the newest key, {}.", status.keys.newest));
    }
    vault(&status.vault, report);
}

fn vault(vault: &Vault, report: &mut Report) {
    match (vault.on, vault.keys_apart, vault.keys_beside) {
        (false, false, _) => report
            .ok("vault", "The key vault is off: a lead that was erased comes back with an old state of the database."),
        (false, true, _) => report.fail(
            "vault",
            "The key vault is off, and keys of leads are in it: those leads cannot be read.",
            "Bind KEY_VAULT again, or put the folder `key-vault` back.",
        ),
        (true, _, true) => report.warn(
            "vault",
            "The key vault is on, and some leads still have their keys in the database.",
            "Run `gevel leads rewrap`, which moves them over.",
        ),
        (true, _, false) => report.ok("vault", "The key vault is on: keys of leads lie apart from the database."),
    }
}

fn paused(paused: &[Paused], report: &mut Report) {
    if paused.is_empty() {
        report.ok("paused", "Every destination is sent its leads.");
        return;
    }
    let told: Vec<String> =
        paused.iter().map(|one| format!("{} since {} ({})", one.destination, one.since, one.reason)).collect();
    let told = format!("Nothing is sent to {}.", told.join(", "));
    let todo = "When they are in order again: `gevel leads resume PARTNER/NAME`.";
    // What a person paused is known; what the site paused by itself may not be.
    if paused.iter().all(|one| one.reason == Pause::Operator.wire()) {
        report.warn("paused", &told, todo);
    } else {
        report.fail("paused", &told, todo);
    }
}

/// Compares the site's clock with ours; the answer was made somewhere between the two moments.
fn clock(theirs: Option<Moment>, before: i64, after: i64, report: &mut Report) {
    let Some(theirs) = theirs.map(Moment::seconds) else {
        report.fail("clock", "The site tells no time.", "Is it this version of Gevel?");
        return;
    };
    let apart = if theirs < before { before - theirs } else { (theirs - after).max(0) };
    let told = format!("The clocks of the site and of this machine are {apart} seconds apart.");
    let todo = "Set the clock of this machine by the network; the site's is that of its host.";
    if apart <= NEAR_SECONDS {
        report.ok("clock", &told);
    } else if apart <= FAR_SECONDS {
        report.warn("clock", &told, todo);
    } else {
        report.fail("clock", &told, todo);
    }
}
