//! What is compared of a server.

use super::ours::{Ours, key};
use machine::{NodeId, Protocol};
use protocols::raft::{LogIndex, Raft, Role as OurRole};
use std::collections::BTreeMap;

/// What a server is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    /// It answers.
    Follower,
    /// It asks whether it would get votes.
    PreCandidate,
    /// It asks for votes.
    Candidate,
    /// It leads.
    Leader,
}

/// Everything about a server that both cores must agree on. Servers are numbers, 0 is nobody.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Facts {
    /// The current term.
    pub term: u64,
    /// Who has its vote.
    pub vote: u64,
    /// What it is.
    pub role: Role,
    /// The leader that a follower knows.
    pub leader: u64,
    /// Who votes for a candidate.
    pub votes: Vec<u64>,
    /// Its log: terms, and the numbers of commands.
    pub log: Vec<(u64, Option<u64>)>,
    /// The commit index.
    pub commit: u64,
    /// The commands it has applied since it started, in order.
    pub applied: Vec<u64>,
    /// What a leader knows each server to hold.
    pub matched: Vec<u64>,
    /// To whom a leader hands over.
    pub transferee: Option<u64>,
}

/// How many facts [`Facts::differing`] looks at.
pub const FACTS: u64 = 10;

/// The number that the crate knows a server by.
#[must_use]
pub fn number_of(node: Option<NodeId>) -> u64 {
    node.map_or(0, |node| u64::from(node.0))
}

impl Facts {
    /// Those of a server of ours.
    #[must_use]
    pub fn of(ours: &Ours) -> Self {
        let memory = &ours.node.memory;
        let entries = memory.state.log.from(LogIndex(1));
        let log: Vec<_> = entries
            .map(|(_, entry)| (entry.term.0, entry.request.as_ref().map(|it| it.number)))
            .collect();
        let applied = usize::try_from(memory.applied.0).expect("a log fits in memory");
        let numbers = |nodes: &[NodeId]| nodes.iter().map(|node| u64::from(node.0)).collect();
        let mut facts = Facts {
            term: memory.state.term.0,
            vote: number_of(memory.state.vote),
            role: Role::Follower,
            leader: 0,
            votes: Vec::new(),
            applied: log.iter().take(applied).filter_map(|(_, number)| *number).collect(),
            log,
            commit: memory.commit.0,
            matched: Vec::new(),
            transferee: memory.contact.transfer.map(|node| u64::from(node.0)),
        };
        match &memory.role {
            OurRole::Follower { leader } => facts.leader = number_of(*leader),
            OurRole::PreCandidate { votes } => {
                facts.role = Role::PreCandidate;
                facts.votes = numbers(votes);
            }
            OurRole::Candidate { votes } => {
                facts.role = Role::Candidate;
                facts.votes = numbers(votes);
            }
            OurRole::Leader { matched, .. } => {
                facts.role = Role::Leader;
                facts.matched = matched.iter().map(|index| index.0).collect();
            }
        }
        facts
    }

    /// The names of the facts in which two servers differ.
    #[must_use]
    pub fn differing(&self, other: &Facts) -> Vec<&'static str> {
        let equal = [
            ("term", self.term == other.term),
            ("vote", self.vote == other.vote),
            ("role", self.role == other.role),
            ("leader", self.leader == other.leader),
            ("votes", self.votes == other.votes),
            ("log", self.log == other.log),
            ("commit", self.commit == other.commit),
            ("applied", self.applied == other.applied),
            ("match", self.matched == other.matched),
            ("transferee", self.transferee == other.transferee),
        ];
        equal.into_iter().filter(|(_, equal)| !equal).map(|(name, _)| name).collect()
    }

    /// Whether our server's store holds what these commands make of it, in this order.
    #[must_use]
    pub fn stored(&self, ours: &Ours) -> bool {
        let mut expected = BTreeMap::new();
        for number in &self.applied {
            expected.insert(key(*number).to_string(), number.to_string());
        }
        let contents = Raft::contents(&ours.node);
        contents
            .into_iter()
            .map(|(key, value)| (key.to_string(), value.to_string()))
            .collect::<BTreeMap<_, _>>()
            == expected
    }
}
