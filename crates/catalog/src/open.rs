//! How a run is opened, and what can be wrong with it.

use crate::experiment::Experiment;
use crate::list::PROTOCOLS;
use crate::opening::{Advanced, Opening};
use crate::words::Language;
use machine::{Options, Protocol};
use simulator::{Bound, Kept, NotKept, Run, Setup, is_valid_network};

/// The greatest number of clients.
const CLIENTS_MAX: u8 = 9;

/// Why a run cannot be opened: a new one, or one from a link or a file.
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
    /// The replay gives other events than the file says, from this event on.
    #[error("the replay differs at event {0}")]
    Parts(u32),
    /// The run says that so many events are known, and its acts alone need more, or fewer happen.
    #[error("the run says it has {0} events, and its replay has {1}")]
    Events(u32, u32),
    /// A comparison has another number of sides than it may.
    #[error("a comparison has 2 or 3 sides, and this one has {0}")]
    Sides(usize),
    /// The sides of a comparison do not share one seed.
    #[error("the sides of a comparison share one seed")]
    Seeds,
    /// One side of a comparison cannot be opened.
    #[error("side {0}: {1}")]
    Side(usize, Box<OpenError>),
    /// There is no such prepared comparison.
    #[error("there is no prepared comparison named `{0}`; there are: {1}")]
    NoComparison(String, String),
    /// It was written by a later version of Synod.
    #[error("it is of format version {0}, and this Synod reads version {1}: use a newer one")]
    Newer(u64, u64),
    /// It was written by an earlier version of Synod.
    #[error(
        "it is of format version {0}, and this Synod, which reads up to {1}, knows none that old"
    )]
    Older(u64, u64),
    /// A link holds no run.
    #[error("it is cut short, damaged, or no run of Synod at all")]
    Damaged,
    /// A run is larger than may be.
    #[error("the run is too large: it has more than {} {}", .0.most(), bounded(*.0))]
    TooLarge(Bound),
    /// A file holds no run: where, and what was expected.
    #[error("{0}")]
    File(String),
}

impl From<NotKept> for OpenError {
    fn from(why: NotKept) -> Self {
        match why {
            NotKept::Version(found) => Self::version(found.into(), Kept::VERSION.into()),
            NotKept::Damaged => OpenError::Damaged,
            NotKept::TooLarge(bound) => OpenError::TooLarge(bound),
        }
    }
}

impl OpenError {
    /// The wrong version was found.
    pub(crate) fn version(found: u64, reads: u64) -> Self {
        if found > reads { OpenError::Newer(found, reads) } else { OpenError::Older(found, reads) }
    }
}

fn bounded(bound: Bound) -> &'static str {
    match bound {
        Bound::Bytes => "bytes",
        Bound::Acts => "acts",
        Bound::Events => "events",
        Bound::Time => "microseconds before its last act",
        Bound::Text => "bytes in one text",
        Bound::Texts => "bytes in all its texts",
        Bound::Names => "options or rules",
        Bound::Groups => "groups or members in a partition",
    }
}

/// Opens a new run at its beginning.
///
/// # Errors
/// What is wrong with the setup.
pub fn open(setup: Setup) -> Result<Box<dyn Experiment>, OpenError> {
    let infos = PROTOCOLS.iter().map(|entry| (entry.info)(Language::default()));
    let mut named = PROTOCOLS.iter().zip(infos);
    match named.find(|(_, info)| *info.profile.name == *setup.protocol) {
        Some((entry, _)) => (entry.open)(setup),
        None => {
            let names =
                PROTOCOLS.iter().map(|entry| (entry.info)(Language::default()).profile.name);
            let names: Vec<&str> = names.collect();
            Err(OpenError::NoProtocol(setup.protocol.to_string(), names.join(", ")))
        }
    }
}

/// Opens a kept run, computes every event it says is known, and goes to its beginning. However
/// long that takes: [`Opening`] does the same in steps.
///
/// # Errors
/// What is wrong with the run, or that its events turned out otherwise.
pub fn replay(run: &Run) -> Result<Box<dyn Experiment>, OpenError> {
    let mut opening = Opening::new(run.clone())?;
    loop {
        opening = match opening.advance(u32::MAX)? {
            Advanced::Whole(experiment) => return Ok(experiment),
            Advanced::Part(opening) => opening,
        };
    }
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
