//! The value of what is asked about.

use super::question::NoAnswer;
use crate::Language;
use crate::experiment::{Experiment, Past};
use core::ops::Range;
use machine::{Cell, NO_LOG, NodeId, Text, Value};
use simulator::{EventKind, Glance, Label, Power};

/// What is watched at a server.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Watched {
    Role,
    Era,
    Field(Text),
    Entry(u64),
    Decided(u64),
}

/// What it is at some moment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Found {
    Nothing,
    Down,
    Field(Value<Label>),
    Entry(u64, String),
}

impl Found {
    /// Whether a message could have brought it as it is. A word, a node or a list says what one
    /// server is to others, and two servers may well say the same for different reasons.
    pub(super) fn travels(&self) -> bool {
        match self {
            Found::Entry(..) | Found::Field(Value::Number(_)) => true,
            Found::Nothing
            | Found::Down
            | Found::Field(
                Value::Word(_)
                | Value::Node(_)
                | Value::PerNode(_)
                | Value::Nodes(_)
                | Value::Text(_),
            ) => false,
        }
    }
}

/// A value that came with a message, and may have been its sender's before.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Travelling {
    pub(super) node: NodeId,
    pub(super) watched: Watched,
}

impl Watched {
    /// A field of memory or disk, by its name. That of a role says also whether a server is down.
    pub(super) fn field(name: &Text) -> Self {
        if **name == *"role" { Watched::Role } else { Watched::Field(name.clone()) }
    }

    /// Where the value comes from that nothing has changed: the node's start. A log has no entry
    /// then.
    pub(super) fn at_start(&self, run: &dyn Experiment, node: NodeId) -> Result<u32, NoAnswer> {
        match self {
            Watched::Role | Watched::Era | Watched::Field(_) => {
                let mut events = run.trace().events.iter();
                let start = events.position(|event| event.kind == EventKind::Started(node));
                Ok(start.map_or(0, |event| event as u32))
            }
            Watched::Entry(index) | Watched::Decided(index) => Err(NoAnswer::NoEntry(node, *index)),
        }
    }

    /// Whether messages carry it from server to server. A role is each server's own.
    pub(super) fn travels(self, node: NodeId) -> Option<Travelling> {
        match self {
            Watched::Role => None,
            Watched::Era | Watched::Field(_) | Watched::Entry(_) | Watched::Decided(_) => {
                Some(Travelling { node, watched: self })
            }
        }
    }

    /// Which part of the log has to be seen for it.
    fn indexes(&self) -> Range<u64> {
        match self {
            Watched::Role | Watched::Era | Watched::Field(_) => NO_LOG,
            Watched::Entry(index) | Watched::Decided(index) => *index..*index + 1,
        }
    }

    /// Its value at that moment.
    pub(super) fn of(&self, past: &dyn Past, node: NodeId) -> Found {
        let seen = past.server(node, self.indexes(), Language::default());
        let entry = |cell: Option<Cell>| {
            cell.map_or(Found::Nothing, |cell| Found::Entry(cell.era, cell.text))
        };
        let cell = |mut seen: Glance| seen.view.log.pop();
        match self {
            Watched::Role if seen.power == Power::Down => Found::Down,
            Watched::Role => Found::Field(Value::Word(seen.view.role)),
            Watched::Era => Found::Field(Value::Number(seen.view.status.era)),
            Watched::Field(name) => field(&seen, name),
            Watched::Entry(_) => entry(cell(seen)),
            Watched::Decided(_) => entry(cell(seen).filter(|cell| cell.decided)),
        }
    }
}

fn field(seen: &Glance, name: &str) -> Found {
    let mut fields = seen.view.memory.iter().chain(&seen.disk);
    if let Some(field) = fields.find(|field| field.name.key == name) {
        return Found::Field(field.value.clone());
    }
    let is_era = seen.view.era_name.key == name;
    if is_era { Found::Field(Value::Number(seen.view.status.era)) } else { Found::Nothing }
}
