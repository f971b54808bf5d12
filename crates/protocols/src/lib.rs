//! The protocol cores, one folder each. Siblings never import each other.

pub mod paxos;
pub mod raft;
