//! What is committed at each index, as far as any server has known it to be.

use super::facts::Facts;
use super::members::is_command;
use super::ours::{Ours, key};
use machine::Protocol;
use protocols::raft::Raft;
use std::collections::BTreeMap;

/// The committed log, without its terms.
#[derive(Clone, Debug, Default)]
pub struct Decided(BTreeMap<u64, Option<u64>>);

impl Decided {
    /// A server knows this to be committed.
    ///
    /// # Errors
    /// If something else was committed there.
    pub fn learn(&mut self, index: u64, number: Option<u64>) -> Result<(), String> {
        let known = *self.0.entry(index).or_insert(number);
        let told = || format!("{number:?} is committed at {index}, where {known:?} was");
        if known == number { Ok(()) } else { Err(told()) }
    }

    /// A server knows this of its log to be committed, and knew so up to an index before.
    ///
    /// # Errors
    /// If something else was committed.
    pub fn learn_from(&mut self, facts: &Facts, before: u64) -> Result<(), String> {
        let known = facts.base.max(before).min(facts.commit);
        let open = (known + 1..=facts.commit).zip(&facts.log[(known - facts.base) as usize..]);
        open.into_iter().try_for_each(|(index, (_, number))| self.learn(index, *number))
    }

    /// Whether our server's store holds what the commands up to this index make of it.
    #[must_use]
    pub fn is_stored(&self, ours: &Ours, applied: u64) -> bool {
        let mut expected = BTreeMap::new();
        for number in (1..=applied).filter_map(|index| *self.0.get(&index)?) {
            if is_command(number) {
                expected.insert(key(number).to_string(), number.to_string());
            }
        }
        let contents = Raft::contents(&ours.node).into_iter();
        let contents: BTreeMap<String, String> =
            contents.map(|(key, value)| (key.to_string(), value.to_string())).collect();
        contents == expected
    }
}
