//! What was compared, and what came of it.

use super::explained::Explained;
use std::collections::BTreeMap;
use std::fmt;

/// Figures of many schedules.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// How many schedules were played.
    pub schedules: u64,
    /// How many inputs both cores were given.
    pub steps: u64,
    /// How many facts of servers were compared.
    pub facts: u64,
    /// How many decisions in messages were compared.
    pub decisions: u64,
    /// How often what happened in them: what nobody reaches proves nothing.
    pub reached: BTreeMap<&'static str, u64>,
    /// How often which difference was explained.
    pub explained: BTreeMap<Explained, u64>,
}

impl Tally {
    /// Something happened.
    pub fn reach(&mut self, what: &'static str) {
        *self.reached.entry(what).or_default() += 1;
    }

    /// A difference is explained.
    pub fn explain(&mut self, explained: Explained) {
        *self.explained.entry(explained).or_default() += 1;
    }

    /// How often what happened.
    #[must_use]
    pub fn count(&self, what: &str) -> u64 {
        self.reached.get(what).copied().unwrap_or_default()
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:>14} schedules", self.schedules)?;
        writeln!(f, "{:>14} steps", self.steps)?;
        writeln!(f, "{:>14} facts of servers compared", self.facts)?;
        writeln!(f, "{:>14} decisions in messages compared", self.decisions)?;
        for (what, count) in &self.reached {
            writeln!(f, "{count:>14} {what}")?;
        }
        for (explained, count) in &self.explained {
            writeln!(f, "{count:>14} explained: {}", explained.name())?;
        }
        Ok(())
    }
}
