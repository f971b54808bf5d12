//! What a person may see of a server, its disk and its messages.

use super::MultiPaxos;
use super::leader::lacking;
use super::message::{Message, Reason};
use super::state::{Accepted, Disk, Memory, Role, Slot};
use super::word::Word;
use core::ops::Range;
use machine::{
    Badge, Ballot, Cell, Field, MessageHead, MessageView, Node, NodeId, NodeView, PeerView, Shape,
    Status, Value,
};

fn field(name: Word, value: Value<Word>) -> Field<Word> {
    Field { name, value }
}

fn number(name: Word, value: u64) -> Field<Word> {
    field(name, Value::Number(value))
}

/// A ballot as a number; 0 for none.
fn ballot(name: Word, ballot: Option<Ballot>) -> Field<Word> {
    number(name, ballot.map_or(0, Ballot::number))
}

fn role(memory: &Memory) -> (Word, Shape) {
    match memory.role {
        Role::Follower => (Word::Follower, Shape::Ring),
        Role::Candidate { .. } => (Word::Candidate, Shape::DashedRing),
        Role::Leader(_) => (Word::Leader, Shape::Hexagon),
    }
}

pub(super) fn status(node: &Node<MultiPaxos>) -> Status {
    let (_, shape) = role(&node.memory);
    let era = node.memory.ballot().or(node.disk.promised);
    Status { shape, era: era.map_or(0, Ballot::number) }
}

pub(super) fn node(
    protocol: &MultiPaxos,
    node: &Node<MultiPaxos>,
    indexes: Range<u64>,
) -> NodeView<Word> {
    let (role, _) = role(&node.memory);
    NodeView {
        role,
        status: status(node),
        era_name: Word::Ballot,
        badges: badges(protocol, &node.memory),
        memory: memory(protocol, node, role),
        log: log(node, indexes),
        peers: peers(protocol, node),
    }
}

fn badges(protocol: &MultiPaxos, memory: &Memory) -> Vec<Badge<Word>> {
    match &memory.role {
        Role::Follower | Role::Leader(_) => Vec::new(),
        Role::Candidate { promised_by, .. } => {
            let of = Some(u64::from(protocol.promises_needed()));
            vec![Badge { name: Word::Promises, count: promised_by.len() as u64, of }]
        }
    }
}

fn memory(protocol: &MultiPaxos, node: &Node<MultiPaxos>, role: Word) -> Vec<Field<Word>> {
    let memory = &node.memory;
    let mut fields = vec![
        field(Word::Role, Value::Word(role)),
        ballot(Word::Ballot, memory.ballot()),
        number(Word::Commit, memory.prefix.0),
        number(Word::Applied, memory.applied.0),
    ];
    match &memory.role {
        Role::Follower => {
            let leader = memory.leader.map(|(_, leader)| leader);
            fields.push(field(Word::KnownLeader, Value::Node(leader)));
        }
        Role::Candidate { promised_by, .. } => {
            fields.push(field(Word::Promises, Value::Nodes(promised_by.clone())));
        }
        Role::Leader(leading) => {
            fields.push(number(Word::Next, leading.next.0));
            fields.push(number(Word::Open, leading.proposals.len() as u64));
            fields.push(number(Word::Window, protocol.window));
            fields.push(number(Word::Backlog, leading.backlog.len() as u64));
            if protocol.has_leases() {
                let held = leading.lease.held.map_or(Word::NotHeld, |_| Word::Held);
                fields.push(field(Word::Lease, Value::Word(held)));
            }
        }
    }
    if let Some(grant) = memory.grant {
        fields.push(field(Word::GrantedTo, Value::Node(grant.holder())));
    }
    fields
}

/// What the server knows to be chosen in each slot, or else what it has accepted there.
fn log(node: &Node<MultiPaxos>, indexes: Range<u64>) -> Vec<Cell> {
    let (chosen, accepted) = (&node.memory.chosen, &node.disk.accepted);
    let cell = |slot: Slot, known: &Accepted, decided| Cell {
        index: slot.0,
        era: known.ballot.number(),
        text: known.value.to_string(),
        decided,
    };
    let first = indexes.start.max(chosen.base().0 + 1);
    let end = indexes.end.min(chosen.last().max(accepted.last()).0 + 1);
    let slots = (first..end).map(Slot);
    let cells = slots.filter_map(|slot| {
        let known = chosen.get(slot).map(|known| cell(slot, known, true));
        known.or_else(|| Some(cell(slot, accepted.get(slot)?, false)))
    });
    cells.collect()
}

fn peers(protocol: &MultiPaxos, node: &Node<MultiPaxos>) -> Vec<PeerView<Word>> {
    let Role::Leader(leading) = &node.memory.role else { return Vec::new() };
    let peer = |other: NodeId| {
        let lacks = lacking(leading, other).len() as u64;
        PeerView { node: other, fields: vec![number(Word::Lacks, lacks)] }
    };
    protocol.others(node.id).map(peer).collect()
}

pub(super) fn disk(disk: &Disk) -> Vec<Field<Word>> {
    vec![
        ballot(Word::Promised, disk.promised),
        number(Word::Accepted, disk.accepted.last().0),
        number(Word::Snapshot, disk.snapshot_slot().0),
        number(Word::Tried, disk.tried.0),
    ]
}

/// About how many bytes a proposal takes.
const PROPOSAL: u32 = 40;
/// About how many bytes a snapshot takes.
const SNAPSHOT: u32 = 256;

