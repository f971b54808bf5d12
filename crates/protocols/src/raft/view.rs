//! What a person may see of a server, its disk and its messages.

use super::Raft;
use super::configuration::Configuration;
use super::message::{Appended, Ask, Installed, Message, Vote};
use super::snapshot::Piece;
use super::state::{Content, LogIndex, Memory, Persistent, Role};
use super::word::Word;
use core::ops::Range;
use machine::{
    Badge, Cell, Field, Membership, MessageHead, MessageView, Node, NodeId, NodeSet, NodeView,
    PeerView, Shape, Standing, Status, Value,
};

fn field(name: Word, value: Value<Word>) -> Field<Word> {
    Field { name, value }
}

fn number(name: Word, value: u64) -> Field<Word> {
    field(name, Value::Number(value))
}

fn role(raft: &Raft, node: &Node<Raft>) -> (Word, Shape) {
    let configuration = raft.configuration(&node.memory);
    match node.memory.role {
        Role::Follower { .. } if configuration.all_voters().contains(node.id) => {
            (Word::Follower, Shape::Ring)
        }
        Role::Follower { .. } if configuration.learners.contains(node.id) => {
            (Word::Learner, Shape::DottedRing)
        }
        Role::Follower { .. } => (Word::Outsider, Shape::DottedRing),
        Role::Candidate { .. } => (Word::Candidate, Shape::DashedRing),
        Role::PreCandidate { .. } => (Word::PreCandidate, Shape::DashedRing),
        Role::Leader { .. } => (Word::Leader, Shape::Hexagon),
    }
}

pub(super) fn status(raft: &Raft, node: &Node<Raft>) -> Status {
    let (_, shape) = role(raft, node);
    Status { shape, era: node.memory.state.term.0 }
}

pub(super) fn node(raft: &Raft, node: &Node<Raft>, indexes: Range<u64>) -> NodeView<Word> {
    let (role, _) = role(raft, node);
    NodeView {
        role,
        status: status(raft, node),
        era_name: Word::Term,
        badges: badges(raft, node),
        memory: memory(raft, node, role),
        log: log(raft, &node.memory, indexes),
        peers: peers(node),
    }
}

/// A candidate's votes; in a joint configuration those of the old half too.
fn badges(raft: &Raft, node: &Node<Raft>) -> Vec<Badge<Word>> {
    let (Role::Candidate { votes } | Role::PreCandidate { votes }) = &node.memory.role else {
        return Vec::new();
    };
    let votes: NodeSet = votes.iter().copied().collect();
    let configuration = raft.configuration(&node.memory);
    let badge = |name: Word, half: NodeSet| Badge {
        name,
        count: u64::from(votes.and(half).len()),
        of: Some(u64::from(raft.votes_needed(half))),
    };
    let mut badges = vec![badge(Word::Votes, configuration.voters)];
    if configuration.is_joint() {
        badges.push(badge(Word::OldVoters, configuration.outgoing));
    }
    badges
}

/// Which servers a server takes for the cluster.
pub(super) fn membership(raft: &Raft, node: &Node<Raft>) -> Membership {
    let (index, Configuration { voters, outgoing, learners, .. }) = raft.latest(&node.memory);
    let is_known = index <= node.memory.commit;
    let standing = if is_known { Standing::Decided } else { Standing::Open };
    Membership { voters, outgoing, learners, standing }
}

/// The configuration, where it is not simply that all servers vote from the beginning.
fn configuration(raft: &Raft, node: &Node<Raft>, fields: &mut Vec<Field<Word>>) {
    let nodes = |set: NodeSet| Value::Nodes(set.iter().collect());
    let (index, configuration) = raft.latest(&node.memory);
    if index.0 > 0 || configuration.voters.len() < raft.nodes {
        fields.push(number(Word::ConfigurationAt, index.0));
        fields.push(field(Word::Voters, nodes(configuration.voters)));
        fields.push(field(Word::OldVoters, nodes(configuration.outgoing)));
        fields.push(field(Word::Learners, nodes(configuration.learners)));
    }
    if let Some(catch_up) = &node.memory.catch_up {
        fields.push(field(Word::CatchingUp, nodes(catch_up.servers)));
    }
}

