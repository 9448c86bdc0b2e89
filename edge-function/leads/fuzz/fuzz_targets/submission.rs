//! Any bytes, in any of the three ways a form is written, get an answer and never a panic: a submission that becomes a
//! lead, or a rejection that can be shown.
#![no_main]

use leads::answer::AnswerPage;
use leads::lead::Fingerprint;
use leads::submission::{Refusal, Submission, Typed};
use leads::{Contract, Lead, LeadId, Letters, Moment, suspicion};
use libfuzzer_sys::fuzz_target;

const CONTRACT: &str = include_str!("../../tests/agreement/expected/contract.json");

const KINDS: [&str; 4] = [
    "application/x-www-form-urlencoded",
    "application/json",
    "multipart/form-data; boundary=x",
    "multipart/form-data; boundary=\"a b\"; charset=utf-8",
];

fuzz_target!(|bytes: &[u8]| {
    let Some((first, body)) = bytes.split_first() else { return };
    let kind = KINDS[usize::from(*first) % KINDS.len()];
    let contract = Contract::from_json(CONTRACT).expect("the sample is a contract");
    let _typed = Typed::read(body, Some(kind), &contract);
    match Submission::read(body, Some(kind), &contract, Letters::OWN) {
        Ok(submission) => {
            let now = Moment::new(1_800_000_000);
            let lead = Lead::new(&submission, &contract, LeadId::new(1_800_000_000_000, [7; 10]), now);
            assert_eq!(Lead::from_stored(&lead.to_json()).expect("what was written is read"), lead);
            let _verdict = suspicion::Verdict::on(&submission, Letters::OWN);
            let _fingerprint = Fingerprint::of(&submission, &contract, Letters::OWN);
        }
        Err(Refusal::Rejected(rejection)) => assert!(!rejection.faults.is_empty()),
        Err(Refusal::Unreadable(error)) => assert!(!error.to_string().is_empty()),
    }
    // Whatever was written beside the pages by mistake is no answer page, and no panic either.
    let _page = AnswerPage::from_json(&String::from_utf8_lossy(body));
});
