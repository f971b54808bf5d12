//! What other programs wrote down, to be looked at: a log of events with vector clocks goes in,
//! what happened before what comes out, and as a picture.
//!
//! Such a log is no run: it is not replayed, and nothing can be done to it.

mod clock;
mod lines;
mod log;
mod picture;
mod problem;

pub use log::{Log, Logged, read_shiviz};
pub use picture::log_svg;
pub use problem::LogProblem;
