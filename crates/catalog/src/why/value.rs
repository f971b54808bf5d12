//! The value of what is asked about, and the event that last set it.

use super::question::NoAnswer;
use crate::Language;
use crate::experiment::Experiment;
use machine::{Cell, Endpoint, NodeId, Text, Value};
use simulator::{Event, EventKind, Label, NodeScene, Power};

/// How many events are computed at a time while going back: as many as lie between two kept copies
/// of a run. Any other number would be right and slower.
const STRETCH: u32 = 256;

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

    /// Its value now.
    pub(super) fn of(&self, run: &dyn Experiment, node: NodeId) -> Found {
        let scene = run.node(node, Language::default());
        let entry = |cell: Option<Cell>| {
            cell.map_or(Found::Nothing, |cell| Found::Entry(cell.era, cell.text))
        };
        match self {
            Watched::Role if scene.power == Power::Down => Found::Down,
            Watched::Role => Found::Field(Value::Word(scene.view.role)),
            Watched::Era => Found::Field(Value::Number(scene.view.status.era)),
            Watched::Field(name) => field(&scene, name),
            Watched::Entry(index) => entry(cell(scene, *index)),
            Watched::Decided(index) => entry(cell(scene, *index).filter(|cell| cell.decided)),
        }
    }
}

fn field(scene: &NodeScene, name: &str) -> Found {
    let mut fields = scene.view.memory.iter().chain(&scene.disk);
    if let Some(field) = fields.find(|field| field.name.key == name) {
        return Found::Field(field.value.clone());
    }
    let is_era = scene.view.era_name.key == name;
    if is_era { Found::Field(Value::Number(scene.view.status.era)) } else { Found::Nothing }
}

fn cell(scene: NodeScene, index: u64) -> Option<Cell> {
    scene.view.log.into_iter().find(|cell| cell.index == index)
}

/// The last of the first `end` events that changed what is watched at the node; `None` if it is
/// what it was at the beginning.
pub(super) fn last_change(
    run: &mut dyn Experiment,
    end: u32,
    node: NodeId,
    watched: &Watched,
) -> Option<u32> {
    // An act at no place, such as breaking a rule, may change what a server shows.
    let concerns = |event: &Event| match event.place {
        Some(place) => place == Endpoint::Node(node),
        None => event.kind.act().is_some(),
    };
    let look = |run: &dyn Experiment| watched.of(run, node);
    last(run, end, concerns, look, |before, after| before != after)
}

/// The last of the first `end` events that concern us and for which `is_it` says so of what `look`
/// finds before it and after it. Each event is computed once at most.
pub(super) fn last<T>(
    run: &mut dyn Experiment,
    end: u32,
    concerns: impl Fn(&Event) -> bool,
    look: impl Fn(&dyn Experiment) -> T,
    is_it: impl Fn(&T, &T) -> bool,
) -> Option<u32> {
    let beginning = u32::from(run.setup().nodes);
    let mut end = end;
    while end > beginning {
        let start = beginning.max((end - 1) / STRETCH * STRETCH);
        let events = &run.trace().events[start as usize..end as usize];
        let places: Vec<u32> =
            (start..).zip(events).filter(|(_, e)| concerns(e)).map(|(place, _)| place).collect();
        if !places.is_empty() {
            run.seek(start);
            let mut before = look(run);
            let mut found = None;
            for event in places {
                run.seek(event + 1);
                let after = look(run);
                if is_it(&before, &after) {
                    found = Some(event);
                }
                before = after;
            }
            if found.is_some() {
                return found;
            }
        }
        end = start;
    }
    None
}
