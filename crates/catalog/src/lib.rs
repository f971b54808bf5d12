//! The list of protocols. Erases their types, so that every room above works with any of them.

mod erased;
mod experiment;
mod list;
mod open;
mod words;

pub use experiment::{Experiment, Narration, Sentence};
pub use list::{ProtocolInfo, RuleWords, protocols};
pub use open::{OpenError, open, replay};
pub use simulator::Checking;
pub use words::{Language, command, outcome, refusal};
