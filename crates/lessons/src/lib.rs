//! The scenario language: text in, a run out; and a run as text.
//!
//! A scenario file says what a run starts from, drives it step by step, and checks what came of it.
//! [`parse`] understands the text, [`play`] carries it out through [`catalog::Experiment`], and
//! [`to_scenario`] writes any run as a file that replays it, and [`export`] as one for another
//! program. The page does not carry the language: it opens what playing a file gave, kept as a run
//! beside it. The language is described in
//! `docs/scenarios.md`. Nothing here names a protocol.

mod claim;
mod export;
mod play;
mod problem;
mod read;
mod scenario;
mod step;
mod write;

pub use export::{Format, comparison_svg, export};
pub use play::{Failure, Played, Verdict, go_to, linearizable, play};
pub use problem::Problem;
pub use read::parse;
pub use scenario::{Scenario, Shelf};
pub use write::to_scenario;
