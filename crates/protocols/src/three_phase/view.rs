//! What a person may see of a server, its disk and its messages.

use super::log::{Decision, Log, Record};
use super::message::{Message, Phase, Standing};
use super::state::{Doubt, Stage};
use super::word::Word;
use super::{COORDINATOR, ThreePhase};
use core::fmt::Display;
use core::ops::Range;
use machine::{
    Badge, Cell, Field, MessageHead, MessageView, Node, NodeView, Shape, Status, Text, Value,
};

pub(super) fn field(name: Word, value: Value<Word>) -> Field<Word> {
    Field { name, value }
}

fn number(name: Word, value: u64) -> Field<Word> {
    field(name, Value::Number(value))
}

/// Several things one after the other; a word if there are none.
fn listed<T: Display>(name: Word, things: impl Iterator<Item = T>) -> Field<Word> {
    let things: Vec<String> = things.map(|thing| thing.to_string()).collect();
    if things.is_empty() {
        field(name, Value::Word(Word::Nothing))
    } else {
        field(name, Value::Text(things.join(" ")))
    }
}

fn role(node: &Node<ThreePhase>) -> (Word, Shape) {
    if node.id == COORDINATOR {
        return (Word::Coordinator, Shape::Hexagon);
    }
    if node.memory.led.is_some() {
        return (Word::Backup, Shape::Hexagon);
    }
    let phase = node.disk.in_doubt().values().next().map(|prepared| prepared.phase);
    match (&node.memory.doubt, phase) {
        (Some(Doubt::Recovering(_)), _) => (Word::Recovering, Shape::DashedRing),
        (Some(Doubt::Operational(_)) | None, Some(Phase::Uncertain)) => {
            (Word::Uncertain, Shape::DottedRing)
        }
        (Some(Doubt::Operational(_)) | None, Some(Phase::PreCommitted)) => {
            (Word::PreCommitted, Shape::DottedRing)
        }
        (Some(Doubt::Operational(_)) | None, None) => (Word::Participant, Shape::Ring),
    }
}

/// The number of the transaction that a server leads or is in doubt about.
fn era(node: &Node<ThreePhase>) -> u64 {
    let led = node.memory.led.as_ref().map(|led| led.txn);
    let in_doubt = node.disk.in_doubt().keys().next_back().copied();
    led.max(in_doubt).map_or(0, |txn| u64::from(txn.number))
}

pub(super) fn status(node: &Node<ThreePhase>) -> Status {
    Status { shape: role(node).1, era: era(node) }
}

impl ThreePhase {
    pub(super) fn node_view(&self, node: &Node<Self>, indexes: Range<u64>) -> NodeView<Word> {
        NodeView {
            role: role(node).0,
            status: status(node),
            era_name: if era(node) == 0 { Word::NoTransaction } else { Word::Transaction },
            badges: badges(node),
            memory: self.memory_view(node),
            log: cells(node, indexes),
            peers: Vec::new(),
        }
    }

    fn memory_view(&self, node: &Node<Self>) -> Vec<Field<Word>> {
        let mut fields = vec![field(Word::Role, Value::Word(role(node).0))];
        let led = node.memory.led.as_ref();
        if node.id == COORDINATOR {
            fields.push(listed(Word::Leading, led.map(|led| led.txn).into_iter()));
            fields.push(number(Word::Queue, node.memory.queue.len() as u64));
        } else {
            let balance = self.balance(node.disk.change());
            fields.push(field(Word::Balance, Value::Text(balance.to_string())));
            fields.push(listed(Word::Lock, Self::lock(node).iter()));
            let follows = match node.memory.doubt {
                Some(Doubt::Operational(leader)) => Some(leader),
                Some(Doubt::Recovering(_)) | None => None,
            };
            fields.push(field(Word::Follows, Value::Node(follows)));
            let waited = node.memory.waited * (self.decision_timeout.min.0 / 1_000);
            fields.push(number(Word::InDoubtMs, waited));
        }
        if let Some(led) = led {
            fields.push(match &led.stage {
                Stage::Voting(yes) => field(Word::Votes, Value::Nodes(yes.clone())),
                Stage::PreCommitting(acks) => field(Word::Acks, Value::Nodes(acks.clone())),
                Stage::Asking(states) => {
                    let heard = states.iter().map(|(node, _)| *node).collect();
                    field(Word::States, Value::Nodes(heard))
                }
            });
        }
        fields
    }
}

