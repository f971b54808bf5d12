//! What happened: the record of a run, in order, without the protocol's own types.

use crate::run::Act;
use machine::{ClientId, Endpoint, Mark, Micros, NodeId, Status, TimerId};

/// Why a message was lost.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Loss {
    /// The network lost it.
    Chance,
    /// The link was cut.
    Cut,
    /// The receiver was down.
    ReceiverDown,
    /// A person dropped it.
    Dropped,
}

/// What kind of event it is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum EventKind {
    /// A node started at the beginning of the run.
    Started(NodeId),
    /// A person acted: the place of the act in [`Trace::acts`].
    Acted(u32),
    /// A message arrived and was handled.
    Arrived,
    /// A message arrived damaged; its checksum gave it away and it was refused.
    Refused,
    /// A message was lost.
    Lost(Loss),
    /// A node's timer went off.
    Fired(NodeId, TimerId),
    /// A node's disk finished a save.
    Saved(NodeId),
    /// A client waited long enough for an answer and asks again, elsewhere.
    TimedOut(ClientId),
    /// A client asks again after it was sent elsewhere.
    Retried(ClientId),
    /// A message, or this timer, has come to a slow node, which has yet to handle it.
    Waits(NodeId, Option<TimerId>),
}

impl EventKind {
    /// The place of a person's act in [`Trace::acts`], if it is one.
    #[must_use]
    pub fn act(self) -> Option<u32> {
        match self {
            EventKind::Acted(act) => Some(act),
            EventKind::Started(_)
            | EventKind::Arrived
            | EventKind::Refused
            | EventKind::Lost(_)
            | EventKind::Fired(..)
            | EventKind::Saved(_)
            | EventKind::TimedOut(_)
            | EventKind::Retried(_)
            | EventKind::Waits(..) => None,
        }
    }
}

/// How an event changed whether a node is in doubt.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Doubt {
    /// From here on the node has voted to commit and does not know what was decided.
    Begins,
    /// It knows, or has forgotten its vote.
    Ends,
}

/// One event.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Event {
    /// When it happened.
    pub at: Micros,
    /// What kind it is.
    pub kind: EventKind,
    /// Where it happened, if at one place.
    pub place: Option<Endpoint>,
    /// The message concerned: its place in [`Trace::packets`].
    pub packet: Option<u32>,
    /// The event that caused it: for a message, the one in which it left; for a timer, the one in
    /// which it was set; for both, the one in which they came to a slow node, if they did; for a
    /// save, the one in which it was asked for.
    pub cause: Option<u32>,
    /// The first of its notes, and how many they are.
    pub notes: (u32, u32),
    /// The node's outline and colour, if this event changed them.
    pub status: Option<Status>,
    /// Whether the node is in doubt from here on, if this event changed that.
    pub doubt: Option<Doubt>,
    /// The mark it leaves on the timeline.
    pub mark: Option<Mark>,
    /// The trace hash up to and including this event.
    pub hash: u64,
}

/// A message that left its sender.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Packet {
    /// The sender.
    pub from: Endpoint,
    /// The receiver.
    pub to: Endpoint,
    /// Its number on this link.
    pub number: u32,
    /// 0 for the original, then one more for each duplicate.
    pub copy: u8,
    /// Its kind, as the paper names it; `Request` and `Reply` between clients and servers.
    pub kind: &'static str,
    /// The term, ballot, view or epoch it carries; the colour.
    pub era: u64,
    /// Whether it answers another message.
    pub is_reply: bool,
    /// Whether it turns something down.
    pub is_refusal: bool,
    /// The checksum it left with.
    pub checksum: u64,
    /// The event in which it left.
    pub sent: u32,
    /// About how many bytes it takes on a wire, as its protocol says; 0 between clients and
    /// servers, where it is the same whatever the protocol.
    pub size: u32,
}

/// What a crash erased besides the node's memory.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Erased {
    /// The place of the crash in [`Trace::acts`].
    pub act: u32,
    /// Writes that the disk had not finished.
    pub unfinished: u32,
    /// Writes that the disk said it had saved, and had not.
    pub claimed: u32,
    /// Messages that waited for the disk before they leave.
    pub leaving: u32,
    /// Inputs that had come to the node, which was slow, and were not handled.
    pub inputs: u32,
}

/// The record of a run. Event `n` of the list is shown as event `n + 1`.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Trace {
    /// Every event, in order.
    pub events: Vec<Event>,
    /// Every message that left its sender, in order.
    pub packets: Vec<Packet>,
    /// Every act of a person, in order.
    pub acts: Vec<Act>,
    /// What each crash erased, in order.
    pub crashes: Vec<Erased>,
}
