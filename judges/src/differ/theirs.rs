//! One server of the crate `raft`, driven by hand: it saves and applies at once, and its clock
//! reads what it is told.

use super::facts::{Facts, Role};
use super::members::{conf_state, decode, lead_into, of_theirs};
use machine::{NodeId, NodeSet};
use protocols::raft::Configuration;
use raft::eraftpb::{Entry, HardState, Message, MessageType, Snapshot};
use raft::storage::MemStorage;
use raft::{Config, INVALID_ID, RawNode, StateRole};

/// How many ticks an election timeout is: what a clock reads that has run out.
const ELECTION_TICK: usize = 10;

/// What both sides agree on before they are compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Options {
    /// How many servers.
    pub nodes: u8,
    /// How many of them, the first ones, belong to the cluster when it begins.
    pub members: u8,
    /// Pre-vote.
    pub pre_vote: bool,
    /// Check-quorum.
    pub check_quorum: bool,
}

/// One of their servers.
pub struct Theirs {
    options: Options,
    me: NodeId,
    /// The server itself.
    pub raw: RawNode<MemStorage>,
    store: MemStorage,
    /// The last index that its log does not hold.
    base: u64,
    /// Its log as its disk holds it: terms, and the numbers of commands.
    log: Vec<(u64, Option<u64>)>,
    /// What it has newly applied, with its indexes.
    applied: Vec<(u64, Option<u64>)>,
    /// The configuration that it was told to go by.
    told: Configuration,
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

fn raw(options: Options, me: NodeId, store: &MemStorage) -> RawNode<MemStorage> {
    let logger = slog::Logger::root(slog::Discard, slog::o!());
    let config = config(options, me.0.into());
    RawNode::new(&config, store.clone(), &logger).expect("a valid configuration")
}

impl Theirs {
    /// A server that starts for the first time.
    #[must_use]
    pub fn new(options: Options, me: NodeId) -> Self {
        let told = Configuration::of(NodeSet::first(options.members));
        let store = MemStorage::new_with_conf_state(conf_state(&told, me));
        let raw = raw(options, me, &store);
        let (log, applied) = (Vec::new(), Vec::new());
        Theirs { options, me, raw, store, base: 0, log, applied, told }
    }

    /// A crash, and a start with what the disk holds. What is committed is forgotten as in figure
    /// 2, where `commitIndex` is volatile, but for this much, which a snapshot holds; the crate
    /// would keep it.
    pub fn restart(&mut self, commit: u64) {
        self.store.wl().mut_hard_state().commit = commit;
        self.store.wl().set_conf_state(conf_state(&self.told, self.me));
        self.raw = raw(self.options, self.me, &self.store);
        self.carry_out();
    }

