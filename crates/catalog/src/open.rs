//! How a run is opened, and what can be wrong with it.

use crate::experiment::Experiment;
use crate::list::PROTOCOLS;
use crate::words::{Language, refusal};
use machine::{Options, Protocol};
use simulator::{Run, Setup, is_valid_network};

/// The greatest number of clients.
const CLIENTS_MAX: u8 = 9;

/// Why a run cannot be opened.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum OpenError {
    /// There is no such protocol.
    #[error("there is no protocol named `{0}`; there are: {1}")]
    NoProtocol(String, String),
    /// The number of servers is out of range.
    #[error("{0} servers: {1} takes {2} to {3}")]
    Nodes(u8, &'static str, u8, u8),
    /// The number of clients is out of range.
    #[error("{0} clients: a run takes 0 to 9")]
    Clients(u8),
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
        "the network settings are out of range: a delay is at most an hour, its shortest not \
         above its longest, and a rate at most 100 %"
    )]
    Network,
    /// An act of the run cannot be taken where the run says it was.
    #[error("act {0} of the run cannot be taken: {1}")]
    Act(usize, String),
    /// The replay gives other events than the run says.
    #[error("the replay differs: it ends with trace hash {1:016x}, and the run says {0:016x}")]
    Hash(u64, u64),
}

/// Opens a new run at its beginning.
///
/// # Errors
/// What is wrong with the setup.
pub fn open(setup: Setup) -> Result<Box<dyn Experiment>, OpenError> {
    let infos = PROTOCOLS.iter().map(|entry| (entry.info)(Language::default()));
    let mut named = PROTOCOLS.iter().zip(infos);
    match named.find(|(_, info)| *info.name == *setup.protocol) {
        Some((entry, _)) => (entry.open)(setup),
        None => {
            let names = PROTOCOLS.iter().map(|entry| (entry.info)(Language::default()).name);
            let names: Vec<&str> = names.collect();
            Err(OpenError::NoProtocol(setup.protocol.to_string(), names.join(", ")))
        }
    }
}

/// Opens a kept run, computes every event it says is known, and goes to its beginning.
///
/// # Errors
/// What is wrong with the run, or that its events turned out otherwise.
pub fn replay(run: &Run) -> Result<Box<dyn Experiment>, OpenError> {
    let mut experiment = open(run.setup.clone())?;
    for (place, act) in run.acts.iter().enumerate() {
        experiment
            .act_at(act)
            .map_err(|why| OpenError::Act(place + 1, refusal(&why, Language::default())))?;
    }
    experiment.seek(run.events.max(experiment.length()));
    let hash = experiment.run().hash;
    if hash != run.hash {
        return Err(OpenError::Hash(run.hash, hash));
    }
    experiment.seek(0);
    Ok(experiment)
}

/// Checks a setup against what the protocol takes, and gives its options.
pub(crate) fn checked<P: Protocol>(setup: &Setup) -> Result<Options, OpenError> {
    let info = P::info();
    let (least, most) = info.nodes;
    if setup.nodes < least || setup.nodes > most {
        return Err(OpenError::Nodes(setup.nodes, info.title, least, most));
    }
    if setup.clients > CLIENTS_MAX {
        return Err(OpenError::Clients(setup.clients));
    }
    if !is_valid_network(&setup.network) {
        return Err(OpenError::Network);
    }
    let rules: Vec<&str> = info.rules.iter().map(|rule| rule.name).collect();
    if let Some(unknown) = setup.rules_off.iter().find(|name| !rules.contains(&&***name)) {
        return Err(OpenError::NoRule(unknown.to_string(), info.title, rules.join(", ")));
    }
    options::<P>(setup)
}

fn options<P: Protocol>(setup: &Setup) -> Result<Options, OpenError> {
    let info = P::info();
    let mut options = Options::defaults(info.options);
    for (name, value) in &setup.options {
        let Some(place) = info.options.iter().position(|option| *option.name == **name) else {
            let names: Vec<&str> = info.options.iter().map(|option| option.name).collect();
            return Err(OpenError::NoOption(name.to_string(), info.title, names.join(", ")));
        };
        let option = info.options[place];
        if *value < option.min || *value > option.max {
            return Err(OpenError::OptionRange(option.name, *value, option.min, option.max));
        }
        options.set(place, *value);
    }
    Ok(options)
}
