//! A scene: what a run looks like at one moment, as plain data without protocol types.

use crate::action::Drive;
use crate::client::Operation;
use crate::disk::{Clock, DiskSettings};
use crate::link::LinkSettings;
use crate::message::MessageId;
use machine::{ClientId, Endpoint, Field, Membership, Micros, NodeId, NodeView, Row, Span, Text};

/// A word of the protocol: its stable name for files and tests, and the text for a person.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Label {
    /// The stable name, in kebab case.
    pub key: &'static str,
    /// The text, in the language of the scene.
    pub text: &'static str,
}

/// Whether a node runs.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Power {
    /// It runs.
    Up,
    /// It stands still; its inputs wait.
    Paused,
    /// It has crashed.
    Down,
}

/// A running timer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TimerScene {
    /// Its name.
    pub name: Label,
    /// When it was set.
    pub set: Micros,
    /// When it goes off.
    pub due: Micros,
}

/// What a disk says it holds, and does not.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Claimed {
    /// How many writes it said it had saved since it last told the truth.
    pub writes: u32,
    /// The fields that it says it holds.
    pub disk: Vec<Field<Label>>,
    /// How many log entries it says it holds.
    pub log: u64,
}

/// A server.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NodeScene {
    /// Which one.
    pub id: NodeId,
    /// Whether it runs.
    pub power: Power,
    /// What can be seen of it. While it is down: what it would be if it restarted now.
    pub view: NodeView<Label>,
    /// What it takes its disk to hold, saved or not. While it is down: what the disk holds.
    pub disk: Vec<Field<Label>>,
    /// What the disk really holds: what a crash now would leave.
    pub saved: Vec<Field<Label>>,
    /// How many log entries the disk really holds.
    pub saved_log: u64,
    /// When the last save was finished.
    pub saved_at: Option<Micros>,
    /// How many saves have been asked for and are not finished.
    pub unsaved_writes: u32,
    /// How many messages wait for those saves before they leave.
    pub waiting_to_leave: u32,
    /// How many inputs have come and are not handled, because the node is paused or slow.
    pub waiting_inputs: u32,
    /// Its running timers, the next to go off first.
    pub timers: Vec<TimerScene>,
    /// The memory fields before the last event; the same as now where nothing changed.
    pub memory_before: Vec<Field<Label>>,
    /// The disk fields before the last event; the same as now where nothing changed.
    pub disk_before: Vec<Field<Label>>,
    /// The contents of its key-value store.
    pub contents: Vec<(Text, Text)>,
    /// How its disk behaves.
    pub disk_settings: DiskSettings,
    /// How its clock is off.
    pub clock: Clock,
    /// How long it takes over each input, if it is slow.
    pub pace: Option<Span>,
    /// What its disk says it holds, if that is not so.
    pub claimed: Option<Claimed>,
    /// Which nodes it takes for the cluster, if that can change.
    pub membership: Option<Membership>,
}

/// The essence of a server.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Glance {
    /// Whether it runs.
    pub power: Power,
    /// What can be seen of it. While it is down: what it would be if it restarted now.
    pub view: NodeView<Label>,
    /// What it takes its disk to hold, saved or not. While it is down: what the disk holds.
    pub disk: Vec<Field<Label>>,
}

/// A client.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ClientScene {
    /// Which one.
    pub id: ClientId,
    /// The server it would ask next.
    pub believes: NodeId,
    /// All it asked, in order; the last may still wait for its answer.
    pub operations: Vec<Operation>,
}

/// A directed link.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LinkScene {
    /// The sending end.
    pub from: Endpoint,
    /// The receiving end.
    pub to: Endpoint,
    /// Whether it is cut.
    pub is_cut: bool,
    /// How it treats messages.
    pub settings: LinkSettings,
    /// Whether those settings are its own rather than everybody's.
    pub has_own_settings: bool,
}

/// A message in flight.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MessageScene {
    /// Which one.
    pub id: MessageId,
    /// Its kind, as the paper names it.
    pub kind: &'static str,
    /// A few words for beside its dot.
    pub brief: String,
    /// The term, ballot, view or epoch it carries.
    pub era: u64,
    /// Whether it answers another message.
    pub is_reply: bool,
    /// Whether it turns something down.
    pub is_refusal: bool,
    /// Whether it is damaged.
    pub is_corrupt: bool,
    /// What it carries.
    pub fields: Vec<Field<Label>>,
    /// When it left.
    pub sent: Micros,
    /// When it is due to arrive. Past, if it waits: for a person's word, or at a paused node.
    pub due: Micros,
    /// Whether it has reached a paused or slow node and waits there.
    pub waits_at_receiver: bool,
}

/// A rule of the paper.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RuleScene {
    /// Its name in files.
    pub name: &'static str,
    /// The section that states it.
    pub section: &'static str,
    /// Its title.
    pub title: &'static str,
    /// What it demands, and what goes wrong without it.
    pub help: &'static str,
    /// Whether it is followed.
    pub is_followed: bool,
}

/// How a property was broken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Broken {
    /// The event that broke it first.
    pub event: u32,
    /// How, in words.
    pub sentence: String,
}

/// A property and whether it holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PropertyScene {
    /// Its name in files.
    pub name: &'static str,
    /// The section that states it.
    pub section: &'static str,
    /// Its title.
    pub title: &'static str,
    /// What it says.
    pub help: &'static str,
    /// How it was first broken, if it was.
    pub broken: Option<Broken>,
}

/// A row of the table in which the servers are compared.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RowScene {
    /// The server. While it is down: what it would say if it restarted now.
    pub node: NodeId,
    /// What it says.
    pub row: Row<Label>,
    /// Since when it has been in doubt about the row's transaction, if it is.
    pub in_doubt: Option<Micros>,
}

/// The servers compared, for the protocols whose logs side by side do not say it all. Apart from
/// the [`Scene`], so that a page can load what it is made of later.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Table {
    /// What can be seen of the cluster as a whole.
    pub overview: Vec<Field<Label>>,
    /// The rows of `S1` first, and of each server the oldest first.
    pub rows: Vec<RowScene>,
}

/// A run at one moment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Scene {
    /// The virtual time.
    pub now: Micros,
    /// How many events have happened.
    pub event: u32,
    /// How many events are known, these and later ones.
    pub length: u32,
    /// Who drives the run.
    pub drive: Drive,
    /// The servers, `S1` first.
    pub nodes: Vec<NodeScene>,
    /// The clients, `C1` first.
    pub clients: Vec<ClientScene>,
    /// Every directed link with a server at one end at least.
    pub links: Vec<LinkScene>,
    /// The messages in flight, the first to arrive first.
    pub messages: Vec<MessageScene>,
    /// The rules of the paper.
    pub rules: Vec<RuleScene>,
    /// What must always hold.
    pub properties: Vec<PropertyScene>,
    /// How links without settings of their own treat messages.
    pub network: LinkSettings,
}

impl Scene {
    /// Whether a rule of the paper is switched off now.
    #[must_use]
    pub fn is_modified(&self) -> bool {
        self.rules.iter().any(|rule| !rule.is_followed)
    }
}
