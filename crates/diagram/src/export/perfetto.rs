//! A trace in Chrome's trace event format, which ui.perfetto.dev opens.
//!
//! The run is a process and each server and client a thread of it. A server's role is a long slice;
//! what happens is a slice of a microsecond in it, so that the arrows of messages have ends to hold
//! on to. A moment that leaves a mark is an instant. Virtual microseconds are the format's own.

use super::json::{Object, quoted};
use super::{Telling, names};
use crate::arrow::ending_of;
use crate::outline::acted;
use machine::{Endpoint, Micros, NodeId};
use simulator::{Action, Event};

/// The number of the one process.
const PROCESS: u64 = 1;
/// Clients' threads are numbered from here, behind every server's.
const CLIENTS: u64 = 1_000;

/// The run in Chrome's trace event format.
#[must_use]
pub fn perfetto(telling: &Telling<'_>) -> String {
    let mut events = metadata(telling);
    events.extend(roles(telling));
    for (place, event) in telling.events() {
        events.extend(slice(telling, place, event));
        events.extend(flow(telling, event).into_iter().flatten());
        events.extend(mark(telling, place, event));
    }
    let events = events.join(",\n");
    format!("{{\"displayTimeUnit\":\"ms\",\"traceEvents\":[\n{events}\n]}}\n")
}

fn thread(end: Endpoint) -> u64 {
    match end {
        Endpoint::Node(node) => u64::from(node.0),
        Endpoint::Client(client) => CLIENTS + u64::from(client.0),
    }
}

/// What every event has: a name, categories, a phase, a time, a process and a thread.
fn entry(name: &str, category: &str, phase: &str, at: Micros, thread: u64) -> Object {
    Object::default()
        .text("name", name)
        .text("cat", category)
        .text("ph", phase)
        .number("ts", at.0)
        .number("pid", PROCESS)
        .number("tid", thread)
}

fn metadata(telling: &Telling<'_>) -> Vec<String> {
    let about = |name: &str, thread: u64, arguments: Object| {
        entry(name, "__metadata", "M", Micros(0), thread).json("args", &arguments.end()).end()
    };
    let named = |name: &str| Object::default().text("name", name);
    let mut events = vec![about("process_name", 0, named(&telling.setup.protocol))];
    for end in telling.ends() {
        let thread = thread(end);
        events.push(about("thread_name", thread, named(&end.to_string())));
        let order = Object::default().number("sort_index", thread);
        events.push(about("thread_sort_index", thread, order));
    }
    events
}

/// What a server is for a while.
struct Role {
    name: String,
    era: u64,
    since: Micros,
}

/// What every server was, as slices. A server that is down is nothing.
fn roles(telling: &Telling<'_>) -> Vec<String> {
    let mut slices = Vec::new();
    let mut present: Vec<Option<Role>> = Vec::new();
    present.resize_with(usize::from(telling.setup.nodes), || None);
    for (place, event) in telling.events() {
        let Some(Endpoint::Node(node)) = event.place else { continue };
        let is_crash = matches!(acted(event, telling.trace), Some(Action::Crash(_)));
        if is_crash || event.status.is_some() {
            let next = event.status.map(|status| Role {
                name: (telling.role)(place),
                era: status.era,
                since: event.at,
            });
            let role = core::mem::replace(&mut present[node.index()], next);
            slices.extend(role.and_then(|role| role_slice(node, &role, event.at)));
        }
    }
    // The slice of the very last event must fit.
    let end = telling.trace.events.last().map_or(Micros(0), |event| event.at).plus(Micros(1));
    for (node, role) in NodeId::all(telling.setup.nodes).zip(present) {
        slices.extend(role.and_then(|role| role_slice(node, &role, end)));
    }
    slices
}

/// The slice of a role, unless it took no time.
fn role_slice(node: NodeId, role: &Role, end: Micros) -> Option<String> {
    let took = end.since(role.since);
    let slice = entry(&role.name, "role", "X", role.since, thread(node.into()))
        .number("dur", took.0)
        .json("args", &Object::default().number("era", role.era).end());
    (took > Micros(0)).then(|| slice.end())
}

/// The thread of an event: where it happened, or, for what happens to a message on its way, its
/// sender's, or its receiver's if that is where its way ended.
fn thread_of(telling: &Telling<'_>, event: &Event) -> Option<u64> {
    let on_its_way = || {
        let packet = &telling.trace.packets[event.packet? as usize];
        Some(ending_of(event, telling.trace).map_or(packet.from, |_| packet.to))
    };
    event.place.or_else(on_its_way).map(thread)
}

fn slice(telling: &Telling<'_>, place: u32, event: &Event) -> Option<String> {
    let thread = thread_of(telling, event)?;
    let kind = names::kind(event.kind);
    let packet = event.packet.map(|packet| telling.trace.packets[packet as usize].kind);
    let arguments = Object::default()
        .number("event", u64::from(place) + 1)
        .text("text", &(telling.sentences)(place).join("; "));
    let slice = entry(packet.unwrap_or(kind), kind, "X", event.at, thread).number("dur", 1);
    Some(slice.json("args", &arguments.end()).end())
}

/// The arrow of a message whose way ended in this event: its beginning and its end.
fn flow(telling: &Telling<'_>, event: &Event) -> Option<[String; 2]> {
    let trace = telling.trace;
    ending_of(event, trace)?;
    let number = event.packet?;
    let packet = &trace.packets[number as usize];
    let sent = trace.events[packet.sent as usize].at;
    let ends = [("s", sent, packet.from), ("f", event.at, packet.to)];
    Some(ends.map(|(phase, at, end)| {
        let point = entry(packet.kind, "message", phase, at, thread(end));
        let point = point.number("id", u64::from(number) + 1);
        // An arrow ends at the slice around it, not at the next one.
        let point = if phase == "f" { point.text("bp", "e") } else { point };
        point.end()
    }))
}

/// The mark that an event leaves, or an act that happened nowhere.
fn mark(telling: &Telling<'_>, place: u32, event: &Event) -> Option<String> {
    let thread = thread_of(telling, event);
    if event.mark.is_none() && thread.is_some() {
        return None;
    }
    let category = event.mark.map_or(names::kind(event.kind), names::mark);
    let name = (telling.mark)(place).unwrap_or_else(|| telling.sentence(place));
    let instant = entry(&name, category, "i", event.at, thread.unwrap_or(0));
    // Across one thread, or across all there is.
    let scope = if thread.is_some() { "t" } else { "g" };
    Some(instant.json("s", &quoted(scope)).end())
}
