//! What was written is there after a restart, and the schema is applied once.

use std::thread;

use leads::store::sqlite::Sqlite;
use leads::store::{Database, MIGRATIONS, Row, Statement, Value, counts};
use pollster::block_on;

use crate::sample::{Folder, Sample};

fn rows(database: &Sqlite, sql: &'static str) -> Vec<Row> {
    block_on(database.query(&Statement { sql, values: Vec::new() })).unwrap()
}

fn row(column: &str, value: impl Into<Value>) -> Row {
    [(column.to_owned(), value.into())].into_iter().collect()
}

#[test]
fn a_batch_is_on_the_disk_before_anybody_is_thanked() {
    let folder = Folder::new("settings");
    let database = Sqlite::open(&folder.file()).unwrap();
    assert_eq!(rows(&database, "PRAGMA journal_mode"), [row("journal_mode", "wal")]);
    // 2 is FULL: the log is flushed in every commit.
    assert_eq!(rows(&database, "PRAGMA synchronous"), [row("synchronous", 2_u32)]);
    assert_eq!(rows(&database, "PRAGMA foreign_keys"), [row("foreign_keys", 1_u32)]);
    assert_eq!(rows(&database, "PRAGMA secure_delete"), [row("secure_delete", 1_u32)]);
}

#[test]
fn a_lead_is_there_after_a_restart_and_no_migration_is_applied_again() {
    let folder = Folder::new("restart");
    let first = Sqlite::open(&folder.file()).unwrap();
    Sample::new("lead-1").accept(&first).unwrap();
    drop(first);
    let again = Sqlite::open(&folder.file()).unwrap();
    assert_eq!(block_on(counts(&again)).unwrap().pending, 1);
    let names: Vec<_> = MIGRATIONS.iter().map(|migration| row("name", migration.name)).collect();
    assert_eq!(rows(&again, "SELECT name FROM migration ORDER BY name"), names);
}

#[test]
fn programs_that_start_at_once_apply_the_schema_once() {
    let folder = Folder::new("start");
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| Sqlite::open(&folder.file()).unwrap());
        }
    });
    let all = u32::try_from(MIGRATIONS.len()).unwrap();
    assert_eq!(rows(&Sqlite::open(&folder.file()).unwrap(), "SELECT COUNT(*) AS n FROM migration"), [row("n", all)]);
}

#[test]
fn a_migration_changed_after_it_was_applied_is_refused() {
    let folder = Folder::new("changed");
    let database = Sqlite::open(&folder.file()).unwrap();
    let change = Statement { sql: "UPDATE migration SET hash = 'another'", values: Vec::new() };
    block_on(database.batch(&[change])).unwrap();
    drop(database);
    let error = Sqlite::open(&folder.file()).unwrap_err();
    assert!(error.to_string().contains("0001_leads.sql was changed"), "{error}");
}

#[test]
fn a_lead_without_its_row_cannot_have_a_delivery() {
    let database = Sqlite::in_memory().unwrap();
    let orphan = Statement {
        sql: "INSERT INTO delivery (id, lead_id, destination, event, channel, state, since, due_at) \
            VALUES ('d', 'none', 'x', 'lead.created', 'first', 'pending', 1, 1)",
        values: Vec::new(),
    };
    assert!(block_on(database.batch(&[orphan])).is_err());
}
