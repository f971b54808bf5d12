//! Stateright searches every run of a small cluster within bounds.
//!
//! A state is what the servers are, with their disks and running timers, and every message that was
//! ever sent. A message is never taken out: it may arrive at any time, again, or never. So the
//! network loses, doubles and reorders as it likes, and needs no steps of its own for that. A timer
//! that runs may go off at any time. A crash leaves the disk; a server that is down may start.
//!
//! What is bounded: see [`Bounds`]. What is not: how often a message arrives, how many are under
//! way.
//!
//! Stateright's own actors are not used: their storage is written at once, where this core must
//! wait for its disk, and their duplicating network counts as a new state what arrived last.

mod book;
mod cluster;
mod past;
mod properties;
mod server;
mod trial;
mod trials;

pub use cluster::{Action, Cluster, State};
pub use server::Disks;
pub use trial::{Found, Trial};
pub use trials::{broken, larger, whole};

/// How far the search goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Bounds {
    /// The last term: in it nobody stands for election any more.
    pub terms: u64,
    /// How many of the servers ever stand: S1 and those after it.
    pub candidates: u8,
    /// How many clients there are, each with one command, which it may ask for any number of times.
    pub clients: u8,
    /// A client asks only a leader whose log is shorter than this.
    pub entries: u64,
    /// How many crashes there are in a run.
    pub crashes: u8,
    /// How many heartbeats leaders send in a run.
    pub heartbeats: u8,
    /// How many times servers stand in a run; `u8::MAX` for as often as there are terms.
    pub elections: u8,
    /// What leaders are ordered to do: each order once at most, whoever leads then.
    pub orders: &'static [Order],
}

/// An order, and the servers that it names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Order(pub &'static str, pub &'static [u8]);
