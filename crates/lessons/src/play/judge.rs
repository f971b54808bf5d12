//! Whether something is so, and what is so instead.

use super::linear::{Verdict, linearizable};
use super::show::value;
use crate::claim::{Claim, Entry, Seen};
use catalog::{Experiment, Language};
use machine::{Cell, Field, NodeId, Outcome};
use simulator::{ClientScene, Label, NodeScene, Power, Scene};

/// What the role that leads is called, in one protocol or another.
const LEADING: [&str; 4] = ["leader", "primary", "master", "coordinator"];

/// How a number in a claim is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Reading {
    /// It must be this: `expect`.
    Exact,
    /// It must have been reached: `run until`.
    AtLeast,
}

/// What became of a claim.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Finding {
    pub(super) holds: bool,
    pub(super) expected: String,
    pub(super) found: String,
}

impl Finding {
    fn new(holds: bool, expected: impl Into<String>, found: impl Into<String>) -> Self {
        Finding { holds, expected: expected.into(), found: found.into() }
    }

    /// One text against another.
    fn equal(expected: String, found: String) -> Self {
        Finding { holds: expected == found, expected, found }
    }
}

/// Judges a claim.
///
/// # Errors
/// If it names something that this protocol's servers do not have.
pub(super) fn judge(
    experiment: &dyn Experiment,
    claim: &Claim,
    reading: Reading,
) -> Result<Finding, String> {
    let scene = || experiment.scene(Language::English);
    match claim {
        Claim::Field(node, key, expected) => field(&scene(), *node, key, expected, reading),
        Claim::Saved(node, key, expected) => saved(&scene(), *node, key, expected, reading),
        Claim::Peer(node, key, peer, count) => {
            peer_field(&scene(), *node, key, (*peer, *count), reading)
        }
        Claim::Power(node, power) => {
            let found = scene().nodes[node.index()].power;
            Ok(Finding::equal(power_word(*power).to_owned(), power_word(found).to_owned()))
        }
        Claim::Log(node, entries) => {
            let expected: Vec<String> = entries.iter().map(entry).collect();
            Ok(Finding::equal(listed(&expected, "empty"), log(&scene().nodes[node.index()])))
        }
        Claim::Contents(node, pairs) => {
            let of = |(key, value): (&str, &str)| format!("{key}={value}");
            let expected: Vec<String> = pairs.iter().map(|(key, value)| of((key, value))).collect();
            let found = scene().nodes[node.index()].contents.clone();
            let found: Vec<String> = found.iter().map(|(key, value)| of((key, value))).collect();
            Ok(Finding::equal(listed(&expected, "nothing"), listed(&found, "nothing")))
        }
        Claim::Leader(node) => Ok(leader(experiment, *node)),
        Claim::NoLeader => {
            let leaders = leaders(experiment);
            Ok(Finding::new(leaders.is_empty(), "no leader", names(&leaders)))
        }
        Claim::Agreed => Ok(agreed(&scene())),
        Claim::Synced => Ok(synced(&scene())),
        Claim::Client(client, seen) => Ok(client_saw(&scene().clients[client.index()], seen)),
        Claim::Safe => {
            let broken = broken(experiment);
            Ok(Finding::new(broken.is_empty(), "every property to hold", broken.join("; ")))
        }
        Claim::Violated(name) => {
            let broken = broken(experiment);
            let holds = broken.iter().any(|found| found.starts_with(&format!("{name}, ")));
            let found =
                if broken.is_empty() { "every property held".into() } else { broken.join("; ") };
            Ok(Finding::new(holds, format!("{name} broken"), found))
        }
        Claim::Linearizable => Ok(match linearizable(&scene().clients) {
            Verdict::Holds => Finding::new(true, "", ""),
            Verdict::Broken(why) => Finding::new(false, "a linearizable history", why),
            Verdict::Unknown => {
                let found = "a history too long to be decided here";
                Finding::new(false, "a linearizable history", found)
            }
        }),
        Claim::Hash(hash) => {
            let found = format!("trace hash {:016x}", experiment.trace_hash());
            Ok(Finding::equal(format!("trace hash {hash:016x}"), found))
        }
    }
}

fn power_word(power: Power) -> &'static str {
    match power {
        Power::Up => "up",
        Power::Paused => "paused",
        Power::Down => "crashed",
    }
}

