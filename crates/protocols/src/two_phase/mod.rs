//! Two-phase commit with presumed abort: Mohan, Lindsay and Obermarck, "Transaction Management in
//! the R* Distributed Database Management System", 1986 (MLO); after Gray, "Notes on Data Base
//! Operating Systems", 1978; timeouts, cooperative termination and what must hold as in Bernstein,
//! Hadzilacos and Goodman, "Concurrency Control and Recovery in Database Systems", 1987, chapter 7
//! (BHG).
//!
//! `S1` coordinates; every other server has one account and takes part in the transfers that touch
//! it. Implemented: both phases, forced and unforced records, acknowledgements and forgetting,
//! recovery of both roles from their logs, timeouts, cooperative termination, presumed abort.
//!
//! Where the papers leave a choice:
//! - Work travels with the Prepare, so there is no phase in which a transaction only executes. An
//!   account that is locked is a reason to vote no, so there are no deadlocks.
//! - A no vote is forced, although presumed abort need not: this network may deliver twice.
//! - Timers are one a server and kind, not one a transaction; each new transaction starts it anew.
//! - The log is never truncated.

mod coordinator;
mod log;
mod message;
mod note;
mod participant;
mod rules;
mod state;
mod table;
mod termination;
mod view;
mod word;

pub use crate::commit::{COORDINATOR, Decision, History, Objection, Promise};
pub use log::{Log, Prepared, Record};
pub use message::{Knowledge, Message};
pub use note::Note;
pub use rules::Rule;
pub use state::{Answer, Led, Memory};
pub use word::Word;

use crate::commit::{self, Commit};
use core::ops::Range;
use machine::{
    Cluster, Effects, Field, Info, MessageHead, MessageView, Node, NodeId, NodeView, NoteInfo,
    Observed, OptionInfo, Options, Property, Protocol, Request, Row, RuleSet, Span, Status, Text,
    TimerId, Transfer, TxnId, Unit, Workload,
};
use std::sync::Arc;

/// A server's timers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Timer {
    /// A coordinator that lacks votes for this long aborts.
    Vote,
    /// A coordinator tells its decision again this often, until all have acknowledged.
    Ack,
    /// A participant in doubt asks everybody this often.
    Decision,
}

impl From<Timer> for TimerId {
    fn from(timer: Timer) -> Self {
        TimerId(timer as u32)
    }
}

/// A cluster: its size and its options. What each server knows is in its [`Node`].
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct TwoPhase {
    nodes: u8,
    rules: RuleSet,
    vote_timeout: Span,
    ack_timeout: Span,
    decision_timeout: Span,
    /// What every account holds at the beginning.
    opening: i64,
}

/// The properties that all protocols of atomic commitment are held to.
static PROPERTIES: [Property<TwoPhase>; 4] = commit::properties([
    promise(Promise::Agreement),
    promise(Promise::Irrevocable),
    promise(Promise::CommitValidity),
    promise(Promise::Conservation),
]);

const fn promise(promise: Promise) -> Word {
    Word::Common(commit::Word::Promise(promise))
}

static INFO: Info<TwoPhase> = Info {
    name: "two-phase",
    title: "Two-phase commit",
    paper: "Mohan, Lindsay and Obermarck, Transaction Management in the R* Distributed Database \
            Management System, 1986",
    nodes: (3, 9),
    kinds: &["Prepare", "VoteYes", "VoteNo", "Commit", "Abort", "Ack", "Inquire", "PeerAnswer"],
    timers: &[
        (Timer::Vote, "vote", Word::VoteTimer),
        (Timer::Ack, "ack", Word::AckTimer),
        (Timer::Decision, "decision", Word::Common(commit::Word::DecisionTimer)),
    ],
    rules: &rules::RULES,
    properties: &PROPERTIES,
    options: &[
        OptionInfo::new("vote-timeout", Unit::Ms, 200, 1, 10_000),
        OptionInfo::new("ack-timeout", Unit::Ms, 150, 1, 10_000),
        OptionInfo::new("decision-timeout", Unit::Ms, 250, 1, 10_000),
        OptionInfo::new("balance", Unit::Count, 100, 1, 1_000_000),
    ],
};

impl TwoPhase {
    fn follows(&self, rule: Rule) -> bool {
        self.rules.follows(rule as u8)
    }
}

impl Commit for TwoPhase {
    type Record = Record;

    fn nodes(&self) -> u8 {
        self.nodes
    }

    fn opening(memory: &Memory) -> i64 {
        memory.opening
    }

    fn led(node: &Node<Self>, txn: TxnId) -> Option<&Arc<Transfer>> {
        node.memory.led.get(&txn).map(Led::transfer)
    }

    fn lock(&self, node: &Node<Self>) -> Option<TxnId> {
        if self.follows(Rule::HoldLocks) { commit::lock(node) } else { None }
    }

    fn yes(txn: TxnId) -> Message {
        Message::VoteYes { txn }
    }

    fn no(txn: TxnId) -> Message {
        Message::VoteNo { txn }
    }

    fn shared(note: &Note) -> Option<commit::Note> {
        note.shared()
    }
}

