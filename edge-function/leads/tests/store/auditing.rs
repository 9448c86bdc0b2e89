//! The audit says everything, and a change by hand is found.

use leads::audit::{Action, Broken, Fault};
use leads::store::{
    Database, DatabaseError, Filter, Integer, Statement, Value, audit_rows, export, show, verify_audit,
};
use pollster::block_on;

use crate::sample::{Sample, at, memory};

const ANN: &str = "operator:ann";

fn run(database: &impl Database, sql: &'static str) -> Result<(), DatabaseError> {
    block_on(database.batch(&[Statement { sql, values: Vec::new() }]))
}

#[test]
fn nobody_gets_content_without_an_audit_row() {
    let database = memory();
    Sample::new("lead-1").accept(&database).unwrap();
    Sample::new("lead-2").accept(&database).unwrap();
    assert!(block_on(show(&database, "lead-1", ANN, at(1))).unwrap().unwrap().sealed.is_some());
    assert!(block_on(show(&database, "no-such-lead", ANN, at(1))).unwrap().is_none());
    let all = Filter { project: None, partner: None, standing: None, after: None, limit: 10 };
    assert_eq!(block_on(export(&database, &all, ANN, at(2))).unwrap().len(), 2);

    let rows = block_on(audit_rows(&database, Integer::new(2).unwrap(), 10)).unwrap();
    let said: Vec<_> = rows.iter().map(|row| (row.action.as_str(), row.subject.as_str(), row.actor.as_str())).collect();
    assert_eq!(said, [(Action::Read.wire(), "lead-1", ANN), (Action::Exported.wire(), "all projects", ANN),]);

    run(&database, "CREATE TRIGGER no_audit BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'full'); END").unwrap();
    assert!(block_on(show(&database, "lead-1", ANN, at(3))).is_err());
    assert!(block_on(export(&database, &all, ANN, at(3))).is_err());
}

#[test]
fn a_row_changed_or_removed_by_hand_is_named() {
    for (sql, broken) in [
        ("UPDATE audit SET actor = 'nobody' WHERE number = 4", Broken { number: 4, fault: Fault::Changed }),
        ("DELETE FROM audit WHERE number = 2", Broken { number: 2, fault: Fault::Missing }),
    ] {
        let database = memory();
        for number in 0..6 {
            Sample::new(&format!("lead-{number}")).accept(&database).unwrap();
        }
        assert_eq!(block_on(verify_audit(&database)).unwrap().unwrap().number, 6);
        run(&database, sql).unwrap();
        assert_eq!(block_on(verify_audit(&database)).unwrap(), Err(broken));
    }
}

#[test]
fn a_long_audit_is_checked_to_its_end() {
    let database = memory();
    Sample::new("lead-1").accept(&database).unwrap();
    for second in 0..1100 {
        block_on(show(&database, "lead-1", ANN, at(second))).unwrap();
    }
    assert_eq!(block_on(verify_audit(&database)).unwrap().unwrap().number, 1101);
}

#[test]
fn the_schema_refuses_numbers_with_fractions_and_a_second_row_on_the_same() {
    let database = memory();
    Sample::new("lead-1").accept(&database).unwrap();
    assert!(run(&database, "UPDATE lead SET received_at = 1.5").is_err());
    let fork = Statement {
        sql: "INSERT INTO audit SELECT ?1, at, actor, action, subject, detail, previous, hash FROM audit",
        values: vec![Value::from(2_u32)],
    };
    assert_eq!(block_on(database.batch(&[fork])), Err(DatabaseError::Conflict));
}
