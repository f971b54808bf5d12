//! What a person may see of a server, its disk and its messages.

use super::TwoPhase;
use super::log::Log;
use super::message::{Knowledge, Message};
use super::state::Led;
use super::word::Word;
use crate::commit::{
    COORDINATOR, Word as Shared, account_fields, brief_of_kind, cells, field, in_doubt,
    in_doubt_ms, listed, number, text, transaction,
};
use core::ops::Range;
use machine::{
    Badge, Field, MessageHead, MessageView, Node, NodeId, NodeView, Shape, Status, TxnId, Value,
};

fn role(node: &Node<TwoPhase>) -> (Word, Shape) {
    if node.id == COORDINATOR {
        (Shared::Coordinator.into(), Shape::Hexagon)
    } else if node.disk.in_doubt().is_empty() {
        (Shared::Participant.into(), Shape::Ring)
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
            era_name: if era(node) == 0 { Shared::NoTransaction } else { Shared::Transaction }
                .into(),
            badges: badges(node),
            memory: self.memory_view(node),
            log: cells(&node.disk, node.memory.durable, indexes),
            peers: Vec::new(),
        }
    }

    fn memory_view(&self, node: &Node<Self>) -> Vec<Field<Word>> {
        let mut fields = vec![field(Shared::Role, Value::Word(role(node).0))];
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
            fields.extend(account_fields(self, node));
            fields.push(in_doubt_ms(node.memory.asked, self.decision_timeout));
        }
        fields
    }
}

fn badges(node: &Node<TwoPhase>) -> Vec<Badge<Word>> {
    let badge = |name: Shared, count: usize, of: usize| {
        let (count, of) = (count as u64, Some(of as u64));
        Badge { name: name.into(), count, of }
    };
    let last = node.memory.led.values().next_back();
    let led = last.map(|led| match led {
        Led::Collecting { yes, .. } => {
            badge(Shared::Votes, yes.len(), led.transfer().participants().count())
        }
        Led::Committed { acks, .. } => {
            badge(Shared::Acks, acks.len(), led.transfer().participants().count())
        }
    });
    led.into_iter().collect()
}

pub(super) fn disk(log: &Log) -> Vec<Field<Word>> {
    vec![
        number(Shared::Records, log.len()),
        number(Word::Epoch, u64::from(log.epoch())),
        in_doubt(log),
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
    let mut fields = vec![transaction(message.txn())];
    let brief = match message {
        Message::Prepare { transfer, .. } => {
            fields.push(text(Shared::Transfer, transfer));
            vec![Value::Text("Prepare".to_owned())]
        }
        Message::VoteYes { .. } => vec![Value::Word(Shared::Yes.into())],
        Message::VoteNo { .. } => vec![Value::Word(Shared::No.into())],
        Message::PeerAnswer { knows, .. } => {
            let word = match knows {
                Knowledge::Committed => Shared::Committed.into(),
                Knowledge::Aborted => Shared::Aborted.into(),
                Knowledge::Uncertain => Word::Unsure,
            };
            fields.push(field(Word::Knows, Value::Word(word)));
            vec![Value::Word(word)]
        }
        Message::Commit { .. }
        | Message::Abort { .. }
        | Message::Ack { .. }
        | Message::Inquire { .. } => brief_of_kind(message_head(message)),
    };
    MessageView { brief, fields }
}
