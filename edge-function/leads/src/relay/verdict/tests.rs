//! A partner that is down is tried long enough and not too often, whatever it answers.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use proptest::prelude::*;

use super::{Attempt, Pause, Verdict, second_channel_is_due, verdict};
use crate::moment::Moment;
use crate::relay::{MailRefusal, Outcome, Silence};

const NOW: Moment = Moment::new(1_795_000_000);
/// Two bytes that leave the plan as it is, but for rounding.
const MIDDLE: [u8; 2] = [0x80, 0x00];

fn wait(outcome: &Outcome, attempt: u32, jitter: [u8; 2]) -> Option<i64> {
    match verdict(outcome, Attempt::new(attempt).unwrap(), NOW, jitter) {
        Verdict::RetryAt(moment) => Some(moment.since(NOW)),
        Verdict::Delivered | Verdict::Paused(_) | Verdict::Dead => None,
    }
}

/// The table of the design, written down a second time.
fn planned_after(attempt: u32) -> i64 {
    let plan = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];
    *plan.get(attempt as usize - 1).unwrap()
}

fn asking(status: u16, retry_after: &str) -> Outcome {
    Outcome::Answered { status, retry_after: Some(retry_after.to_owned()) }
}

#[test]
fn a_partner_that_stays_down_is_tried_ten_times_in_75_hours_35_minutes() {
    let (mut now, mut attempt, mut elapsed) = (NOW, Attempt::FIRST, Vec::new());
    while let Verdict::RetryAt(moment) = verdict(&Outcome::answered(503), attempt, now, MIDDLE) {
        elapsed.push(moment.since(NOW));
        (now, attempt) = (moment, attempt.next());
    }
    assert_eq!(elapsed, [5, 305, 2_105, 9_305, 27_305, 63_305, 113_705, 185_705, 272_105]);
    assert_eq!(attempt.number(), 10);
    assert_eq!(verdict(&Outcome::answered(503), attempt, now, MIDDLE), Verdict::Dead);
}

#[test]
fn the_last_attempt_can_still_deliver_and_what_follows_it_is_dead_again() {
    let last = Attempt::new(10).unwrap();
    assert_eq!(verdict(&Outcome::answered(204), last, NOW, MIDDLE), Verdict::Delivered);
    for number in [10, 11, 1_000, u32::MAX] {
        let attempt = Attempt::new(number).unwrap();
        assert_eq!(verdict(&Outcome::Unanswered(Silence::Timeout), attempt, NOW, MIDDLE), Verdict::Dead);
    }
    assert_eq!(Attempt::new(0), None);
}

#[test]
fn only_an_answer_from_200_to_299_is_a_delivery() {
    for status in 0..=1_000 {
        let verdict = verdict(&Outcome::answered(status), Attempt::FIRST, NOW, MIDDLE);
        match status {
            200..=299 => assert_eq!(verdict, Verdict::Delivered),
            410 => assert_eq!(verdict, Verdict::Paused(Pause::Gone)),
            429 => assert_eq!(verdict, Verdict::RetryAt(NOW.plus(60))),
            _ => assert_eq!(verdict, Verdict::RetryAt(NOW.plus(5)), "{status}"),
        }
    }
}

#[test]
fn every_silence_is_retried_and_a_timeout_gives_a_minute_of_rest() {
    for &silence in Silence::ALL {
        let least = if silence == Silence::Timeout { 60 } else { 5 };
        assert_eq!(wait(&Outcome::Unanswered(silence), 1, MIDDLE), Some(least), "{silence}");
    }
}

#[test]
fn every_refusal_of_a_mail_has_its_verdict() {
    let first = |refusal| verdict(&Outcome::MailRefused(refusal), Attempt::FIRST, NOW, MIDDLE);
    assert_eq!(verdict(&Outcome::MailTaken, Attempt::FIRST, NOW, MIDDLE), Verdict::Delivered);
    assert_eq!(first(MailRefusal::OverQuota), Verdict::RetryAt(NOW.plus(60)));
    assert_eq!(first(MailRefusal::Failed), Verdict::RetryAt(NOW.plus(5)));
    assert_eq!(first(MailRefusal::RecipientBlocked), Verdict::Paused(Pause::RecipientBlocked));
    assert_eq!(first(MailRefusal::SenderRefused), Verdict::Paused(Pause::SenderRefused));
}

