//! Multi-Paxos, held against its papers: each rule as a fact about one server or about a small
//! cluster that is driven by hand, and all properties under random schedules.

mod acceptors;
mod chaos;
mod cluster;
mod leaders;
mod leases;
mod promises;
mod replicas;
