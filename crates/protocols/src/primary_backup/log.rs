//! The operations that a server has applied, in order: a persistent sequence, so that a copy costs
//! nothing.

use super::state::{LogIndex, Operation};
use core::hash::{Hash, Hasher};
use machine::digest_of;

/// One place of the log.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Slot {
    operation: Operation,
    /// The digest of this operation and all before it: two logs agree up to a place exactly if
    /// their digests there are equal.
    digest: u64,
}

/// A log, from index 1. Copies share what they have in common.
#[derive(Clone, Debug, Default)]
pub struct Log {
    slots: rpds::Vector<Slot>,
}

impl Log {
    /// The index of the last operation; 0 if there is none.
    #[must_use]
    pub fn last_index(&self) -> LogIndex {
        LogIndex(self.slots.len() as u64)
    }

    /// The operation at `index`.
    #[must_use]
    pub fn get(&self, index: LogIndex) -> Option<&Operation> {
        self.slot(index).map(|slot| &slot.operation)
    }

    /// Adds an operation at the end. Returns its index.
    pub fn push(&mut self, operation: Operation) -> LogIndex {
        let before = self.slots.last().map_or(0, |slot| slot.digest);
        let digest = digest_of(&(before, &operation));
        self.slots.push_back_mut(Slot { operation, digest });
        self.last_index()
    }

    /// Every operation with its index, from `first` on.
    pub fn from(&self, first: LogIndex) -> impl Iterator<Item = (LogIndex, &Operation)> {
        let indexes = (first.0.max(1)..).map(LogIndex);
        indexes.map_while(|index| Some((index, self.get(index)?)))
    }

    /// The digest of the operation at `index` and all before it; 0 before the first.
    #[must_use]
    pub fn digest_at(&self, index: LogIndex) -> Option<u64> {
        match index {
            LogIndex(0) => Some(0),
            LogIndex(_) => self.slot(index).map(|slot| slot.digest),
        }
    }

    /// The last index up to which both logs hold the same operations.
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

    /// Whether the other log holds everything that this one does, at the same places.
    #[must_use]
    pub fn is_prefix_of(&self, other: &Log) -> bool {
        let last = self.last_index();
        other.digest_at(last) == self.digest_at(last)
    }

    fn slot(&self, index: LogIndex) -> Option<&Slot> {
        let place = usize::try_from(index.0.checked_sub(1)?).ok()?;
        self.slots.get(place)
    }
}

/// Logs are compared by length and digest: 64 bits are for telling runs apart, not for secrets.
impl PartialEq for Log {
    fn eq(&self, other: &Self) -> bool {
        self.last_index() == other.last_index() && self.is_prefix_of(other)
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
    use crate::primary_backup::state::{LogIndex, Operation, ViewNumber};
    use machine::{ClientId, Command, Request};

    fn log(values: &[&str]) -> Log {
        let mut log = Log::default();
        for (number, value) in (1..).zip(values) {
            let command = Command::Put("x".into(), (*value).into());
            let request = Request::new(ClientId(1), number, command);
            log.push(Operation { view: ViewNumber(1), request });
        }
        log
    }

    #[test]
    fn agreement_is_the_common_prefix() {
        assert_eq!(log(&["1", "2", "3"]).agreement(&log(&["1", "2", "4"])), LogIndex(2));
        assert_eq!(log(&["1"]).agreement(&log(&["2"])), LogIndex(0));
        // The same operation at the same place after a difference does not count.
        assert_eq!(log(&["1", "2", "4"]).agreement(&log(&["1", "3", "4"])), LogIndex(1));
    }

    #[test]
    fn a_prefix_is_shorter_or_equal_and_the_same() {
        assert!(log(&[]).is_prefix_of(&log(&["1"])));
        assert!(log(&["1", "2"]).is_prefix_of(&log(&["1", "2"])));
        assert!(!log(&["1", "2"]).is_prefix_of(&log(&["1"])));
        assert!(!log(&["2"]).is_prefix_of(&log(&["1", "2"])));
    }
}
