//! Raft, held against its paper: each rule of figure 2 as a fact about one server or about a small
//! cluster that is driven by hand, and all properties under random schedules.

mod chaos;
mod clients;
mod cluster;
mod commitment;
mod compaction;
mod contact;
mod elections;
mod figures;
mod looks;
mod members;
mod members_chaos;
mod members_rules;
mod options;
mod oracles;
mod orders;
mod pre_vote;
mod promises;
mod reads;
mod replication;
mod rules;
mod server;
mod sessions;
mod snapshots;
mod terms;
mod timeouts;
mod transfer;
