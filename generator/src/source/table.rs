//! A CSV table to [`Node`]s: a list with one block of keys per row, as if it had been written in YAML.

use super::node::{Node, Value};
use super::place::{FileId, Place};
use crate::problem::{Problem, Problems};

/// Reads a table whose first row names the columns. Empty cells are left out; a row that is too long or too short is
/// noted and skipped, the rows beside it are kept.
pub fn parse_table(file: FileId, text: &str, problems: &mut Problems) -> Node {
    let mut reader = csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut header: Vec<(String, Place)> = Vec::new();
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map_or(1, csv::Position::line);
                problems.add(
                    Problem::error("Y-04", at(file, line, 1), "this row cannot be read")
                        .help("Check the quotes: a quoted cell ends with a quote before the next comma."),
                );
                continue;
            }
        };
        let (line, byte) = record.position().map_or((1, 0), |position| (position.line(), position.byte()));
        let columns = starts(text.get(usize::try_from(byte).unwrap_or(0)..).unwrap_or_default(), record.len());
        let cells = record
            .iter()
            .zip(columns)
            .map(|(cell, column)| (cell.trim().trim_start_matches('\u{feff}'), at(file, line, column)));
        if header.is_empty() {
            header = cells.map(|(cell, place)| (cell.to_owned(), place)).collect();
            repeated_columns(&header, problems);
            continue;
        }
        if record.len() != header.len() {
            let message = format!("this row has {} cells, the first row names {} columns", record.len(), header.len());
            problems.add(
                Problem::error("Y-04", at(file, line, 1), message)
                    .help("Add or remove commas; a cell with a comma in it must stand in quotes."),
            );
            continue;
        }
        let entries = header.iter().zip(cells).filter(|(_, (cell, _))| !cell.is_empty());
        let entries = entries.map(|((name, column), (cell, place))| {
            let key = Node { place: *column, value: Value::Plain(name.clone()) };
            (key, Node { place, value: Value::Plain(cell.to_owned()) })
        });
        rows.push(Node { place: at(file, line, 1), value: Value::Map(entries.collect()) });
    }
    Node { place: at(file, 1, 1), value: Value::List(rows) }
}

fn repeated_columns(header: &[(String, Place)], problems: &mut Problems) {
    for (index, (name, place)) in header.iter().enumerate() {
        if header.iter().take(index).any(|(earlier, _)| earlier == name) {
            problems.add(
                Problem::error("Y-02", *place, format!("column `{name}` is there twice")).help("Keep one of the two."),
            );
        }
    }
}

fn at(file: FileId, line: u64, column: u32) -> Place {
    Place { file, line: u32::try_from(line).unwrap_or(u32::MAX), column }
}

/// Columns (from 1, in characters) at which the first `count` cells of a row start.
fn starts(row: &str, count: usize) -> Vec<u32> {
    let mut starts = vec![1];
    let mut quoted = false;
    for (column, character) in (1_u32..).zip(row.trim_start_matches(['\r', '\n']).chars()) {
        match character {
            '"' => quoted = !quoted,
            ',' if !quoted => starts.push(column + 1),
            _ => {}
        }
        if starts.len() >= count {
            break;
        }
    }
    starts.resize(count, 1);
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cell_knows_its_column() {
        assert_eq!(starts("1.1,apartment,\"a, b\",3\nnext,row", 4), [1, 5, 15, 22]);
    }

    #[test]
    fn a_row_of_the_wrong_length_does_not_hide_its_neighbours() {
        let mut problems = Problems::default();
        let node = parse_table(FileId(0), "id,type\n1,apartment\n2\n3,house\n", &mut problems);
        let Value::List(rows) = node.value else { unreachable!("a table is a list") };
        assert_eq!(rows.len(), 2);
        assert_eq!(problems.iter().map(|problem| problem.place.line).collect::<Vec<_>>(), [3]);
    }
}
