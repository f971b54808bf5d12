//! Raft: Ongaro and Ousterhout, "In Search of an Understandable Consensus Algorithm (Extended
//! Version)", 2014; section numbers are that paper's.
//!
//! Implemented: all of figure 2 (elections, replication, safety), the no-op of a new leader and
//! client sessions of section 8, the fast back-up that section 5.3 sketches, and snapshots (7).
//! From the dissertation: pre-vote (9.6), check-quorum (6.2, 4.2.3), reads without the log (6.4),
//! leadership transfer (3.10) and the leader's parallel disk write (10.2.1). Not here yet:
//! membership changes (6).
//!
//! Where figure 2 leaves a choice:
//! - A server counts itself only once its disk has it: a candidate its own vote, a leader its own
//!   copy of an entry. For one server that is the difference between committed and lost.
//! - A leader sends a new entry at once and takes for granted that it arrives (`nextIndex` moves
//!   on); each heartbeat starts again behind what the follower has acknowledged.
//! - Reads go through the log like writes, unless the option `reads` says otherwise.
//! - A leader that steps down forgets who waits for an answer; their clients ask again.

mod commit;
mod configuration;
mod contact;
mod election;
mod install;
mod log;
mod membership;
mod message;
mod note;
mod orders;
mod properties;
mod quorum;
mod reads;
mod replication;
mod request;
mod rules;
mod server;
mod sessions;
mod snapshot;
mod state;
mod view;
mod word;

pub use configuration::{Configuration, Counting, Halves, Impossible, Leaving, Step};
pub use contact::Contact;
pub use install::{Receiving, Sending};
pub use log::{Base, Log};
pub use membership::{CatchUp, Refused};
pub use message::{Appended, Ask, Installed, Message, Round, Vote};
pub use note::Note;
pub use properties::{History, Promise};
pub use reads::Reads;
pub use rules::Rule;
pub use sessions::{Open, Sessions};
pub use snapshot::{Piece, Snapshot};
pub use state::{Content, Entry, LogIndex, Memory, Persistent, Role, Stamp, Term};
pub use word::Word;

use core::ops::Range;
use machine::{
    Cluster, Effects, Field, Info, Membership, MessageHead, MessageView, Micros, Node, NodeId,
    NodeSet, NodeView, NoteInfo, Observed, OptionInfo, Options, OrderInfo, Prediction, Protocol,
    Request, RuleSet, Span, Status, Text, TimerId, Unit,
};
use membership::Changes;
use server::Saving;
use sessions::Limits;
use snapshot::Compaction;

/// A server's timers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Timer {
    /// A follower that hears nothing for this long asks for votes.
    Election,
    /// A leader shows that it lives this often.
    Heartbeat,
    /// For so long after it has heard a leader a server ignores candidates.
    Contact,
    /// A leader that no majority has answered for this long steps down.
    Quorum,
    /// For so long no other server can be elected.
    Lease,
    /// A leader that hands over and is still the leader after this goes on leading.
    Transfer,
    /// New servers should catch up in less.
    CatchUp,
}

impl From<Timer> for TimerId {
    fn from(timer: Timer) -> Self {
        TimerId(timer as u32)
    }
}

/// A Raft cluster: its size and its options. What each server knows is in its [`Node`].
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Raft {
    nodes: u8,
    rules: RuleSet,
    election: Span,
    heartbeat: Span,
    batch: u64,
    pre_vote: bool,
    check_quorum: bool,
    reads: Reads,
    /// How long a lease is.
    lease: Span,
    parallel_writes: bool,
    compaction: Compaction,
    /// The most bytes of a snapshot in one message.
    snapshot_chunk: u64,
    limits: Limits,
    /// The configuration that every server begins with.
    initial: Configuration,
    changes: Changes,
}