fn badges(node: &Node<ThreePhase>) -> Vec<Badge<Word>> {
    let badge = |led: &super::Led| {
        let (name, count) = match &led.stage {
            Stage::Voting(yes) => (Word::Votes, yes.len()),
            Stage::PreCommitting(acks) => (Word::Acks, acks.len()),
            Stage::Asking(states) => (Word::States, states.len()),
        };
        let of = Some(led.transfer.participants().count() as u64);
        Badge { name, count: count as u64, of }
    };
    node.memory.led.iter().map(badge).collect()
}

fn cells(node: &Node<ThreePhase>, indexes: Range<u64>) -> Vec<Cell> {
    let count = usize::try_from(indexes.end - indexes.start).unwrap_or(usize::MAX);
    let first = indexes.start.max(1);
    let records = (first..).zip(node.disk.from(first - 1)).take(count);
    let cell = |(index, record): (u64, &Record)| Cell {
        index,
        era: u64::from(record.txn().number),
        text: text(record),
        decided: index <= node.memory.durable,
    };
    records.map(cell).collect()
}

pub(super) fn text(record: &Record) -> String {
    match record {
        Record::Started(..) => "started".to_owned(),
        Record::Prepared(..) => "prepared".to_owned(),
        Record::PreCommitted(_) => "pre-committed".to_owned(),
        Record::Decided(_, Decision::Commit) => "committed".to_owned(),
        Record::Decided(_, Decision::Abort) => "aborted".to_owned(),
    }
}

/// The account, by the name of its server.
pub(super) fn contents(node: &Node<ThreePhase>) -> Vec<(Text, Text)> {
    if node.id == COORDINATOR {
        return Vec::new();
    }
    let balance = node.memory.opening + node.disk.change();
    vec![(node.id.to_string().into(), balance.to_string().into())]
}

pub(super) fn disk(log: &Log) -> Vec<Field<Word>> {
    vec![
        number(Word::Records, log.len()),
        listed(Word::Open, log.open().keys()),
        listed(Word::InDoubt, log.in_doubt().keys()),
    ]
}

pub(super) fn message_head(message: &Message) -> MessageHead {
    let (kind, is_reply, is_refusal, size) = match message {
        Message::CanCommit { .. } => ("CanCommit", false, false, 32),
        Message::VoteYes { .. } => ("VoteYes", true, false, 12),
        Message::VoteNo { .. } => ("VoteNo", true, true, 12),
        Message::PreCommit { .. } => ("PreCommit", false, false, 12),
        Message::PreCommitAck { .. } => ("PreCommitAck", true, false, 12),
        Message::DoCommit { .. } => ("DoCommit", false, false, 12),
        Message::Abort { .. } => ("Abort", false, true, 12),
        Message::Elect { .. } => ("Elect", false, false, 12),
        Message::StateRequest { .. } => ("StateRequest", false, false, 12),
        Message::StateReply { .. } => ("StateReply", true, false, 16),
        Message::Inquire { .. } => ("Inquire", false, false, 12),
        Message::NotDecided { .. } => ("NotDecided", true, false, 16),
    };
    MessageHead { kind, era: u64::from(message.txn().number), is_reply, is_refusal, size }
}

pub(super) fn message(message: &Message) -> MessageView<Word> {
    let mut fields = vec![field(Word::Transaction, Value::Text(message.txn().to_string()))];
    let brief = match message {
        Message::CanCommit { transfer, .. } => {
            fields.push(field(Word::Transfer, Value::Text(transfer.to_string())));
            vec![Value::Text("CanCommit".to_owned())]
        }
        Message::VoteYes { .. } => vec![Value::Word(Word::Yes)],
        Message::VoteNo { .. } => vec![Value::Word(Word::No)],
        Message::StateReply { phase, .. } => {
            fields.push(field(Word::State, Value::Word(phase_word(*phase))));
            vec![Value::Word(phase_word(*phase))]
        }
        Message::NotDecided { standing, .. } => {
            let word = match standing {
                Standing::Operational => Word::Operational,
                Standing::Recovering(phase) => {
                    fields.push(field(Word::State, Value::Word(phase_word(*phase))));
                    Word::Recovering
                }
            };
            vec![Value::Word(word)]
        }
        Message::PreCommit { .. }
        | Message::PreCommitAck { .. }
        | Message::DoCommit { .. }
        | Message::Abort { .. }
        | Message::Elect { .. }
        | Message::StateRequest { .. }
        | Message::Inquire { .. } => vec![Value::Text(message_head(message).kind.to_owned())],
    };
    MessageView { brief, fields }
}

fn phase_word(phase: Phase) -> Word {
    match phase {
        Phase::Uncertain => Word::Uncertain,
        Phase::PreCommitted => Word::PreCommitted,
    }
}
