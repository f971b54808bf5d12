//! What a person may see of a server, its disk and its messages.
//!
//! The promised and the accepted ballot stand among the fields of the disk, and what a server has
//! accepted, or knows to be chosen, in the only cell of its log: so a row of the acceptor table is
//! a server's disk.

use super::message::Message;
use super::roles::Cast;
use super::state::{Accepted, Disk, Phase};
use super::word::Word;
use super::{Distinction, Paxos};
use core::ops::Range;
use machine::{
    Badge, Ballot, Cell, Field, MessageHead, MessageView, Node, NodeId, NodeView, PeerView, Shape,
    Standing, Status, Value,
};

/// The only place of the log.
const SLOT: u64 = 1;

pub(super) fn field(name: Word, value: Value<Word>) -> Field<Word> {
    Field { name, value }
}

fn number(name: Word, value: u64) -> Field<Word> {
    field(name, Value::Number(value))
}

pub(super) fn text(name: Word, value: &impl ToString) -> Field<Word> {
    field(name, Value::Text(value.to_string()))
}

/// A ballot as a number; 0 for none.
pub(super) fn ballot(name: Word, ballot: Option<Ballot>) -> Field<Word> {
    number(name, ballot.map_or(0, Ballot::number))
}

fn role(paxos: &Paxos, node: &Node<Paxos>) -> (Word, Shape) {
    match node.memory.phase {
        Phase::Preparing { .. } => (Word::Preparing, Shape::DashedRing),
        Phase::Proposing { .. } => (Word::Proposing, Shape::Hexagon),
        Phase::BackingOff => (Word::BackingOff, Shape::Ring),
        Phase::Idle if node.memory.trusted == Some(node.id) => (Word::Leader, Shape::Hexagon),
        Phase::Idle => match paxos.cast {
            Cast::Together => (Word::Acceptor, Shape::Ring),
            Cast::Apart(_) if paxos.proposes(node.id) => (Word::Proposer, Shape::Ring),
            Cast::Apart(_) if paxos.accepts(node.id) => (Word::Acceptor, Shape::Ring),
            Cast::Apart(_) => (Word::Learner, Shape::DottedRing),
        },
    }
}

pub(super) fn status(paxos: &Paxos, node: &Node<Paxos>) -> Status {
    let (_, shape) = role(paxos, node);
    let era = node.memory.phase.ballot().or(node.disk.promised);
    Status { shape, era: era.map_or(0, Ballot::number) }
}

pub(super) fn node(paxos: &Paxos, node: &Node<Paxos>, indexes: &Range<u64>) -> NodeView<Word> {
    let (role, _) = role(paxos, node);
    NodeView {
        role,
        status: status(paxos, node),
        era_name: Word::Ballot,
        badges: badges(paxos, node),
        memory: memory(paxos, node, role),
        log: cell(node).filter(|cell| indexes.contains(&cell.index)).into_iter().collect(),
        peers: peers(node),
    }
}

/// Who has accepted the proposal of this ballot, as far as the server has heard.
fn acceptances(node: &Node<Paxos>, ballot: Ballot) -> Vec<NodeId> {
    let votes = node.memory.votes.iter().filter(|((of, _), _)| *of == ballot);
    votes.flat_map(|(_, voters)| voters).copied().collect()
}

fn badges(paxos: &Paxos, node: &Node<Paxos>) -> Vec<Badge<Word>> {
    let badge = |name, count: usize, of: u8| {
        vec![Badge { name, count: count as u64, of: Some(u64::from(of)) }]
    };
    match &node.memory.phase {
        Phase::Idle | Phase::BackingOff => Vec::new(),
        Phase::Preparing { promises, .. } => {
            badge(Word::Promises, promises.len(), paxos.promises_needed())
        }
        Phase::Proposing { ballot, .. } => {
            let count = acceptances(node, *ballot).len();
            badge(Word::Acceptances, count, paxos.acceptances_needed())
        }
    }
}

fn memory(paxos: &Paxos, node: &Node<Paxos>, role: Word) -> Vec<Field<Word>> {
    let memory = &node.memory;
    let mut fields = vec![field(Word::Role, Value::Word(role))];
    match &memory.chosen {
        Some(chosen) => fields.push(text(Word::Chosen, &chosen.value)),
        None => fields.push(field(Word::Chosen, Value::Word(Word::Nothing))),
    }
    match &memory.phase {
        Phase::Idle => {}
        Phase::BackingOff => fields.push(number(Word::Attempt, memory.attempts.into())),
        Phase::Preparing { ballot: own, promises, .. } => {
            let promises = promises.iter().map(|promise| promise.by).collect();
            fields.push(number(Word::Attempt, memory.attempts.into()));
            fields.push(ballot(Word::Ballot, Some(*own)));
            fields.push(field(Word::Promises, Value::Nodes(promises)));
        }
        Phase::Proposing { ballot: own, value } => {
            fields.push(number(Word::Attempt, memory.attempts.into()));
            fields.push(ballot(Word::Ballot, Some(*own)));
            fields.push(text(Word::Value, value));
            fields.push(field(Word::Acceptances, Value::Nodes(acceptances(node, *own))));
        }
    }
    if !memory.waiting.is_empty() {
        let waiting = memory.waiting.iter();
        let waiting = waiting.map(|(client, waiting)| format!("{client}:{}", waiting.command));
        fields.push(text(Word::Waiting, &waiting.collect::<Vec<_>>().join(" ")));
    }
    match paxos.distinction {
        Distinction::None => {}
        Distinction::One => fields.push(field(Word::Trusts, Value::Node(memory.trusted))),
    }
    fields
}

