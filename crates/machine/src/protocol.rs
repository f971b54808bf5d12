//! The contract: what a protocol core must say and do.

use crate::client::{Request, Text};
use crate::effects::Effects;
use crate::ids::{NodeId, TimerId};
use crate::node_set::Membership;
use crate::note::NoteInfo;
use crate::options::{OptionInfo, Options};
use crate::order::OrderInfo;
use crate::prediction::Prediction;
use crate::property::{Cluster, Observed, Property};
use crate::rules::{RuleInfo, RuleSet};
use crate::transfer::TxnId;
use crate::view::{Field, MessageHead, MessageView, NodeView, Row, Status};
use crate::workload::{Assumes, Workload};
use core::fmt::Debug;
use core::hash::Hash;
use core::ops::Range;

/// One server: what its disk holds and what it only remembers.
///
/// A handler changes `disk` freely and asks for [`Effects::save`]; until that is done the change is
/// as easily lost as `memory`.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Node<P: Protocol> {
    /// Which server this is.
    pub id: NodeId,
    /// What survives a crash, once saved.
    pub disk: P::Disk,
    /// What a crash erases.
    pub memory: P::Memory,
}

/// What is fixed about a protocol: its names, as files and accessible labels use them.
#[derive(Debug)]
pub struct Info<P: Protocol> {
    /// Its name in files, such as `raft`.
    pub name: &'static str,
    /// Its name for a person, such as `Raft`; the same in every language.
    pub title: &'static str,
    /// The paper it follows, cited.
    pub paper: &'static str,
    /// The least and the greatest number of nodes.
    pub nodes: (u8, u8),
    /// The kinds of message, as the paper names them.
    pub kinds: &'static [&'static str],
    /// The timers, each with its name in files and its title.
    pub timers: &'static [(P::Timer, &'static str, P::Word)],
    /// The rules that can be switched off; a rule's place here is its place in a [`RuleSet`].
    pub rules: &'static [RuleInfo<P::Rule, P::Word>],
    /// What must always hold over the whole cluster.
    pub properties: &'static [Property<P>],
    /// The options a run may set; an option's place here is its place in [`Options`].
    pub options: &'static [OptionInfo],
}

/// A protocol core: what each node does, as a deterministic state machine.
///
/// It never reads a clock, draws a random number or performs I/O; it answers inputs with effects.
pub trait Protocol: Clone + Eq + Hash + Debug + 'static {
    /// What survives a crash. The default is a disk never written.
    type Disk: Clone + Eq + Hash + Default + Debug;
    /// What a crash erases.
    type Memory: Clone + Eq + Hash + Debug;
    /// What nodes send each other.
    type Message: Clone + Eq + Hash + Debug;
    /// A node's timers.
    type Timer: Copy + Ord + Hash + Debug + Into<TimerId>;
    /// The paper's rules, each of which can be switched off for a lesson.
    type Rule: Copy + Eq + Debug;
    /// What a handler did and why, and how a property was broken. Kept for each event: at most 40
    /// bytes, no heap.
    type Note: Clone + Eq + Hash + Debug;
    /// The words its views use: roles, fields, rules, properties. Into its stable name, in kebab
    /// case, which scenario files use (`leader`, `term`, `commit`).
    type Word: Copy + Eq + Debug + Into<&'static str>;
    /// What the properties remember of the past.
    type History: Clone + Default + Debug;

    /// The protocol's names and tables.
    fn info() -> &'static Info<Self>;

    /// What its clients ask for.
    fn workload() -> Workload {
        Workload::Store
    }

    /// What its promises rest on.
    fn assumes() -> Assumes {
        Assumes::Nothing
    }

    /// What a person may order a server to do; an order's place here is its place in every list.
    fn orders() -> &'static [OrderInfo<Self>] {
        &[]
    }

    /// What its own theory says will break, and when.
    fn predictions() -> &'static [Prediction<Self::Word>] {
        &[]
    }

    /// A cluster of `nodes` servers, `S1` to `S<nodes>`, every rule followed.
    fn new(nodes: u8, options: &Options) -> Self;

    /// The rules that are switched off.
    fn rules(&self) -> RuleSet;

    /// Replaces the rules that are switched off, from the next input on.
    fn set_rules(&mut self, rules: RuleSet);

    /// A node starts, for the first time or after a crash, with what its disk holds.
    fn boot(&self, me: NodeId, disk: &Self::Disk, fx: &mut Effects<Self>) -> Self::Memory;

    /// A message arrives.
    fn on_message(
        &self,
        node: &mut Node<Self>,
        from: NodeId,
        message: Self::Message,
        fx: &mut Effects<Self>,
    );

    /// A timer goes off. It is no longer set, unless this sets it again.
    fn on_timer(&self, node: &mut Node<Self>, timer: Self::Timer, fx: &mut Effects<Self>);

    /// A client's request arrives.
    fn on_request(&self, node: &mut Node<Self>, request: Request, fx: &mut Effects<Self>);

    /// The disk has finished a save and now holds `saved`, which may be older than `node.disk`.
    fn on_saved(&self, node: &mut Node<Self>, saved: &Self::Disk, fx: &mut Effects<Self>);

    /// What the properties should remember of the cluster as it now is, called after each event,
    /// once the properties have been checked against what was remembered before.
    fn remember(
        cluster: &Cluster<'_, Self>,
        observed: &Observed<'_, Self>,
        history: &mut Self::History,
    );

    /// What is known of a note besides its words.
    fn note_info(note: &Self::Note) -> NoteInfo;

    /// The node's shape and era, cheaply: recorded whenever it changes.
    fn status(&self, node: &Node<Self>) -> Status;

    /// What a person may see of a node, without its disk; of its log, the cells of these indexes.
    /// Whoever asks often and needs no log asks for none, which is much less work.
    fn view(&self, node: &Node<Self>, log: Range<u64>) -> NodeView<Self::Word>;

    /// Which nodes the node takes for the cluster; `None` where all there are always belong to it.
    fn membership(&self, node: &Node<Self>) -> Option<Membership> {
        let _ = node;
        None
    }

    /// What the node adds to the table in which a person compares the nodes, the oldest row first;
    /// nothing, where logs side by side say it all.
    fn table(&self, node: &Node<Self>) -> Vec<Row<Self::Word>> {
        let _ = node;
        Vec::new()
    }

    /// What a person may see of the cluster as a whole, above that table.
    fn overview(cluster: &Cluster<'_, Self>, history: &Self::History) -> Vec<Field<Self::Word>> {
        let _ = (cluster, history);
        Vec::new()
    }

    /// The transactions the node is in doubt about: it has voted to commit them and does not know
    /// what was decided, so that it can neither commit nor abort them by itself.
    fn in_doubt(node: &Node<Self>) -> Vec<TxnId> {
        let _ = node;
        Vec::new()
    }

    /// The transaction that a note's node is in doubt about from then on. For how long is counted
    /// from outside, since no core knows a clock.
    fn doubts(note: &Self::Note) -> Option<TxnId> {
        let _ = note;
        None
    }

    /// What a person may see of a disk.
    fn disk_view(&self, disk: &Self::Disk) -> Vec<Field<Self::Word>>;

    /// What a person may see of a message.
    fn message_view(&self, message: &Self::Message) -> MessageView<Self::Word>;

    /// What the network and the diagram see of a message; called for every message sent.
    fn message_head(message: &Self::Message) -> MessageHead;

    /// The contents of the node's key-value store, key by key; empty if it has none.
    fn contents(node: &Node<Self>) -> Vec<(Text, Text)>;
}