static INFO: Info<Raft> = Info {
    name: "raft",
    title: "Raft",
    paper: "Ongaro and Ousterhout, In Search of an Understandable Consensus Algorithm (Extended \
            Version), 2014",
    nodes: (1, 9),
    kinds: &[
        "RequestVote",
        "RequestVoteReply",
        "AppendEntries",
        "AppendEntriesReply",
        "PreVote",
        "PreVoteReply",
        "TimeoutNow",
        "InstallSnapshot",
        "InstallSnapshotReply",
    ],
    timers: &[
        (Timer::Election, "election", Word::ElectionTimer),
        (Timer::Heartbeat, "heartbeat", Word::HeartbeatTimer),
        (Timer::Contact, "contact", Word::ContactTimer),
        (Timer::Quorum, "quorum", Word::QuorumTimer),
        (Timer::Lease, "lease", Word::LeaseTimer),
        (Timer::Transfer, "transfer", Word::TransferTimer),
        (Timer::CatchUp, "catch-up", Word::CatchUpTimer),
    ],
    rules: &rules::RULES,
    properties: &properties::PROPERTIES,
    options: &[
        OptionInfo::new("election-timeout-min", Unit::Ms, 150, 10, 10_000),
        OptionInfo::new("election-timeout-max", Unit::Ms, 300, 10, 20_000),
        OptionInfo::new("heartbeat", Unit::Ms, 50, 1, 10_000),
        OptionInfo::new("batch", Unit::Count, 8, 1, 1_000),
        OptionInfo::new("pre-vote", Unit::Switch, 0, 0, 1),
        OptionInfo::new("check-quorum", Unit::Switch, 0, 0, 1),
        OptionInfo::new("reads", Unit::Choice(&["log", "plain", "read-index", "lease"]), 0, 0, 3),
        OptionInfo::new("clock-drift", Unit::Percent, 10, 0, 50),
        OptionInfo::new("parallel-writes", Unit::Switch, 0, 0, 1),
        OptionInfo::new("snapshot-every", Unit::Count, 0, 0, 1_000_000),
        OptionInfo::new("snapshot-bytes", Unit::Count, 0, 0, 1_000_000_000),
        OptionInfo::new("snapshot-chunk", Unit::Count, 1_024, 1, 1_000_000_000),
        OptionInfo::new("session-expiry", Unit::Ms, 0, 0, 3_600_000),
        OptionInfo::new("sessions", Unit::Count, 0, 0, 1_000),
        OptionInfo::new("members", Unit::Count, 9, 1, 9),
        OptionInfo::new("changes", Unit::Choice(&["auto", "implicit", "explicit"]), 0, 0, 2),
    ],
};

impl Raft {
    fn follows(&self, rule: Rule) -> bool {
        self.rules.follows(rule as u8)
    }
}

impl Protocol for Raft {
    type Disk = Persistent;
    type Memory = Memory;
    type Message = Message;
    type Timer = Timer;
    type Rule = Rule;
    type Note = Note;
    type Word = Word;
    type History = History;

