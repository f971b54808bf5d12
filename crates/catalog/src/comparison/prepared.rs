//! Comparisons that are prepared: what each starts from, and what is done in it.
//!
//! What is done is written as done to the first side, and carried to the others as a person's acts
//! are. A new one is one entry here and its words.

use super::Comparison;
use crate::open::OpenError;
use crate::words::{Language, refusal};
use machine::{ClientId, Command, Endpoint, Micros, NodeId};
use simulator::{Action, DiskFate, Drive, LinkSettings, Setup};

/// Which prepared comparison it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Topic {
    /// The coordinator of a commit protocol crashes.
    CoordinatorCrash,
    /// A commit protocol under a partition.
    CommitPartition,
    /// How many messages a decision takes.
    MessagesPerDecision,
    /// The leader of a replicated log crashes.
    LeaderCrash,
    /// The primary crashes, or the leader.
    PrimaryCrash,
}

/// A prepared comparison in words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PreparedWords {
    /// What it is called.
    pub title: &'static str,
    /// What to look for.
    pub caption: &'static str,
}

/// A side of a prepared comparison.
#[derive(Debug)]
struct PreparedSide {
    protocol: &'static str,
    nodes: u8,
    options: &'static [(&'static str, u64)],
}

/// A prepared comparison.
#[derive(Debug)]
pub struct Prepared {
    /// Its name in files and on the command line.
    pub name: &'static str,
    /// What its words are found by.
    pub topic: Topic,
    clients: u8,
    seed: u64,
    sides: &'static [PreparedSide],
    /// What is done to the first side, and when.
    acts: fn() -> Vec<(Micros, Action)>,
    /// Until when it is played.
    ends: Micros,
}

const fn side(protocol: &'static str, nodes: u8) -> PreparedSide {
    PreparedSide { protocol, nodes, options: &[] }
}

/// Every prepared comparison, in the order in which they are offered.
pub static PREPARED: &[Prepared] = &[
    Prepared {
        name: "coordinator-crash",
        topic: Topic::CoordinatorCrash,
        clients: 2,
        seed: 1,
        sides: &[side("two-phase", 4), side("three-phase", 4)],
        acts: coordinator_crash,
        ends: Micros::from_ms(2_500),
    },
    Prepared {
        name: "commit-partition",
        topic: Topic::CommitPartition,
        clients: 2,
        seed: 1,
        sides: &[side("two-phase", 4), side("three-phase", 4)],
        acts: commit_partition,
        ends: Micros::from_ms(3_000),
    },
    Prepared {
        name: "messages-per-decision",
        topic: Topic::MessagesPerDecision,
        clients: 1,
        seed: 1,
        sides: &[side("paxos", 5), side("multi-paxos", 5)],
        acts: messages_per_decision,
        ends: Micros::from_ms(3_000),
    },
    Prepared {
        name: "leader-crash",
        topic: Topic::LeaderCrash,
        clients: 2,
        seed: 1,
        sides: &[side("multi-paxos", 5), side("raft", 5)],
        acts: leader_crash,
        ends: Micros::from_ms(4_000),
    },
    Prepared {
        name: "primary-crash",
        topic: Topic::PrimaryCrash,
        clients: 2,
        seed: 1,
        sides: &[
            PreparedSide { options: &[("synchronous", 0)], ..side("primary-backup", 3) },
            side("primary-backup", 3),
            side("raft", 3),
        ],
        acts: primary_crash,
        ends: Micros::from_ms(4_000),
    },
];

fn ms(ms: u64, action: Action) -> (Micros, Action) {
    (Micros::from_ms(ms), action)
}

fn put(client: u8, key: &str, value: &str) -> Action {
    Action::Request(ClientId(client), None, Command::Put(key.into(), value.into()))
}

/// Asks the server that has the account for what it holds.
fn get_at(client: u8, account: &str) -> Action {
    let server = account.parse::<Endpoint>().ok().and_then(Endpoint::node);
    Action::Request(ClientId(client), server, Command::Get(account.into()))
}

fn coordinator_crash() -> Vec<(Micros, Action)> {
    vec![
        ms(100, put(1, "S2->S3,S4", "10")),
        ms(175, Action::Crash(NodeId(1))),
        ms(600, get_at(2, "S2")),
    ]
}

fn commit_partition() -> Vec<(Micros, Action)> {
    let group = |nodes: &[u8]| nodes.iter().map(|node| NodeId(*node).into()).collect();
    vec![
        ms(100, put(1, "S2->S3,S4", "10")),
        ms(175, Action::Partition(vec![group(&[1, 2, 3]), group(&[4])])),
        ms(1_100, get_at(2, "S4")),
        ms(2_000, Action::HealAll),
    ]
}

fn messages_per_decision() -> Vec<(Micros, Action)> {
    (1..=5).map(|nth| ms(400 + 400 * nth, put(1, "x", &nth.to_string()))).collect()
}

fn leader_crash() -> Vec<(Micros, Action)> {
    vec![
        ms(1_000, put(1, "x", "1")),
        ms(1_500, put(1, "x", "2")),
        ms(1_520, Action::Crash(NodeId(1))),
        ms(1_600, Action::Request(ClientId(2), None, Command::Get("x".into()))),
        ms(3_000, Action::Restart(NodeId(1), DiskFate::Keep)),
    ]
}

fn primary_crash() -> Vec<(Micros, Action)> {
    let [primary, backup] = [NodeId(2), NodeId(3)];
    vec![
        ms(1_000, put(1, "x", "1")),
        ms(1_500, Action::Cut(primary.into(), backup.into())),
        ms(1_501, put(1, "x", "2")),
        ms(1_560, Action::Crash(primary)),
        ms(2_700, Action::Request(ClientId(2), None, Command::Get("x".into()))),
        ms(3_300, Action::HealAll),
        ms(3_301, Action::Restart(primary, DiskFate::Keep)),
    ]
}

impl Prepared {
    /// The one of this name.
    ///
    /// # Errors
    /// Which there are instead.
    pub fn named(name: &str) -> Result<&'static Self, OpenError> {
        let names = || PREPARED.iter().map(|prepared| prepared.name).collect::<Vec<_>>();
        let found = PREPARED.iter().find(|prepared| prepared.name == name);
        found.ok_or_else(|| OpenError::NoComparison(name.to_owned(), names().join(", ")))
    }

    /// What its sides start from.
    #[must_use]
    pub fn setups(&self) -> Vec<Setup> {
        let setup = |side: &PreparedSide| Setup {
            protocol: side.protocol.into(),
            nodes: side.nodes,
            clients: self.clients,
            seed: self.seed,
            options: side.options.iter().map(|(name, value)| ((*name).into(), *value)).collect(),
            rules_off: Vec::new(),
            network: LinkSettings::default(),
            drive: Drive::Auto,
        };
        self.sides.iter().map(setup).collect()
    }

    /// Plays it to its end. There is nothing to undo in it.
    ///
    /// # Errors
    /// What is wrong with it, which a test rules out.
    pub fn open(&self) -> Result<Comparison, OpenError> {
        let mut comparison = Comparison::open(self.setups())?;
        for (place, (time, action)) in (1..).zip((self.acts)()) {
            comparison.advance_to(time, u32::MAX);
            let (actions, _) = comparison.carried(0, &action).map_err(|refused| {
                let why = refusal(&refused.why, Language::default());
                OpenError::Side(refused.side + 1, Box::new(OpenError::Act(place, why)))
            })?;
            comparison.take(actions);
        }
        comparison.advance_to(self.ends, u32::MAX);
        Ok(comparison)
    }
}
