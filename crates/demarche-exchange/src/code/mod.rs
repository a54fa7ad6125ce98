//! The code lists of the field: CAMEO and PLOVER, countries, actors, places. Facts, kept as sorted rows under `tables/`.

pub mod actor;
pub mod cameo;
pub mod country;
pub mod place;

/// Rows of a table, header left out, padded to `WIDTH` cells.
pub(crate) fn rows<const WIDTH: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; WIDTH]> {
    table.lines().skip(1).filter(|line| !line.is_empty()).map(|line| {
        let mut cells = line.split('\t');
        std::array::from_fn(|_| cells.next().unwrap_or(""))
    })
}

/// The values of a cell.
pub(crate) fn values(cell: &'static str) -> impl Iterator<Item = &'static str> {
    cell.split('|').filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    #[test]
    fn tables_are_sorted_and_of_one_width() {
        let tables = [
            include_str!("../../tables/cameo.tsv"),
            include_str!("../../tables/countries.tsv"),
            include_str!("../../tables/groups.tsv"),
            include_str!("../../tables/plover.tsv"),
            include_str!("../../tables/sectors.tsv"),
        ];
        for table in tables {
            let mut lines = table.lines();
            let width = lines.next().map(|head| head.split('\t').count());
            let all: Vec<&str> = lines.collect();
            assert!(all.is_sorted_by(|left, right| {
                let first = |line: &str| line.split('\t').next().map(str::to_owned);
                first(left) <= first(right)
            }));
            for line in all {
                assert_eq!(Some(line.split('\t').count()), width, "{line}");
            }
        }
    }
}
