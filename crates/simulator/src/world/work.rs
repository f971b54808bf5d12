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
    /// The input in hand, as it stood in the queue, and when the node is done with it.
    in_hand: Option<((Micros, Key), Micros)>,
    /// What else has come.
    waiting: Queue,
    /// How many inputs were ever taken in hand.
    taken: u32,
}

impl Work {
    /// Whether what comes now has to wait.
    pub(crate) fn is_slow(&self) -> bool {
        self.pace.is_some() || self.in_hand.is_some()
    }

    /// Whether this has come and waits.
    pub(crate) fn has(&self, key: Key) -> bool {
        let in_hand = self.in_hand.is_some_and(|((_, known), _)| known == key);
        in_hand || self.waiting.iter().any(|(_, known)| known == key)
    }

    /// How many inputs have come and wait.
    pub(crate) fn count(&self) -> usize {
        self.waiting.iter().count() + usize::from(self.in_hand.is_some())
    }
}

impl World {
    /// What stood in the queue like this has come to a slow node in the present event. It goes back
    /// to that event from now on.
    pub(crate) fn hand_in(&mut self, node: NodeId, entry: (Micros, Key)) {
        let event = self.events;
        if let Key::Message(id) = entry.1
            && let Some(flight) = self.flights.get_mut(&id)
        {
            flight.cause = event;
        }
        if let Key::Timer(_, timer, _) = entry.1
            && let Some(running) = self.machine_mut(node).timers.get_mut(&timer)
        {
            running.cause = event;
        }
        self.machine_mut(node).work.waiting.insert(entry);
        self.take_up(node);
    }

    /// The node begins with the first input that waits, if its hand is free.
    fn take_up(&mut self, node: NodeId) {
        let (now, draw) = (self.now, self.draw);
        let work = &mut self.machine_mut(node).work;
        let Some(first) = work.waiting.iter().next().filter(|_| work.in_hand.is_none()) else {
            return;
        };
        work.waiting.remove(&first);
        work.taken += 1;
        let takes = |pace| draw.time(Cause::Handling(node, work.taken), pace);
        let done = now.plus(work.pace.map_or(Micros(0), takes));
        work.in_hand = Some((first, done));
        let entry = (done, Key::Work(node, work.taken));
        self.queue.insert(entry);
    }

    /// Takes the input in hand away from the node, which takes up the next.
    pub(crate) fn put_down(&mut self, node: NodeId) -> Option<Key> {
        let work = &mut self.machine_mut(node).work;
        let ((_, key), done) = work.in_hand.take()?;
        let entry = (done, Key::Work(node, work.taken));
        self.queue.remove(&entry);
        self.take_up(node);
        Some(key)
    }

    /// Takes what stood in the queue like this away from the node. Returns whether it waited there.
    pub(crate) fn withdraw(&mut self, node: NodeId, entry: (Micros, Key)) -> bool {
        let work = &mut self.machine_mut(node).work;
        if work.in_hand.is_some_and(|(known, _)| known == entry) {
            self.put_down(node);
            return true;
        }
        work.waiting.remove(&entry)
    }

    /// Sets how long each input takes the node. One that is no longer slow is done at once with
    /// what it has in hand.
    pub(crate) fn set_pace(&mut self, node: NodeId, pace: Span) {
        let now = self.now;
        let work = &mut self.machine_mut(node).work;
        work.pace = Some(pace).filter(|pace| pace.max > Micros(0));
        if let Some((_, done)) = work.in_hand.as_mut().filter(|_| work.pace.is_none()) {
            let before = (*done, Key::Work(node, work.taken));
            *done = now;
            self.queue.remove(&before);
            self.queue.insert((now, before.1));
        }
    }

    /// The node is down: what waited there is lost when it would have been heard.
    pub(super) fn drop_work(&mut self, node: NodeId) {
        let work = &mut self.machines[node.index()].work;
        if let Some((entry, done)) = work.in_hand.take() {
            self.queue.remove(&(done, Key::Work(node, work.taken)));
            work.waiting.insert(entry);
        }
        for entry in core::mem::take(&mut work.waiting).iter() {
            if let Key::Message(_) = entry.1 {
                self.queue.insert(entry);
            }
        }
    }
}
