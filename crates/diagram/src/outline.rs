//! What is remembered of a whole run so that a piece of it can be drawn without reading the rest.

use crate::seen::Seen;
use machine::{Endpoint, Mark, Micros, Status};
use simulator::{Action, Event, Trace};

/// What a node is, as far as its lane shows it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Phase {
    /// It has not started, or it has crashed.
    Down,
    /// It runs.
    Up(Status),
    /// It stands still.
    Paused(Status),
}

impl Phase {
    fn status(self) -> Option<Status> {
        match self {
            Phase::Down => None,
            Phase::Up(status) | Phase::Paused(status) => Some(status),
        }
    }
}

/// A node has become something else.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Change {
    /// When.
    pub at: Micros,
    /// What it is from then on.
    pub phase: Phase,
}

/// The changes of every node, and every event that leaves a mark.
///
/// It is kept from one picture to the next: [`Outline::follow`] reads only what a trace has gained.
#[derive(Clone, Default, Debug)]
pub struct Outline {
    changes: Vec<Vec<Change>>,
    marks: Vec<(u32, Micros, Mark)>,
    seen: Seen,
}

impl Outline {
    /// Takes in what the trace holds, from the beginning if it is not a longer version of the one
    /// seen before.
    pub fn follow(&mut self, trace: &Trace) {
        if !self.seen.is_of(trace) {
            *self = Outline::default();
        }
        for (place, event) in trace.events.iter().enumerate().skip(self.seen.events) {
            self.take(place, event, trace);
        }
        self.seen.is_all_of(trace);
    }

    /// What the node at this place of the cluster has been, oldest first.
    #[must_use]
    pub fn changes(&self, node: usize) -> &[Change] {
        self.changes.get(node).map_or(&[], Vec::as_slice)
    }

    /// The events that leave a mark and happened in `[from, to)`: place in the trace, time, mark.
    #[must_use]
    pub fn marks(&self, from: Micros, to: Micros) -> &[(u32, Micros, Mark)] {
        let first = self.marks.partition_point(|(_, at, _)| *at < from);
        let end = self.marks.partition_point(|(_, at, _)| *at < to);
        &self.marks[first..end.max(first)]
    }

    fn take(&mut self, place: usize, event: &Event, trace: &Trace) {
        if let Some(mark) = event.mark {
            let place = u32::try_from(place).expect("a run holds fewer events than that");
            self.marks.push((place, event.at, mark));
        }
        let Some(Endpoint::Node(node)) = event.place else { return };
        let place = node.index();
        let before = self.changes(place).last().map_or(Phase::Down, |change| change.phase);
        let phase = match (event.status, acted(event, trace)) {
            (_, Some(Action::Crash(_))) => Some(Phase::Down),
            (_, Some(Action::Pause(_))) => before.status().map(Phase::Paused),
            (_, Some(Action::Resume(_))) => before.status().map(Phase::Up),
            (status, _) => status.map(Phase::Up),
        };
        if let Some(phase) = phase.filter(|phase| *phase != before) {
            self.changes.resize(self.changes.len().max(place + 1), Vec::new());
            self.changes[place].push(Change { at: event.at, phase });
        }
    }
}

/// What a person did in this event, if that is what it is.
pub(crate) fn acted<'a>(event: &Event, trace: &'a Trace) -> Option<&'a Action> {
    let act = event.kind.act()?;
    trace.acts.get(act as usize).map(|act| &act.action)
}

#[cfg(test)]
mod tests {
    use super::{Outline, Phase};
    use crate::samples::{Script, follower, leader};
    use machine::{Mark, Micros, NodeId};

    #[test]
    fn a_crash_and_a_restart_are_changes() {
        let mut script = Script::started(2);
        script.becomes(100, NodeId(1), leader(2)).crash(300, NodeId(1));
        script.restart(500, NodeId(1), follower(2));
        let mut outline = Outline::default();
        outline.follow(&script.trace);
        let phases: Vec<Phase> = outline.changes(0).iter().map(|change| change.phase).collect();
        let expected =
            [Phase::Up(follower(0)), Phase::Up(leader(2)), Phase::Down, Phase::Up(follower(2))];
        assert_eq!(phases, expected);
        assert_eq!(outline.changes(1).len(), 1);
    }

    #[test]
    fn a_pause_keeps_the_status_for_when_the_node_goes_on() {
        let mut script = Script::started(1);
        script.becomes(100, NodeId(1), leader(1)).pause(200, NodeId(1)).resume(300, NodeId(1));
        let mut outline = Outline::default();
        outline.follow(&script.trace);
        let phases: Vec<Phase> = outline.changes(0).iter().map(|change| change.phase).collect();
        assert_eq!(phases[2..], [Phase::Paused(leader(1)), Phase::Up(leader(1))]);
    }

    #[test]
    fn a_longer_trace_is_taken_in_where_it_grew_and_another_one_from_its_beginning() {
        let mut script = Script::started(1);
        script.becomes(100, NodeId(1), leader(1)).mark(Mark::Election);
        let mut outline = Outline::default();
        outline.follow(&script.trace);
        script.crash(200, NodeId(1)).mark(Mark::Fault);
        outline.follow(&script.trace);
        assert_eq!(outline.marks(Micros(0), Micros::from_ms(1_000)).len(), 2);

        let mut other = Script::started(1);
        other.becomes(50, NodeId(1), leader(7)).becomes(60, NodeId(1), follower(8));
        outline.follow(&other.trace);
        assert_eq!(outline.changes(0).len(), 3);
        assert_eq!(outline.marks(Micros(0), Micros::from_ms(1_000)), []);
    }

    #[test]
    fn a_shorter_trace_is_another_one() {
        let mut script = Script::started(1);
        let short = script.trace.clone();
        script.becomes(100, NodeId(1), leader(1));
        let mut outline = Outline::default();
        outline.follow(&script.trace);
        outline.follow(&short);
        assert_eq!(outline.changes(0).len(), 1);
    }
}
