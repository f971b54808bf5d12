//! The log: a persistent sequence of entries, so that a copy costs nothing. It begins after the
//! last entry that a snapshot has replaced (section 7).

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

/// The last entry that is not in a log any more: `lastIncludedIndex` and `lastIncludedTerm` of the
/// snapshot that has replaced it and all before it. The default is before the first.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Base {
    /// Its index.
    pub index: LogIndex,
    /// Its term.
    pub term: Term,
    /// The digest of it and all before it, so that properties still compare what follows.
    digest: u64,
    /// The latest configuration in it or before it, with its index; `None` for the first one.
    pub configuration: Option<(LogIndex, Configuration)>,
}

/// A log, from the entry after its base. Copies share what they have in common.
#[derive(Clone, Debug, Default)]
pub struct Log {
    base: Base,
    slots: rpds::Vector<Slot>,
    /// The configurations among the entries, each with its index; before them that of the base.
    configurations: Vec<(LogIndex, Configuration)>,
}

impl Log {
    /// An empty log that begins after this entry.
    #[must_use]
    pub fn after(base: Base) -> Self {
        Log { base, configurations: base.configuration.into_iter().collect(), ..Log::default() }
    }

    /// The last entry that it does not hold any more.
    #[must_use]
    pub fn base(&self) -> Base {
        self.base
    }

    /// The base of a log that begins after `index`.
    #[must_use]
    pub fn base_at(&self, index: LogIndex) -> Option<Base> {
        let mut earlier = self.configurations.iter().rev();
        let configuration = earlier.find(|(place, _)| *place <= index).copied();
        let (term, digest) = (self.term_at(index)?, self.digest_at(index)?);
        Some(Base { index, term, digest, configuration })
    }

    /// Forgets every entry up to this one, and keeps what follows.
    pub fn begin_after(&mut self, base: Base) {
        let mut log = Log::after(base);
        for (_, entry) in self.from(base.index.next()) {
            log.push(entry.clone());
        }
        *self = log;
    }

    /// The index of the last entry; that of the base if there is none.
    #[must_use]
    pub fn last_index(&self) -> LogIndex {
        LogIndex(self.base.index.0 + self.slots.len() as u64)
    }

    /// The term of the last entry; that of the base if there is none.
    #[must_use]
    pub fn last_term(&self) -> Term {
        self.slots.last().map_or(self.base.term, |slot| slot.entry.term)
    }

    /// The entry at `index`.
    #[must_use]
    pub fn get(&self, index: LogIndex) -> Option<&Entry> {
        self.slot(index).map(|slot| &slot.entry)
    }

    /// The term of the entry at `index`, also of the one before the first: term 0 at index 0, where
    /// every log begins.
    #[must_use]
    pub fn term_at(&self, index: LogIndex) -> Option<Term> {
        if index == self.base.index {
            return Some(self.base.term);
        }
        self.get(index).map(|entry| entry.term)
    }

    /// Adds an entry at the end. Returns its index.
    pub fn push(&mut self, entry: Entry) -> LogIndex {
        let before = self.slots.last().map_or(self.base.digest, |slot| slot.digest);
        let digest = digest_of(&(before, &entry));
        if let Content::Configuration(configuration) = entry.content {
            self.configurations.push((self.last_index().next(), configuration));
        }
        self.slots.push_back_mut(Slot { entry, digest });
        self.last_index()
    }

    /// The latest configuration up to the base and those among the entries, each with its index, in
    /// order.
    #[must_use]
    pub fn configurations(&self) -> &[(LogIndex, Configuration)] {
        &self.configurations
    }

    /// Deletes the entry at `index` and all that follow it.
    pub fn truncate_from(&mut self, index: LogIndex) {
        while self.last_index() >= index && self.slots.drop_last_mut() {}
        let last = self.last_index();
        self.configurations.retain(|(place, _)| *place <= last);
    }

    /// At most `count` entries, from `first` on.
    #[must_use]
    pub fn slice(&self, first: LogIndex, count: u64) -> Vec<Entry> {
        let indexes = first.0..first.0.saturating_add(count);
        indexes.map_while(|index| self.get(LogIndex(index)).cloned()).collect()
    }

    /// Every entry with its index, from `first` on.
    pub fn from(&self, first: LogIndex) -> impl Iterator<Item = (LogIndex, &Entry)> {
        let indexes = (first.0.max(self.base.index.0 + 1)..).map(LogIndex);
        indexes.map_while(|index| Some((index, self.get(index)?)))
    }

    /// The digest of the entry at `index` and all before it, as far as the base; 0 at index 0.
    #[must_use]
    pub fn digest_at(&self, index: LogIndex) -> Option<u64> {
        if index == self.base.index {
            return Some(self.base.digest);
        }
        self.slot(index).map(|slot| slot.digest)
    }

    /// The last index up to which both logs are seen to hold the same entries; 0 where one of them
    /// ends before the other begins.
    #[must_use]
    pub fn agreement(&self, other: &Log) -> LogIndex {
        let base = self.base.index.max(other.base.index);
        let known = self.digest_at(base);
        if known.is_none() || known != other.digest_at(base) {
            return LogIndex(0);
        }
        let (mut agree, mut differ) = (base.0, self.last_index().min(other.last_index()).0 + 1);
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
        while first > self.base.index.next() && self.term_at(first.previous()) == term {
            first = first.previous();
        }
        first
    }

