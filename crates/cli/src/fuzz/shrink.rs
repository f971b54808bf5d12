//! Makes a failing run shorter: drops acts for as long as it still fails the same way.

use super::chaos::Faults;
use super::trial::{Failure, Found, failure, run_up_to, waits};
use catalog::{Experiment, Language};
use machine::{ClientId, Endpoint};
use simulator::{Act, Action, LinkSettings, Power};

/// The most replays that shrinking takes.
const REPLAYS_MAX: u32 = 3_000;

/// The failing run with as few acts as were found to be enough, and how many replays that took.
pub(super) fn shrink(found: Found) -> (Found, u32) {
    let mut best = calmed(found);
    let mut replays = 1;
    let mut chunk = best.run.acts.len().div_ceil(2).max(1);
    loop {
        let mut dropped = false;
        let mut from = 0;
        // Acts are dropped from the beginning on, in ever smaller runs of acts.
        while from < droppable(&best) && replays < REPLAYS_MAX {
            let to = (from + chunk).min(droppable(&best));
            let mut acts = best.run.acts.clone();
            acts.drain(from..to);
            replays += 1;
            match replay(&best, &acts) {
                Some(shorter) if shorter.run.acts.len() < best.run.acts.len() => {
                    best = shorter;
                    dropped = true;
                }
                Some(_) | None => from = to,
            }
        }
        if replays >= REPLAYS_MAX || (chunk == 1 && !dropped) {
            return (best, replays);
        }
        chunk = chunk.div_ceil(2);
    }
}

/// The same with a network and options as usual, if it fails like that too.
fn calmed(found: Found) -> Found {
    let mut calm = found.clone();
    calm.run.setup.network = LinkSettings::default();
    calm.run.setup.options.clear();
    replay(&calm, &calm.run.acts).unwrap_or(found)
}

fn droppable(found: &Found) -> usize {
    found.run.acts.len().saturating_sub(found.peace)
}

/// Whether no more goes wrong than may: where the network is reliable, only a server that crashes
/// at that moment loses what it sent.
fn is_allowed(faults: Faults, acts: &[Act]) -> bool {
    faults != Faults::Crashes
        || acts.iter().enumerate().all(|(place, act)| {
            let Action::Drop(message) = &act.action else { return true };
            let mut now = acts[place..].iter().take_while(|other| other.at.time == act.at.time);
            now.any(|other| {
                let Action::Crash(node) = &other.action else { return false };
                Endpoint::from(*node) == message.from
            })
        })
}

/// Runs the same setup with other acts; what it gives if it fails in the same way.
fn replay(found: &Found, acts: &[Act]) -> Option<Found> {
    if !is_allowed(found.faults, acts) {
        return None;
    }
    let mut experiment = catalog::open(found.run.setup.clone()).ok()?;
    for act in acts {
        // An act that cannot be taken any more is left out.
        drop(experiment.act_at(act));
        if experiment.violation().is_some() {
            break;
        }
    }
    if experiment.violation().is_none() {
        let left = found.run.events.saturating_mul(2).saturating_sub(experiment.position());
        experiment.advance_to(found.end, left);
    }
    let has_progress = !waits(&*experiment, ClientId(1));
    let failure = failure(&*experiment, has_progress)?;
    let is_same = match (&failure, &found.failure) {
        (Failure::Property(one, ..), Failure::Property(other, ..)) => one == other,
        (Failure::History(_), Failure::History(_)) => true,
        // Where a server is down for good, it is no wonder.
        (Failure::NoProgress, Failure::NoProgress) => is_mended(&*experiment),
        (Failure::Property(..) | Failure::History(_) | Failure::NoProgress, _) => false,
    };
    if !is_same {
        return None;
    }
    let run = run_up_to(&*experiment, &failure);
    let peace = found.peace.min(acts.len());
    let Found { end, faults, expected, .. } = *found;
    Some(Found { run, failure, peace, end, faults, expected })
}

/// Whether every server runs.
fn is_mended(experiment: &dyn Experiment) -> bool {
    experiment.scene(Language::English).nodes.iter().all(|node| node.power == Power::Up)
}
