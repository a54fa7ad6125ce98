//! Words are data: reads the tab-separated tables of `lexicon/` that are built into the program.
//!
//! Every table has a header row; cells hold several values separated by `|`. A stage that uses a table
//! parses it once, when the [`crate::Reader`] is made.

/// Rows of a table, header left out, each split at its tabs. `WIDTH` columns; shorter rows are padded with empty cells.
pub fn rows<const WIDTH: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; WIDTH]> {
    table.lines().skip(1).filter(|line| !line.is_empty()).map(|line| {
        let mut cells = line.split('\t');
        std::array::from_fn(|_| cells.next().unwrap_or(""))
    })
}

/// The values of a cell.
pub fn values(cell: &'static str) -> impl Iterator<Item = &'static str> {
    cell.split('|').filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_rows_are_padded() {
        let table = "a\tb\tc\n1\t2|3\n\nx\ty\tz\n";
        let all: Vec<[&str; 3]> = rows(table).collect();
        assert_eq!(all, [["1", "2|3", ""], ["x", "y", "z"]]);
        assert_eq!(values("2|3").collect::<Vec<_>>(), ["2", "3"]);
        assert_eq!(values("").count(), 0);
    }
}