pub(super) fn message_head(message: &Message) -> MessageHead {
    let many = |count: usize, size: u32| size * u32::try_from(count).unwrap_or(u32::MAX / size);
    let (kind, ballot, size) = match message {
        Message::Prepare { ballot, .. } => ("Prepare", Some(ballot), 24),
        Message::Promise { ballot, accepted, snapshot } => {
            let snapshot = if snapshot.is_some() { SNAPSHOT } else { 0 };
            ("Promise", Some(ballot), 20 + many(accepted.len(), PROPOSAL) + snapshot)
        }
        Message::Accept { ballot, entries, .. } => {
            ("Accept", Some(ballot), 28 + many(entries.len(), PROPOSAL))
        }
        Message::Accepted { ballot, slots } => {
            ("Accepted", Some(ballot), 20 + many(slots.len(), 8))
        }
        Message::Refusal { ballot, .. } => ("Refusal", Some(ballot), 32),
        Message::Heartbeat { ballot, .. } => ("Heartbeat", Some(ballot), 28),
        Message::Granted { ballot, .. } => ("Granted", Some(ballot), 24),
        Message::CatchUp { .. } => ("CatchUp", None, 16),
        Message::Chosen { entries, .. } => ("Chosen", None, 16 + many(entries.len(), PROPOSAL)),
        Message::Snapshot { .. } => ("Snapshot", None, 8 + SNAPSHOT),
    };
    let is_refusal = matches!(message, Message::Refusal { .. });
    let is_answer = match message {
        Message::Promise { .. }
        | Message::Accepted { .. }
        | Message::Granted { .. }
        | Message::Chosen { .. }
        | Message::Snapshot { .. }
        | Message::Refusal { .. } => true,
        Message::Prepare { .. }
        | Message::Accept { .. }
        | Message::Heartbeat { .. }
        | Message::CatchUp { .. } => false,
    };
    let era = ballot.map_or(0, |ballot| ballot.number());
    MessageHead { kind, era, is_reply: is_answer, is_refusal, size }
}

fn words(text: &str) -> Value<Word> {
    Value::Text(text.to_string())
}

/// `3` or `3–5`, with what is there if it is one.
fn slots<'a>(known: impl Iterator<Item = (Slot, Option<&'a super::Value>)>) -> String {
    let known: Vec<_> = known.collect();
    match (known.as_slice(), known.last()) {
        ([], _) | (_, None) => "–".to_string(),
        ([(slot, Some(value))], _) => format!("{slot}:{value}"),
        ([(slot, None)], _) => slot.to_string(),
        ([(first, _), ..], Some((last, _))) => format!("{first}–{last}"),
    }
}

pub(super) fn message(message: &Message) -> MessageView<Word> {
    let mut fields = Vec::new();
    let brief = match message {
        Message::Prepare { ballot: own, chosen } => {
            fields.extend([ballot(Word::Ballot, Some(*own)), number(Word::Chosen, chosen.0)]);
            vec![words("Prepare"), Value::Number(own.number())]
        }
        Message::Promise { ballot: own, accepted, snapshot } => {
            let listed = slots(accepted.iter().map(|(slot, known)| (*slot, Some(&known.value))));
            fields.push(ballot(Word::Ballot, Some(*own)));
            fields.push(field(Word::Accepted, words(&listed)));
            if let Some(snapshot) = snapshot {
                fields.push(number(Word::Snapshot, snapshot.slot.0));
            }
            let mut brief = vec![words("Promise"), Value::Number(own.number())];
            if !accepted.is_empty() {
                brief.push(words(&format!("· {listed}")));
            }
            brief
        }
        Message::Accept { ballot: own, entries, chosen } => {
            let listed = slots(entries.iter().map(|(slot, value)| (*slot, Some(value))));
            fields.push(ballot(Word::Ballot, Some(*own)));
            fields.push(field(Word::Slots, words(&listed)));
            fields.push(number(Word::Chosen, chosen.0));
            vec![words("Accept"), words(&listed)]
        }
        Message::Accepted { ballot: own, slots: known } => {
            let listed = slots(known.iter().map(|slot| (*slot, None)));
            fields.push(ballot(Word::Ballot, Some(*own)));
            fields.push(field(Word::Slots, words(&listed)));
            vec![words("Accepted"), words(&listed)]
        }
        Message::Refusal { ballot: own, reason } => {
            fields.push(ballot(Word::Ballot, Some(*own)));
            let (name, value) = match reason {
                Reason::Promised(promised) => (Word::Promised, Value::Number(promised.number())),
                Reason::Lease(holder) => (Word::GrantedTo, Value::Node(*holder)),
            };
            fields.push(field(name, value.clone()));
            vec![Value::Word(Word::No), words("·"), Value::Word(name), value]
        }
        Message::Heartbeat { ballot: own, chosen, lease } => {
            fields.extend([ballot(Word::Ballot, Some(*own)), number(Word::Chosen, chosen.0)]);
            if let Some(round) = lease {
                fields.push(number(Word::Round, *round));
            }
            vec![words("Heartbeat")]
        }
        Message::Granted { ballot: own, lease } => {
            fields.extend([ballot(Word::Ballot, Some(*own)), number(Word::Round, *lease)]);
            vec![words("Granted"), Value::Number(*lease)]
        }
        Message::CatchUp { chosen } => {
            fields.push(number(Word::Chosen, chosen.0));
            vec![words("CatchUp"), Value::Number(chosen.next().0)]
        }
        Message::Chosen { entries, chosen } => {
            let listed = slots(entries.iter().map(|(slot, known)| (*slot, Some(&known.value))));
            fields.push(field(Word::Slots, words(&listed)));
            fields.push(number(Word::Chosen, chosen.0));
            vec![words("Chosen"), words(&listed)]
        }
        Message::Snapshot { snapshot } => {
            fields.push(number(Word::Snapshot, snapshot.slot.0));
            vec![words("Snapshot"), Value::Number(snapshot.slot.0)]
        }
    };
    MessageView { brief, fields }
}
