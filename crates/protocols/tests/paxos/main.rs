//! Basic Paxos, held against its paper.

mod model;
