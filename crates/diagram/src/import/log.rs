//! A log with vector clocks, and what its clocks say: what happened before what.
//!
//! The clocks must hold together, or any picture of them would be wrong: a host counts its own
//! events one by one, forgets nothing, and knows with an event all that the event knew. Then the
//! sum of a clock grows from cause to effect, and ordering by it orders them.

use super::clock::{Stamped, stamped};
use super::lines::entries;
use super::problem::LogProblem;

/// The greatest number of events that are shown.
const EVENTS_MAX: usize = 10_000;

/// A log: hosts, events and what passed between them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Log {
    /// The names of the hosts, in the order in which they first appear.
    pub hosts: Vec<String>,
    /// The events, causes before effects.
    pub events: Vec<Logged>,
    /// From which event to which something was learned directly: pairs of places among the events.
    pub arrows: Vec<(usize, usize)>,
}

/// An event of a log.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Logged {
    /// Its host's place among the hosts.
    pub host: usize,
    /// Which event of its host it is, counted from 1.
    pub number: u32,
    /// What happened.
    pub text: String,
    /// The line of its clock, counted from 1.
    pub line: usize,
    /// Its Lamport time, counted from 1: one more than the latest of what it follows.
    pub time: u32,
}

/// Reads a log for ShiViz.
///
/// # Errors
/// In which line something else was expected. Clocks that contradict each other are an error too.
pub fn read_shiviz(log: &str) -> Result<Log, LogProblem> {
    let entries = entries(log)?;
    if let Some(entry) = entries.get(EVENTS_MAX) {
        let what = format!("at most {EVENTS_MAX} events are shown, and here is one more");
        return Err(LogProblem::new(entry.line, what));
    }
    let (hosts, mut events) = stamped(&entries)?;
    // Causes come first; of those that are not ordered, the one that comes first in the log.
    events.sort_by_key(|event| event.clock.iter().map(|count| u64::from(*count)).sum::<u64>());
    let by_host = by_host(&hosts, &events)?;
    let mut logged: Vec<Logged> = Vec::with_capacity(events.len());
    let mut arrows = Vec::new();
    for (place, event) in events.iter().enumerate() {
        let before = previous(event, &by_host);
        let learned =
            learned(event, before.map(|place| &events[place]), &by_host, &hosts, &events)?;
        let times = learned.iter().chain(&before).map(|cause| logged[*cause].time);
        let time = times.max().unwrap_or(0) + 1;
        arrows.extend(learned.iter().map(|cause| (*cause, place)));
        let Stamped { line, ref text, host, .. } = *event;
        logged.push(Logged { host, number: event.number(), text: text.clone(), line, time });
    }
    Ok(Log { hosts, events: logged, arrows })
}

/// The places of each host's events, which are expected to be counted one by one.
fn by_host(hosts: &[String], events: &[Stamped]) -> Result<Vec<Vec<usize>>, LogProblem> {
    let mut by_host = vec![Vec::new(); hosts.len()];
    for (place, event) in events.iter().enumerate() {
        by_host[event.host].push(place);
    }
    for (host, places) in by_host.iter_mut().enumerate() {
        places.sort_by_key(|place| events[*place].number());
        for (count, place) in (1..).zip(&*places) {
            let event = &events[*place];
            if event.number() != count {
                let (host, number) = (&hosts[host], event.number());
                let what = format!("`{host}` counts event {number}, and {count} is expected");
                return Err(LogProblem::new(event.line, what));
            }
        }
    }
    Ok(by_host)
}

/// The place of the event before this one on its host.
fn previous(event: &Stamped, by_host: &[Vec<usize>]) -> Option<usize> {
    let number = event.number() as usize;
    number.checked_sub(2).map(|place| by_host[event.host][place])
}

/// The places of the events on other hosts that this one is the first of its host to know of, but
/// for those that it knows of by way of another.
fn learned(
    event: &Stamped,
    before: Option<&Stamped>,
    by_host: &[Vec<usize>],
    hosts: &[String],
    events: &[Stamped],
) -> Result<Vec<usize>, LogProblem> {
    let wrong = |what: String| Err(LogProblem::new(event.line, what));
    if before.is_some_and(|before| !event.knows_all_of(before)) {
        return wrong("the clock is expected to know all that its host knew before".to_owned());
    }
    let mut causes: Vec<usize> = Vec::new();
    for (host, count) in event.clock.iter().enumerate() {
        let is_new = before.is_none_or(|before| before.clock[host] < *count);
        if host == event.host || *count == 0 || !is_new {
            continue;
        }
        let Some(place) = by_host[host].get(*count as usize - 1) else {
            let (name, has) = (&hosts[host], by_host[host].len());
            return wrong(format!(
                "it knows event {count} of `{name}`, and the log has {has} of it"
            ));
        };
        let cause = &events[*place];
        if !event.knows_all_of(cause) || cause.number_at(event.host) >= event.number() {
            let name = &hosts[host];
            return wrong(format!(
                "it knows event {count} of `{name}` (line {}), and is expected to know what that \
                 knew, but not the other way round",
                cause.line
            ));
        }
        causes.push(*place);
    }
    let is_direct = |place: &usize| {
        let cause = &events[*place];
        let others = causes.iter().filter(|other| *other != place);
        others
            .map(|other| &events[*other])
            .all(|other| other.number_at(cause.host) < cause.number())
    };
    Ok(causes.iter().copied().filter(is_direct).collect())
}
