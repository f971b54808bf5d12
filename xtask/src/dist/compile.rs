//! How the release page is compiled.
//!
//! The standard library comes compiled for speed, and with the words of every panic. The page has
//! its own build of it, for size, in which a panic is one instruction: that takes an eighth off the
//! first load. Cargo calls this unstable, so it is asked for here alone, of the compiler that
//! `rust-toolchain.toml` pins; everything else is compiled as usual, and says why it panics.

use crate::{program::Program, repository::Repository};

/// The first is for the linker: what it must leave in the file for `split` to find the cut.
const RUSTFLAGS: &str = "-Clink-args=--emit-relocs -Zunstable-options -Cpanic=immediate-abort";

/// Trunk, in an environment in which Cargo compiles the page for its release.
pub(super) fn trunk(repository: &Repository) -> Program {
    Program::new(repository, "trunk")
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort")
        .env("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size")
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", RUSTFLAGS)
}
