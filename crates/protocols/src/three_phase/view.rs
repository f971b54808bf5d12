//! What a person may see of a server, its disk and its messages.

use super::ThreePhase;
use super::log::Log;
use super::message::{Message, Phase, Standing};
use super::state::{Doubt, Stage};
use super::word::Word;
use crate::commit::{
    COORDINATOR, Word as Shared, account_fields, brief_of_kind, cells, field, in_doubt,
    in_doubt_ms, listed, number, text, transaction,
};
use core::ops::Range;
use machine::{Badge, Field, MessageHead, MessageView, Node, NodeView, Shape, Status, Value};

fn role(node: &Node<ThreePhase>) -> (Word, Shape) {
    if node.id == COORDINATOR {
        return (Shared::Coordinator.into(), Shape::Hexagon);
    }
    if node.memory.led.is_some() {
        return (Word::Backup, Shape::Hexagon);
    }
    let phase = node.disk.in_doubt().values().next().map(|prepared| prepared.stage);
    match (&node.memory.doubt, phase) {
        (Some(Doubt::Recovering(_)), _) => (Word::Recovering, Shape::DashedRing),
        (Some(Doubt::Operational(_)) | None, Some(Phase::Uncertain)) => {
            (Word::Uncertain, Shape::DottedRing)
        }
        (Some(Doubt::Operational(_)) | None, Some(Phase::PreCommitted)) => {
            (Word::PreCommitted, Shape::DottedRing)
        }
        (Some(Doubt::Operational(_)) | None, None) => (Shared::Participant.into(), Shape::Ring),
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
        let led = node.memory.led.as_ref();
        if node.id == COORDINATOR {
            fields.push(listed(Word::Leading, led.map(|led| led.txn).into_iter()));
            fields.push(number(Word::Queue, node.memory.queue.len() as u64));
        } else {
            fields.extend(account_fields(self, node));
            let follows = match node.memory.doubt {
                Some(Doubt::Operational(leader)) => Some(leader),
                Some(Doubt::Recovering(_)) | None => None,
            };
            fields.push(field(Word::Follows, Value::Node(follows)));
            fields.push(in_doubt_ms(node.memory.waited, self.decision_timeout));
        }
        if let Some(led) = led {
            fields.push(match &led.stage {
                Stage::Voting(yes) => field(Shared::Votes, Value::Nodes(yes.clone())),
                Stage::PreCommitting(acks) => field(Shared::Acks, Value::Nodes(acks.clone())),
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
            Stage::Voting(yes) => (Shared::Votes.into(), yes.len()),
            Stage::PreCommitting(acks) => (Shared::Acks.into(), acks.len()),
            Stage::Asking(states) => (Word::States, states.len()),
        };
        let of = Some(led.transfer.participants().count() as u64);
        Badge { name, count: count as u64, of }
    };
    node.memory.led.iter().map(badge).collect()
}

pub(super) fn disk(log: &Log) -> Vec<Field<Word>> {
    vec![number(Shared::Records, log.len()), listed(Word::Open, log.open().keys()), in_doubt(log)]
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
    let mut fields = vec![transaction(message.txn())];
    let brief = match message {
        Message::CanCommit { transfer, .. } => {
            fields.push(text(Shared::Transfer, transfer));
            vec![Value::Text("CanCommit".to_owned())]
        }
        Message::VoteYes { .. } => vec![Value::Word(Shared::Yes.into())],
        Message::VoteNo { .. } => vec![Value::Word(Shared::No.into())],
        Message::StateReply { phase, .. } => {
            fields.push(field(Shared::State, Value::Word(phase_word(*phase))));
            vec![Value::Word(phase_word(*phase))]
        }
        Message::NotDecided { standing, .. } => {
            let word = match standing {
                Standing::Operational => Word::Operational,
                Standing::Recovering(phase) => {
                    fields.push(field(Shared::State, Value::Word(phase_word(*phase))));
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
        | Message::Inquire { .. } => brief_of_kind(message_head(message)),
    };
    MessageView { brief, fields }
}

fn phase_word(phase: Phase) -> Word {
    match phase {
        Phase::Uncertain => Word::Uncertain,
        Phase::PreCommitted => Word::PreCommitted,
    }
}
