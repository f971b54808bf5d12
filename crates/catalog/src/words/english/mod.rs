//! English.

pub(crate) mod act;
pub(crate) mod raft;
pub(crate) mod raft_notes;
pub(crate) mod world;
