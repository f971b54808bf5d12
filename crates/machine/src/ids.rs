//! Names of the things a run is made of, and spans of virtual time.

use core::fmt;
use core::str::FromStr;
use serde::{Deserialize, Serialize};

/// A server of the cluster, numbered from 1: `NodeId(1)` is shown as `S1`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct NodeId(pub u8);

impl NodeId {
    /// The place of this node in a list of all nodes, from 0.
    #[must_use]
    pub fn index(self) -> usize {
        usize::from(self.0) - 1
    }

    /// All nodes of a cluster of `count`, `S1` first.
    pub fn all(count: u8) -> impl DoubleEndedIterator<Item = Self> + Clone {
        (1..=count).map(NodeId)
    }
}

impl fmt::Display for NodeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "S{}", self.0)
    }
}

/// A client of the cluster, numbered from 1: `ClientId(1)` is shown as `C1`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct ClientId(pub u8);

impl ClientId {
    /// The place of this client in a list of all clients, from 0.
    #[must_use]
    pub fn index(self) -> usize {
        usize::from(self.0) - 1
    }
}

impl fmt::Display for ClientId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "C{}", self.0)
    }
}

/// Whatever can send and receive: a server or a client.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Endpoint {
    /// A server.
    Node(NodeId),
    /// A client.
    Client(ClientId),
}

impl Endpoint {
    /// The server this is, if it is one.
    #[must_use]
    pub fn node(self) -> Option<NodeId> {
        match self {
            Endpoint::Node(node) => Some(node),
            Endpoint::Client(_) => None,
        }
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Endpoint::Node(node) => node.fmt(f),
            Endpoint::Client(client) => client.fmt(f),
        }
    }
}

impl From<NodeId> for Endpoint {
    fn from(node: NodeId) -> Self {
        Endpoint::Node(node)
    }
}

impl From<ClientId> for Endpoint {
    fn from(client: ClientId) -> Self {
        Endpoint::Client(client)
    }
}

impl From<Endpoint> for String {
    fn from(endpoint: Endpoint) -> Self {
        endpoint.to_string()
    }
}

impl FromStr for Endpoint {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let number = |rest: &str| rest.parse::<u8>().ok().filter(|n| *n > 0);
        let found = match text.split_at_checked(1) {
            Some(("S", rest)) => number(rest).map(|n| Endpoint::Node(NodeId(n))),
            Some(("C", rest)) => number(rest).map(|n| Endpoint::Client(ClientId(n))),
            Some(_) | None => None,
        };
        found.ok_or_else(|| format!("`{text}` names neither a server (S1) nor a client (C1)"))
    }
}

impl TryFrom<String> for Endpoint {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

/// Which of a node's timers: the number a protocol gives it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct TimerId(pub u32);

/// A moment or a length of virtual time, in whole microseconds.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize,
)]
pub struct Micros(pub u64);

impl Micros {
    /// So many milliseconds.
    #[must_use]
    pub const fn from_ms(ms: u64) -> Self {
        Micros(ms * 1_000)
    }

    /// The sum; stays at the greatest moment instead of overflowing.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Micros(self.0.saturating_add(other.0))
    }

    /// The time from `earlier` to this; zero if `earlier` is later.
    #[must_use]
    pub const fn since(self, earlier: Self) -> Self {
        Micros(self.0.saturating_sub(earlier.0))
    }
}

impl fmt::Display for Micros {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:03} s", self.0 / 1_000_000, self.0 / 1_000 % 1_000)
    }
}

/// A range of lengths of time from which the simulator draws one, both ends included.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct Span {
    /// The shortest.
    pub min: Micros,
    /// The longest; not less than `min`.
    pub max: Micros,
}

impl Span {
    /// From `min` to `max` milliseconds.
    #[must_use]
    pub const fn ms(min: u64, max: u64) -> Self {
        Span { min: Micros::from_ms(min), max: Micros::from_ms(max) }
    }

    /// Exactly this long.
    #[must_use]
    pub const fn exactly(time: Micros) -> Self {
        Span { min: time, max: time }
    }
}
