//! Columns for people. What others wrote is shown, never obeyed: a terminal takes some characters for orders.

/// Rows under their headings, each column as wide as its widest cell.
pub(super) fn table<const COLUMNS: usize>(headings: [&str; COLUMNS], rows: &[[String; COLUMNS]]) -> String {
    let headings = headings.map(str::to_owned);
    let rows: Vec<[String; COLUMNS]> =
        std::iter::once(&headings).chain(rows).map(|row| row.each_ref().map(|cell| plain(cell))).collect();
    let mut widths = [0; COLUMNS];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let line = |row: &[String; COLUMNS]| {
        let cells: Vec<String> = row.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}")).collect();
        cells.join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Text on one line, in which nothing steers a terminal or turns the direction of reading.
pub(super) fn plain(text: &str) -> String {
    let steers = |letter: char| {
        letter.is_control()
            || matches!(letter, '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|letter| if steers(letter) { '\u{fffd}' } else { letter }).collect()
}

#[cfg(test)]
mod tests {
    use super::{plain, table};

    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        let rows = [["a".to_owned(), "x".to_owned()], ["bbbb".to_owned(), String::new()]];
        assert_eq!(table(["id", "why"], &rows), "id    why\na     x\nbbbb");
    }

    #[test]
    fn nothing_steers_the_terminal() {
        assert_eq!(plain("Zoë\u{1b}[2J\u{9b}2J\u{202e}x\n"), "Zoë\u{fffd}[2J\u{fffd}2J\u{fffd}x\u{fffd}");
    }
}