fn field(
    scene: &Scene,
    node: NodeId,
    key: &str,
    expected: &str,
    reading: Reading,
) -> Result<Finding, String> {
    let node = &scene.nodes[node.index()];
    if key == "role" {
        let found = match node.power {
            Power::Up | Power::Paused => node.view.role.key,
            Power::Down => "crashed",
        };
        return Ok(Finding::equal(format!("role {expected}"), format!("role {found}")));
    }
    let all = |node: &NodeScene| node.view.memory.iter().chain(&node.disk).cloned().collect();
    let fields: Vec<Field<Label>> = all(node);
    // Some fields belong to a role, and this server may not be in it now.
    let is_known = |other: &NodeScene| all(other).iter().any(|field| field.name.key == key);
    if !is_known(node) && scene.nodes.iter().any(is_known) {
        let found = format!("{} shows no {key} now", node.id);
        return Ok(Finding::new(false, format!("{key} {expected}"), found));
    }
    read(&fields, key, expected, reading, &["up", "paused", "crashed"])
}

fn saved(
    scene: &Scene,
    node: NodeId,
    key: &str,
    expected: &str,
    reading: Reading,
) -> Result<Finding, String> {
    let node = &scene.nodes[node.index()];
    if key == "log" {
        let found = node.saved_log.to_string();
        return Ok(compare(&format!("{} saved log", node.id), expected, &found, reading));
    }
    read(&node.saved, key, expected, reading, &[])
}

/// Reads the field `key` among `fields`; `others` names what else could have been asked for.
fn read(
    fields: &[Field<Label>],
    key: &str,
    expected: &str,
    reading: Reading,
    others: &[&str],
) -> Result<Finding, String> {
    match fields.iter().find(|field| field.name.key == key) {
        Some(field) => Ok(compare(key, expected, &value(&field.value), reading)),
        None => {
            let mut keys: Vec<&str> = fields.iter().map(|field| field.name.key).collect();
            keys.extend(others);
            Err(crate::problem::unknown("field", key, &keys))
        }
    }
}

fn peer_field(
    scene: &Scene,
    node: NodeId,
    key: &str,
    (peer, count): (NodeId, u64),
    reading: Reading,
) -> Result<Finding, String> {
    let view = &scene.nodes[node.index()].view;
    let name = format!("{key} {peer}");
    match view.peers.iter().find(|other| other.node == peer) {
        None => Ok(Finding::new(false, format!("{name} {count}"), "nothing known of it")),
        Some(known) => match known.fields.iter().find(|field| field.name.key == key) {
            Some(field) => Ok(compare(&name, &count.to_string(), &value(&field.value), reading)),
            None => {
                let keys: Vec<&str> = known.fields.iter().map(|field| field.name.key).collect();
                Err(crate::problem::unknown("field of another server", key, &keys))
            }
        },
    }
}

fn compare(name: &str, expected: &str, found: &str, reading: Reading) -> Finding {
    let numbers = expected.parse::<u64>().ok().zip(found.parse::<u64>().ok());
    let holds = match (reading, numbers) {
        (Reading::AtLeast, Some((expected, found))) => found >= expected,
        (Reading::AtLeast, None) | (Reading::Exact, _) => expected == found,
    };
    Finding::new(holds, format!("{name} {expected}"), format!("{name} {found}"))
}

fn entry(entry: &Entry) -> String {
    match entry {
        Entry::Compacted => "-".to_owned(),
        Entry::Held(era, text) => format!("{era}:{text}"),
    }
}

fn listed(list: &[String], empty: &str) -> String {
    if list.is_empty() { empty.to_owned() } else { list.join(" ") }
}

/// A node's log as files write it.
pub(super) fn log(node: &NodeScene) -> String {
    let first = node.view.log.first().map_or(1, |cell| cell.index);
    let mut cells: Vec<String> = (1..first).map(|_| "-".to_owned()).collect();
    cells.extend(node.view.log.iter().map(|cell| format!("{}:{}", cell.era, cell.text)));
    listed(&cells, "empty")
}

/// The servers that are up and lead.
fn leaders(experiment: &dyn Experiment) -> Vec<NodeId> {
    NodeId::all(experiment.setup().nodes)
        .filter(|node| experiment.role(*node, Language::English).is_some_and(leads))
        .collect()
}

fn leads(role: Label) -> bool {
    LEADING.contains(&role.key)
}

fn names(nodes: &[NodeId]) -> String {
    let names: Vec<String> = nodes.iter().map(NodeId::to_string).collect();
    listed(&names, "no leader")
}

