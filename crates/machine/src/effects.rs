//! What a handler asks for, as data.

use crate::client::Reply;
use crate::ids::{ClientId, Micros, NodeId, Span, TimerId};
use crate::protocol::Protocol;

/// One thing a handler asks for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Effect<P: Protocol> {
    /// Send `message` to another node.
    Send {
        /// The receiver.
        to: NodeId,
        /// What to send.
        message: P::Message,
    },
    /// The same, without waiting for the disk.
    SendAtOnce {
        /// The receiver.
        to: NodeId,
        /// What to send.
        message: P::Message,
    },
    /// Start the timer, or start it anew; it goes off after a time drawn from `after`.
    SetTimer {
        /// Which timer.
        timer: P::Timer,
        /// The range from which the length is drawn.
        after: Span,
    },
    /// Stop the timer.
    CancelTimer(P::Timer),
    /// Write the node's disk. What is queued after this leaves the node only when the disk has it.
    Save,
    /// Answer a client's request.
    Reply {
        /// The client that asked.
        client: ClientId,
        /// The serial number of its request.
        number: u64,
        /// The answer.
        reply: Reply,
    },
    /// Say what happened and why.
    Note(P::Note),
}

/// Whether an answer waits for the save that it depends on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SaveOrder {
    /// It does: it leaves once the disk has it.
    SaveFirst,
    /// It does not, where the rule is off that demands it.
    AnswerFirst,
}

/// The effects of one handler, in the order in which it asked for them.
///
/// Messages and replies leave a node in this order. One that is queued behind a [`Effects::save`],
/// of this handler or an earlier one, waits until that save is on the disk; notes and timers do not
/// wait, nor does what is sent with [`Effects::send_at_once`].
#[derive(Clone, Debug)]
pub struct Effects<P: Protocol> {
    list: Vec<Effect<P>>,
    overdue: Vec<TimerId>,
    clock: Micros,
}

impl<P: Protocol> Default for Effects<P> {
    fn default() -> Self {
        Effects { list: Vec::new(), overdue: Vec::new(), clock: Micros(0) }
    }
}

impl<P: Protocol> Effects<P> {
    /// Sends `message` to `to`.
    pub fn send(&mut self, to: NodeId, message: P::Message) {
        self.list.push(Effect::Send { to, message });
    }

    /// Sends `message` to `to` without waiting for any save: nothing in it may depend on one.
    pub fn send_at_once(&mut self, to: NodeId, message: P::Message) {
        self.list.push(Effect::SendAtOnce { to, message });
    }

    /// Whether this timer of the node has run out and waits for its turn, because the node was
    /// paused or is slow. It goes off later than what is handled now, although it was due earlier:
    /// whoever looked at a clock would know. The timer that goes off now is overdue if it is late.
    #[must_use]
    pub fn is_overdue(&self, timer: P::Timer) -> bool {
        self.overdue.contains(&timer.into())
    }

    /// Says which timers are overdue, before a handler runs.
    pub fn set_overdue(&mut self, timers: impl Iterator<Item = TimerId>) {
        self.overdue.clear();
        self.overdue.extend(timers);
    }

    /// What the node's clock shows. It may be wrong, and run fast or slow: an input like any other,
    /// which no promise to a client may rest on unless a protocol says so.
    #[must_use]
    pub fn clock(&self) -> Micros {
        self.clock
    }

    /// Says what the node's clock shows, before a handler runs.
    pub fn set_clock(&mut self, clock: Micros) {
        self.clock = clock;
    }

    /// Starts `timer`, or starts it anew, to go off after a time drawn from `after`.
    pub fn set_timer(&mut self, timer: P::Timer, after: Span) {
        self.list.push(Effect::SetTimer { timer, after });
    }

    /// Stops `timer`; nothing happens if it is not running.
    pub fn cancel_timer(&mut self, timer: P::Timer) {
        self.list.push(Effect::CancelTimer(timer));
    }

    /// Writes the node's disk as it is at the end of this handler; asked for twice in one handler,
    /// it is still one write.
    pub fn save(&mut self) {
        if !self.list.iter().any(|effect| matches!(effect, Effect::Save)) {
            self.list.push(Effect::Save);
        }
    }

    /// Writes the disk and does what depends on it, in this order or the other.
    pub fn save_around(&mut self, order: SaveOrder, answer: impl FnOnce(&mut Self)) {
        match order {
            SaveOrder::SaveFirst => {
                self.save();
                answer(self);
            }
            SaveOrder::AnswerFirst => {
                answer(self);
                self.save();
            }
        }
    }

    /// Answers the client's request `number`.
    pub fn reply(&mut self, client: ClientId, number: u64, reply: Reply) {
        self.list.push(Effect::Reply { client, number, reply });
    }

    /// Says what happened and why.
    pub fn note(&mut self, note: P::Note) {
        self.list.push(Effect::Note(note));
    }

    /// Takes out every effect, in order, and leaves the buffer empty for the next handler.
    pub fn drain(&mut self) -> impl Iterator<Item = Effect<P>> + '_ {
        self.list.drain(..)
    }

    /// The effects asked for so far.
    #[must_use]
    pub fn as_slice(&self) -> &[Effect<P>] {
        &self.list
    }
}
