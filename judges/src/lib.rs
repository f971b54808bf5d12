//! Judges from outside: other people's programs say whether the Raft core keeps its promises.
//!
//! Native only. Nothing that a person opens is built from this package.

#[cfg(not(target_family = "wasm"))]
pub mod differ;
#[cfg(not(target_family = "wasm"))]
pub mod exhaustion;
