//! The cores, each held against its paper by itself: no simulator, no time, one room a protocol.

mod harness;
mod multi_paxos;
mod paxos;
mod primary_backup;
mod raft;
mod three_phase;
mod two_phase;