/// Whether this server leads, or any, and no other leads in its era or a later one.
fn leader(experiment: &dyn Experiment, node: Option<NodeId>) -> Finding {
    let leaders = leaders(experiment);
    let expected = node.map_or("a leader".to_owned(), |node| format!("leader {node}"));
    if leaders.is_empty() {
        return Finding::new(false, expected, "no leader");
    }
    let scene = experiment.scene(Language::English);
    let era = |node: NodeId| scene.nodes[node.index()].view.status.era;
    let latest = leaders.iter().map(|node| era(*node)).max();
    let latest: Vec<NodeId> =
        leaders.into_iter().filter(|node| Some(era(*node)) == latest).collect();
    let holds = latest.len() == 1 && node.is_none_or(|node| latest.contains(&node));
    Finding::new(holds, expected, format!("leader {}", names(&latest)))
}

fn agreed(scene: &Scene) -> Finding {
    let expected = "the same entry wherever two servers know one to be committed";
    let up = scene.nodes.iter().filter(|node| node.power != Power::Down);
    let mut known: Vec<(u64, &Cell, NodeId)> = Vec::new();
    for node in up {
        for cell in node.view.log.iter().filter(|cell| cell.decided) {
            let index = cell.index;
            match known.iter().find(|(other, ..)| *other == index) {
                // The same may have been decided in several eras, as one value in several ballots.
                Some((_, other, by)) if other.text != cell.text => {
                    let told = |cell: &Cell| format!("{}:{}", cell.era, cell.text);
                    let (other, text, id) = (told(other), told(cell), node.id);
                    let found = format!("at index {index}: {other} on {by}, {text} on {id}");
                    return Finding::new(false, expected, found);
                }
                Some(_) => {}
                None => known.push((index, cell, node.id)),
            }
        }
    }
    Finding::new(true, expected, "agreed")
}

fn synced(scene: &Scene) -> Finding {
    let expected = "every server up, with the same log, all of it committed, and the same contents";
    let first = &scene.nodes[0];
    for node in &scene.nodes {
        let id = node.id;
        if node.power != Power::Up {
            return Finding::new(false, expected, format!("{id} {}", power_word(node.power)));
        }
        if let Some(open) = node.view.log.iter().find(|cell| !cell.decided) {
            let index = open.index;
            return Finding::new(false, expected, format!("{id} takes {index} for uncommitted"));
        }
        if log(node) != log(first) {
            let found = format!("{}: {}; {id}: {}", first.id, log(first), log(node));
            return Finding::new(false, expected, found);
        }
        if node.contents != first.contents {
            let found = format!("{} and {id} hold different contents", first.id);
            return Finding::new(false, expected, found);
        }
    }
    Finding::new(true, expected, "synced")
}

fn client_saw(client: &ClientScene, seen: &Seen) -> Finding {
    let text = |value: &Option<String>| value.clone().unwrap_or("none".to_owned());
    let expected = match seen {
        Seen::Ok => "ok".to_owned(),
        Seen::Pending => "pending".to_owned(),
        Seen::Expired => "expired".to_owned(),
        Seen::Value(value) => format!("value {}", text(value)),
        Seen::Differs(value) => format!("differs {}", text(value)),
    };
    let held = |value: &Option<machine::Text>| value.as_deref().unwrap_or("none").to_owned();
    let (found, is_ok) = match client.operations.last().map(|last| &last.answer) {
        None => ("it asked for nothing".to_owned(), false),
        Some(None) => ("pending".to_owned(), false),
        Some(Some((_, outcome))) => match outcome {
            Outcome::Written | Outcome::Swapped => ("ok".to_owned(), true),
            Outcome::Value(value) => (format!("value {}", held(value)), true),
            Outcome::Differs(value) => (format!("differs {}", held(value)), false),
            Outcome::Chosen(value) => (format!("value {value}"), true),
            Outcome::Expired => ("expired".to_owned(), false),
        },
    };
    let holds = expected == found || (*seen == Seen::Ok && is_ok);
    Finding::new(holds, format!("{} {expected}", client.id), format!("{} {found}", client.id))
}

/// The broken properties, each with how.
fn broken(experiment: &dyn Experiment) -> Vec<String> {
    if experiment.violation().is_none() {
        return Vec::new();
    }
    let properties = experiment.scene(Language::English).properties;
    let how = |name: &str, broken: simulator::Broken| {
        format!("{name}, event {}: {}", broken.event + 1, broken.sentence.replace("**", ""))
    };
    let broken = properties.into_iter();
    broken.filter_map(|property| property.broken.map(|broken| how(property.name, broken))).collect()
}
