//! Three-phase commit: Skeen, "Nonblocking Commit Protocols", 1981; with the timeouts, the
//! termination rules TR1 to TR4 and the recovery of Bernstein, Hadzilacos and Goodman, "Concurrency
//! Control and Recovery in Database Systems", 1987, section 7.5 (BHG).
//!
//! It assumes that servers fail by stopping, that messages arrive in time, and so that who does not
//! answer in time has failed. Then nobody who is up waits for who is down. If the assumption is
//! wrong (a partition, a slow network), one side can commit and the other abort.
//!
//! `S1` coordinates; every other server has one account. Implemented: three phases, timeouts, the
//! election of a backup coordinator, termination by state table, recovery, and total failure.
//!
//! Where the papers leave a choice:
//! - The coordinator carries out one transaction after the other: its timer has one meaning.
//! - The backup is the participant that comes next by name after who was given up.
//! - The second phase is written to disk, so that after a total failure the logs decide.
//! - Work travels with the first message, and an account that is locked is a reason to vote no.

mod coordinator;
mod log;
mod message;
mod note;
mod participant;
mod recovery;
mod rules;
mod state;
mod table;
mod termination;
mod view;
mod word;

pub use crate::commit::{COORDINATOR, Decision, History, Objection, Promise};
pub use log::{Log, Prepared, Record};
pub use message::{Message, Phase, Standing};
pub use note::Note;
pub use rules::Rule;
pub use state::{Doubt, Led, Memory, Stage};
pub use word::Word;

use crate::commit::{self, Commit};
use core::ops::Range;
use machine::{
    Assumes, Circumstance, Cluster, Effects, Field, Info, MessageHead, MessageView, Node, NodeId,
    NodeView, NoteInfo, Observed, OptionInfo, Options, Prediction, Property, Protocol, Request,
    Row, RuleSet, Span, Status, Text, TimerId, Transfer, TxnId, Unit, Workload,
};
use std::sync::Arc;

/// A server's timers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Timer {
    /// Who leads goes on without those who have not answered for this long.
    Coordinate,
    /// A participant that hears nothing for this long gives up who leads; who has failed asks
    /// again.
    Decision,
}

impl From<Timer> for TimerId {
    fn from(timer: Timer) -> Self {
        TimerId(timer as u32)
    }
}

/// A cluster: its size and its options. What each server knows is in its [`Node`].
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct ThreePhase {
    nodes: u8,
    rules: RuleSet,
    coordinate_timeout: Span,
    decision_timeout: Span,
    /// What every account holds at the beginning.
    opening: i64,
}

/// The properties that all protocols of atomic commitment are held to.
static PROPERTIES: [Property<ThreePhase>; 4] = commit::properties([
    promise(Promise::Agreement),
    promise(Promise::Irrevocable),
    promise(Promise::CommitValidity),
    promise(Promise::Conservation),
]);

const fn promise(promise: Promise) -> Word {
    Word::Common(commit::Word::Promise(promise))
}

/// Who answers late is taken for failed though it is not; then two sides may decide by themselves,
/// and who decides otherwise than another writes other accounts (BHG 7.5).
static PREDICTIONS: [Prediction<Word>; 1] = [Prediction {
    properties: &[Promise::Agreement.name(), Promise::Conservation.name()],
    when: Circumstance::Untimely,
    reason: Word::Untimely,
}];

static INFO: Info<ThreePhase> = Info {
    name: "three-phase",
    title: "Three-phase commit",
    paper: "Skeen, Nonblocking Commit Protocols, 1981",
    nodes: (3, 9),
    kinds: &[
        "CanCommit",
        "VoteYes",
        "VoteNo",
        "PreCommit",
        "PreCommitAck",
        "DoCommit",
        "Abort",
        "Elect",
        "StateRequest",
        "StateReply",
        "Inquire",
        "NotDecided",
    ],
    timers: &[
        (Timer::Coordinate, "coordinate", Word::CoordinateTimer),
        (Timer::Decision, "decision", Word::Common(commit::Word::DecisionTimer)),
    ],
    rules: &rules::RULES,
    properties: &PROPERTIES,
    options: &[
        OptionInfo::new("coordinate-timeout", Unit::Ms, 100, 1, 10_000),
        OptionInfo::new("decision-timeout", Unit::Ms, 250, 1, 10_000),
        OptionInfo::new("balance", Unit::Count, 100, 1, 1_000_000),
    ],
};

