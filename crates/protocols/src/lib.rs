//! The protocol cores, one folder each. Siblings never import each other; what two of
//! one family share stands once, in a room of its own below both (`commit`).

pub mod commit;
pub mod multi_paxos;
pub mod paxos;
pub mod primary_backup;
pub mod raft;
pub mod three_phase;
pub mod two_phase;
