//! Whatever is done in whatever order: every lead is accounted for, and the audit is whole.

use leads::store::sqlite::Sqlite;
use leads::store::{
    Attempt, NewDelivery, Next, Why, alerted_of_delivery, counts, erase, export, late, pause, record, release, replay,
    reroute, resume, show, verify_audit,
};
use pollster::block_on;
use proptest::prelude::*;

use crate::sample::{HOOK, Sample, at, memory, take};

const ANN: &str = "operator:ann";
const LEADS: usize = 4;

#[derive(Debug, Clone, Copy)]
enum Doing {
    Accept { lead: usize, quarantine: bool, two: bool },
    Sweep { results: [u8; 3] },
    Forgotten,
    Pause,
    Resume,
    Release(usize),
    Replay(usize),
    Reroute,
    Alert(usize),
    Erase(usize),
    Show(usize),
    Export,
}

fn doing() -> impl Strategy<Value = Doing> {
    let lead = 0..LEADS;
    prop_oneof![
        4 => (lead.clone(), any::<bool>(), any::<bool>())
            .prop_map(|(lead, quarantine, two)| Doing::Accept { lead, quarantine, two }),
        4 => any::<[u8; 3]>().prop_map(|results| Doing::Sweep { results }),
        1 => Just(Doing::Forgotten),
        1 => Just(Doing::Pause),
        2 => Just(Doing::Resume),
        2 => lead.clone().prop_map(Doing::Release),
        2 => lead.clone().prop_map(Doing::Replay),
        1 => Just(Doing::Reroute),
        1 => lead.clone().prop_map(Doing::Alert),
        1 => lead.clone().prop_map(Doing::Erase),
        1 => lead.prop_map(Doing::Show),
        1 => Just(Doing::Export),
    ]
}

fn id(lead: usize) -> String {
    format!("lead-{lead}")
}

/// Does it, at its place in the order. A minute lies between any two, so leases run out one step later.
fn carry_out(database: &Sqlite, doing: Doing, place: usize) {
    let now = at(i64::try_from(place).unwrap() * 60);
    let lease = format!("lease-{place}");
    match doing {
        Doing::Accept { lead, quarantine, two } => {
            let lead = Sample {
                received_at: now,
                reasons: if quarantine { vec!["links"] } else { Vec::new() },
                destinations: if two { vec![HOOK, "acme-crm"] } else { vec![HOOK] },
                ..Sample::new(&id(lead))
            };
            lead.accept(database).unwrap();
        }
        Doing::Sweep { results } => {
            for (due, result) in take(database, &lease, now).due.iter().zip(results) {
                let next = match result % 4 {
                    0 => Next::Delivered,
                    1 => Next::Dead,
                    2 => Next::Pause { due_at: now, step: due.step + 1, reason: "gone" },
                    _ => Next::Retry { due_at: now, step: due.step + 1 },
                };
                let attempt = Attempt {
                    delivery: &due.delivery,
                    lease: &lease,
                    started_at: now,
                    took_ms: 1,
                    outcome: "any",
                    status: None,
                    detail: "",
                };
                block_on(record(database, &attempt, next, now)).unwrap();
            }
        }
        Doing::Forgotten => drop(take(database, &lease, now)),
        Doing::Pause => drop(block_on(pause(database, HOOK, "by_hand", ANN, now)).unwrap()),
        Doing::Resume => drop(block_on(resume(database, HOOK, ANN, now)).unwrap()),
        Doing::Release(lead) => drop(block_on(release(database, &id(lead), ANN, now)).unwrap()),
        Doing::Replay(lead) => {
            let delivery = Sample::new(&id(lead)).delivery(HOOK);
            block_on(replay(database, &delivery, ANN, now)).unwrap();
        }
        Doing::Reroute => {
            for found in block_on(late(database, now, &["acme"], 10)).unwrap() {
                let mail = format!("{}-mail", found.lead);
                let second = NewDelivery { id: &mail, destination: "acme-mail" };
                block_on(reroute(database, &found.lead, second, now)).unwrap();
            }
        }
        Doing::Alert(lead) => {
            let delivery = Sample::new(&id(lead)).delivery(HOOK);
            block_on(alerted_of_delivery(database, &delivery, now)).unwrap();
        }
        Doing::Erase(lead) => drop(block_on(erase(database, &id(lead), Why::Request("asked"), ANN, now)).unwrap()),
        Doing::Show(lead) => drop(block_on(show(database, &id(lead), ANN, now)).unwrap()),
        Doing::Export => {
            let all = leads::store::Filter { project: None, partner: None, standing: None, after: None, limit: 10 };
            block_on(export(database, &all, ANN, now)).unwrap();
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_accepted_lead_is_accounted_for_at_every_moment(
        order in proptest::collection::vec(doing(), 1..40),
    ) {
        let database = memory();
        let mut accepted = std::collections::BTreeSet::new();
        for (place, doing) in order.into_iter().enumerate() {
            carry_out(&database, doing, place);
            if let Doing::Accept { lead, .. } = doing {
                accepted.insert(lead);
            }
            let counts = block_on(counts(&database)).unwrap();
            prop_assert!(counts.add_up(), "{doing:?} {counts:?}");
            prop_assert_eq!(usize::try_from(counts.accepted).unwrap(), accepted.len());
            prop_assert!(block_on(verify_audit(&database)).unwrap().is_ok());
        }
    }
}
