//! Each different thing is kept once, and known by its number: that makes a state of the search a
//! few numbers, and lets a step that was taken before be looked up.

use machine::digest_of;
use std::collections::BTreeMap;
use std::hash::Hash;
use std::sync::Arc;

/// Things in the order in which they were first met.
pub(super) struct Book<T> {
    things: Vec<Arc<T>>,
    /// The numbers of the things of each digest: different things may have the same one.
    numbers: BTreeMap<u64, Vec<u32>>,
}

impl<T> Default for Book<T> {
    fn default() -> Self {
        Book { things: Vec::new(), numbers: BTreeMap::new() }
    }
}

impl<T: Eq + Hash> Book<T> {
    /// The number of a thing; a new one if it was never met.
    pub(super) fn number(&mut self, thing: T) -> u32 {
        let alike = self.numbers.entry(digest_of(&thing)).or_default();
        let known = alike.iter().find(|number| *self.things[**number as usize] == thing);
        if let Some(number) = known {
            return *number;
        }
        let number = self.things.len() as u32;
        alike.push(number);
        self.things.push(Arc::new(thing));
        number
    }

    /// The thing with this number.
    pub(super) fn get(&self, number: u32) -> &Arc<T> {
        &self.things[number as usize]
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.things.len()
    }
}
