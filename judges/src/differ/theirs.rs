//! One server of the crate `raft`, driven by hand: it saves and applies at once, and its clock
//! reads what it is told.

use super::facts::{Facts, Role};
use machine::NodeId;
use raft::eraftpb::{ConfState, Entry, HardState, Message, MessageType};
use raft::storage::MemStorage;
use raft::{Config, INVALID_ID, RawNode, StateRole};

/// How many ticks an election timeout is: what a clock reads that has run out.
const ELECTION_TICK: usize = 10;

/// What both sides agree on before they are compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Options {
    /// How many servers.
    pub nodes: u8,
    /// Pre-vote.
    pub pre_vote: bool,
    /// Check-quorum.
    pub check_quorum: bool,
}

/// One of their servers.
pub struct Theirs {
    options: Options,
    id: u64,
    /// The server itself.
    pub raw: RawNode<MemStorage>,
    store: MemStorage,
    /// Its log as its disk holds it: terms, and the numbers of commands.
    log: Vec<(u64, Option<u64>)>,
    /// The numbers of the commands it has applied since it started.
    applied: Vec<u64>,
}

fn config(options: Options, id: u64) -> Config {
    Config {
        id,
        election_tick: ELECTION_TICK,
        heartbeat_tick: 3,
        pre_vote: options.pre_vote,
        check_quorum: options.check_quorum,
        max_size_per_msg: raft::NO_LIMIT,
        // Ours tells followers what is committed with the next entries or heartbeat.
        skip_bcast_commit: true,
        ..Config::default()
    }
}

fn raw(options: Options, id: u64, store: &MemStorage) -> RawNode<MemStorage> {
    let logger = slog::Logger::root(slog::Discard, slog::o!());
    RawNode::new(&config(options, id), store.clone(), &logger).expect("a valid configuration")
}

impl Theirs {
    /// A server that starts for the first time.
    #[must_use]
    pub fn new(options: Options, id: NodeId) -> Self {
        let id = u64::from(id.0);
        let voters: Vec<u64> = (1..=u64::from(options.nodes)).collect();
        let store = MemStorage::new_with_conf_state(ConfState::from((voters, vec![])));
        let raw = raw(options, id, &store);
        Theirs { options, id, raw, store, log: Vec::new(), applied: Vec::new() }
    }

    /// A crash, and a start with what the disk holds. What is committed is forgotten as in figure
    /// 2, where `commitIndex` is volatile; the crate would keep it.
    pub fn restart(&mut self) {
        self.store.wl().mut_hard_state().commit = 0;
        self.raw = raw(self.options, self.id, &self.store);
        self.applied.clear();
        self.carry_out();
    }

    /// A server in just this state, which a member of the crate's cluster could be in.
    #[must_use]
    fn like(options: Options, id: NodeId, facts: &Facts) -> Self {
        let mut theirs = Theirs::new(options, id);
        theirs.log.clone_from(&facts.log);
        if facts.role == Role::Leader {
            // It has just been elected, and appends its first entry by itself.
            theirs.log.pop();
        }
        let entries: Vec<Entry> =
            (1..).zip(&theirs.log).map(|(index, it)| entry(index, it)).collect();
        if !entries.is_empty() {
            theirs.store.wl().append(&entries).expect("memory takes every entry");
        }
        // A candidate is made in the term before.
        let stands = matches!(facts.role, Role::Candidate | Role::Leader);
        let state = HardState {
            term: if stands { facts.term - 1 } else { facts.term },
            vote: if stands { INVALID_ID } else { facts.vote },
            commit: facts.commit,
            ..HardState::default()
        };
        theirs.store.wl().set_hardstate(state);
        theirs.raw = raw(options, theirs.id, &theirs.store);
        let raft = &mut theirs.raw.raft;
        match facts.role {
            Role::Follower => raft.become_follower(facts.term, facts.leader),
            Role::Candidate => raft.become_candidate(),
            Role::PreCandidate => raft.become_pre_candidate(),
            Role::Leader => {
                raft.become_candidate();
                raft.become_leader();
            }
        }
        for voter in &facts.votes {
            raft.mut_prs().record_vote(*voter, true);
        }
        theirs.carry_out();
        theirs
    }

    /// How long ago it heard a leader: just now, or longer than an election timeout ago.
    pub fn set_clock(&mut self, hears: bool) {
        self.raw.raft.election_elapsed = if hears { 0 } else { ELECTION_TICK };
    }

    /// A message arrives.
    pub fn hear(&mut self, message: Message) -> Vec<Message> {
        // What a server refuses to take it does not need.
        let _refused = self.raw.raft.step(message);
        self.carry_out()
    }

    /// The election timer goes off.
    pub fn campaign(&mut self) -> Vec<Message> {
        let _refused = self.raw.campaign();
        self.carry_out()
    }

    /// A client asks for the command of this number.
    pub fn propose(&mut self, number: u64) -> Vec<Message> {
        let _refused = self.raw.propose(Vec::new(), number.to_le_bytes().to_vec());
        self.carry_out()
    }

