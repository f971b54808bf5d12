//! English.

pub(crate) mod act;
mod acted;
pub(crate) mod paxos;
pub(crate) mod paxos_notes;
pub(crate) mod raft;
pub(crate) mod raft_notes;
pub(crate) mod refusal;
pub(crate) mod world;
