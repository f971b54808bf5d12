//! What a side has cost, and what its clients got for it, up to the present.
//!
//! Each meter is defined in `docs/comparisons.md`, the same for every protocol.

use super::requests::{Asked, Requests, requests};
use crate::experiment::Experiment;
use machine::{Endpoint, Micros, NodeId};
use simulator::{Doubt, EventKind, Label, Packet, Scene};

/// The least and the greatest of several.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Spread<T> {
    /// The least.
    pub least: T,
    /// The greatest.
    pub most: T,
}

impl<T: Copy + Ord> Spread<T> {
    /// `None` of none.
    fn of(all: impl Iterator<Item = T> + Clone) -> Option<Self> {
        Some(Spread { least: all.clone().min()?, most: all.max()? })
    }
}

/// For how long servers had voted to commit and did not know what was decided.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct InDoubt {
    /// All such times of all servers together.
    pub total: Micros,
    /// The longest of one server, without a break.
    pub longest: Micros,
    /// The servers that are in doubt now, crashed ones too.
    pub now: Vec<NodeId>,
}

/// What the clients saw.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Availability {
    /// How many requests they made.
    pub asked: u32,
    /// How many of them were answered.
    pub answered: u32,
    /// The longest that one request waited, or has waited so far.
    pub longest_wait: Micros,
    /// The longest time during which a request waited and no client got an answer.
    pub silence: Micros,
}

/// A meter in words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MeterRow {
    /// Its stable name, and its title.
    pub name: Label,
    /// What it counts.
    pub help: &'static str,
    /// What it shows.
    pub value: String,
}

/// The meters of one side.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Meters {
    /// Messages that servers sent each other, copies by the network not counted.
    pub messages: u32,
    /// About how many bytes those have.
    pub bytes: u64,
    /// Saves that disks finished.
    pub saves: u32,
    /// Requests that led to a decision, and others that were answered as carried out; no reads.
    pub decisions: u32,
    /// Messages that a request led to, of the requests decided without a timer going off, on
    /// average; in tenths, rounded to the nearest.
    pub tenths_per_decision: Option<u64>,
    /// Messages one after the other, from a request to its decision.
    pub rounds: Option<Spread<u32>>,
    /// From a request to when the first server knew it to be decided.
    pub to_decision: Option<Spread<Micros>>,
    /// From a request to its answer.
    pub to_answer: Option<Spread<Micros>>,
    /// How long servers were in doubt; only those of commit protocols ever are.
    pub in_doubt: InDoubt,
    /// What the clients saw.
    pub availability: Availability,
}

impl Meters {
    /// Those of a run up to its present position, where it looks like `scene`.
    #[must_use]
    pub fn of(run: &dyn Experiment, scene: &Scene) -> Self {
        let position = run.position();
        let trace = run.trace();
        let sent = trace.packets.partition_point(|packet| packet.sent < position);
        let is_node = |end: Endpoint| end.node().is_some();
        let between = trace.packets[..sent]
            .iter()
            .filter(|packet| packet.copy == 0 && is_node(packet.from) && is_node(packet.to));
        let events = &trace.events[..position as usize];
        let saves = events.iter().filter(|event| matches!(event.kind, EventKind::Saved(_)));
        let Requests { asked, direct } = requests(run, scene);
        let decided = |asked: &&Asked| asked.decided.is_some() || asked.is_done;
        let is_direct = |asked: &Asked| asked.decided.is_some_and(|decided| !decided.is_by_timer);
        let led_to = |packet: &&Packet| {
            let request = direct[packet.sent as usize];
            request.is_some_and(|request| is_direct(&asked[request as usize]))
        };
        let direct_messages = between.clone().filter(led_to).count() as u64;
        let direct_decisions = asked.iter().filter(|asked| is_direct(asked)).count() as u64;
        let tenths = (direct_messages * 20 + direct_decisions).checked_div(2 * direct_decisions);
        let took = |asked: &Asked| Some(asked.decided?.at.since(asked.at));
        let waited = |asked: &Asked| Some(asked.answered?.since(asked.at));
        Meters {
            messages: between.clone().count() as u32,
            bytes: between.map(|packet| u64::from(packet.size)).sum(),
            saves: saves.count() as u32,
            decisions: asked.iter().filter(decided).count() as u32,
            tenths_per_decision: tenths,
            rounds: Spread::of(asked.iter().filter_map(|asked| Some(asked.decided?.messages))),
            to_decision: Spread::of(asked.iter().filter_map(took)),
            to_answer: Spread::of(asked.iter().filter_map(waited)),
            in_doubt: in_doubt(run),
            availability: availability(&asked, run.now()),
        }
    }
}

fn in_doubt(run: &dyn Experiment) -> InDoubt {
    let mut since: Vec<Option<Micros>> = vec![None; usize::from(run.setup().nodes)];
    let mut found = InDoubt::default();
    let mut add = |time: Micros| {
        found.total = found.total.plus(time);
        found.longest = found.longest.max(time);
    };
    for event in &run.trace().events[..run.position() as usize] {
        let node = event.place.and_then(Endpoint::node);
        match (event.doubt, node) {
            (Some(Doubt::Begins), Some(node)) => since[node.index()] = Some(event.at),
            (Some(Doubt::Ends), Some(node)) => {
                let began = since[node.index()].take();
                add(began.map_or(Micros(0), |began| event.at.since(began)));
            }
            (Some(_), None) | (None, _) => {}
        }
    }
    since.iter().flatten().for_each(|began| add(run.now().since(*began)));
    let still = |node: &NodeId| since[node.index()].is_some();
    found.now = NodeId::all(run.setup().nodes).filter(still).collect();
    found
}

fn availability(asked: &[Asked], now: Micros) -> Availability {
    let waits = asked.iter().map(|asked| asked.answered.unwrap_or(now).since(asked.at));
    // Of what happens at one time, answers come first: a client that asks anew has waited anew.
    let mut turns: Vec<(Micros, bool)> = Vec::new();
    for Asked { at, answered, .. } in asked {
        turns.push((*at, true));
        turns.extend(answered.map(|at| (at, false)));
    }
    turns.sort_unstable();
    let (mut waiting, mut since, mut silence) = (0, Micros(0), Micros(0));
    for (at, is_request) in turns {
        if is_request {
            if waiting == 0 {
                since = at;
            }
            waiting += 1;
        } else {
            waiting -= 1;
            silence = silence.max(at.since(since));
            since = at;
        }
    }
    if waiting > 0 {
        silence = silence.max(now.since(since));
    }
    Availability {
        asked: asked.len() as u32,
        answered: asked.iter().filter(|asked| asked.answered.is_some()).count() as u32,
        longest_wait: waits.max().unwrap_or_default(),
        silence,
    }
}
