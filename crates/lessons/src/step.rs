//! The commands that drive a run.

use crate::claim::Claim;
use machine::{Endpoint, Micros, NodeId, Span, Text};
use simulator::{Action, DiskTruth, MessageId, Moment, Rate};

/// One command that drives the run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Step {
    /// Let so much time pass.
    Run(Micros),
    /// Go on until something is so, for at most so long.
    RunUntil(Goal, Micros),
    /// Let time pass until exactly this moment.
    At(Moment),
    /// Deliver until nothing that can arrive is in flight; only between these, if any is named.
    Settle(Vec<Endpoint>),
    /// Take this action.
    Act(Action),
    /// Cut these links.
    Cut(Ends),
    /// Heal these links.
    Heal(Ends),
    /// Do something to messages in flight.
    Messages(Verb, Which),
    /// Change how links treat messages: one or several, or all.
    Network(Option<Ends>, NetworkChange),
    /// Change a disk.
    Disk(NodeId, DiskChange),
    /// Change a clock.
    Clock(NodeId, ClockChange),
}

/// What a `run until` waits for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Goal {
    /// Nothing is in flight and no save is unfinished.
    Quiet,
    /// A server is elected from now on.
    Election,
    /// So many events have happened.
    Event(u32),
    /// What an `expect` could check. A number counts as reached when it is passed.
    Claim(Claim),
}

/// One end of a link, or any.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum End {
    /// This server or client.
    One(Endpoint),
    /// `*`: any other.
    Any,
}

impl End {
    /// Whether `endpoint` is meant.
    pub(crate) fn admits(self, endpoint: Endpoint) -> bool {
        match self {
            End::One(one) => one == endpoint,
            End::Any => true,
        }
    }
}

/// Whether a link is meant in one direction or in both.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Ways {
    /// `->`
    There,
    /// `<->`
    Both,
}

/// Links: `S1->S2`, `S1<->S2`, `S1->*`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Ends {
    /// The sending end.
    pub(crate) from: End,
    /// The receiving end.
    pub(crate) to: End,
    /// In one direction or in both.
    pub(crate) ways: Ways,
}

/// What can be done to a message in flight.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Verb {
    /// It arrives now.
    Deliver,
    /// It is lost.
    Drop,
    /// A copy sets out.
    Duplicate,
    /// It arrives later by so much.
    Delay(Micros),
    /// It is damaged.
    Corrupt,
}

impl Verb {
    /// The action that does this to `message`.
    pub(crate) fn on(self, message: MessageId) -> Action {
        match self {
            Verb::Deliver => Action::Deliver(message),
            Verb::Drop => Action::Drop(message),
            Verb::Duplicate => Action::Duplicate(message),
            Verb::Delay(time) => Action::Delay(message, time),
            Verb::Corrupt => Action::Corrupt(message),
        }
    }
}

/// Which messages are meant.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Which {
    /// All that are in flight.
    All,
    /// All that travel these links, of this kind if one is named.
    On(Ends, Option<Text>),
    /// Exactly this one.
    One(MessageId),
}

/// Network settings that a line gives; what it leaves out stays.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct NetworkChange {
    pub(crate) delay: Option<Span>,
    pub(crate) loss: Option<Rate>,
    pub(crate) duplicate: Option<Rate>,
    pub(crate) corrupt: Option<Rate>,
    pub(crate) fifo: Option<bool>,
}

/// Disk settings that a line gives; what it leaves out stays.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct DiskChange {
    pub(crate) save: Option<Span>,
    pub(crate) truth: Option<DiskTruth>,
}

/// Clock settings that a line gives; what it leaves out stays.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct ClockChange {
    pub(crate) skew: Option<i64>,
    pub(crate) drift: Option<i32>,
}
