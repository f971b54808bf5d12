//! What a person may see of a server, its disk and its messages.

use super::PrimaryBackup;
use super::message::Message;
use super::state::{Acknowledged, Heard, LogIndex, Memory, Persistent, Role, View};
use super::word::Word;
use core::ops::Range;
use machine::{
    Badge, Cell, Field, MessageHead, MessageView, Node, NodeId, NodeView, PeerView, Shape, Status,
    Value,
};

fn field(name: Word, value: Value<Word>) -> Field<Word> {
    Field { name, value }
}

fn number(name: Word, value: u64) -> Field<Word> {
    field(name, Value::Number(value))
}

fn role(memory: &Memory) -> (Word, Shape) {
    match memory.role {
        Role::ViewService { .. } => (Word::ViewService, Shape::DottedRing),
        Role::Primary { .. } => (Word::Primary, Shape::Hexagon),
        Role::Backup => (Word::Backup, Shape::Ring),
        Role::Spare => (Word::Spare, Shape::DottedRing),
    }
}

pub(super) fn status(node: &Node<PrimaryBackup>) -> Status {
    let (_, shape) = role(&node.memory);
    Status { shape, era: node.memory.state.view.number.0 }
}

pub(super) fn node(
    node: &Node<PrimaryBackup>,
    dead_pings: u64,
    indexes: Range<u64>,
) -> NodeView<Word> {
    let (role, _) = role(&node.memory);
    NodeView {
        role,
        status: status(node),
        era_name: Word::View,
        badges: badges(&node.memory),
        memory: memory(&node.memory, role, dead_pings),
        log: log(&node.memory, indexes),
        peers: peers(&node.memory),
    }
}

fn badges(memory: &Memory) -> Vec<Badge<Word>> {
    match memory.waiting.len() as u64 {
        0 => Vec::new(),
        count => vec![Badge { name: Word::Waiting, count, of: None }],
    }
}

fn members(view: &View) -> [Field<Word>; 2] {
    [field(Word::Primary, Value::Node(view.primary)), field(Word::Backup, Value::Node(view.backup))]
}

fn memory(memory: &Memory, role: Word, dead_pings: u64) -> Vec<Field<Word>> {
    let mut fields = vec![field(Word::Role, Value::Word(role))];
    match &memory.role {
        Role::ViewService { heard } => {
            let word = match memory.state.acknowledged {
                Acknowledged::Yes => Word::Yes,
                Acknowledged::No => Word::No,
            };
            fields.push(field(Word::Acknowledged, Value::Word(word)));
            let is_alive = |heard: &Heard| match heard {
                Heard::Never(_) => false,
                Heard::Ago(ticks) => *ticks <= dead_pings,
            };
            let nodes = (1..).map(NodeId).zip(heard);
            let alive = nodes.filter(|(_, heard)| is_alive(heard)).map(|(node, _)| node);
            fields.push(field(Word::Alive, Value::Nodes(alive.collect())));
        }
        Role::Primary { backup, saved } => {
            fields.push(number(Word::Commit, memory.settled.0));
            fields.push(number(Word::Saved, saved.0));
            if let Some(backup) = backup {
                let has = match backup.has {
                    Some(has) => Value::Number(has.0),
                    None => Value::Word(Word::Nothing),
                };
                fields.push(field(Word::BackupHas, has));
            }
        }
        Role::Backup | Role::Spare => fields.push(number(Word::Commit, memory.settled.0)),
    }
    fields
}

fn log(memory: &Memory, indexes: Range<u64>) -> Vec<Cell> {
    let count = usize::try_from(indexes.end - indexes.start).unwrap_or(usize::MAX);
    let operations = memory.state.log.from(LogIndex(indexes.start)).take(count);
    operations
        .map(|(index, operation)| Cell {
            index: index.0,
            era: operation.view.0,
            text: operation.request.command.to_string(),
            decided: index <= memory.settled,
        })
        .collect()
}

fn peers(memory: &Memory) -> Vec<PeerView<Word>> {
    let Role::ViewService { heard } = &memory.role else { return Vec::new() };
    let others = (1..).map(NodeId).zip(heard).skip(1);
    others
        .map(|(node, heard)| PeerView { node, fields: vec![number(Word::Silent, heard.ticks())] })
        .collect()
}

pub(super) fn disk(disk: &Persistent) -> Vec<Field<Word>> {
    let mut fields = vec![number(Word::View, disk.view.number.0)];
    fields.extend(members(&disk.view));
    fields.push(number(Word::Holds, disk.holds.0));
    fields.push(number(Word::Log, disk.log.last_index().0));
    fields
}

pub(super) fn message_head(message: &Message) -> MessageHead {
    let (kind, is_reply, is_refusal, size) = match message {
        Message::Ping { .. } => ("Ping", false, false, 12),
        Message::Current { .. } => ("Current", true, false, 20),
        Message::Transfer { log, .. } => {
            ("Transfer", false, false, 36 + 24 * log.last_index().0 as u32)
        }
        Message::Forward { operations, .. } => {
            ("Forward", false, false, 28 + 24 * operations.len() as u32)
        }
        Message::Forwarded { .. } => ("Forwarded", true, false, 20),
        Message::Refused { .. } => ("Refused", true, true, 12),
    };
    MessageHead { kind, era: message.view().0, is_reply, is_refusal, size }
}

pub(super) fn message(message: &Message) -> MessageView<Word> {
    let text = |text: &str| Value::Text(text.to_string());
    let mut fields = vec![number(Word::View, message.view().0)];
    let brief = match message {
        Message::Ping { view } => vec![text("Ping"), Value::Number(view.0)],
        Message::Current { view } => {
            fields.extend(members(view));
            vec![Value::Word(Word::View), Value::Number(view.number.0)]
        }
        Message::Transfer { view, log, settled } => {
            fields.extend(members(view));
            fields.push(number(Word::Log, log.last_index().0));
            fields.push(number(Word::Commit, settled.0));
            vec![text("Transfer"), Value::Number(log.last_index().0)]
        }
        Message::Forward { previous, operations, settled, .. } => {
            fields.push(number(Word::Previous, previous.0));
            fields.push(number(Word::Operations, operations.len() as u64));
            fields.push(number(Word::Commit, settled.0));
            let (first, count) = (previous.next().0, operations.len() as u64);
            match count {
                0 | 1 => vec![text("Forward"), Value::Number(first)],
                _ => vec![text("Forward"), Value::Text(format!("{first}–{}", first + count - 1))],
            }
        }
        Message::Forwarded { has, .. } => {
            fields.push(number(Word::Has, has.0));
            vec![Value::Word(Word::Has), Value::Number(has.0)]
        }
        Message::Refused { view } => {
            vec![
                Value::Word(Word::No),
                text("·"),
                Value::Word(Word::OldView),
                Value::Number(view.0),
            ]
        }
    };
    MessageView { brief, fields }
}
