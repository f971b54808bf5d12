//! The entries of the browser's history: each is a run, and going back finds it as it was left.

use super::address;
use crate::session::Opened;

/// The runs that were left are kept until they have so many events together; a longer past is
/// replayed from the addresses.
const EVENTS_MAX: u32 = 200_000;

/// The entries, numbered by how deep they lie.
pub(super) struct Entries {
    now: u32,
    /// What is in the address of the present one.
    fragment: String,
    left: Vec<(u32, Opened)>,
}

/// Where the browser has gone.
pub(super) enum Gone {
    /// Nowhere that is not open.
    Nowhere,
    /// Back or forth to a run that is known as it was left.
    To(Opened),
    /// To another address.
    Address(String),
}

impl Entries {
    /// The entry that the page was opened with.
    pub(super) fn first() -> Self {
        let fragment = crate::browser::fragment();
        let now = address::number().unwrap_or(0);
        address::replace(now, &fragment);
        Entries { now, fragment, left: Vec::new() }
    }

    /// Writes the run of the present entry into its address.
    pub(super) fn write(&mut self, fragment: String) {
        if self.fragment != fragment {
            address::replace(self.now, &fragment);
            self.fragment = fragment;
        }
    }

    /// A new run is open: the old one stays in the entry before.
    pub(super) fn push(&mut self, left: Opened, fragment: String) {
        self.leave(left);
        self.now += 1;
        self.left.retain(|(number, _)| *number < self.now);
        address::push(self.now, &fragment);
        self.fragment = fragment;
    }

    /// The browser has gone to another entry, perhaps one made by hand.
    pub(super) fn follow(&mut self, left: &Opened) -> Gone {
        let fragment = crate::browser::fragment();
        let number = address::number();
        if number == Some(self.now) && fragment == self.fragment {
            return Gone::Nowhere;
        }
        self.leave(left.clone());
        self.now = number.unwrap_or(self.now + 1);
        self.fragment = fragment;
        if number.is_none() {
            address::replace(self.now, &self.fragment);
        }
        let known = self.left.iter().position(|(known, _)| Some(*known) == number);
        match known {
            Some(place) => Gone::To(self.left.remove(place).1),
            None => Gone::Address(self.fragment.clone()),
        }
    }

    fn leave(&mut self, opened: Opened) {
        self.left.retain(|(number, _)| *number != self.now);
        self.left.push((self.now, opened));
        let events =
            |left: &[(u32, Opened)]| left.iter().map(|(_, opened)| opened.events()).sum::<u32>();
        while self.left.len() > 1 && events(&self.left) > EVENTS_MAX {
            self.left.remove(0);
        }
    }
}
