//! A run is a value: protocol, configuration, seed, and the actions a person took.

use crate::action::{Action, Drive};
use crate::link::LinkSettings;
use machine::{Micros, Text};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a run starts from.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct Setup {
    /// The protocol, named as in files.
    pub protocol: Text,
    /// How many servers.
    pub nodes: u8,
    /// How many clients, 0 to 9.
    pub clients: u8,
    /// From which every random number is drawn.
    pub seed: u64,
    /// The protocol's options that differ from their defaults, named as in files.
    #[serde(default)]
    pub options: BTreeMap<Text, u64>,
    /// The rules that are switched off from the start, named as in files.
    #[serde(default)]
    pub rules_off: Vec<Text>,
    /// How every link treats messages at the start.
    #[serde(default)]
    pub network: LinkSettings,
    /// Who drives the run at the start.
    #[serde(default)]
    pub drive: Drive,
}

/// A point of a run at which a person can act: a virtual time, and how many events of that very
/// microsecond had already happened.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Moment {
    /// The virtual time.
    pub time: Micros,
    /// How many events of that time had happened.
    pub after: u32,
}

/// An action with its moment.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct Act {
    /// When it was taken.
    pub at: Moment,
    /// What was done.
    pub action: Action,
}

/// A run: everything the page shows is computed from this and nothing else.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct Run {
    /// What it starts from.
    pub setup: Setup,
    /// What a person did, in order.
    pub acts: Vec<Act>,
    /// How many events of it are known.
    pub events: u32,
    /// The trace hash after those events, by which a replay is recognised as the same.
    pub hash: u64,
}

impl Run {
    /// Whether a node is ever made slow, which the first versions of links and files do not know.
    #[must_use]
    pub fn has_slow_nodes(&self) -> bool {
        self.acts.iter().any(|act| matches!(act.action, Action::Slow(..)))
    }

    /// Whether a server is ever given an order or a timer set, which only the latest versions know.
    #[must_use]
    pub fn needs_latest(&self) -> bool {
        self.acts.iter().any(|act| matches!(act.action, Action::Order(..) | Action::Timer(..)))
    }
}
