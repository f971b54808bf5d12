//! The log: a persistent sequence of entries, so that a copy costs nothing.

use super::configuration::Configuration;
use super::state::{Content, Entry, LogIndex, Term};
use core::hash::{Hash, Hasher};
use machine::digest_of;

/// One place of the log.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Slot {
    entry: Entry,
    /// The digest of this entry and all before it. No rule of the protocol reads it; properties do:
    /// two logs agree up to a place exactly if their digests there are equal.
    digest: u64,
}

/// A log, from index 1. Copies share what they have in common.
#[derive(Clone, Debug, Default)]
pub struct Log {
    slots: rpds::Vector<Slot>,
    /// The configurations among the entries, each with its index.
    configurations: Vec<(LogIndex, Configuration)>,
}

impl Log {
    /// The index of the last entry; 0 if there is none.
    #[must_use]
    pub fn last_index(&self) -> LogIndex {
        LogIndex(self.slots.len() as u64)
    }

    /// The term of the last entry; 0 if there is none.
    #[must_use]
    pub fn last_term(&self) -> Term {
        self.slots.last().map_or(Term(0), |slot| slot.entry.term)
    }

    /// The entry at `index`.
    #[must_use]
    pub fn get(&self, index: LogIndex) -> Option<&Entry> {
        self.slot(index).map(|slot| &slot.entry)
    }

    /// The term of the entry at `index`; term 0 at index 0, where every log begins.
    #[must_use]
    pub fn term_at(&self, index: LogIndex) -> Option<Term> {
        match index {
            LogIndex(0) => Some(Term(0)),
            LogIndex(_) => self.get(index).map(|entry| entry.term),
        }
    }

    /// Adds an entry at the end. Returns its index.
    pub fn push(&mut self, entry: Entry) -> LogIndex {
        let before = self.slots.last().map_or(0, |slot| slot.digest);
        let digest = digest_of(&(before, &entry));
        if let Content::Configuration(configuration) = entry.content {
            self.configurations.push((self.last_index().next(), configuration));
        }
        self.slots.push_back_mut(Slot { entry, digest });
        self.last_index()
    }

    /// The configurations among the entries, each with its index, in order.
    #[must_use]
    pub fn configurations(&self) -> &[(LogIndex, Configuration)] {
        &self.configurations
    }

    /// Deletes the entry at `index` and all that follow it.
    pub fn truncate_from(&mut self, index: LogIndex) {
        while self.last_index() >= index && self.slots.drop_last_mut() {}
        self.configurations.retain(|(place, _)| *place < index);
    }

    /// At most `count` entries, from `first` on.
    #[must_use]
    pub fn slice(&self, first: LogIndex, count: u64) -> Vec<Entry> {
        let indexes = first.0..first.0.saturating_add(count);
        indexes.map_while(|index| self.get(LogIndex(index)).cloned()).collect()
    }

    /// Every entry with its index, from `first` on.
    pub fn from(&self, first: LogIndex) -> impl Iterator<Item = (LogIndex, &Entry)> {
        let indexes = (first.0.max(1)..).map(LogIndex);
        indexes.map_while(|index| Some((index, self.get(index)?)))
    }

    /// The digest of the entry at `index` and all before it; 0 before the first.
    #[must_use]
    pub fn digest_at(&self, index: LogIndex) -> Option<u64> {
        match index {
            LogIndex(0) => Some(0),
            LogIndex(_) => self.slot(index).map(|slot| slot.digest),
        }
    }

    /// The last index up to which both logs hold the same entries.
    #[must_use]
    pub fn agreement(&self, other: &Log) -> LogIndex {
        let (mut agree, mut differ) = (0, self.last_index().min(other.last_index()).0 + 1);
        while differ - agree > 1 {
            let middle = LogIndex(agree + (differ - agree) / 2);
            if self.digest_at(middle) == other.digest_at(middle) {
                agree = middle.0;
            } else {
                differ = middle.0;
            }
        }
        LogIndex(agree)
    }

    /// The first index of the run of entries that share the term of the one at `index`.
    #[must_use]
    pub fn first_of_term(&self, index: LogIndex) -> LogIndex {
        let term = self.term_at(index);
        let mut first = index;
        while first.0 > 1 && self.term_at(first.previous()) == term {
            first = first.previous();
        }
        first
    }

