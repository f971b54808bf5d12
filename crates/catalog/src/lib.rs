//! The list of protocols. Erases their types, so that every room above works with any of them.

mod acting;
mod base64;
mod comparison;
mod erased;
mod expected;
mod experiment;
mod history;
mod link;
mod list;
mod open;
mod opening;
mod run_file;
mod shelf;
mod telling;
mod why;
mod words;

pub use comparison::{
    Alone, Availability, Comparison, ComparisonAdvanced, ComparisonFile, ComparisonOpening, Done,
    InDoubt, Mapping, MeterRow, Meters, PREPARED, Part, Prepared, PreparedWords, Refused, Spread,
    Topic, comparison_link, comparison_of, is_comparison, is_comparison_file, open_comparison,
};
pub use expected::{expected, predicted};
pub use experiment::{Experiment, Narration, Past, Sentence};
pub use history::{Branch, History, LeftOut, Playhead};
pub use link::{from_link, to_link};
pub use list::{OrderWords, Profile, ProtocolInfo, RuleWords};
pub use list::{first_name, open_first, protocols, titles};
pub use open::{OpenError, open, replay};
pub use opening::{Advanced, Opening, checks};
pub use run_file::RunFile;
pub use shelf::{Heading, Listed};
pub use simulator::Checking;
pub use why::{Asking, Cause, Edge, NoAnswer, Question, why};
pub use words::{
    Intro, Language, LedgerWords, OptionGroup, OptionWords, PartWords, act, alone, command,
    heading, meters, option, option_group, outcome, prepared, refusal, side_title,
};
