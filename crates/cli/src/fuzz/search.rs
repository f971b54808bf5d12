//! Many seeds on all cores.

use super::Plan;
use super::chaos::Faults;
use super::trial::{Failure, Found, faults, trial};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

/// Violations of one property that were to be expected.
#[derive(Clone, Debug)]
pub(super) struct Expected {
    /// In how many seeds.
    pub(super) seeds: u64,
    /// The lowest of them, and what was found there.
    pub(super) first: (u64, Found),
}

/// How much was done.
#[derive(Clone, Default, Debug)]
pub(super) struct Tally {
    pub(super) seeds: u64,
    pub(super) events: u64,
    /// Seeds of a protocol that relies on its network, in which the network was reliable.
    pub(super) strict: u64,
    /// What broke as the protocol's own theory predicts, by the reason and by property.
    pub(super) expected: BTreeMap<(&'static str, &'static str), Expected>,
}

impl Tally {
    fn expect(&mut self, key: (&'static str, &'static str), new: Expected) {
        match self.expected.entry(key) {
            Entry::Vacant(place) => drop(place.insert(new)),
            Entry::Occupied(mut place) => {
                let all = place.get_mut();
                all.seeds += new.seeds;
                if new.first.0 < all.first.0 {
                    all.first = new.first;
                }
            }
        }
    }
}

/// Runs the seeds of the plan, in order, until one fails. Returns how much was done and the lowest
/// seed that failed.
pub(super) fn search(plan: &Plan) -> (Tally, Option<(u64, Found)>) {
    let next = AtomicU64::new(0);
    // No seed above this place need be tried any more.
    let bound = AtomicU64::new(plan.seeds);
    let best: Mutex<Option<(u64, Found)>> = Mutex::new(None);
    let total = Mutex::new(Tally::default());
    let work = || {
        let mut tally = Tally::default();
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            if place >= bound.load(Ordering::Relaxed) {
                break;
            }
            let seed = plan.start + place;
            let trial = trial(plan, seed);
            tally.seeds += 1;
            tally.events += trial.events;
            tally.strict += u64::from(faults(plan, seed) == Faults::Crashes);
            let Some(found) = trial.found else { continue };
            if let (Some(reason), Failure::Property(name, ..)) = (found.expected, &found.failure) {
                let key = (reason, *name);
                tally.expect(key, Expected { seeds: 1, first: (seed, found) });
            } else {
                bound.fetch_min(place, Ordering::Relaxed);
                let mut best = best.lock().expect("no thread panics while it holds the lock");
                if best.as_ref().is_none_or(|(other, _)| seed < *other) {
                    *best = Some((seed, found));
                }
            }
        }
        let mut total = total.lock().expect("no thread panics while it holds the lock");
        total.seeds += tally.seeds;
        total.events += tally.events;
        total.strict += tally.strict;
        for (key, expected) in tally.expected {
            total.expect(key, expected);
        }
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(work);
        }
    });
    let total = total.into_inner().expect("every thread has ended");
    (total, best.into_inner().expect("every thread has ended"))
}
