//! Many seeds on all cores.

use super::Plan;
use super::chaos::Faults;
use super::trial::{Found, faults, trial};
use machine::Assumes;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

/// How much was done.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Tally {
    pub(super) seeds: u64,
    pub(super) events: u64,
    /// Seeds of a protocol that relies on its network, in which the network was reliable.
    pub(super) strict: u64,
    /// Seeds in which it was not, and which failed for that reason.
    pub(super) expected: u64,
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
            let is_strict = faults(plan, seed) == Faults::Crashes;
            let is_excused = plan.assumes == Assumes::Synchrony && !is_strict;
            tally.strict += u64::from(is_strict);
            tally.expected += u64::from(is_excused && trial.found.is_some());
            if let Some(found) = trial.found.filter(|_| !is_excused) {
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
        total.expected += tally.expected;
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(work);
        }
    });
    let total = *total.lock().expect("every thread has ended");
    (total, best.into_inner().expect("every thread has ended"))
}
