//! A log for ShiViz, which draws what happened before what from vector clocks.
//!
//! Two lines an event, which ShiViz's own expression takes apart:
//! `(?<event>.*)\n(?<host>\S*) (?<clock>{.*})`.
//!
//! Happened-before is Lamport's: the events of one host are in order, and a message leaves before
//! anything else happens to it. What happens at no server and no client (a message is lost, a link
//! is cut) happens at a host of its own, the network.

use super::Telling;
use super::json::Object;
use machine::Endpoint;
use simulator::Event;

/// The host at which everything happens that happens at no server and no client.
const NETWORK: &str = "net";

/// How many events of each host are known to have happened.
type Clock = Vec<u32>;

/// The run as a log for ShiViz.
#[must_use]
pub fn shiviz(telling: &Telling<'_>) -> String {
    let mut hosts: Vec<String> = telling.ends().map(|end| end.to_string()).collect();
    hosts.push(NETWORK.to_owned());
    let mut now: Vec<Clock> = vec![vec![0; hosts.len()]; hosts.len()];
    let mut after: Vec<Clock> = Vec::with_capacity(telling.trace.events.len());

    let mut text = String::new();
    for (place, event) in telling.events() {
        let host = host(telling, event);
        let mut clock = now[host].clone();
        if let Some(packet) = event.packet {
            let sent = telling.trace.packets[packet as usize].sent;
            // A message is sent in an earlier event than any that concerns it.
            merge(&mut clock, &after[sent as usize]);
        }
        clock[host] += 1;
        now[host].clone_from(&clock);
        text.push_str(&description(telling, place, event));
        text.push('\n');
        text.push_str(&hosts[host]);
        text.push(' ');
        text.push_str(&written(&hosts, &clock));
        text.push('\n');
        after.push(clock);
    }
    text
}

/// The place of an event's host among the hosts.
fn host(telling: &Telling<'_>, event: &Event) -> usize {
    let nodes = usize::from(telling.setup.nodes);
    match event.place {
        Some(Endpoint::Node(node)) => node.index(),
        Some(Endpoint::Client(client)) => nodes + client.index(),
        None => nodes + usize::from(telling.setup.clients),
    }
}

fn merge(clock: &mut Clock, other: &Clock) {
    for (mine, theirs) in clock.iter_mut().zip(other) {
        *mine = (*mine).max(*theirs);
    }
}

/// The time comes first, so that no description looks like a host and its clock.
fn description(telling: &Telling<'_>, place: u32, event: &Event) -> String {
    let sentence = telling.sentence(place);
    let line: String = sentence.chars().map(|c| if is_line_end(c) { ' ' } else { c }).collect();
    format!("{}: {line}", event.at)
}

/// Whether an expression's `.` may stop at this.
fn is_line_end(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}')
}

fn written(hosts: &[String], clock: &Clock) -> String {
    let known = hosts.iter().zip(clock).filter(|(_, events)| **events > 0);
    let object = known
        .fold(Object::default(), |object, (host, events)| object.number(host, u64::from(*events)));
    object.end()
}