    /// The heartbeat timer goes off.
    pub fn beat(&mut self) -> Vec<Message> {
        self.raw.ping();
        self.carry_out()
    }

    /// A person orders it to hand over.
    pub fn transfer(&mut self, to: NodeId) -> Vec<Message> {
        self.raw.transfer_leader(u64::from(to.0));
        self.carry_out()
    }

    /// A transfer has taken too long.
    pub fn give_up_transfer(&mut self) {
        self.raw.raft.abort_leader_transfer();
    }

    /// An election timeout of a leader begins.
    pub fn await_quorum(&mut self) {
        for (_, progress) in self.raw.raft.mut_prs().iter_mut() {
            progress.recent_active = false;
        }
    }

    /// Whether a majority has answered since then.
    #[must_use]
    pub fn has_quorum(&self) -> bool {
        let progress = self.raw.raft.prs().iter();
        let heard = |(id, it): &(&u64, &raft::Progress)| **id == self.id || it.recent_active;
        progress.filter(heard).count() > usize::from(self.options.nodes) / 2
    }

    /// That timeout is over.
    pub fn check_quorum(&mut self) -> Vec<Message> {
        let mut message = Message::default();
        message.set_msg_type(MessageType::MsgCheckQuorum);
        self.hear(message)
    }

    /// Saves, sends and applies whatever is ready.
    pub fn carry_out(&mut self) -> Vec<Message> {
        let mut sent = Vec::new();
        while self.raw.has_ready() {
            let mut ready = self.raw.ready();
            sent.extend(ready.take_messages());
            let mut committed = ready.take_committed_entries();
            if let Some(first) = ready.entries().first() {
                self.log.truncate(first.index as usize - 1);
                self.log.extend(ready.entries().iter().map(|it| (it.term, number(it))));
                self.store.wl().append(ready.entries()).expect("memory takes every entry");
            }
            if let Some(state) = ready.hs() {
                self.store.wl().set_hardstate(state.clone());
            }
            sent.extend(ready.take_persisted_messages());
            let mut light = self.raw.advance(ready);
            sent.extend(light.take_messages());
            committed.extend(light.take_committed_entries());
            self.applied.extend(committed.iter().filter_map(number));
            self.raw.advance_apply();
        }
        // What a voter knows to be committed does not travel with votes in the paper.
        for message in &mut sent {
            if message.get_msg_type() != MessageType::MsgAppend
                && message.get_msg_type() != MessageType::MsgHeartbeat
            {
                message.commit = 0;
                message.commit_term = 0;
            }
        }
        sent
    }

    /// What there is to compare.
    #[must_use]
    pub fn facts(&self) -> Facts {
        let raft = &self.raw.raft;
        let role = match raft.state {
            StateRole::Follower => Role::Follower,
            StateRole::PreCandidate => Role::PreCandidate,
            StateRole::Candidate => Role::Candidate,
            StateRole::Leader => Role::Leader,
        };
        let mut votes: Vec<u64> = match role {
            Role::Candidate | Role::PreCandidate => {
                raft.prs().votes().iter().filter(|(_, yes)| **yes).map(|(id, _)| *id).collect()
            }
            Role::Follower | Role::Leader => Vec::new(),
        };
        votes.sort_unstable();
        let progress = |id| raft.prs().get(id).map_or(0, |progress| progress.matched);
        let matched = match role {
            Role::Leader => (1..=u64::from(self.options.nodes)).map(progress).collect(),
            Role::Follower | Role::Candidate | Role::PreCandidate => Vec::new(),
        };
        Facts {
            term: raft.term,
            vote: raft.vote,
            role,
            leader: if role == Role::Follower { raft.leader_id } else { INVALID_ID },
            votes,
            log: self.log.clone(),
            commit: raft.raft_log.committed,
            applied: self.applied.clone(),
            matched,
            transferee: raft.lead_transferee,
        }
    }

    /// Who has refused to vote for it.
    #[must_use]
    pub fn refusals(&self) -> Vec<NodeId> {
        let votes = self.raw.raft.prs().votes();
        let refused = |node: &NodeId| votes.get(&u64::from(node.0)) == Some(&false);
        NodeId::all(self.options.nodes).filter(refused).collect()
    }

    /// Puts it into this state, in which ours is after a difference that is explained.
    pub fn adopt(&mut self, facts: &Facts) {
        if self.raw.raft.state == StateRole::Leader && facts.role == Role::Leader {
            self.raw.raft.lead_transferee = facts.transferee;
        } else {
            *self = Theirs::like(self.options, NodeId(self.id as u8), facts);
        }
    }
}

/// The number of the command that an entry holds; none in the first of a leader.
fn number(entry: &Entry) -> Option<u64> {
    entry.data.as_ref().try_into().ok().map(u64::from_le_bytes)
}

/// An entry of theirs.
pub(super) fn entry(index: u64, (term, number): &(u64, Option<u64>)) -> Entry {
    let mut entry = Entry { index, term: *term, ..Entry::default() };
    if let Some(number) = number {
        entry.data = number.to_le_bytes().to_vec().into();
    }
    entry
}