fn memory(raft: &Raft, node: &Node<Raft>, role: Word) -> Vec<Field<Word>> {
    let memory = &node.memory;
    let mut fields = vec![
        field(Word::Role, Value::Word(role)),
        number(Word::Commit, memory.commit.0),
        number(Word::Applied, memory.applied.0),
    ];
    let per_node = |indexes: &[LogIndex]| {
        let nodes = (1..).map(NodeId).zip(indexes);
        Value::PerNode(nodes.map(|(node, index)| (node, index.0)).collect())
    };
    match &memory.role {
        Role::Follower { leader } => fields.push(field(Word::KnownLeader, Value::Node(*leader))),
        Role::Candidate { votes } | Role::PreCandidate { votes } => {
            fields.push(field(Word::Votes, Value::Nodes(votes.clone())));
        }
        Role::Leader { next, matched } => {
            fields.push(field(Word::Match, per_node(matched)));
            fields.push(field(Word::Next, per_node(next)));
            let contact = &memory.contact;
            if !contact.acked.is_empty() {
                let acked = contact.acked.iter().map(|round| LogIndex(round.0));
                fields.push(field(Word::Round, per_node(&acked.collect::<Vec<_>>())));
                fields.push(number(Word::Reads, contact.reads.len() as u64));
            }
            if contact.transfer.is_some() {
                fields.push(field(Word::Transfer, Value::Node(contact.transfer)));
            }
        }
    }
    configuration(raft, node, &mut fields);
    if let Some(receiving) = &memory.receiving {
        fields.push(number(Word::Receiving, receiving.bytes()));
    }
    if !memory.sessions.open.is_empty() {
        fields.push(number(Word::Sessions, memory.sessions.open.len() as u64));
    }
    // The vote stands among the disk's fields; without the rule to save it, memory knows better.
    if memory.state.vote != node.disk.vote {
        fields.push(field(Word::Vote, Value::Node(memory.state.vote)));
    }
    fields
}

fn log(raft: &Raft, memory: &Memory, indexes: Range<u64>) -> Vec<Cell> {
    let cell = |(index, entry): (LogIndex, &super::Entry)| Cell {
        index: index.0,
        era: entry.term.0,
        text: match &entry.content {
            Content::NoOp => "no-op".to_string(),
            Content::Request(request) if raft.registers(request) => {
                format!("register {}", request.client)
            }
            Content::Request(request) => request.command.to_string(),
            Content::Configuration(configuration) => configuration.to_string(),
        },
        decided: index <= memory.commit,
    };
    let entries = memory.state.log.from(LogIndex(indexes.start));
    entries.take_while(|(index, _)| index.0 < indexes.end).map(cell).collect()
}

fn peers(node: &Node<Raft>) -> Vec<PeerView<Word>> {
    let Role::Leader { next, matched } = &node.memory.role else { return Vec::new() };
    let nodes = (1..).map(NodeId).zip(next.iter().zip(matched));
    let others = nodes.filter(|(other, _)| *other != node.id);
    let peer = |(other, (next, matched)): (NodeId, (&LogIndex, &LogIndex))| {
        let mut fields = vec![number(Word::Match, matched.0), number(Word::Next, next.0)];
        if let Some(sending) = node.memory.sending.get(&other) {
            fields.push(number(Word::Sending, sending.offset));
        }
        PeerView { node: other, fields }
    };
    others.map(peer).collect()
}

pub(super) fn disk(disk: &Persistent) -> Vec<Field<Word>> {
    let mut fields = vec![
        number(Word::Term, disk.term.0),
        field(Word::Vote, Value::Node(disk.vote)),
        number(Word::Log, disk.log.last_index().0),
    ];
    if let Some(snapshot) = &disk.snapshot {
        fields.push(number(Word::Snapshot, snapshot.base.index.0));
    }
    fields
}

fn size(pieces: &[Piece]) -> u64 {
    pieces.iter().map(Piece::size).sum()
}