    /// A server in just this state, which a member of the crate's cluster could be in; the entry
    /// before its log is of this term.
    #[must_use]
    fn like(options: Options, me: NodeId, facts: &Facts, base_term: u64) -> Self {
        let mut theirs = Theirs::new(options, me);
        theirs.told = decode(facts.configuration);
        if facts.base > 0 {
            let mut snapshot = Snapshot::default();
            let metadata = snapshot.mut_metadata();
            metadata.index = facts.base;
            metadata.term = base_term;
            metadata.set_conf_state(conf_state(&theirs.told, me));
            theirs.store.wl().apply_snapshot(snapshot).expect("the store is empty");
        }
        theirs.store.wl().set_conf_state(conf_state(&theirs.told, me));
        theirs.base = facts.base;
        theirs.log.clone_from(&facts.log);
        if facts.role == Role::Leader {
            // It has just been elected, and appends its first entry by itself.
            theirs.log.pop();
        }
        let entries: Vec<Entry> =
            (facts.base + 1..).zip(&theirs.log).map(|(index, it)| entry(index, it)).collect();
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
        theirs.raw = raw(options, me, &theirs.store);
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

    /// Whether it may stand for election: its timer does not go off otherwise.
    #[must_use]
    pub fn may_stand(&self) -> bool {
        self.raw.raft.promotable()
    }

    /// Goes by this configuration from now on, as a leader. What a leader of ours knows of servers
    /// that it has brought up to date before they belong to the cluster, this one knows, too.
    pub fn lead_into(&mut self, configuration: Configuration, matched: &[u64]) {
        lead_into(&mut self.raw.raft, self.me, &self.told, &configuration);
        for newcomer in configuration.members().minus(self.told.members()).without(self.me).iter() {
            let progress = self.raw.raft.mut_prs().get_mut(newcomer.0.into());
            let progress = progress.expect("it belongs to the cluster now");
            progress.maybe_update(matched[newcomer.index()]);
        }
        // As the crate does by itself where the leader stays a voter.
        let voters = configuration.all_voters();
        let votes = |successor: u64| voters.contains(NodeId(successor as u8));
        if !self.raw.raft.lead_transferee.is_none_or(votes) {
            self.give_up_transfer();
        }
        self.told = configuration;
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

    /// A leader appends this by itself, also while it hands over.
    pub fn append(&mut self, number: u64) -> Vec<Message> {
        let transferee = self.raw.raft.lead_transferee.take();
        let sent = self.propose(number);
        self.raw.raft.lead_transferee = transferee;
        sent
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

    /// The configuration that it was told to go by.
    #[must_use]
    pub fn told(&self) -> &Configuration {
        &self.told
    }

    /// Who has answered since then, and itself.
    #[must_use]
    pub fn active(&self) -> NodeSet {
        let progress = self.raw.raft.prs().iter();
        let heard = progress.filter(|(_, it)| it.recent_active).map(|(id, _)| NodeId(*id as u8));
        heard.collect::<NodeSet>().with(self.me)
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
            if !ready.snapshot().is_empty() {
                self.base = ready.snapshot().get_metadata().index;
                self.log.clear();
                let snapshot = ready.snapshot().clone();
                self.store.wl().apply_snapshot(snapshot).expect("a later snapshot");
            }
            if let Some(first) = ready.entries().first() {
                self.log.truncate((first.index - self.base) as usize - 1);
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
            self.applied.extend(committed.iter().map(|it| (it.index, number(it))));
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

    /// What it has newly applied, with its indexes.
    pub fn take_applied(&mut self) -> Vec<(u64, Option<u64>)> {
        std::mem::take(&mut self.applied)
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
        let voters = self.told.all_voters();
        let mut votes: Vec<u64> = match role {
            Role::Candidate | Role::PreCandidate => raft
                .prs()
                .votes()
                .iter()
                .filter(|(id, yes)| **yes && voters.contains(NodeId(**id as u8)))
                .map(|(id, _)| *id)
                .collect(),
            Role::Follower | Role::Leader => Vec::new(),
        };
        votes.sort_unstable();
        let members = self.told.members();
        let progress = |id| {
            let member = raft.prs().get(id).filter(|_| members.contains(NodeId(id as u8)));
            member.map_or(0, |progress| progress.matched)
        };
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
            base: self.base,
            log: self.log.clone(),
            commit: raft.raft_log.committed,
            applied: raft.raft_log.applied,
            matched,
            transferee: raft.lead_transferee,
            configuration: of_theirs(raft, self.me, &self.told),
        }
    }

    /// Who has refused to vote for it.
    #[must_use]
    pub fn refusals(&self) -> Vec<NodeId> {
        let votes = self.raw.raft.prs().votes();
        let refused = |node: &NodeId| votes.get(&u64::from(node.0)) == Some(&false);
        NodeId::all(self.options.nodes).filter(refused).collect()
    }

    /// Puts it into this state, in which ours is; the entry before its log is of this term.
    pub fn adopt(&mut self, facts: &Facts, base_term: u64) {
        if self.raw.raft.state == StateRole::Leader && facts.role == Role::Leader {
            self.raw.raft.lead_transferee = facts.transferee;
        } else {
            *self = Theirs::like(self.options, self.me, facts, base_term);
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
