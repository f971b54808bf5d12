//! Which protocols there are, and how a run of one is opened.

use crate::experiment::Experiment;
use crate::words::Language;
use machine::OptionInfo;
use simulator::{Label, Refusal, Run, Setup};

/// A rule or a property of a protocol, in words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RuleWords {
    /// Its stable name and its title.
    pub name: Label,
    /// The section of the paper that states it.
    pub section: &'static str,
    /// What it demands, and what goes wrong without it.
    pub help: &'static str,
}

/// What is fixed about a protocol.
#[derive(Clone, Debug)]
pub struct ProtocolInfo {
    /// Its name in files.
    pub name: &'static str,
    /// Its name for a person.
    pub title: &'static str,
    /// The paper it follows, cited.
    pub paper: &'static str,
    /// The least and the greatest number of servers.
    pub nodes: (u8, u8),
    /// The kinds of message.
    pub kinds: &'static [&'static str],
    /// The timers.
    pub timers: Vec<Label>,
    /// The rules that can be switched off.
    pub rules: Vec<RuleWords>,
    /// What must always hold.
    pub properties: Vec<RuleWords>,
    /// The options a run may set.
    pub options: &'static [OptionInfo],
}

/// Why a run cannot be opened.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum OpenError {
    /// There is no such protocol.
    #[error("there is no protocol named `{0}`; there are: {1}")]
    NoProtocol(String, String),
    /// The number of servers is out of range.
    #[error("{0} servers: {1} takes {2} to {3}")]
    Nodes(u64, &'static str, u8, u8),
    /// The number of clients is out of range.
    #[error("{0} clients: a run takes 0 to 9")]
    Clients(u64),
    /// There is no such option.
    #[error("{1} has no option named `{0}`; it has: {2}")]
    NoOption(String, &'static str, String),
    /// An option's value is out of range.
    #[error("option `{0}` is {1}; it takes {2} to {3}")]
    OptionRange(&'static str, u64, u64, u64),
    /// There is no such rule.
    #[error("{1} has no rule named `{0}`; it has: {2}")]
    NoRule(String, &'static str, String),
    /// The network settings make no sense.
    #[error(
        "the network settings are out of range: a delay is at most an hour, its shortest not above its longest; a rate is at most 100 %"
    )]
    Network,
    /// An act of the run cannot be taken where the run says it was.
    #[error("act {0} of the run cannot be taken: {1}")]
    Act(usize, String),
    /// The replay gives other events than the run says.
    #[error("the replay has another trace hash ({1:016x}) than the run says ({0:016x})")]
    Hash(u64, u64),
}

/// Every protocol, in the order of the picker.
#[must_use]
pub fn protocols(_language: Language) -> Vec<ProtocolInfo> {
    Vec::new()
}

/// Opens a new run at its beginning.
///
/// # Errors
/// What is wrong with the setup.
pub fn open(setup: Setup) -> Result<Box<dyn Experiment>, OpenError> {
    Err(OpenError::NoProtocol(setup.protocol.to_string(), String::new()))
}

/// Opens a run, computes every event it says is known, and goes to its beginning.
///
/// # Errors
/// What is wrong with the run, or that its events turned out otherwise.
pub fn replay(run: &Run) -> Result<Box<dyn Experiment>, OpenError> {
    open(run.setup.clone())
}

/// Why an action cannot be taken, in words.
#[must_use]
pub fn refusal(_refusal: &Refusal, _language: Language) -> String {
    String::new()
}