#[test]
fn a_receiver_can_ask_for_up_to_twice_the_wait_and_never_for_less() {
    let hour_later = NOW.plus(3_000).mail_date().replace("+0000", "GMT");
    let hour_ago = NOW.plus(-3_000).mail_date().replace("+0000", "GMT");
    for (status, attempt, retry_after, expected) in [
        // The plan is 30 minutes.
        (503, 3, "0", 1_800),
        (503, 3, "60", 1_800),
        (503, 3, "1800", 1_800),
        (503, 3, "2500", 2_500),
        (503, 3, " 2500 ", 2_500),
        (503, 3, "3600", 3_600),
        (503, 3, "3601", 3_600),
        (503, 3, "99999999999999999999999", 3_600),
        (503, 3, &hour_later, 3_000),
        (503, 3, &hour_ago, 1_800),
        (503, 3, "-5", 1_800),
        (503, 3, "soon", 1_800),
        (503, 3, "2500.5", 1_800),
        (503, 3, "", 1_800),
        (302, 3, "2500", 2_500),
        // The plan is 5 seconds; after 429 a minute is due, and twice that is the most.
        (503, 1, "60", 10),
        (429, 1, "1", 60),
        (429, 1, "90", 90),
        (429, 1, "3600", 120),
        (429, 2, "400", 400),
        (429, 2, "4000", 600),
    ] {
        assert_eq!(wait(&asking(status, retry_after), attempt, MIDDLE), Some(expected), "{status} {retry_after:?}");
    }
}

#[test]
fn what_a_receiver_asks_for_is_not_undercut_by_jitter() {
    assert_eq!(wait(&asking(503, "1700"), 3, [0, 0]), Some(1_700));
    assert_eq!(wait(&asking(503, "1400"), 3, [0, 0]), Some(1_440));
}

#[test]
fn jitter_reaches_a_fifth_both_ways() {
    assert_eq!(wait(&Outcome::answered(500), 1, [0, 0]), Some(4));
    assert_eq!(wait(&Outcome::answered(500), 1, [0xff, 0xff]), Some(6));
    assert_eq!(wait(&Outcome::answered(500), 5, [0, 0]), Some(14_400));
    assert_eq!(wait(&Outcome::answered(500), 6, [0, 0]), Some(43_200), "long waits only become longer");
    assert_eq!(wait(&Outcome::answered(500), 9, [0xff, 0xff]), Some(103_680));
}

#[test]
fn the_second_channel_is_due_after_a_quarter_of_an_hour() {
    assert!(!second_channel_is_due(NOW, NOW.plus(899)));
    assert!(second_channel_is_due(NOW, NOW.plus(900)));
    assert!(!second_channel_is_due(NOW, NOW.plus(-900)));
}

fn any_outcome() -> impl Strategy<Value = Outcome> {
    let asked = proptest::option::of(prop_oneof![".{0,30}", "[0-9]{1,25}"]);
    prop_oneof![
        (any::<u16>(), asked).prop_map(|(status, retry_after)| Outcome::Answered { status, retry_after }),
        proptest::sample::select(Silence::ALL).prop_map(Outcome::Unanswered),
        proptest::sample::select(MailRefusal::ALL).prop_map(Outcome::MailRefused),
    ]
}

proptest! {
    #[test]
    fn whatever_the_jitter_a_partner_may_be_down_for_72_hours(jitter in proptest::collection::vec(any::<[u8; 2]>(), 9)) {
        let waits = (1..).zip(jitter).map(|(attempt, jitter)| wait(&Outcome::answered(500), attempt, jitter).unwrap());
        prop_assert!(waits.sum::<i64>() >= 72 * 3_600);
    }

    #[test]
    fn jitter_stays_within_a_fifth_of_the_plan(attempt in 1_u32..=9, jitter in any::<[u8; 2]>()) {
        let planned = planned_after(attempt);
        let wait = wait(&Outcome::answered(500), attempt, jitter).unwrap();
        prop_assert!((planned * 4 / 5..=planned * 6 / 5).contains(&wait));
    }

    #[test]
    fn no_wait_is_longer_than_twice_the_plan_or_two_minutes(
        outcome in any_outcome(), attempt in 1_u32..=9, jitter in any::<[u8; 2]>(),
    ) {
        let planned = planned_after(attempt);
        if let Some(wait) = wait(&outcome, attempt, jitter) {
            prop_assert!(wait >= planned * 4 / 5);
            prop_assert!(wait <= (2 * planned).max(120));
        }
    }

    #[test]
    fn any_outcome_at_any_time_has_a_verdict(
        outcome in any_outcome(), attempt in 1_u32.., now in any::<i64>(), jitter in any::<[u8; 2]>(),
    ) {
        verdict(&outcome, Attempt::new(attempt).unwrap(), Moment::new(now), jitter);
    }
}