pub(super) fn message_head(message: &Message) -> MessageHead {
    let (kind, is_reply, is_refusal, size) = match message {
        Message::RequestVote { ask: Ask::PreVote, .. } => ("PreVote", false, false, 28),
        Message::RequestVote { .. } => ("RequestVote", false, false, 28),
        Message::TimeoutNow { .. } => ("TimeoutNow", false, false, 12),
        Message::RequestVoteReply { ask, vote, .. } => {
            let is_pre_vote = *ask == Ask::PreVote;
            let kind = if is_pre_vote { "PreVoteReply" } else { "RequestVoteReply" };
            (kind, true, *vote == Vote::Refused, 12)
        }
        Message::AppendEntries { entries, .. } => {
            ("AppendEntries", false, false, 36 + 24 * entries.len() as u32)
        }
        Message::AppendEntriesReply { result, .. } => {
            ("AppendEntriesReply", true, !matches!(result, Appended::Matched(_)), 28)
        }
        Message::InstallSnapshot { pieces, .. } => {
            ("InstallSnapshot", false, false, 36 + size(pieces) as u32)
        }
        Message::InstallSnapshotReply { result, .. } => {
            ("InstallSnapshotReply", true, *result == Installed::Stale, 28)
        }
    };
    MessageHead { kind, era: message.term().0, is_reply, is_refusal, size }
}

pub(super) fn message(message: &Message) -> MessageView<Word> {
    let text = |text: &str| Value::Text(text.to_string());
    let mut fields = vec![number(Word::Term, message.term().0)];
    let brief = match message {
        Message::RequestVote { last_index, last_term, .. } => {
            fields.push(number(Word::LastIndex, last_index.0));
            fields.push(number(Word::LastTerm, last_term.0));
            vec![text(message_head(message).kind)]
        }
        Message::TimeoutNow { .. } => vec![text(message_head(message).kind)],
        Message::RequestVoteReply { vote: Vote::Granted, .. } => vec![Value::Word(Word::Granted)],
        Message::RequestVoteReply { vote: Vote::Refused, .. } => vec![Value::Word(Word::NoVote)],
        Message::AppendEntries {
            previous_index, previous_term, entries, commit, round, ..
        } => {
            fields.push(number(Word::PreviousIndex, previous_index.0));
            fields.push(number(Word::PreviousTerm, previous_term.0));
            fields.push(number(Word::Entries, entries.len() as u64));
            fields.push(number(Word::Commit, commit.0));
            if round.0 > 0 {
                fields.push(number(Word::Round, round.0));
            }
            let first = previous_index.next().0;
            match entries.len() as u64 {
                0 => vec![Value::Word(Word::Heartbeat)],
                1 => vec![text("AppendEntries"), Value::Number(first)],
                count => vec![
                    text("AppendEntries"),
                    Value::Text(format!("{first}–{}", first + count - 1)),
                ],
            }
        }
        Message::AppendEntriesReply { result: Appended::Matched(index), .. } => {
            fields.push(number(Word::Match, index.0));
            let index = Value::Number(index.0);
            vec![Value::Word(Word::Ok), text("·"), Value::Word(Word::Match), index]
        }
        Message::AppendEntriesReply { result: Appended::Stale, .. } => {
            vec![Value::Word(Word::No), text("·"), Value::Word(Word::Term)]
        }
        Message::AppendEntriesReply { result: Appended::Conflict { first, .. }, .. } => {
            fields.push(number(Word::ConflictAt, first.0));
            let first = Value::Number(first.0);
            vec![Value::Word(Word::No), text("·"), Value::Word(Word::ConflictAt), first]
        }
        Message::InstallSnapshot { base, offset, pieces, done, .. } => {
            fields.push(number(Word::LastIndex, base.index.0));
            fields.push(number(Word::LastTerm, base.term.0));
            fields.push(number(Word::Offset, *offset));
            fields.push(number(Word::Bytes, size(pieces)));
            let mut brief = vec![text("InstallSnapshot"), Value::Number(base.index.0)];
            if *done {
                brief.push(Value::Word(Word::Done));
            }
            brief
        }
        Message::InstallSnapshotReply { index, result, .. } => {
            fields.push(number(Word::LastIndex, index.0));
            match result {
                Installed::Whole => vec![Value::Word(Word::Ok), Value::Number(index.0)],
                Installed::Upto(bytes) => {
                    fields.push(number(Word::Bytes, *bytes));
                    vec![Value::Word(Word::Bytes), Value::Number(*bytes)]
                }
                Installed::Stale => vec![Value::Word(Word::No), text("·"), Value::Word(Word::Term)],
            }
        }
    };
    MessageView { brief, fields }
}
