//! Looking back at a run, a stretch at a time.

use super::question::NoAnswer;
use super::value::{Found, Watched};
use crate::experiment::{Experiment, Past};
use machine::{Endpoint, NodeId};
use simulator::{Event, Trace};

/// How many events are computed at a time while going back: as many as lie between two kept copies
/// of a run. Any other number would be right and slower.
const STRETCH: u32 = 256;

/// Why there is no answer now.
#[derive(Debug)]
pub(super) enum Halt {
    /// What this turn may compute is computed; the next goes on from here.
    NotYet,
    /// There is none.
    Never(NoAnswer),
}

impl From<NoAnswer> for Halt {
    fn from(why: NoAnswer) -> Self {
        Halt::Never(why)
    }
}

/// What has been found so far by looking back, in the order in which it was looked for. The chain
/// is followed anew in each turn, and what is here is not computed again.
#[derive(Default, Debug)]
pub(super) struct Memory {
    searches: Vec<Option<u32>>,
    looks: Vec<Found>,
    /// How far back the search has come that is not finished.
    searched: Option<u32>,
}

impl Memory {
    /// Before which event the search that is not finished looks next.
    pub(super) fn searched(&self) -> Option<u32> {
        self.searched
    }
}

/// One turn of looking back.
pub(super) struct LookBack<'a> {
    run: &'a dyn Experiment,
    memory: &'a mut Memory,
    /// How many searches and looks there were in this turn.
    searches: usize,
    looks: usize,
    /// Whether this turn has computed a stretch.
    is_spent: bool,
}

impl<'a> LookBack<'a> {
    pub(super) fn new(run: &'a dyn Experiment, memory: &'a mut Memory) -> Self {
        LookBack { run, memory, searches: 0, looks: 0, is_spent: false }
    }

    pub(super) fn run(&self) -> &'a dyn Experiment {
        self.run
    }

    pub(super) fn trace(&self) -> &'a Trace {
        self.run.trace()
    }

    /// What is watched at the node after the first `position` events.
    pub(super) fn look(&mut self, position: u32, node: NodeId, watched: &Watched) -> Found {
        let place = self.looks;
        self.looks += 1;
        if place == self.memory.looks.len() {
            self.memory.looks.push(watched.of(&*self.run.past(position), node));
        }
        self.memory.looks[place].clone()
    }

    /// The last of the first `end` events that changed what is watched at the node; `None` if it is
    /// what it was at the beginning.
    pub(super) fn last_change(
        &mut self,
        end: u32,
        node: NodeId,
        watched: &Watched,
    ) -> Result<Option<u32>, Halt> {
        // An act at no place, such as breaking a rule, may change what a server shows.
        let concerns = |event: &Event| match event.place {
            Some(place) => place == Endpoint::Node(node),
            None => event.kind.act().is_some(),
        };
        let look = |past: &dyn Past| watched.of(past, node);
        self.last(end, concerns, look, |before, after| before != after)
    }

    /// The last of the first `end` events that concern us and for which `is_it` says so of what
    /// `look` finds before it and after it. A turn computes one stretch at most.
    pub(super) fn last<T>(
        &mut self,
        end: u32,
        concerns: impl Fn(&Event) -> bool,
        look: impl Fn(&dyn Past) -> T,
        is_it: impl Fn(&T, &T) -> bool,
    ) -> Result<Option<u32>, Halt> {
        let place = self.searches;
        self.searches += 1;
        if let Some(found) = self.memory.searches.get(place) {
            return Ok(*found);
        }
        let beginning = u32::from(self.run.setup().nodes);
        let mut end = self.memory.searched.unwrap_or(end);
        let mut found = None;
        while found.is_none() && end > beginning {
            let start = beginning.max((end - 1) / STRETCH * STRETCH);
            let events = &self.trace().events[start as usize..end as usize];
            let mut concerned = (start..).zip(events).filter(|(_, event)| concerns(event));
            if let Some((first, _)) = concerned.next() {
                if std::mem::replace(&mut self.is_spent, true) {
                    self.memory.searched = Some(end);
                    return Err(Halt::NotYet);
                }
                let mut past = self.run.past(first);
                let mut before = look(&*past);
                for event in std::iter::once(first).chain(concerned.map(|(event, _)| event)) {
                    past.go_on(event + 1);
                    let after = look(&*past);
                    if is_it(&before, &after) {
                        found = Some(event);
                    }
                    before = after;
                }
            }
            end = start;
        }
        self.memory.searched = None;
        self.memory.searches.push(found);
        Ok(found)
    }
}
