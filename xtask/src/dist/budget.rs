//! The budgets, which stand in CONTRIBUTING.md and nowhere else.
//!
//! A row of its budget table reads `| First load, gzip | 200 kB |`; a kilobyte is 1,000 bytes.

use crate::{
    outcome::{Outcome, Problem},
    repository::Repository,
    say,
};

/// Where the table is.
const FILE: &str = "CONTRIBUTING.md";

/// What the page may cost.
pub(crate) struct Budget {
    table: String,
}

impl Budget {
    /// Reads the table.
    pub(crate) fn read(repository: &Repository) -> Outcome<Self> {
        Ok(Self { table: repository.read(FILE)? })
    }

    /// The number in a row of the table, in the unit given there.
    pub(crate) fn number(&self, row: &str, unit: &str) -> Outcome<f64> {
        number(&self.table, row, unit).ok_or_else(|| {
            Problem::new(format!("{FILE} has no row `| {row} | NUMBER {unit} |` in a table"))
        })
    }

    /// Fails when the first load weighs more than it may.
    pub(crate) fn check_first_load(&self, bytes: usize) -> Outcome {
        let allowed = self.number("First load, gzip", "kB")?;
        let found = bytes as f64 / 1_000.0;
        if found > allowed {
            return Err(Problem::new(format!(
                "the first load is {found:.1} kB after gzip; the budget in {FILE} is {allowed} kB"
            )));
        }
        say::line(format_args!("{found:.1} kB of {allowed} kB allowed for the first load"));
        Ok(())
    }
}

fn number(table: &str, row: &str, unit: &str) -> Option<f64> {
    table.lines().find_map(|line| {
        let mut cells = line.trim().strip_prefix('|')?.split('|').map(str::trim);
        if cells.next()? != row {
            return None;
        }
        cells.next()?.strip_suffix(unit)?.trim().replace(',', "").parse().ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_found_by_its_name_and_read_in_its_unit() {
        let table = "| what | at most |\n|---|---|\n| First load, gzip | 1,200 kB | why |\n";
        assert_eq!(number(table, "First load, gzip", "kB"), Some(1_200.0));
        assert_eq!(number(table, "First load, gzip", "ms"), None);
        assert_eq!(number(table, "Second load", "kB"), None);
    }
}
