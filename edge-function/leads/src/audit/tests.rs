//! A chain is whole, or its first broken row has a name.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use proptest::prelude::*;

use super::{Action, Broken, Entry, Fault, Head, Link, Verifier};
use crate::moment::Moment;

fn chain(length: i64) -> Vec<Link> {
    let mut head = Head::beginning();
    (0..length)
        .map(|step| {
            let link = head.link(Entry {
                at: Moment::new(1_700_000_000 + step),
                actor: "visitor".to_owned(),
                action: Action::Accepted,
                subject: format!("lead-{step}"),
                detail: "sunny-roofs".to_owned(),
            });
            head = link.head();
            link
        })
        .collect()
}

fn verify(links: &[Link]) -> Result<Head, Broken> {
    let mut verifier = Verifier::default();
    for link in links {
        verifier.take(link)?;
    }
    Ok(verifier.head().clone())
}

/// Computed with another language's SHA-256 from the same words.
#[test]
fn the_first_row_has_the_hash_that_another_implementation_gives() {
    assert_eq!(chain(1)[0].hash, "0fb3a1a284a3d321b700c3616707baf95c27f68e1866f979fa364a95758bc731");
}

#[test]
fn a_whole_chain_ends_in_its_head() {
    let links = chain(5);
    assert_eq!(verify(&links).unwrap(), links[4].head());
    assert_eq!(verify(&[]).unwrap(), Head::beginning());
}

#[test]
fn a_removed_row_is_named() {
    let mut links = chain(5);
    links.remove(2);
    assert_eq!(verify(&links), Err(Broken { number: 3, fault: Fault::Missing }));
}

#[test]
fn a_row_hashed_anew_after_a_change_breaks_the_next_one() {
    let mut links = chain(5);
    links[1].detail = "another".to_owned();
    links[1].hash = links[1].computed_hash();
    assert_eq!(verify(&links), Err(Broken { number: 3, fault: Fault::Previous }));
}

#[test]
fn a_word_moved_to_the_next_column_is_noticed() {
    let mut links = chain(1);
    links[0].subject = "lead-0s".to_owned();
    links[0].detail = "unny-roofs".to_owned();
    assert_eq!(verify(&links), Err(Broken { number: 1, fault: Fault::Changed }));
}

proptest! {
    #[test]
    fn any_changed_word_names_its_row(row in 0..6_usize, column in 0..6_usize, word in ".{0,8}") {
        let mut links = chain(6);
        let link = &mut links[row];
        match column {
            0 => link.at = Moment::new(word.len().try_into().unwrap()),
            1 => link.actor = word,
            2 => link.action = word,
            3 => link.subject = word,
            4 => link.detail = word,
            _ => link.hash = word,
        }
        let number = i64::try_from(row).unwrap() + 1;
        prop_assert_eq!(verify(&links), Err(Broken { number, fault: Fault::Changed }));
    }
}
