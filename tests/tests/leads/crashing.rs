//! Killed in the middle of everything, and started again: whoever was thanked has a lead, and every lead arrives.

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use tests::hosts::{Form, Host, Kind, Received};
use tests::must;

use crate::{form_of, on_both, opened};

on_both!(nothing_is_lost_when_the_machine_is_killed);

/// How many send at the same time.
const SENDERS: usize = 4;

fn nothing_is_lost_when_the_machine_is_killed(kind: Kind) {
    let (mut host, partner) = opened(kind);
    let form = form_of(&host, "nobody");
    let mut promised = BTreeSet::new();
    for burst in 0..2 {
        promised.extend(burst_until_killed(&mut host, &form, burst));
        host.restart();
    }
    assert!(promised.len() >= 20, "only {} were thanked before the kills", promised.len());
    // What was under a lease when it was killed is taken again once the lease has run out.
    host.sweep(600);
    host.until("every delivery", |host| {
        host.sweep(700);
        host.counts()["pending"] == 0
    });
    let counts = host.counts();
    assert_eq!(counts["add_up"], true, "{counts}");
    let stored = stored(&host);
    let lost: Vec<_> = promised.difference(&stored).collect();
    assert!(lost.is_empty(), "thanked for and not stored: {lost:?}");
    let received = partner.received();
    let arrived: BTreeSet<_> =
        received.iter().map(|one| one.json()["data"]["lead_id"].as_str().unwrap_or_default().to_owned()).collect();
    assert_eq!(arrived, stored, "every stored lead arrives, and nothing else");
    // A repeat is known by its id.
    let ids: BTreeSet<_> = received.iter().map(Received::id).collect();
    assert_eq!(ids.len(), arrived.len());
}

/// Sends without pause, kills the machine in the middle, and gives the leads whose senders were thanked.
fn burst_until_killed(host: &mut Host, form: &Form, burst: usize) -> BTreeSet<String> {
    let (url, thanked) = (host.url(), Mutex::new(BTreeSet::new()));
    let number = AtomicUsize::new(0);
    let send = || loop {
        let person = format!("{burst}-{}@example.com", number.fetch_add(1, Ordering::Relaxed));
        let body = form.clone().with("email", &person).body();
        let headers = [("content-type", form.kind()), ("accept", "application/json")];
        let Some(reaction) = Host::try_send(&url, form.action(), &headers, &body) else { return };
        if reaction.status == 202 {
            let lead = reaction.json()["lead"].as_str().unwrap_or_default().to_owned();
            must(thanked.lock().map_err(|_| "poisoned"), "the list").insert(lead);
        }
    };
    std::thread::scope(|scope| {
        for _sender in 0..SENDERS {
            scope.spawn(send);
        }
        while must(thanked.lock().map_err(|_| "poisoned"), "the list").len() < 12 {
            std::thread::yield_now();
        }
        host.kill();
    });
    must(thanked.into_inner().map_err(|_| "poisoned"), "the list")
}

/// The ids of all leads that are stored.
fn stored(host: &Host) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    let mut after = String::new();
    loop {
        let page = host.operator("GET", &format!("/operator/leads?after={after}"));
        for lead in page["leads"].as_array().into_iter().flatten() {
            all.insert(lead["lead"].as_str().unwrap_or_default().to_owned());
        }
        match page["next"].as_str() {
            Some(next) => next.clone_into(&mut after),
            None => return all,
        }
    }
}