    /// The last index whose entry has this term.
    #[must_use]
    pub fn last_of_term(&self, term: Term) -> Option<LogIndex> {
        let indexes = (1..=self.last_index().0).rev().map(LogIndex);
        let mut newer = indexes.skip_while(|index| self.term_at(*index) > Some(term));
        newer.next().filter(|index| self.term_at(*index) == Some(term))
    }

    fn slot(&self, index: LogIndex) -> Option<&Slot> {
        let place = usize::try_from(index.0.checked_sub(1)?).ok()?;
        self.slots.get(place)
    }
}

/// Logs are compared by length and digest: 64 bits are for telling runs apart, not for secrets.
impl PartialEq for Log {
    fn eq(&self, other: &Self) -> bool {
        let last = self.last_index();
        last == other.last_index() && self.digest_at(last) == other.digest_at(last)
    }
}

impl Eq for Log {}

impl Hash for Log {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let last = self.last_index();
        (last, self.digest_at(last)).hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::Log;
    use crate::raft::Configuration;
    use crate::raft::state::{Content, Entry, LogIndex, Term};
    use machine::NodeSet;

    fn log(terms: &[u64]) -> Log {
        let mut log = Log::default();
        for term in terms {
            log.push(Entry { term: Term(*term), content: Content::NoOp });
        }
        log
    }

    #[test]
    fn every_log_begins_with_term_zero_at_index_zero() {
        assert_eq!(log(&[]).term_at(LogIndex(0)), Some(Term(0)));
        assert_eq!(log(&[]).term_at(LogIndex(1)), None);
        assert_eq!(log(&[3]).term_at(LogIndex(1)), Some(Term(3)));
    }

    #[test]
    fn truncating_deletes_the_entry_and_all_after_it() {
        let mut short = log(&[1, 1, 2, 3]);
        short.truncate_from(LogIndex(3));
        assert_eq!(short, log(&[1, 1]));
        short.truncate_from(LogIndex(9));
        assert_eq!(short, log(&[1, 1]));
        short.truncate_from(LogIndex(0));
        assert_eq!(short, log(&[]));
    }

    #[test]
    fn the_latest_configuration_goes_when_its_entry_does() {
        let mut log = log(&[1, 1]);
        let [three, four] = [3, 4].map(|count| Configuration::of(NodeSet::first(count)));
        for configuration in [three, four] {
            log.push(Entry { term: Term(2), content: Content::Configuration(configuration) });
        }
        assert_eq!(log.configurations(), [(LogIndex(3), three), (LogIndex(4), four)]);
        log.truncate_from(LogIndex(4));
        assert_eq!(log.configurations(), [(LogIndex(3), three)]);
        log.truncate_from(LogIndex(1));
        assert_eq!(log.configurations(), []);
    }

    #[test]
    fn agreement_is_the_common_prefix() {
        assert_eq!(log(&[1, 1, 2]).agreement(&log(&[1, 1, 3, 3])), LogIndex(2));
        assert_eq!(log(&[1]).agreement(&log(&[2])), LogIndex(0));
        assert_eq!(log(&[1, 2]).agreement(&log(&[1, 2])), LogIndex(2));
        // The same term at the same place after a difference does not count.
        assert_eq!(log(&[1, 2, 4]).agreement(&log(&[1, 3, 4])), LogIndex(1));
    }

    #[test]
    fn logs_that_differ_anywhere_differ_at_their_ends() {
        assert_ne!(log(&[1, 2, 4]), log(&[1, 3, 4]));
        assert_ne!(log(&[1, 1]), log(&[1]));
        assert_eq!(log(&[1, 2]).digest_at(LogIndex(1)), log(&[1, 3]).digest_at(LogIndex(1)));
    }

    #[test]
    fn runs_of_a_term_are_found_from_both_ends() {
        let log = log(&[1, 1, 4, 4, 4, 6]);
        assert_eq!(log.first_of_term(LogIndex(5)), LogIndex(3));
        assert_eq!(log.first_of_term(LogIndex(2)), LogIndex(1));
        assert_eq!(log.last_of_term(Term(4)), Some(LogIndex(5)));
        assert_eq!(log.last_of_term(Term(5)), None);
        assert_eq!(log.last_of_term(Term(1)), Some(LogIndex(2)));
    }

    #[test]
    fn a_slice_is_bounded_by_count_and_end() {
        let log = log(&[1, 2, 3]);
        assert_eq!(log.slice(LogIndex(2), 8).len(), 2);
        assert_eq!(log.slice(LogIndex(1), 2).len(), 2);
        assert_eq!(log.slice(LogIndex(4), 2).len(), 0);
    }
}