    /// The last index whose entry has this term.
    #[must_use]
    pub fn last_of_term(&self, term: Term) -> Option<LogIndex> {
        let indexes = (self.base.index.0..=self.last_index().0).rev().map(LogIndex);
        let mut newer = indexes.skip_while(|index| self.term_at(*index) > Some(term));
        newer.next().filter(|index| index.0 > 0 && self.term_at(*index) == Some(term))
    }

    fn slot(&self, index: LogIndex) -> Option<&Slot> {
        let place = usize::try_from(index.0.checked_sub(self.base.index.0 + 1)?).ok()?;
        self.slots.get(place)
    }
}

/// Logs are compared by where they begin and end, and by digest: 64 bits are for telling runs
/// apart, not for secrets.
impl PartialEq for Log {
    fn eq(&self, other: &Self) -> bool {
        let same = |log: &Log| {
            let last = log.last_index();
            (log.base.index, last, log.digest_at(last))
        };
        same(self) == same(other)
    }
}

impl Eq for Log {}

impl Hash for Log {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let last = self.last_index();
        (self.base.index, last, self.digest_at(last)).hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::Log;
    use crate::raft::Configuration;
    use crate::raft::state::{Content, Entry, LogIndex, Stamp, Term};
    use machine::NodeSet;

    fn log(terms: &[u64]) -> Log {
        let mut log = Log::default();
        for term in terms {
            log.push(Entry { term: Term(*term), content: Content::NoOp, time: Stamp::default() });
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
            log.push(Entry {
                term: Term(2),
                content: Content::Configuration(configuration),
                time: Stamp::default(),
            });
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

    /// A log of these terms without its entries up to `base`.
    fn compacted(terms: &[u64], base: u64) -> Log {
        let mut log = log(terms);
        log.begin_after(log.base_at(LogIndex(base)).expect("it has such an entry"));
        log
    }

    #[test]
    fn a_log_that_begins_later_keeps_its_indexes_terms_and_digests() {
        let (whole, later) = (log(&[1, 1, 2, 3]), compacted(&[1, 1, 2, 3], 2));
        for index in [2, 3, 4].map(LogIndex) {
            assert_eq!(later.term_at(index), whole.term_at(index));
            assert_eq!(later.digest_at(index), whole.digest_at(index));
        }
        assert_eq!((later.term_at(LogIndex(1)), later.get(LogIndex(2))), (None, None));
        assert_eq!(later.from(LogIndex(1)).map(|(index, _)| index.0).collect::<Vec<_>>(), [3, 4]);
        assert_eq!((later.last_index(), later.last_term()), (LogIndex(4), Term(3)));
        assert_ne!(later, whole, "the disk must be told");
        let empty = compacted(&[1, 1, 2, 3], 4);
        assert_eq!((empty.last_index(), empty.last_term()), (LogIndex(4), Term(3)));
    }

    #[test]
    fn a_log_that_begins_later_knows_the_latest_configuration_before_it() {
        let mut log = log(&[1]);
        let [three, four] = [3, 4].map(|count| Configuration::of(NodeSet::first(count)));
        for configuration in [three, four] {
            log.push(Entry {
                term: Term(1),
                content: Content::Configuration(configuration),
                time: Stamp::default(),
            });
        }
        log.push(Entry { term: Term(1), content: Content::NoOp, time: Stamp::default() });
        log.begin_after(log.base_at(LogIndex(2)).expect("it has such an entry"));
        assert_eq!(log.configurations(), [(LogIndex(2), three), (LogIndex(3), four)]);
        log.truncate_from(LogIndex(1));
        assert_eq!(log.configurations(), [(LogIndex(2), three)]);
        let empty = Log::after(log.base());
        assert_eq!(empty.configurations(), [(LogIndex(2), three)]);
    }

    #[test]
    fn a_log_that_begins_later_is_truncated_to_its_base_at_most() {
        let mut log = compacted(&[1, 1, 2, 3], 2);
        log.truncate_from(LogIndex(1));
        assert_eq!(log, compacted(&[1, 1], 2));
    }

    #[test]
    fn logs_agree_across_a_base_and_not_where_they_cannot_be_compared() {
        let later = compacted(&[1, 1, 2, 3], 2);
        assert_eq!(later.agreement(&log(&[1, 1, 2, 4])), LogIndex(3));
        assert_eq!(log(&[1, 1, 2, 4]).agreement(&later), LogIndex(3));
        assert_eq!(later.agreement(&log(&[1, 2, 2])), LogIndex(0), "they differ before it begins");
        assert_eq!(later.agreement(&log(&[1])), LogIndex(0), "one ends before the other begins");
        assert_eq!(later.agreement(&compacted(&[1, 1, 2, 3], 3)), LogIndex(4));
    }

    #[test]
    fn runs_of_a_term_end_where_the_log_begins() {
        let log = compacted(&[1, 1, 4, 4, 4, 6], 3);
        assert_eq!(log.first_of_term(LogIndex(5)), LogIndex(4));
        assert_eq!(log.last_of_term(Term(4)), Some(LogIndex(5)));
        assert_eq!(log.last_of_term(Term(1)), None);
    }

    #[test]
    fn a_slice_is_bounded_by_count_and_end() {
        let log = log(&[1, 2, 3]);
        assert_eq!(log.slice(LogIndex(2), 8).len(), 2);
        assert_eq!(log.slice(LogIndex(1), 2).len(), 2);
        assert_eq!(log.slice(LogIndex(4), 2).len(), 0);
    }
}
