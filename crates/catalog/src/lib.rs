//! The list of protocols. Erases their types, so that every room above works with any of them.

mod erased;
mod experiment;
mod history;
mod list;
mod open;
mod why;
mod words;

pub use experiment::{Experiment, Narration, Sentence};
pub use history::{Branch, History, LeftOut, Place};
pub use list::{ProtocolInfo, RuleWords, protocols};
pub use open::{OpenError, open, replay};
pub use simulator::Checking;
pub use why::{Cause, Link, NoAnswer, Question, why};
pub use words::{Language, act, command, outcome, refusal};
