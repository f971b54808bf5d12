//! The list of protocols. Erases their types, so that every room above works with any of them.

mod experiment;
mod info;
mod words;

pub use experiment::{Checking, Experiment, Narration, Sentence};
pub use info::{OpenError, ProtocolInfo, RuleWords, open, protocols, refusal, replay};
pub use words::Language;
