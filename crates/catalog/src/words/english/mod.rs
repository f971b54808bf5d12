//! English.

pub(crate) mod raft;
pub(crate) mod world;
