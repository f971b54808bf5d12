//! What a person can do to a run. There is no other way to change one.

use crate::disk::{Clock, DiskSettings};
use crate::link::LinkSettings;
use crate::message::MessageId;
use machine::{ClientId, Command, Endpoint, Micros, NodeId, Span, Text};
use serde::{Deserialize, Serialize};

/// Who makes timers go off and messages arrive.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Drive {
    /// Virtual time: both happen by themselves.
    #[default]
    Auto,
    /// The person: neither happens unless an action says so. Disks still finish their saves.
    Manual,
}

/// What becomes of a node's disk when it restarts.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DiskFate {
    /// It holds what was saved.
    Keep,
    /// It is replaced by an empty one.
    Lose,
}

/// One act of a person.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// The node loses its memory and what its disk has not finished saving.
    Crash(NodeId),
    /// A crashed node starts again.
    Restart(NodeId, DiskFate),
    /// The node stands still, as in a long garbage collection; its inputs wait.
    Pause(NodeId),
    /// A paused node goes on, and takes the inputs that waited, in their order.
    Resume(NodeId),
    /// The node's timer, named as in files, goes off now.
    Fire(NodeId, Text),
    /// The client asks for a command, of this server or of whichever it believes in.
    Request(ClientId, Option<NodeId>, Command),
    /// Nothing sent from the first to the second arrives any more.
    Cut(Endpoint, Endpoint),
    /// What is sent from the first to the second arrives again.
    Heal(Endpoint, Endpoint),
    /// Cuts every link between different groups and heals every other. Who is in no group can
    /// reach everybody.
    Partition(Vec<Vec<Endpoint>>),
    /// Cuts every link of this server or client, both ways.
    Isolate(Endpoint),
    /// Heals every link.
    HealAll,
    /// The message arrives now.
    Deliver(MessageId),
    /// The message arrives later by so much.
    Delay(MessageId, Micros),
    /// The message is lost.
    Drop(MessageId),
    /// A second copy of the message sets out.
    Duplicate(MessageId),
    /// The message is damaged, which its checksum will show.
    Corrupt(MessageId),
    /// Settings for one directed link, or for all of them, replacing earlier ones.
    Network(Option<(Endpoint, Endpoint)>, LinkSettings),
    /// Settings for a node's disk.
    Disk(NodeId, DiskSettings),
    /// Sets a node's clock.
    Clock(NodeId, Clock),
    /// The rule, named as in files, is no longer followed.
    BreakRule(Text),
    /// The rule is followed again.
    FollowRule(Text),
    /// Who drives the run from now on.
    Drive(Drive),
    /// The node takes so long over each input from now on; no time at all ends it.
    Slow(NodeId, Span),
    /// The node is given this order of its protocol, named as in files, which names these servers.
    Order(NodeId, Text, Vec<NodeId>),
    /// The node's timer, which runs, goes off after so long by its clock, counted from now.
    Timer(NodeId, Text, Micros),
}

/// Why an action cannot be taken now. Nothing has changed then.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Refusal {
    /// The cluster has no such server or client.
    Unknown(Endpoint),
    /// The node is crashed already, or crashed and so cannot do this.
    Crashed(NodeId),
    /// The node is up already.
    Up(NodeId),
    /// The node is paused already, or paused and so cannot do this.
    Paused(NodeId),
    /// The node is not paused.
    NotPaused(NodeId),
    /// The protocol has no timer of this name; these are its timers.
    NoTimer(Text, Vec<&'static str>),
    /// The node's timer of this name is not running.
    TimerNotSet(NodeId, Text),
    /// The message is not in flight: it has arrived, was lost, or never was.
    NotInFlight(MessageId),
    /// A message has 255 copies already.
    TooManyCopies(MessageId),
    /// The receiver is crashed or the link is cut, so the message cannot arrive now.
    Unreachable(MessageId),
    /// The client waits for the answer to its last request.
    ClientBusy(ClientId),
    /// A link joins two different ends, at least one of them a server.
    NoLink(Endpoint, Endpoint),
    /// The link is cut already.
    AlreadyCut(Endpoint, Endpoint),
    /// The link is not cut.
    NotCut(Endpoint, Endpoint),
    /// The same end stands in two groups.
    InTwoGroups(Endpoint),
    /// The protocol has no rule of this name; these are its rules.
    NoRule(Text, Vec<&'static str>),
    /// The protocol takes no order of this name; these are its orders.
    NoOrder(Text, Vec<&'static str>),
    /// The order of this name names so many servers at least and at most.
    OrderNames(Text, u8, u8),
    /// The shortest time of a range is longer than its longest.
    EmptyRange,
    /// A rate is above 100 %, a time above an hour, or a clock off by more than an hour or 50 %.
    OutOfRange,
    /// The run has reached the greatest number of events.
    RunTooLong,
}
