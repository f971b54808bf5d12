//! Basic Paxos, held against its paper: each rule as a fact about one server or about a small
//! cluster that is driven by hand, all properties under random schedules, and the reachable states
//! of the specification.

mod acceptors;
mod chaos;
mod cluster;
mod distinguished;
mod guarantees;
mod learners;
mod looks;
mod model;
mod proposers;
mod rules;
