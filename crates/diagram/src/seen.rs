//! How much of a record has been read, so that only what it gained is read again.

use simulator::Trace;

/// How much of a record has been read.
#[derive(Clone, Copy, Default, Debug)]
pub(crate) struct Seen {
    pub(crate) events: usize,
    hash: u64,
}

impl Seen {
    /// Whether the record is a longer version of what was read, or the same.
    pub(crate) fn is_of(&self, trace: &Trace) -> bool {
        let last = self.events.checked_sub(1);
        last.is_none_or(|last| trace.events.get(last).is_some_and(|it| it.hash == self.hash))
    }

    /// All of the record has been read now.
    pub(crate) fn is_all_of(&mut self, trace: &Trace) {
        self.events = trace.events.len();
        self.hash = trace.events.last().map_or(0, |event| event.hash);
    }
}
