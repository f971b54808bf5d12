//! What must hold, written anew: over plain lists of entries, without the digests, the notes and
//! the history that the core's own properties use.

use super::cluster::{Cluster, State};
use super::past::{Line, Past, Says, line};
use super::server::{Server, Written, letter};
use protocols::raft::{Role, Term};
use stateright::Property;
use std::collections::BTreeMap;

/// A state with the things that its numbers stand for.
pub(super) struct Scene<'a> {
    pub(super) servers: Vec<&'a Server>,
    pub(super) past: &'a Past,
    pub(super) last_term: Term,
}

/// What is looked for in a state: its name, and whether it is so.
type Look = (&'static str, fn(&Scene<'_>) -> bool);

/// What must hold in every state.
const PROMISES: [Look; 6] = [
    ("election safety", elects_one),
    ("log matching", logs_match),
    ("leader completeness", leaders_are_complete),
    ("state machine safety", all_apply_the_same),
    ("applied once", applies_once),
    ("state as committed", state_is_as_committed),
];

/// What must be so in some state, if the search is to mean anything.
const GOAL: Look = ("a command is committed in the last term", commits_at_last);

/// Which of these hold in a state, a bit each, the goal last.
pub(super) fn verdict(scene: &Scene<'_>) -> u8 {
    let looks = PROMISES.iter().chain([&GOAL]).rev();
    looks.fold(0, |bits, (_, holds)| bits << 1 | u8::from(holds(scene)))
}

/// The same for Stateright, which looks at the bits.
pub(super) fn all() -> Vec<Property<Cluster>> {
    vec![
        Property::always(PROMISES[0].0, |_, state: &State| state.holds(0)),
        Property::always(PROMISES[1].0, |_, state: &State| state.holds(1)),
        Property::always(PROMISES[2].0, |_, state: &State| state.holds(2)),
        Property::always(PROMISES[3].0, |_, state: &State| state.holds(3)),
        Property::always(PROMISES[4].0, |_, state: &State| state.holds(4)),
        Property::always(PROMISES[5].0, |_, state: &State| state.holds(5)),
        Property::sometimes(GOAL.0, |_, state: &State| state.holds(6)),
    ]
}

/// A client's command is known to be committed, first by a server in the last term.
fn commits_at_last(scene: &Scene<'_>) -> bool {
    let is_such = |(line, term): &(Line, Term)| {
        *term == scene.last_term && matches!(line.says, Says::Command(_))
    };
    scene.past.committed.iter().any(is_such)
}

/// 5.2: at most one server is elected in a term.
fn elects_one(scene: &Scene<'_>) -> bool {
    scene.past.elected.windows(2).all(|two| two[0].0 != two[1].0)
}

/// 5.3: logs, in memory and on disk, that hold an entry of the same index and term are the same up
/// to it, as far as snapshots have not taken the place of their entries.
fn logs_match(scene: &Scene<'_>) -> bool {
    let mut logs: Vec<BTreeMap<u64, Line>> = Vec::new();
    for server in &scene.servers {
        let memory = server.up.as_ref().map(|known| &known.state);
        let held = memory.into_iter().chain([&server.disk]);
        let lines =
            |written: &Written| written.log().map(|(index, entry)| (index, line(entry))).collect();
        logs.extend(held.map(lines));
    }
    logs.iter().all(|one| logs.iter().all(|other| match_up_to_their_last_meeting(one, other)))
}

fn match_up_to_their_last_meeting(one: &BTreeMap<u64, Line>, other: &BTreeMap<u64, Line>) -> bool {
    let both = || one.iter().filter_map(|(index, line)| Some((index, line, other.get(index)?)));
    let meet = both().filter(|(_, one, other)| one.term == other.term).map(|(index, ..)| index);
    let last = meet.max();
    both().all(|(index, one, other)| Some(index) > last || one == other)
}

/// 5.4: what was committed in a term is in the log of every leader of a later one, or in its
/// snapshot.
fn leaders_are_complete(scene: &Scene<'_>) -> bool {
    let up = scene.servers.iter().filter_map(|server| server.up.as_ref());
    let mut leaders = up.filter(|known| matches!(known.role, Role::Leader { .. }));
    leaders.all(|leader| {
        let log: BTreeMap<u64, Line> =
            leader.state.log().map(|(index, entry)| (index, line(entry))).collect();
        let committed = (1u64..).zip(&scene.past.committed);
        let mut earlier = committed.filter(|(_, (_, term))| *term < leader.state.term);
        earlier.all(|(index, (entry, _))| {
            index <= leader.state.begins_after() || log.get(&index) == Some(entry)
        })
    })
}

/// 5.4.3: no server applies another entry at an index than was applied there before.
fn all_apply_the_same(scene: &Scene<'_>) -> bool {
    let mut up = scene.servers.iter().filter_map(|server| server.up.as_ref());
    up.all(|known| {
        let mut applied = known.state.log().filter(|(index, _)| *index <= known.applied.0);
        applied.all(|(index, entry)| {
            let first = scene.past.committed.get(index as usize - 1);
            first.is_none_or(|(first, _)| *first == line(entry))
        })
    })
}

/// 8: each client's letter is in the value of `x` at most once.
fn applies_once(scene: &Scene<'_>) -> bool {
    let mut up = scene.servers.iter().filter_map(|server| server.up.as_ref());
    up.all(|known| {
        let value = known.store.get("x").map_or("", |value| value);
        value.char_indices().all(|(index, letter)| value.find(letter) == Some(index))
    })
}

/// 7: the value of `x` is what the committed commands up to the last applied one make of it, be it
/// that a server applied them or took a snapshot. A command that was committed twice counts once.
fn state_is_as_committed(scene: &Scene<'_>) -> bool {
    let mut up = scene.servers.iter().filter_map(|server| server.up.as_ref());
    up.all(|known| {
        let mut expected = String::new();
        for (line, _) in scene.past.committed.iter().take(known.applied.0 as usize) {
            if let Says::Command(client) = line.says
                && !expected.contains(letter(client))
            {
                expected.push(letter(client));
            }
        }
        let value = known.store.get("x").map_or("", |value| value);
        // A command that was applied twice breaks another promise.
        value == expected || !applies_once(scene)
    })
}
