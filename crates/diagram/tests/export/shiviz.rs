//! ShiViz: the lines have the form it expects, and the clocks say what happened before what.

use crate::samples::{all, named, told};
use diagram::export::shiviz;
use machine::Endpoint;
use simulator::Trace;
use std::collections::BTreeMap;

/// An event as ShiViz reads it.
struct Read {
    host: String,
    clock: BTreeMap<String, u32>,
}

/// Takes a log apart as `(?<event>.*)\n(?<host>\S*) (?<clock>{.*})` does, from match to match.
fn read(log: &str) -> Vec<Read> {
    let lines: Vec<&str> = log.lines().collect();
    assert!(log.ends_with('\n') && lines.len().is_multiple_of(2));
    let pairs = lines.chunks_exact(2);
    pairs
        .map(|pair| {
            // Between two matches is a line's end, which an empty event could take instead.
            assert_eq!(host_and_clock(pair[0]), None, "{} is no description", pair[0]);
            let (host, clock) = host_and_clock(pair[1]).unwrap_or_else(|| panic!("{}", pair[1]));
            let clock = serde_json::from_str(clock).unwrap();
            Read { host: host.to_owned(), clock }
        })
        .collect()
}

/// `(?<host>\S*) (?<clock>{.*})`, at the beginning of a line.
fn host_and_clock(line: &str) -> Option<(&str, &str)> {
    let (host, clock) = line.split_once(' ')?;
    let end = clock.rfind('}')?;
    let is_match = clock.starts_with('{') && !host.contains(char::is_whitespace);
    is_match.then_some((host, &clock[..=end]))
}

/// What happened before each event, from the clocks alone.
fn before_by_clocks(events: &[Read]) -> Vec<Vec<bool>> {
    let known = |event: &Read, host: &str| event.clock.get(host).copied().unwrap_or(0);
    let is_before = |a: &Read, b: &Read| known(a, &a.host) <= known(b, &a.host);
    let place = |(n, later)| {
        let others = events.iter().enumerate();
        others.map(|(m, earlier)| m != n && is_before(earlier, later)).collect()
    };
    events.iter().enumerate().map(place).collect()
}

/// What happened before each event, from the record: on the same host, or by way of messages.
fn before_by_trace(trace: &Trace) -> Vec<Vec<bool>> {
    let mut before: Vec<Vec<bool>> = Vec::new();
    let mut last: BTreeMap<Option<Endpoint>, usize> = BTreeMap::new();
    for (n, event) in trace.events.iter().enumerate() {
        let sent = event.packet.map(|packet| trace.packets[packet as usize].sent as usize);
        let mut mine = vec![false; trace.events.len()];
        for cause in last.insert(event.place, n).into_iter().chain(sent) {
            mine[cause] = true;
            for (mine, theirs) in mine.iter_mut().zip(&before[cause]) {
                *mine |= theirs;
            }
        }
        before.push(mine);
    }
    before
}

#[test]
fn every_event_is_a_description_and_a_host_with_its_clock() {
    for (name, run) in all() {
        let events = read(&told(&*run, shiviz));
        assert_eq!(events.len(), run.trace().events.len(), "{name}");
        for (read, event) in events.iter().zip(&run.trace().events) {
            let place = event.place.map_or("net".to_owned(), |place| place.to_string());
            assert_eq!(read.host, place, "{name}");
        }
    }
}

#[test]
fn a_host_counts_its_own_events_one_by_one() {
    for (name, run) in all() {
        let mut counts: BTreeMap<String, u32> = BTreeMap::new();
        for Read { host, clock } in read(&told(&*run, shiviz)) {
            let count = counts.entry(host.clone()).or_default();
            *count += 1;
            assert_eq!(clock[&host], *count, "{name}");
            let knows = |(other, known): (&String, &u32)| counts.get(other) >= Some(known);
            assert!(clock.iter().all(knows), "{name}: {clock:?} knows what has not happened");
        }
    }
}

#[test]
fn the_clocks_alone_say_what_happened_before_what() {
    for (name, run) in all() {
        let by_clocks = before_by_clocks(&read(&told(&*run, shiviz)));
        let by_trace = before_by_trace(run.trace());
        let wrong = by_clocks.iter().zip(&by_trace).position(|(clocks, trace)| clocks != trace);
        assert_eq!(wrong.map(|event| event + 1), None, "{name}: the event whose past differs");
    }
}

#[test]
fn what_happened_far_apart_at_the_same_time_is_unordered() {
    let before = before_by_clocks(&read(&told(&*named("one-way-cut"), shiviz)));
    let pairs = (0..before.len()).flat_map(|a| (0..a).map(move |b| (a, b)));
    let unordered = pairs.filter(|(a, b)| !before[*a][*b] && !before[*b][*a]).count();
    assert!(unordered > 100, "{unordered} pairs");
}
