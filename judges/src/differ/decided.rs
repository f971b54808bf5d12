//! What is committed at each index, as far as any server has known it to be.

use super::facts::Facts;
use super::members::is_command;
use super::ours::{Ours, key};
use machine::Protocol;
use protocols::raft::Raft;
use std::collections::BTreeMap;

/// The committed log, without its terms.
#[derive(Clone, Debug, Default)]
pub struct Decided(Vec<Option<u64>>);

impl Decided {
    /// A server knows this to be committed.
    ///
    /// # Errors
    /// If something else was committed there, or nothing before it is known.
    pub fn learn(&mut self, index: u64, number: Option<u64>) -> Result<(), String> {
        let place = usize::try_from(index - 1).expect("a log fits in memory");
        match self.0.get(place) {
            None if self.0.len() == place => {
                self.0.push(number);
                Ok(())
            }
            Some(known) if *known == number => Ok(()),
            found => Err(format!("{number:?} is committed at {index}, and so is {found:?}")),
        }
    }

    /// A server knows this of its log to be committed.
    ///
    /// # Errors
    /// If something else was committed.
    pub fn learn_from(&mut self, facts: &Facts) -> Result<(), String> {
        // What is known already need not be looked at again.
        let known = facts.base.max(self.0.len() as u64).min(facts.commit);
        let open = (known + 1..=facts.commit).zip(&facts.log[(known - facts.base) as usize..]);
        open.into_iter().try_for_each(|(index, (_, number))| self.learn(index, *number))
    }

    /// Whether our server's store holds what the commands up to this index make of it.
    #[must_use]
    pub fn is_stored(&self, ours: &Ours, applied: u64) -> bool {
        let mut expected = BTreeMap::new();
        let entries = self.0.iter().take(usize::try_from(applied).expect("a log fits in memory"));
        for number in entries.flatten().filter(|number| is_command(**number)) {
            expected.insert(key(*number).to_string(), number.to_string());
        }
        let contents = Raft::contents(&ours.node).into_iter();
        let contents: BTreeMap<String, String> =
            contents.map(|(key, value)| (key.to_string(), value.to_string())).collect();
        contents == expected
    }
}
