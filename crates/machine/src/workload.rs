//! What a protocol is for, and what it relies on.

/// What clients ask for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Workload {
    /// A key-value store: what the clients see must be linearizable.
    Store,
    /// Transfers between accounts ([`crate::Transfer`]): what must hold is stated by properties.
    Transfers,
}

/// What a protocol's promises rest on, besides servers that keep what they saved.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Assumes {
    /// Nothing: they hold however late a message comes, and if it never does.
    Nothing,
    /// Servers may fail, but the network does not: every message between two servers that run
    /// arrives, once and in time. A broken property is expected where it did not.
    Synchrony,
}
