//! Two-phase commit, held against its papers: single servers driven by hand, and the states that
//! the handlers can reach, counted against Lamport's model.

mod facts;
mod server;
mod states;
