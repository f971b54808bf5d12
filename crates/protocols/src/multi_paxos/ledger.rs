//! What a server knows of slots: a sparse sequence whose beginning may have been forgotten. Copies
//! share what they have in common.

use super::state::Slot;

/// Something known of each of several slots, none of them up to [`Ledger::base`].
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Ledger<T> {
    base: Slot,
    slots: rpds::Vector<Option<T>>,
}

impl<T> Default for Ledger<T> {
    fn default() -> Self {
        Ledger { base: Slot(0), slots: rpds::Vector::new() }
    }
}

impl<T: Clone> Ledger<T> {
    /// An empty one that begins after this slot.
    #[must_use]
    pub fn after(base: Slot) -> Self {
        Ledger { base, ..Ledger::default() }
    }

    /// The last slot that was forgotten; 0 if none was.
    #[must_use]
    pub fn base(&self) -> Slot {
        self.base
    }

    /// The last slot of which something is known; the base if there is none.
    #[must_use]
    pub fn last(&self) -> Slot {
        Slot(self.base.0 + self.slots.len() as u64)
    }

    /// What is known of `slot`.
    #[must_use]
    pub fn get(&self, slot: Slot) -> Option<&T> {
        self.slots.get(self.place(slot)?)?.as_ref()
    }

    /// Writes what is known of `slot`, unless it was forgotten.
    pub fn put(&mut self, slot: Slot, known: T) {
        let Some(place) = self.place(slot) else { return };
        while self.slots.len() <= place {
            self.slots.push_back_mut(None);
        }
        self.slots.set_mut(place, Some(known));
    }

    /// Forgets every slot up to this one.
    pub fn forget_through(&mut self, base: Slot) {
        if base > self.base {
            let gone = usize::try_from(base.0 - self.base.0).unwrap_or(usize::MAX);
            self.slots = self.slots.iter().skip(gone).cloned().collect();
            self.base = base;
        }
    }

    /// Everything known, with its slot, from `first` on.
    pub fn from(&self, first: Slot) -> impl Iterator<Item = (Slot, &T)> {
        let first = first.0.max(self.base.0 + 1);
        let slots = (first..=self.last().0).map(Slot);
        slots.filter_map(|slot| Some((slot, self.get(slot)?)))
    }

    fn place(&self, slot: Slot) -> Option<usize> {
        usize::try_from(slot.0.checked_sub(self.base.0 + 1)?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::{Ledger, Slot};

    #[test]
    fn gaps_stay_gaps_and_what_is_forgotten_stays_forgotten() {
        let mut ledger = Ledger::default();
        ledger.put(Slot(2), 'b');
        ledger.put(Slot(4), 'd');
        assert_eq!((ledger.get(Slot(1)), ledger.get(Slot(4))), (None, Some(&'d')));
        assert_eq!(ledger.last(), Slot(4));
        ledger.forget_through(Slot(3));
        ledger.put(Slot(3), 'c');
        assert_eq!((ledger.get(Slot(2)), ledger.get(Slot(3))), (None, None));
        let known: Vec<_> = ledger.from(Slot(1)).collect();
        assert_eq!(known, [(Slot(4), &'d')]);
        ledger.forget_through(Slot(9));
        assert_eq!((ledger.base(), ledger.last()), (Slot(9), Slot(9)));
        ledger.put(Slot(10), 'j');
        assert_eq!(ledger.get(Slot(10)), Some(&'j'));
    }
}