    fn info() -> &'static Info<Self> {
        &INFO
    }

    fn predictions() -> &'static [Prediction<Word>] {
        &reads::PREDICTIONS
    }

    fn orders() -> &'static [OrderInfo<Self>] {
        &orders::ORDERS
    }

    fn new(nodes: u8, options: &Options) -> Self {
        let (min, max) = (options.get(0), options.get(1));
        let (reads, drift) = (Reads::chosen(options.get(6)), options.get(7));
        Raft {
            nodes,
            rules: RuleSet::default(),
            election: Span::ms(min, max.max(min)),
            heartbeat: Span::ms(options.get(2), options.get(2)),
            batch: options.get(3),
            pre_vote: options.get(4) == 1,
            // A lease rests on voters that ignore candidates while they hear a leader.
            check_quorum: options.get(5) == 1 || reads == Reads::Lease,
            reads,
            // 6.4.1: the leader's clock may be slow and a voter's fast, each by so many per cent.
            lease: Span::exactly(Micros(min * 1_000 * (100 - drift) / (100 + drift))),
            parallel_writes: options.get(8) == 1,
            compaction: Compaction { entries: options.get(9), bytes: options.get(10) },
            snapshot_chunk: options.get(11),
            limits: Limits { expiry: Micros::from_ms(options.get(12)), most: options.get(13) },
            // No more servers than there are; an option holds at most nine.
            initial: Configuration::of(NodeSet::first(nodes.min(options.get(14) as u8))),
            changes: Changes::chosen(options.get(15)),
        }
    }

    fn rules(&self) -> RuleSet {
        self.rules
    }

    fn set_rules(&mut self, rules: RuleSet) {
        self.rules = rules;
    }

    fn boot(&self, me: NodeId, disk: &Persistent, fx: &mut Effects<Self>) -> Memory {
        let mut memory = Memory::booted(disk);
        self.restore(&mut memory, fx);
        if self.may_stand(me, &memory) {
            self.set_election_timer(fx);
        }
        // It may have heard a leader before it crashed, which counts on that.
        if self.reads == Reads::Lease {
            self.count_contact(&mut memory, fx);
        }
        memory
    }

    fn on_message(
        &self,
        node: &mut Node<Self>,
        from: NodeId,
        message: Message,
        fx: &mut Effects<Self>,
    ) {
        if let Message::RequestVote { ask, .. } = message
            && self.ignores_candidate(node, from, ask, fx)
        {
            return;
        }
        if message.is_of_its_term() {
            self.see_term(node, from, message.term(), fx);
        }
        match message {
            Message::RequestVote { term, ask, last_index, last_term } => {
                self.on_request_vote(node, from, (term, ask), (last_term, last_index), fx);
            }
            Message::RequestVoteReply { term, ask, vote } => {
                self.on_vote_reply(node, from, (term, ask), vote, fx);
            }
            Message::AppendEntries {
                term,
                previous_index,
                previous_term,
                entries,
                commit,
                round,
            } => {
                let call = replication::Call {
                    from,
                    term,
                    previous_index,
                    previous_term,
                    entries,
                    commit,
                    round,
                };
                self.on_append_entries(node, call, fx);
            }
            Message::AppendEntriesReply { term, result, round } => {
                self.on_append_reply(node, from, term, result, round, fx);
            }
            Message::TimeoutNow { term } => self.on_timeout_now(node, from, term, fx),
            Message::InstallSnapshot { term, base, offset, pieces, done, round } => {
                let chunk = install::Chunk { from, term, base, offset, pieces, done, round };
                self.on_install_snapshot(node, chunk, fx);
            }
            Message::InstallSnapshotReply { term, index, result, round } => {
                if self.expects_reply(node, from, term, fx) {
                    self.on_install_reply(node, from, (index, round), result, fx);
                }
            }
        }
    }

    fn on_timer(&self, node: &mut Node<Self>, timer: Timer, fx: &mut Effects<Self>) {
        match timer {
            // Its timer is set again when it hears a leader: perhaps it is a voter then.
            Timer::Election if !self.may_stand(node.id, &node.memory) => {
                fx.note(Note::StandsOutside);
            }
            Timer::Election if self.pre_vote => self.start_pre_vote(node, fx),
            Timer::Election => {
                fx.note(Note::ElectionStarted(node.memory.state.term.next()));
                self.start_election(node, Ask::Vote, fx);
            }
            Timer::Heartbeat => self.send_heartbeats(node, fx),
            Timer::Contact => {
                node.memory.hears = false;
                fx.note(Note::ContactOver);
            }
            Timer::Quorum => self.lose_quorum(node, fx),
            Timer::Lease => {
                node.memory.contact.lease = false;
                fx.note(Note::LeaseOver);
            }
            Timer::Transfer => self.give_up_transfer(node, fx),
            Timer::CatchUp => self.on_catch_up_timer(node, fx),
        }
    }

    fn on_request(&self, node: &mut Node<Self>, request: Request, fx: &mut Effects<Self>) {
        self.take_request(node, request, fx);
    }

    fn on_saved(&self, node: &mut Node<Self>, saved: &Persistent, fx: &mut Effects<Self>) {
        match node.memory.role {
            Role::Follower { .. } | Role::PreCandidate { .. } => {}
            Role::Candidate { .. } => self.count_own_vote(node, saved, fx),
            Role::Leader { .. } => self.count_own_copy(node, saved, fx),
        }
        self.tidy_up(node, saved, fx);
    }

    fn remember(cluster: &Cluster<'_, Self>, observed: &Observed<'_, Self>, history: &mut History) {
        history.remember(cluster, observed);
    }

    fn note_info(note: &Note) -> NoteInfo {
        note.info()
    }

    fn status(&self, node: &Node<Self>) -> Status {
        view::status(self, node)
    }

    fn view(&self, node: &Node<Self>, log: Range<u64>) -> NodeView<Word> {
        view::node(self, node, log)
    }

    fn membership(&self, node: &Node<Self>) -> Option<Membership> {
        Some(view::membership(self, node))
    }

    fn disk_view(&self, disk: &Persistent) -> Vec<Field<Word>> {
        view::disk(disk)
    }

    fn message_view(&self, message: &Message) -> MessageView<Word> {
        view::message(message)
    }

    fn message_head(message: &Message) -> MessageHead {
        view::message_head(message)
    }

    fn contents(node: &Node<Self>) -> Vec<(Text, Text)> {
        let pairs = node.memory.store.iter();
        pairs.map(|(key, value)| (key.clone(), value.clone())).collect()
    }
}
