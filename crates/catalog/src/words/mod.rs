//! The language tables: every sentence about a run, in every language. A missing one does not
//! compile.
//!
//! One folder a language: `world.rs` for what the simulated world does, and one file for each
//! protocol's words, rules and notes.

mod english;
mod option;
mod worded;

pub use option::{OptionGroup, OptionWords, option, option_group};
pub(crate) use worded::Worded;

use crate::comparison::{Alone, MeterRow, Meters, PreparedWords, Topic};
use crate::experiment::Experiment;
use crate::shelf::Heading;
use machine::{Command, Outcome, Text, TimerId, Unit};
use simulator::{Action, Event, Refusal, Trace};

/// A language that runs can be told in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Language {
    /// English.
    #[default]
    English,
}

/// How what the servers hold, side by side, is called.
#[derive(PartialEq, Eq, Debug)]
pub struct LedgerWords {
    /// All of it, as the title of a tab.
    pub tab: &'static str,
    /// The table in which the servers are compared, if there is one.
    pub table: Option<PartWords>,
    /// The logs, if they are worth seeing.
    pub log: Option<PartWords>,
    /// One entry of a log; its index stands where `#` is.
    pub entry: &'static str,
    /// What an entry's era is called: term, ballot, view, transaction.
    pub era: &'static str,
}

/// A part of the ledger.
#[derive(PartialEq, Eq, Debug)]
pub struct PartWords {
    /// Its heading.
    pub heading: &'static str,
    /// What is said of what is drawn solid, and not of what is dashed.
    pub decided: &'static str,
    /// How it is drawn.
    pub key: &'static str,
}

/// What a person is told who meets a protocol for the first time.
#[derive(PartialEq, Eq, Debug)]
pub struct Intro {
    /// What happens at first, and what to do; what stands between `**` is stressed.
    pub begin: &'static str,
    /// What to try when something has happened.
    pub try_first: &'static str,
}

/// What of an event the protocol words, though the world tells it.
#[derive(Clone, Copy)]
pub(crate) struct OwnWords<'a> {
    /// The title of a timer.
    pub(crate) timer: &'a dyn Fn(TimerId) -> &'static str,
    /// A client's command.
    pub(crate) command: fn(&Command) -> String,
}

/// What the simulated world does, in words.
pub(crate) struct WorldWords {
    /// An event as a sentence, without what the protocol noted; `None` for what a person did, which
    /// [`ActWords`] tell.
    pub(crate) event: fn(&Trace, &Event, OwnWords<'_>) -> Option<String>,
    /// A short label for the timeline, for an event that breaks a property.
    pub(crate) violation: &'static str,
    /// What carrying out a command gave.
    pub(crate) outcome: fn(&Outcome) -> String,
    /// A client's command, as it would be written.
    pub(crate) command: fn(&Command) -> String,
}

/// What a person does in it, in words. Apart, so that they are loaded with what acts.
pub(crate) struct ActWords {
    /// An act as a sentence.
    pub(crate) acted: fn(&Trace, &Event, &Action, OwnWords<'_>) -> String,
    /// A short label for the timeline, for an act that breaks or mends something.
    pub(crate) label: fn(&Action) -> Option<String>,
}

/// The words for acts in this language.
pub(crate) fn acts(language: Language) -> &'static ActWords {
    match language {
        Language::English => &english::acted::WORDS,
    }
}

/// The world's words in this language.
pub(crate) fn world(language: Language) -> &'static WorldWords {
    match language {
        Language::English => &english::world::WORDS,
    }
}

/// An act of a run in a few words, as it stands in a list: `Crash S1`. Not in the table of the
/// world's words, so that it is loaded with what uses it.
#[must_use]
pub fn act(run: &dyn Experiment, action: &Action, language: Language) -> String {
    match language {
        Language::English => english::act::act(run, action),
    }
}

/// Why an action cannot be taken, in words. Loaded with what uses it, too.
#[must_use]
pub fn refusal(refusal: &Refusal, language: Language) -> String {
    match language {
        Language::English => english::refusal::refusal(refusal),
    }
}

/// A heading of the list of prepared runs. Loaded with that list.
#[must_use]
pub fn heading(heading: Heading, language: Language) -> &'static str {
    match language {
        Language::English => english::headings::heading(heading),
    }
}

/// What a prepared comparison is called, and what to look for in it. Loaded with what uses it, too.
#[must_use]
pub fn prepared(topic: Topic, language: Language) -> PreparedWords {
    match language {
        Language::English => english::comparison::prepared(topic),
    }
}

/// The meters of one side of a comparison in words, one row each.
#[must_use]
pub fn meters(meters: &Meters, language: Language) -> Vec<MeterRow> {
    match language {
        Language::English => english::comparison::meters(meters),
    }
}

/// What a side of a comparison is called: its protocol, with what is unusual in its setup.
#[must_use]
pub fn side_title(run: &dyn Experiment) -> String {
    let (setup, info) = (run.setup(), run.info(Language::default()));
    let option = |(name, value): (&Text, &u64)| {
        let known = info.options.iter().find(|option| *option.name == **name);
        match (known.map(|option| option.unit), value) {
            (Some(Unit::Switch | Unit::Promise), 0) => format!("not {name}"),
            (Some(Unit::Switch | Unit::Promise), _) => name.to_string(),
            (Some(Unit::Choice(words)), value) => {
                let word = words.get(*value as usize).copied().unwrap_or_default();
                format!("{name} {word}")
            }
            (Some(Unit::Ms | Unit::Percent | Unit::Count) | None, value) => {
                format!("{name} {value}")
            }
        }
    };
    let mut unusual: Vec<String> = setup.options.iter().map(option).collect();
    unusual.extend(setup.rules_off.iter().map(|rule| format!("no {rule}")));
    let title = info.profile.title;
    if unusual.is_empty() { title.to_owned() } else { format!("{title}, {}", unusual.join(", ")) }
}

/// Why an act goes to one side of a comparison and not to another, in words.
#[must_use]
pub fn alone(why: Alone, language: Language) -> &'static str {
    match language {
        Language::English => english::comparison::alone(why),
    }
}

/// What carrying out a command gave, in words.
#[must_use]
pub fn outcome(outcome: &Outcome, language: Language) -> String {
    (world(language).outcome)(outcome)
}

/// A client's command, as it would be written: `put x 1`.
#[must_use]
pub fn command(command: &Command, language: Language) -> String {
    (world(language).command)(command)
}
