//! What will happen by itself, in order.

use super::Key;
use machine::Micros;

/// Everything that is queued, each with the time it is queued for. What comes first stands last,
/// where it is taken out at no cost.
#[derive(Clone, Debug, Default)]
pub(crate) struct Queue(Vec<(Micros, Key)>);

impl Queue {
    /// Puts something in, unless it is there.
    pub(crate) fn insert(&mut self, entry: (Micros, Key)) {
        if let Err(place) = self.find(&entry) {
            self.0.insert(place, entry);
        }
    }

    /// Takes something out. Returns whether it was there.
    pub(crate) fn remove(&mut self, entry: &(Micros, Key)) -> bool {
        self.find(entry).map(|place| self.0.remove(place)).is_ok()
    }

    /// Everything, the first first.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (Micros, Key)> {
        self.0.iter().rev().copied()
    }

    /// Whether this is in it.
    pub(crate) fn has(&self, entry: &(Micros, Key)) -> bool {
        self.find(entry).is_ok()
    }

    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    fn find(&self, entry: &(Micros, Key)) -> Result<usize, usize> {
        self.0.binary_search_by(|known| entry.cmp(known))
    }
}