impl ThreePhase {
    fn follows(&self, rule: Rule) -> bool {
        self.rules.follows(rule as u8)
    }
}

impl Commit for ThreePhase {
    type Record = Record;

    fn nodes(&self) -> u8 {
        self.nodes
    }

    fn opening(memory: &Memory) -> i64 {
        memory.opening
    }

    fn led(node: &Node<Self>, txn: TxnId) -> Option<&Arc<Transfer>> {
        node.memory.led.as_ref().filter(|led| led.txn == txn).map(|led| &led.transfer)
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

impl Protocol for ThreePhase {
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

    fn assumes() -> Assumes {
        Assumes::Synchrony
    }

    fn predictions() -> &'static [Prediction<Word>] {
        &PREDICTIONS
    }

    fn new(nodes: u8, options: &Options) -> Self {
        let exactly = |place| Span::ms(options.get(place), options.get(place));
        ThreePhase {
            nodes,
            rules: RuleSet::default(),
            coordinate_timeout: exactly(0),
            decision_timeout: exactly(1),
            opening: i64::try_from(options.get(2)).unwrap_or(i64::MAX),
        }
    }

    fn rules(&self) -> RuleSet {
        self.rules
    }

    fn set_rules(&mut self, rules: RuleSet) {
        self.rules = rules;
    }

    /// Recovery: whoever has started or voted and not decided asks the others.
    fn boot(&self, me: NodeId, disk: &Log, fx: &mut Effects<Self>) -> Memory {
        let mut memory = Memory::booted(disk, self.opening);
        if !self.follows(Rule::RecoveringAbstains) && memory.doubt.is_some() {
            memory.doubt = Some(Doubt::Operational(COORDINATOR));
        }
        let in_doubt = disk.in_doubt().iter().map(|(txn, prepared)| (*txn, &prepared.transfer));
        let open = disk.open().iter().map(|(txn, started)| (*txn, &started.transfer));
        for (txn, transfer) in in_doubt.chain(open) {
            fx.note(Note::Recovered(txn));
            let all = core::iter::once(COORDINATOR).chain(transfer.participants());
            for to in all.filter(|to| *to != me) {
                fx.send(to, Message::Inquire { txn });
            }
            fx.set_timer(Timer::Decision, self.decision_timeout);
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
        match message {
            Message::CanCommit { txn, transfer } => self.on_can_commit(node, txn, transfer, fx),
            Message::VoteYes { txn } => self.count_vote(node, from, txn, fx),
            Message::VoteNo { txn } => self.count_refusal(node, from, txn, fx),
            Message::PreCommit { txn } => self.on_pre_commit(node, from, txn, fx),
            Message::PreCommitAck { txn } => self.count_pre_commit(node, from, txn, fx),
            Message::DoCommit { txn } => {
                self.on_decision(node, (from, txn), Decision::Commit, fx);
            }
            Message::Abort { txn } => self.on_decision(node, (from, txn), Decision::Abort, fx),
            Message::Elect { txn } => self.on_elect(node, from, txn, fx),
            Message::StateRequest { txn } => self.on_state_request(node, from, txn, fx),
            Message::StateReply { txn, phase } => {
                self.on_state_reply(node, from, (txn, phase), fx);
            }
            Message::Inquire { txn } => self.on_inquire(node, from, txn, fx),
            Message::NotDecided { txn, standing } => {
                self.on_not_decided(node, from, (txn, standing), fx);
            }
        }
    }

    fn on_timer(&self, node: &mut Node<Self>, timer: Timer, fx: &mut Effects<Self>) {
        match timer {
            Timer::Coordinate => self.go_on_without(node, fx),
            Timer::Decision => self.wait_no_longer(node, fx),
        }
    }

    fn on_request(&self, node: &mut Node<Self>, request: Request, fx: &mut Effects<Self>) {
        self.take_request(node, request, fx);
    }

    fn on_saved(&self, node: &mut Node<Self>, saved: &Log, fx: &mut Effects<Self>) {
        for record in saved.from(node.memory.durable) {
            match record {
                Record::Prepared(txn, _) => fx.note(Note::Uncertain(*txn)),
                Record::Decided(txn, decision) => fx.note(Note::Decided(*txn, *decision)),
                Record::Started(..) | Record::PreCommitted(_) => {}
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