impl Protocol for TwoPhase {
    type Disk = Log;
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

    fn workload() -> Workload {
        Workload::Transfers
    }

    fn new(nodes: u8, options: &Options) -> Self {
        let exactly = |place| Span::ms(options.get(place), options.get(place));
        TwoPhase {
            nodes,
            rules: RuleSet::default(),
            vote_timeout: exactly(0),
            ack_timeout: exactly(1),
            decision_timeout: exactly(2),
            opening: i64::try_from(options.get(3)).unwrap_or(i64::MAX),
        }
    }

    fn rules(&self) -> RuleSet {
        self.rules
    }

    fn set_rules(&mut self, rules: RuleSet) {
        self.rules = rules;
    }

    /// Recovery (MLO 2): a coordinator tells its unacknowledged commits again; a participant in
    /// doubt, its account still locked, asks. Of everything else nothing is known: it was aborted.
    fn boot(&self, _: NodeId, disk: &Log, fx: &mut Effects<Self>) -> Memory {
        for (txn, deal) in disk.open() {
            fx.note(Note::RecoveredCommit(*txn));
            for to in deal.transfer.participants() {
                fx.send(to, Message::Commit { txn: *txn });
            }
            fx.set_timer(Timer::Ack, self.ack_timeout);
        }
        for txn in disk.in_doubt().keys() {
            fx.note(Note::RecoveredInDoubt(*txn));
            fx.send(COORDINATOR, Message::Inquire { txn: *txn });
            fx.set_timer(Timer::Decision, self.decision_timeout);
        }
        Memory::booted(disk, self.opening)
    }

    fn on_message(
        &self,
        node: &mut Node<Self>,
        from: NodeId,
        message: Message,
        fx: &mut Effects<Self>,
    ) {
        match message {
            Message::Prepare { txn, transfer } => self.on_prepare(node, txn, transfer, fx),
            Message::VoteYes { txn } => self.count_vote(node, from, txn, fx),
            Message::VoteNo { txn } => self.count_refusal(node, from, txn, fx),
            Message::Commit { txn } => self.on_commit(node, from, txn, fx),
            Message::Abort { txn } => self.on_abort(node, from, txn, fx),
            Message::Ack { txn } => self.count_ack(node, from, txn, fx),
            Message::Inquire { txn } if node.id == COORDINATOR => {
                self.answer_inquiry(node, from, txn, fx);
            }
            Message::Inquire { txn } => self.answer_peer(node, from, txn, fx),
            Message::PeerAnswer { txn, knows } => self.hear_peer(node, from, (txn, knows), fx),
        }
    }

    fn on_timer(&self, node: &mut Node<Self>, timer: Timer, fx: &mut Effects<Self>) {
        match timer {
            Timer::Vote => self.give_up(node, fx),
            Timer::Ack => self.resend(node, fx),
            Timer::Decision => self.ask_around(node, fx),
        }
    }

    fn on_request(&self, node: &mut Node<Self>, request: Request, fx: &mut Effects<Self>) {
        self.take_request(node, request, fx);
    }

    fn on_saved(&self, node: &mut Node<Self>, saved: &Log, fx: &mut Effects<Self>) {
        for record in saved.from(node.memory.durable) {
            match record {
                Record::Prepared(txn, _) => fx.note(Note::Uncertain(*txn)),
                Record::Commit(txn, _) | Record::Decided(txn, Decision::Commit) => {
                    fx.note(Note::Decided(*txn, Decision::Commit));
                }
                Record::Epoch(epoch) => node.memory.durable_epoch = *epoch,
                Record::Decided(_, Decision::Abort) | Record::End(_) => {}
            }
        }
        node.memory.durable = node.memory.durable.max(saved.len());
    }

    fn remember(cluster: &Cluster<'_, Self>, observed: &Observed<'_, Self>, history: &mut History) {
        history.remember(cluster, observed);
    }

    fn note_info(note: &Note) -> NoteInfo {
        note.info()
    }

    fn status(&self, node: &Node<Self>) -> Status {
        view::status(node)
    }

    fn view(&self, node: &Node<Self>, log: Range<u64>) -> NodeView<Word> {
        self.node_view(node, log)
    }

    fn table(&self, node: &Node<Self>) -> Vec<Row<Word>> {
        self.rows(node)
    }

    fn overview(cluster: &Cluster<'_, Self>, history: &History) -> Vec<Field<Word>> {
        commit::overview(cluster, history, cluster.protocol.opening)
    }

    fn in_doubt(node: &Node<Self>) -> Vec<TxnId> {
        node.disk.in_doubt().keys().copied().collect()
    }

    fn doubts(note: &Note) -> Option<TxnId> {
        if let Note::Uncertain(txn) = note { Some(*txn) } else { None }
    }

    fn disk_view(&self, disk: &Log) -> Vec<Field<Word>> {
        view::disk(disk)
    }

    fn message_view(&self, message: &Message) -> MessageView<Word> {
        view::message(message)
    }

    fn message_head(message: &Message) -> MessageHead {
        view::message_head(message)
    }

    fn contents(node: &Node<Self>) -> Vec<(Text, Text)> {
        commit::contents(node)
    }
}
