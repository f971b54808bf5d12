//! What a person may see of a server, its disk and its messages.

use super::log::{Decision, Log, Record};
use super::message::{Knowledge, Message};
use super::state::Led;
use super::word::Word;
use super::{COORDINATOR, TwoPhase};
use core::fmt::Display;
use core::ops::Range;
use machine::{
    Badge, Cell, Field, MessageHead, MessageView, Node, NodeId, NodeView, Shape, Status, Text,
    TxnId, Value,
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

fn role(node: &Node<TwoPhase>) -> (Word, Shape) {
    if node.id == COORDINATOR {
        (Word::Coordinator, Shape::Hexagon)
    } else if node.disk.in_doubt().is_empty() {
        (Word::Participant, Shape::Ring)
    } else {
        (Word::Uncertain, Shape::DottedRing)
    }
}

/// The number of the last transaction that a server has written of.
fn era(node: &Node<TwoPhase>) -> u64 {
    let led = node.memory.led.keys().next_back();
    let in_doubt = node.disk.in_doubt().keys().next_back();
    led.max(in_doubt).map_or(0, |txn| u64::from(txn.number))
}

pub(super) fn status(node: &Node<TwoPhase>) -> Status {
    Status { shape: role(node).1, era: era(node) }
}

impl TwoPhase {
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
        if node.id == COORDINATOR {
            let list = |(txn, nodes): (&TxnId, &Vec<NodeId>)| {
                let nodes: Vec<String> = nodes.iter().map(NodeId::to_string).collect();
                format!("{txn}:{}", nodes.join(","))
            };
            let collecting = node.memory.led.iter().filter_map(|(txn, led)| match led {
                Led::Collecting { yes, .. } => Some(list((txn, yes))),
                Led::Committed { .. } => None,
            });
            fields.push(listed(Word::Collecting, collecting));
            let committing = node.memory.led.iter().filter_map(|(txn, led)| match led {
                Led::Committed { acks, .. } => Some(list((txn, acks))),
                Led::Collecting { .. } => None,
            });
            fields.push(listed(Word::Committing, committing));
        } else {
            let balance = self.balance(node.disk.change());
            fields.push(field(Word::Balance, Value::Text(balance.to_string())));
            fields.push(listed(Word::Lock, self.lock(node).iter()));
            let waited = node.memory.asked * (self.decision_timeout.min.0 / 1_000);
            fields.push(number(Word::InDoubtMs, waited));
        }
        fields
    }
}

fn badges(node: &Node<TwoPhase>) -> Vec<Badge<Word>> {
    let badge = |name, count: usize, of: usize| {
        let (count, of) = (count as u64, Some(of as u64));
        Badge { name, count, of }
    };
    let last = node.memory.led.values().next_back();
    let led = last.map(|led| match led {
        Led::Collecting { yes, .. } => {
            badge(Word::Votes, yes.len(), led.transfer().participants().count())
        }
        Led::Committed { acks, .. } => {
            badge(Word::Acks, acks.len(), led.transfer().participants().count())
        }
    });
    led.into_iter().collect()
}

fn cells(node: &Node<TwoPhase>, indexes: Range<u64>) -> Vec<Cell> {
    let count = usize::try_from(indexes.end - indexes.start).unwrap_or(usize::MAX);
    let first = indexes.start.max(1);
    let records = (first..).zip(node.disk.from(first - 1)).take(count);
    let cell = |(index, record): (u64, &Record)| Cell {
        index,
        era: record.txn().map_or(0, |txn| u64::from(txn.number)),
        text: text(record),
        // Forced, or written along with something that was.
        decided: index <= node.memory.durable,
    };
    records.map(cell).collect()
}

pub(super) fn text(record: &Record) -> String {
    match record {
        Record::Epoch(epoch) => format!("epoch-{epoch}"),
        Record::Prepared(..) => "prepared".to_owned(),
        Record::Decided(_, Decision::Commit) => "committed".to_owned(),
        Record::Decided(_, Decision::Abort) => "aborted".to_owned(),
        Record::Commit(..) => "commit".to_owned(),
        Record::End(_) => "end".to_owned(),
    }
}

/// The account, by the name of its server.
pub(super) fn contents(node: &Node<TwoPhase>) -> Vec<(Text, Text)> {
    if node.id == COORDINATOR {
        return Vec::new();
    }
    let balance = node.memory.opening + node.disk.change();
    vec![(node.id.to_string().into(), balance.to_string().into())]
}

pub(super) fn disk(log: &Log) -> Vec<Field<Word>> {
    vec![
        number(Word::Records, log.len()),
        number(Word::Epoch, u64::from(log.epoch())),
        listed(Word::InDoubt, log.in_doubt().keys()),
    ]
}

pub(super) fn message_head(message: &Message) -> MessageHead {
    let (kind, is_reply, is_refusal, size) = match message {
        Message::Prepare { .. } => ("Prepare", false, false, 32),
        Message::VoteYes { .. } => ("VoteYes", true, false, 12),
        Message::VoteNo { .. } => ("VoteNo", true, true, 12),
        Message::Commit { .. } => ("Commit", false, false, 12),
        Message::Abort { .. } => ("Abort", false, true, 12),
        Message::Ack { .. } => ("Ack", true, false, 12),
        Message::Inquire { .. } => ("Inquire", false, false, 12),
        Message::PeerAnswer { .. } => ("PeerAnswer", true, false, 16),
    };
    MessageHead { kind, era: u64::from(message.txn().number), is_reply, is_refusal, size }
}

pub(super) fn message(message: &Message) -> MessageView<Word> {
    let mut fields = vec![field(Word::Transaction, Value::Text(message.txn().to_string()))];
    let brief = match message {
        Message::Prepare { transfer, .. } => {
            fields.push(field(Word::Transfer, Value::Text(transfer.to_string())));
            vec![Value::Text("Prepare".to_owned())]
        }
        Message::VoteYes { .. } => vec![Value::Word(Word::Yes)],
        Message::VoteNo { .. } => vec![Value::Word(Word::No)],
        Message::PeerAnswer { knows, .. } => {
            let word = match knows {
                Knowledge::Committed => Word::Committed,
                Knowledge::Aborted => Word::Aborted,
                Knowledge::Uncertain => Word::Unsure,
            };
            fields.push(field(Word::Knows, Value::Word(word)));
            vec![Value::Word(word)]
        }
        Message::Commit { .. }
        | Message::Abort { .. }
        | Message::Ack { .. }
        | Message::Inquire { .. } => vec![Value::Text(message_head(message).kind.to_owned())],
    };
    MessageView { brief, fields }
}
