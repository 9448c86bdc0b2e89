//! Claims about reading JSON.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use serde_json::Value;

use super::{Read, read, read_members, tree};
use crate::table::Table;

#[derive(Debug)]
struct Home {
    rooms: Vec<u32>,
    name: Option<String>,
}

read_members!(Home { rooms, name });

fn refused<T: Read>(text: &str) -> String {
    read::<T>(text).map(drop).unwrap_err().to_string()
}

#[test]
fn what_is_written_is_what_is_read() {
    let home: Home = read(r#"{"name": "caf\u00e9", "rooms": [1, 2]}"#).unwrap();
    assert_eq!((home.name.as_deref(), home.rooms), (Some("café"), vec![1, 2]));
    let home: Home = read(r#"{"rooms": []}"#).unwrap();
    assert_eq!((home.name, home.rooms), (None, vec![]));
}

#[test]
fn what_is_wrong_is_told_with_its_place_and_never_repeated() {
    assert_eq!(refused::<Home>("{\n\"rooms\": [1,\n \"secret\"]}"), "expected a whole number at line 3 column 9");
    assert_eq!(
        refused::<Home>(r#"{"rooms": [], "secret": 1}"#).split(" at ").next(),
        Some("unknown field, expected one of `rooms`, `name`")
    );
    assert_eq!(refused::<Home>(r#"{"rooms": [], "rooms": []}"#).split(" at ").next(), Some("duplicate field `rooms`"));
    assert_eq!(
        refused::<Vec<Home>>("[{\"rooms\": []},\n {}]").split(" column ").next(),
        Some("missing field `rooms` at line 2")
    );
    assert_eq!(refused::<Home>("[]").split(" at ").next(), Some("expected an object"));
    for text in ["", "{", "{} {}", "nothing", r#"{"rooms": [1.5]}"#, r#"{"rooms": [-1]}"#, r#"{"rooms": [5000000000]}"#]
    {
        assert!(read::<Home>(text).is_err(), "{text}");
    }
}

#[test]
fn a_text_that_goes_too_deep_is_refused() {
    assert!(tree(&"[".repeat(100_000)).is_err());
}

#[test]
fn a_tree_is_what_other_readers_find_too() {
    let text = r#"{"a": [null, true, -1, 18446744073709551615, 1.5, "x"], "b": {"c": {}}}"#;
    let json = tree(text).unwrap();
    assert_eq!(Value::from(json.clone()), text.parse::<Value>().unwrap());
    assert_eq!((json.text_at("/b/c"), json.at("/b/c").is_some(), json.at("/b/d").is_some()), (None, true, false));
    let names: Table<String, u32> = read(r#"{"b": 1, "a": 2, "b": 3}"#).unwrap();
    assert_eq!(names, Table::from([("a".to_owned(), 2), ("b".to_owned(), 3)]));
}
