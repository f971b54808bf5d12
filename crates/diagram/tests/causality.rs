//! The causal past and future of every event, held against reachability found in another way: a set
//! of everything before it for each event, made from the record's arrows alone.

use catalog::Experiment;
use diagram::{future, past};
use machine::Endpoint;
use simulator::Trace;
use std::fs;
use std::path::Path;

/// Of each event a bit for each that happened before it.
fn before(trace: &Trace) -> Vec<Vec<bool>> {
    let mut last: Vec<(Endpoint, usize)> = Vec::new();
    let mut all: Vec<Vec<bool>> = Vec::new();
    for (number, event) in trace.events.iter().enumerate() {
        let mut direct: Vec<usize> = event.cause.iter().map(|cause| *cause as usize).collect();
        direct.extend(event.packet.map(|packet| trace.packets[packet as usize].sent as usize));
        if let Some(place) = event.place {
            match last.iter_mut().find(|(known, _)| *known == place) {
                Some((_, before)) => direct.push(std::mem::replace(before, number)),
                None => last.push((place, number)),
            }
        }
        let mut set = vec![false; trace.events.len()];
        for before in direct.into_iter().filter(|before| *before < number) {
            set[before] = true;
            set.iter_mut().zip(&all[before]).for_each(|(one, other)| *one |= other);
        }
        all.push(set);
    }
    all
}

/// Every run of the page.
fn runs() -> impl Iterator<Item = Box<dyn Experiment>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let kinds = ["static", "tests"].into_iter();
    let folders = kinds.flat_map(move |kind| {
        ["raft", "paxos"].map(|name| root.join(kind).join("scenarios").join(name))
    });
    let files = folders.flat_map(|folder| fs::read_dir(folder).unwrap());
    let paths = files.map(|file| file.unwrap().path());
    let scenarios = paths.filter(|path| path.extension().is_some_and(|end| end == "scenario"));
    scenarios.map(|path| {
        let scenario = lessons::parse(&fs::read_to_string(path).unwrap()).unwrap();
        lessons::play(&scenario).unwrap().experiment
    })
}

#[test]
fn past_and_future_are_what_can_be_reached_over_the_records_arrows() {
    let mut compared = 0;
    for run in runs() {
        let trace = run.trace();
        let before = before(trace);
        let length = trace.events.len() as u32;
        for event in (0..length).step_by(7) {
            let reached = |other: &u32| before[event as usize][*other as usize];
            let expected: Vec<u32> = (0..length).filter(reached).collect();
            assert_eq!(past(trace, event, 0), expected, "the past of {event}");
            let reaches = |other: &u32| before[*other as usize][event as usize];
            let expected: Vec<u32> = (0..length).filter(reaches).collect();
            assert_eq!(future(trace, event, length), expected, "the future of {event}");
            compared += 1;
        }
    }
    assert!(compared > 300, "{compared}");
}

#[test]
fn within_a_stretch_they_are_the_same_as_in_the_whole_run() {
    for run in runs() {
        let trace = run.trace();
        let length = trace.events.len() as u32;
        let (first, end) = (length / 3, length * 2 / 3);
        for event in (first..end).step_by(11) {
            let all = past(trace, event, 0);
            let expected: Vec<u32> = all.into_iter().filter(|other| *other >= first).collect();
            assert_eq!(past(trace, event, first), expected);
            let all = future(trace, event, length);
            let expected: Vec<u32> = all.into_iter().filter(|other| *other < end).collect();
            assert_eq!(future(trace, event, end), expected);
        }
    }
}

#[test]
fn an_event_that_is_not_known_has_neither() {
    let trace = Trace::default();
    assert_eq!((past(&trace, 5, 0), future(&trace, 5, 9)), (vec![], vec![]));
}
