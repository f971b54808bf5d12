//! Slow nodes: what has come to one and is not handled yet.
//!
//! Each input takes the node some time, one after the other. A message stays among the messages in
//! flight meanwhile, and a timer among those that run, so that either can still be withdrawn.

use super::{Key, World};
use crate::draw::Cause;
use crate::message::MessageId;
use machine::{Micros, NodeId, Span, TimerId};
use std::collections::VecDeque;

/// What a node can be given to handle.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Input {
    Message(MessageId),
    Timer(TimerId),
}

/// What a node has to do.
#[derive(Clone, Debug)]
pub(crate) struct Work {
    /// How long each input takes.
    pub(crate) pace: Span,
    /// What has come, in order; the first is in hand.
    waiting: VecDeque<Input>,
    /// When the input in hand is done with, and its number among all that the node ever took.
    done: Micros,
    taken: u32,
}

impl Default for Work {
    fn default() -> Self {
        let pace = Span::exactly(Micros(0));
        Work { pace, waiting: VecDeque::new(), done: Micros(0), taken: 0 }
    }
}

impl Work {
    /// Whether what comes now has to wait.
    pub(crate) fn is_slow(&self) -> bool {
        self.pace.max > Micros(0) || !self.waiting.is_empty()
    }

    /// Whether this has come and waits.
    pub(crate) fn has(&self, input: Input) -> bool {
        self.waiting.contains(&input)
    }

    /// How many inputs have come and wait.
    pub(crate) fn count(&self) -> usize {
        self.waiting.len()
    }
}

impl World {
    /// An input has come to a slow node in the present event. It goes back to that event from now
    /// on.
    pub(crate) fn hand_in(&mut self, node: NodeId, input: Input) {
        let event = self.events;
        match input {
            Input::Message(id) => {
                let flight = self.flights.get_mut(&id).expect("what has come is in flight");
                flight.cause = event;
            }
            Input::Timer(timer) => {
                let running = self.machine_mut(node).timers.get_mut(&timer);
                running.expect("what has come due was running").cause = event;
            }
        }
        let work = &mut self.machine_mut(node).work;
        work.waiting.push_back(input);
        if work.waiting.len() == 1 {
            self.take_up(node);
        }
    }

    /// The node begins with the first input that waits, if one does.
    fn take_up(&mut self, node: NodeId) {
        let (now, draw) = (self.now, self.draw);
        let work = &mut self.machine_mut(node).work;
        if work.waiting.is_empty() {
            return;
        }
        work.taken += 1;
        work.done = now.plus(draw.time(Cause::Handling(node, work.taken), work.pace));
        let entry = (work.done, Key::Work(node, work.taken));
        self.queue.insert(entry);
    }

    /// The node is done with the input in hand, and takes up the next.
    pub(crate) fn finish(&mut self, node: NodeId) -> Input {
        let input = self.machine_mut(node).work.waiting.pop_front();
        self.take_up(node);
        input.expect("what is done with was in hand")
    }

    /// Takes an input away from the node, if it waits there. Returns whether it did.
    pub(crate) fn withdraw(&mut self, node: NodeId, input: Input) -> bool {
        let work = &mut self.machine_mut(node).work;
        let Some(place) = work.waiting.iter().position(|known| *known == input) else {
            return false;
        };
        work.waiting.remove(place);
        if place == 0 {
            let entry = (work.done, Key::Work(node, work.taken));
            self.queue.remove(&entry);
            self.take_up(node);
        }
        true
    }

    /// Sets how long each input takes the node. One that is no longer slow is done at once with
    /// what it has in hand.
    pub(crate) fn set_pace(&mut self, node: NodeId, pace: Span) {
        let now = self.now;
        let work = &mut self.machine_mut(node).work;
        work.pace = pace;
        if pace.max == Micros(0) && !work.waiting.is_empty() {
            let key = Key::Work(node, work.taken);
            let before = core::mem::replace(&mut work.done, now);
            self.queue.remove(&(before, key));
            self.queue.insert((now, key));
        }
    }

    /// The node is down: what waited there is lost when it would have been heard.
    pub(super) fn drop_work(&mut self, node: NodeId) {
        let work = &mut self.machines[node.index()].work;
        self.queue.remove(&(work.done, Key::Work(node, work.taken)));
        for input in core::mem::take(&mut work.waiting) {
            if let Input::Message(id) = input {
                self.queue.insert((self.flights[&id].queued_for, Key::Message(id)));
            }
        }
    }
}
