//! What an `expect` line, or the goal of a `run until`, says is so.

use machine::{ClientId, Endpoint, NodeId, Text};
use simulator::Power;

/// Something that is so or is not.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Claim {
    /// A field of a server's memory or disk, or its role, reads so.
    Field(NodeId, String, String),
    /// A field of what a server's disk really holds reads so; `log` counts its entries.
    Saved(NodeId, String, String),
    /// What a server knows of another reads so.
    Peer(NodeId, String, NodeId, u64),
    /// A server runs, is paused, or is crashed.
    Power(NodeId, Power),
    /// A server's log, from index 1.
    Log(NodeId, Vec<Entry>),
    /// The contents of a server's key-value store, all of it.
    Contents(NodeId, Vec<(String, String)>),
    /// This server leads, or any, and no other in the same era or a later one.
    Leader(Option<NodeId>),
    /// No server leads.
    NoLeader,
    /// All servers that are up agree wherever two of them have decided.
    Agreed,
    /// All servers are up and have the same log, all of it decided, and the same contents.
    Synced,
    /// What a client saw of its last request.
    Client(ClientId, Seen),
    /// No property is broken.
    Safe,
    /// This property is broken.
    Violated(Text),
    /// What the clients saw could have come from one store, one command after the other.
    Linearizable,
    /// The trace hash is this.
    Hash(u64),
}

impl Claim {
    /// The only server or client whose events can make it so or not, if it is about one.
    pub(crate) fn concerns(&self) -> Option<Endpoint> {
        match self {
            Claim::Field(node, ..)
            | Claim::Saved(node, ..)
            | Claim::Peer(node, ..)
            | Claim::Log(node, _)
            | Claim::Contents(node, _) => Some(Endpoint::Node(*node)),
            Claim::Client(client, _) => Some(Endpoint::Client(*client)),
            Claim::Power(..)
            | Claim::Leader(_)
            | Claim::NoLeader
            | Claim::Agreed
            | Claim::Synced
            | Claim::Safe
            | Claim::Violated(_)
            | Claim::Linearizable
            | Claim::Hash(_) => None,
        }
    }
}

/// One place of a log, as a file writes it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Entry {
    /// `-`: compacted away.
    Compacted,
    /// `2:x=1`: its era and what it holds.
    Held(u64, String),
}

/// What a client saw of its last request.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Seen {
    /// It was answered: written, swapped, or read.
    Ok,
    /// It waits for the answer.
    Pending,
    /// The answer that its session was over.
    Expired,
    /// It read this value, or nothing.
    Value(Option<String>),
    /// It compared, found this value or nothing, and changed nothing.
    Differs(Option<String>),
}
