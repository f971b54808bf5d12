//! A search with what it is about, and what it found.

use super::{Bounds, Cluster, Disks, Order};
use machine::{Options, Protocol, RuleSet};
use protocols::raft::Raft;
use stateright::{Checker, HasDiscoveries, Model};
use std::collections::BTreeSet;
use std::fmt;
use std::time::{Duration, Instant};

/// A search: which cluster, how far.
#[derive(Clone, Debug)]
pub struct Trial {
    /// How many servers.
    pub nodes: u8,
    /// The rules that are off, by their names in files.
    pub off: Vec<&'static str>,
    /// The options that are not at their defaults.
    pub options: Vec<(&'static str, u64)>,
    /// When disks finish.
    pub disks: Disks,
    /// How far.
    pub bounds: Bounds,
}

/// What a search found.
#[derive(Clone, Debug)]
pub struct Found {
    /// Different states.
    pub states: usize,
    /// Steps taken from them.
    pub steps: usize,
    /// The most steps from the beginning to a state.
    pub depth: usize,
    /// Different servers and different messages among them.
    pub met: (usize, usize),
    /// How long it took.
    pub time: Duration,
    /// Each promise that was broken, with the shortest run that breaks it.
    pub broken: Vec<(&'static str, Vec<String>)>,
    /// What should happen sometime, and did.
    pub happened: Vec<&'static str>,
}

/// What is searched, on one line.
impl fmt::Display for Trial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Bounds { terms, candidates, clients, entries, crashes, heartbeats, elections, orders } =
            self.bounds;
        write!(f, "{} servers, terms up to {terms}, {crashes} crashes", self.nodes)?;
        write!(f, ", {heartbeats} heartbeats")?;
        if candidates < self.nodes {
            write!(f, ", {candidates} of them stand")?;
        }
        if clients > 0 {
            write!(f, ", {clients} clients while a log has fewer than {entries} entries")?;
        }
        if elections < u8::MAX {
            write!(f, ", {elections} elections")?;
        }
        for Order(name, named) in orders {
            let named: String = named.iter().map(|node| format!(" S{node}")).collect();
            write!(f, ", {name}{named}")?;
        }
        if self.disks == Disks::Late {
            write!(f, ", slow disks")?;
        }
        self.options.iter().try_for_each(|(name, value)| write!(f, ", {name}={value}"))?;
        self.off.iter().try_for_each(|rule| write!(f, ", without {rule}"))
    }
}

impl Trial {
    fn raft(&self) -> Raft {
        let info = Raft::info();
        let mut options = Options::defaults(info.options);
        for (name, value) in &self.options {
            let place = info.options.iter().position(|option| option.name == *name);
            options.set(place.expect("there is such an option"), *value);
        }
        let mut rules = RuleSet::default();
        for name in &self.off {
            let place = info.rules.iter().position(|rule| rule.name == *name);
            rules.break_rule(place.expect("there is such a rule") as u8);
        }
        let mut raft = Raft::new(self.nodes, &options);
        raft.set_rules(rules);
        raft
    }

    /// Searches everything within the bounds, or, with a rule off, until a promise is broken.
    #[must_use]
    pub fn run(&self) -> Found {
        let cluster = Cluster::new(self.raft(), self.nodes, self.disks, self.bounds);
        let begun = Instant::now();
        let enough =
            if self.off.is_empty() { HasDiscoveries::All } else { HasDiscoveries::AnyFailures };
        let checker = cluster.checker().finish_when(enough).spawn_bfs().join();
        let time = begun.elapsed();
        let failures: BTreeSet<&str> = checker
            .model()
            .properties()
            .iter()
            .filter(|property| property.expectation.discovery_is_failure())
            .map(|property| property.name)
            .collect();
        let mut found = Found {
            states: checker.unique_state_count(),
            steps: checker.state_count(),
            depth: checker.max_depth(),
            met: checker.model().met(),
            time,
            broken: Vec::new(),
            happened: Vec::new(),
        };
        for (name, path) in checker.discoveries() {
            if failures.contains(name) {
                let told = path.into_actions().into_iter();
                found.broken.push((name, told.map(|step| checker.model().told(step)).collect()));
            } else {
                found.happened.push(name);
            }
        }
        found.broken.sort();
        found
    }
}
