//! Slow nodes: what has come to one and is not handled yet.
//!
//! Each input takes the node some time, one after the other. What has come moves from the world's
//! queue to the node's, and stays what it was: a message in flight, or a timer that runs. So it can
//! still be withdrawn.

use super::queue::Queue;
use super::{Key, World};
use crate::draw::Cause;
use machine::{Micros, NodeId, Span};

/// What a node has to do.
#[derive(Clone, Default, Debug)]
pub(crate) struct Work {
    /// How long each input takes, if the node is slow.
    pub(crate) pace: Option<Span>,
    /// What has come, as it stood in the world's queue; the first is in hand.
    waiting: Queue,
    /// When the node is done with what it has in hand.
    done: Micros,
    /// How many inputs were ever taken in hand.
    taken: u32,
}

impl Work {
    /// Whether what comes now has to wait.
    pub(crate) fn is_slow(&self) -> bool {
        self.pace.is_some() || self.count() > 0
    }

    /// Whether what stood in the queue like this has come and waits.
    pub(crate) fn has(&self, entry: &(Micros, Key)) -> bool {
        self.waiting.has(entry)
    }

    /// How many inputs have come and wait.
    pub(crate) fn count(&self) -> usize {
        self.waiting.count()
    }
}

impl World {
    /// What stood in the queue like this has come to a slow node in the present event. It goes back
    /// to that event from now on.
    pub(crate) fn hand_in(&mut self, node: NodeId, entry: (Micros, Key)) {
        let event = self.events;
        let machine = &mut self.machines[node.index()];
        if let Key::Message(id) = entry.1
            && let Some(flight) = self.flights.get_mut(&id)
        {
            flight.cause = event;
        }
        if let Key::Timer(_, timer, _) = entry.1
            && let Some(running) = machine.timers.get_mut(&timer)
        {
            running.cause = event;
        }
        machine.work.waiting.insert(entry);
        if machine.work.count() == 1 {
            self.take_up(node);
        }
    }

    /// The node begins with the next input.
    fn take_up(&mut self, node: NodeId) {
        let work = &mut self.machines[node.index()].work;
        work.taken += 1;
        let pace = work.pace.unwrap_or(Span::exactly(Micros(0)));
        work.done = self.now.plus(self.draw.time(Cause::Handling(node, work.taken), pace));
        self.queue.insert((work.done, Key::Work(node, work.taken)));
    }

    /// The node is done with what it has in hand, and begins with the next.
    pub(crate) fn put_down(&mut self, node: NodeId) -> Option<Key> {
        let work = &mut self.machines[node.index()].work;
        let first = work.waiting.iter().next()?;
        work.waiting.remove(&first);
        if work.count() > 0 {
            self.take_up(node);
        }
        Some(first.1)
    }

    /// Takes what stood in the queue like this away from the node, which then goes on with the
    /// next. Returns whether it waited there.
    pub(crate) fn withdraw(&mut self, node: NodeId, entry: &(Micros, Key)) -> bool {
        let work = &mut self.machines[node.index()].work;
        let waited = work.waiting.remove(entry);
        if waited && work.count() == 0 {
            self.queue.remove(&(work.done, Key::Work(node, work.taken)));
        }
        waited
    }

    /// Sets how long each input takes the node. One that is no longer slow is done at once with
    /// what it has in hand.
    pub(crate) fn set_pace(&mut self, node: NodeId, pace: Span) {
        let work = &mut self.machines[node.index()].work;
        work.pace = Some(pace).filter(|pace| pace.max > Micros(0));
        let key = Key::Work(node, work.taken);
        if work.pace.is_none() && self.queue.remove(&(work.done, key)) {
            work.done = self.now;
            self.queue.insert((work.done, key));
        }
    }

    /// The node is down: what waited there is lost when it would have been heard.
    pub(super) fn drop_work(&mut self, node: NodeId) {
        let work = &mut self.machines[node.index()].work;
        self.queue.remove(&(work.done, Key::Work(node, work.taken)));
        for entry in core::mem::take(&mut work.waiting).iter() {
            if let Key::Message(_) = entry.1 {
                self.queue.insert(entry);
            }
        }
    }
}
