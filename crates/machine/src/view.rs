//! Plain data from which a page can be drawn without knowing the protocol.
//!
//! `W` is how a word is given: the protocol's own word type in a core, text above the catalog.

use crate::ids::NodeId;
use crate::transfer::TxnId;
use core::ops::Range;

/// The indexes of a whole log.
pub const WHOLE_LOG: Range<u64> = 1..u64::MAX;
/// The indexes of no entry.
pub const NO_LOG: Range<u64> = 0..0;

/// The outline a node is drawn with. Colour never stands alone: each role has a shape.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Shape {
    /// A filled hexagon: leader, master, coordinator.
    Hexagon,
    /// A dashed ring: it wants to lead.
    DashedRing,
    /// A ring: follower, acceptor, participant.
    Ring,
    /// A dotted ring: learner, observer.
    DottedRing,
}

impl Shape {
    /// Whether who is drawn so leads: it is the one whose crash the others notice first.
    #[must_use]
    pub fn leads(self) -> bool {
        match self {
            Shape::Hexagon => true,
            Shape::DashedRing | Shape::Ring | Shape::DottedRing => false,
        }
    }
}

/// The part of a node's state that colours its lane.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Status {
    /// Its outline.
    pub shape: Shape,
    /// Its term, ballot, view or epoch; the colour.
    pub era: u64,
}

/// A value shown in a field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Value<W> {
    /// A word, such as a role.
    Word(W),
    /// A number.
    Number(u64),
    /// A node, or nobody.
    Node(Option<NodeId>),
    /// A number for each of several nodes.
    PerNode(Vec<(NodeId, u64)>),
    /// Several nodes.
    Nodes(Vec<NodeId>),
    /// Text that no language changes: a command, a key.
    Text(String),
}

/// A named value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Field<W> {
    /// Its name.
    pub name: W,
    /// Its value.
    pub value: Value<W>,
}

/// A short remark beside a node: `votes 3 of 5`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Badge<W> {
    /// What is counted.
    pub name: W,
    /// How many there are.
    pub count: u64,
    /// Of how many.
    pub of: Option<u64>,
}

/// One place of a log.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cell {
    /// Its index or slot, from 1.
    pub index: u64,
    /// The term or ballot it was written in; the colour.
    pub era: u64,
    /// What it holds.
    pub text: String,
    /// Whether this node knows it to be committed.
    pub decided: bool,
}

/// Whether what a row or a cell says is decided for good.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// Not yet, as far as the node knows: dashed.
    Open,
    /// It is, and the node knows: solid.
    Decided,
}

/// A row of the table in which the nodes can be compared.
///
/// Every row of a protocol has fields of the same names in the same order: the columns. The first
/// is what matters most, and is drawn in the colour of its era.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row<W> {
    /// The transaction it is about and what that does, where a node has a row for each of several.
    pub about: Option<(TxnId, String)>,
    /// The term or ballot of the first field; the colour.
    pub era: u64,
    /// Whether what the first field says is decided.
    pub standing: Standing,
    /// The columns.
    pub fields: Vec<Field<W>>,
}

/// What a node knows of another: a leader's view of how far a follower is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PeerView<W> {
    /// The other node.
    pub node: NodeId,
    /// What is known of it.
    pub fields: Vec<Field<W>>,
}

/// What a person may see of a node.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NodeView<W> {
    /// Its role.
    pub role: W,
    /// Its outline and colour.
    pub status: Status,
    /// What the era is called: term, ballot, view, epoch. While its text is empty the node is in
    /// none, and none is shown.
    pub era_name: W,
    /// Short remarks beside it.
    pub badges: Vec<Badge<W>>,
    /// What a crash would erase.
    pub memory: Vec<Field<W>>,
    /// Its log, or the part of it that was asked for, in order of index; empty if it has none.
    pub log: Vec<Cell>,
    /// What it knows of others.
    pub peers: Vec<PeerView<W>>,
}

/// What the network and the diagram see of a message.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct MessageHead {
    /// Its kind, one of [`crate::Info::kinds`].
    pub kind: &'static str,
    /// The term, ballot, view or epoch it carries; the colour.
    pub era: u64,
    /// Whether it answers another message: drawn hollow.
    pub is_reply: bool,
    /// Whether it turns something down: drawn with a mark.
    pub is_refusal: bool,
    /// About how many bytes it would take on a wire: 4 or 8 for each number it carries, 24 for each
    /// command, 4 for its kind.
    pub size: u32,
}

/// What a person may see inside a message.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MessageView<W> {
    /// A few words for beside its dot: the kind and what matters most, or a reply's verdict.
    pub brief: Vec<Value<W>>,
    /// What it carries.
    pub fields: Vec<Field<W>>,
}