/// What the server knows to be chosen, or else what it has accepted.
pub(super) fn known(node: &Node<Paxos>) -> Option<(&Accepted, Standing)> {
    let chosen = node.memory.chosen.as_ref().map(|chosen| (chosen, Standing::Decided));
    chosen.or_else(|| node.disk.accepted.as_ref().map(|accepted| (accepted, Standing::Open)))
}

fn cell(node: &Node<Paxos>) -> Option<Cell> {
    known(node).map(|(known, standing)| Cell {
        index: SLOT,
        era: known.ballot.number(),
        text: known.value.to_string(),
        decided: standing == Standing::Decided,
    })
}

/// What a proposer in phase 1 has been told by each acceptor.
fn peers(node: &Node<Paxos>) -> Vec<PeerView<Word>> {
    let Phase::Preparing { promises, .. } = &node.memory.phase else { return Vec::new() };
    let others = promises.iter().filter(|promise| promise.by != node.id);
    others
        .map(|promise| {
            let accepted = promise.accepted.as_ref().map(|accepted| accepted.ballot);
            PeerView { node: promise.by, fields: vec![ballot(Word::Accepted, accepted)] }
        })
        .collect()
}

pub(super) fn disk(disk: &Disk) -> Vec<Field<Word>> {
    let value = match &disk.accepted {
        Some(accepted) => text(Word::AcceptedValue, &accepted.value),
        None => field(Word::AcceptedValue, Value::Word(Word::Nothing)),
    };
    vec![
        ballot(Word::Promised, disk.promised),
        ballot(Word::Accepted, disk.accepted.as_ref().map(|accepted| accepted.ballot)),
        value,
        number(Word::Tried, disk.tried.0),
    ]
}

pub(super) fn message_head(message: &Message) -> MessageHead {
    let (kind, ballot, size) = match message {
        Message::Prepare { ballot } => ("Prepare", Some(ballot), 16),
        Message::Promise { ballot, accepted: None } => ("Promise", Some(ballot), 17),
        Message::Promise { ballot, accepted: Some(_) } => ("Promise", Some(ballot), 49),
        Message::Accept { ballot, .. } => ("Accept", Some(ballot), 40),
        Message::Accepted { ballot, .. } => ("Accepted", Some(ballot), 40),
        Message::Refusal { ballot, .. } => ("Refusal", Some(ballot), 32),
        Message::Alive => ("Alive", None, 8),
    };
    let is_refusal = matches!(message, Message::Refusal { .. });
    let is_answer = matches!(message, Message::Promise { .. } | Message::Accepted { .. });
    let era = ballot.map_or(0, |ballot| ballot.number());
    MessageHead { kind, era, is_reply: is_answer || is_refusal, is_refusal, size }
}

pub(super) fn message(message: &Message) -> MessageView<Word> {
    let words = |text: &str| Value::Text(text.to_string());
    let mut fields = Vec::new();
    let brief = match message {
        Message::Prepare { ballot: own } => {
            fields.push(ballot(Word::Ballot, Some(*own)));
            vec![words("Prepare"), Value::Number(own.number())]
        }
        Message::Promise { ballot: own, accepted } => {
            fields.push(ballot(Word::Ballot, Some(*own)));
            let known = accepted.as_ref();
            fields.push(ballot(Word::Accepted, known.map(|accepted| accepted.ballot)));
            let mut brief = vec![words("Promise"), Value::Number(own.number())];
            if let Some(accepted) = accepted {
                fields.push(text(Word::AcceptedValue, &accepted.value));
                brief.push(words(&format!("· {}", accepted.value)));
            }
            brief
        }
        Message::Accept { ballot: own, value } => {
            fields.push(ballot(Word::Ballot, Some(*own)));
            fields.push(text(Word::Value, value));
            vec![words("Accept"), Value::Number(own.number()), words(&format!("· {value}"))]
        }
        Message::Accepted { ballot: own, value } => {
            fields.push(ballot(Word::Ballot, Some(*own)));
            fields.push(text(Word::Value, value));
            vec![words("Accepted"), Value::Number(own.number()), words(&format!("· {value}"))]
        }
        Message::Refusal { ballot: own, promised } => {
            fields.push(ballot(Word::Ballot, Some(*own)));
            fields.push(ballot(Word::Promised, Some(*promised)));
            let promised = Value::Number(promised.number());
            vec![Value::Word(Word::No), words("·"), Value::Word(Word::Promised), promised]
        }
        Message::Alive => vec![words("Alive")],
    };
    MessageView { brief, fields }
}
