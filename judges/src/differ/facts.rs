//! What is compared of a server.

use super::members::{encode, number};
use super::ours::Ours;
use machine::NodeId;
use protocols::raft::{LogIndex, Role as OurRole};

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
    /// Which voters vote for a candidate.
    pub votes: Vec<u64>,
    /// The last index that its log does not hold any more.
    pub base: u64,
    /// Its log after that: terms, and the numbers of commands.
    pub log: Vec<(u64, Option<u64>)>,
    /// The commit index.
    pub commit: u64,
    /// The last entry applied.
    pub applied: u64,
    /// What a leader knows each server to hold.
    pub matched: Vec<u64>,
    /// To whom a leader hands over.
    pub transferee: Option<u64>,
    /// The configuration that it goes by, as a number.
    pub configuration: u64,
}

/// How many facts [`Facts::differing`] looks at.
pub const FACTS: u64 = 11;

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
        let configuration = ours.configuration();
        let entries = memory.state.log.from(LogIndex(1));
        let voters = configuration.all_voters();
        let numbers = |nodes: &[NodeId]| {
            let counted = nodes.iter().filter(|node| voters.contains(**node));
            counted.map(|node| u64::from(node.0)).collect()
        };
        let mut facts = Facts {
            term: memory.state.term.0,
            vote: number_of(memory.state.vote),
            role: Role::Follower,
            leader: 0,
            votes: Vec::new(),
            base: memory.state.log.base().index.0,
            log: entries.map(|(_, entry)| (entry.term.0, number(entry))).collect(),
            commit: memory.commit.0,
            applied: memory.applied.0,
            matched: Vec::new(),
            transferee: memory.contact.transfer.map(|node| u64::from(node.0)),
            configuration: encode(&configuration),
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
                // Only members count; the crate knows nothing of others.
                let members = configuration.members();
                let of = |(node, index): (NodeId, &LogIndex)| {
                    if members.contains(node) { index.0 } else { 0 }
                };
                facts.matched = (1..).map(NodeId).zip(matched).map(of).collect();
            }
        }
        facts
    }

    /// The last index of its log.
    #[must_use]
    pub fn last(&self) -> u64 {
        self.base + self.log.len() as u64
    }

    /// Leaves out what the log holds up to this index.
    #[must_use]
    pub fn after(mut self, base: u64) -> Self {
        let more = base.saturating_sub(self.base).min(self.log.len() as u64);
        self.log.drain(..more as usize);
        self.base = self.base.max(base);
        self
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
            ("log", (self.base, &self.log) == (other.base, &other.log)),
            ("commit", self.commit == other.commit),
            ("applied", self.applied == other.applied),
            ("match", self.matched == other.matched),
            ("transferee", self.transferee == other.transferee),
            ("configuration", self.configuration == other.configuration),
        ];
        equal.into_iter().filter(|(_, equal)| !equal).map(|(name, _)| name).collect()
    }
}
