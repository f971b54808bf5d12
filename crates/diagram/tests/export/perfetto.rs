//! Perfetto: the JSON is whole, every event has what its kind needs, and arrows have two ends.

use crate::samples::{all, named, told};
use diagram::export::perfetto;
use serde_json::Value;
use simulator::Action;
use std::collections::BTreeMap;

fn read(text: &str) -> Vec<Value> {
    let trace: Value = serde_json::from_str(text).unwrap();
    trace["traceEvents"].as_array().unwrap().clone()
}

fn phase(event: &Value) -> &str {
    event["ph"].as_str().unwrap()
}

fn number(event: &Value, field: &str) -> u64 {
    event[field].as_u64().unwrap_or_else(|| panic!("no number {field}: {event}"))
}

fn has_text(event: &Value, field: &str) -> bool {
    event[field].as_str().is_some_and(|text| !text.is_empty())
}

#[test]
fn every_event_has_the_fields_of_its_phase() {
    for (name, run) in all() {
        for event in read(&told(&*run, perfetto)) {
            let everywhere = ["name", "cat", "ph"].iter().all(|field| has_text(&event, field));
            assert!(everywhere, "{name}: {event}");
            for field in ["ts", "pid", "tid"] {
                number(&event, field);
            }
            let is_whole = match phase(&event) {
                "M" if event["name"] == "thread_sort_index" => event["args"]["sort_index"].is_u64(),
                "M" => has_text(&event["args"], "name"),
                "X" => number(&event, "dur") > 0 && event["args"].is_object(),
                "s" => number(&event, "id") > 0,
                "f" => number(&event, "id") > 0 && event["bp"] == "e",
                "i" => event["s"] == "t" || event["s"] == "g",
                other => panic!("{name}: an unknown phase {other}"),
            };
            assert!(is_whole, "{name}: {event}");
        }
    }
}

#[test]
fn every_flow_has_one_start_and_one_finish_each_in_a_slice_of_its_thread() {
    for (name, run) in all() {
        let events = read(&told(&*run, perfetto));
        let slices: Vec<(u64, u64)> = events
            .iter()
            .filter(|event| phase(event) == "X" && event["cat"] != "role")
            .map(|event| (number(event, "tid"), number(event, "ts")))
            .collect();
        let mut flows: BTreeMap<u64, Vec<&Value>> = BTreeMap::new();
        for event in events.iter().filter(|event| ["s", "f"].contains(&phase(event))) {
            let end = (number(event, "tid"), number(event, "ts"));
            assert!(slices.contains(&end), "{name}: {event} begins or ends in no slice");
            flows.entry(number(event, "id")).or_default().push(event);
        }
        for flow in flows.values() {
            let [start, finish] = flow[..] else { panic!("{name}: {flow:?}") };
            assert_eq!((phase(start), phase(finish)), ("s", "f"), "{name}");
            assert!(number(start, "ts") <= number(finish, "ts"), "{name}: {start} {finish}");
            assert_eq!((&start["name"], &start["cat"]), (&finish["name"], &finish["cat"]));
        }
        // Every message has one, but for those still on their way.
        let scene = run.scene(catalog::Language::English);
        assert_eq!(flows.len() + scene.messages.len(), run.trace().packets.len(), "{name}");
    }
}

#[test]
fn slices_of_a_thread_lie_within_each_other_or_apart() {
    for (name, run) in all() {
        let mut threads: BTreeMap<u64, Vec<(u64, u64)>> = BTreeMap::new();
        for event in read(&told(&*run, perfetto)).iter().filter(|event| phase(event) == "X") {
            let from = number(event, "ts");
            let slice = (from, from + number(event, "dur"));
            threads.entry(number(event, "tid")).or_default().push(slice);
        }
        for slices in threads.values() {
            for (n, a) in slices.iter().enumerate() {
                for b in &slices[..n] {
                    let (first, second) = if a.0 <= b.0 { (a, b) } else { (b, a) };
                    let is_apart = first.1 <= second.0;
                    let is_within = second.1 <= first.1 || first.0 == second.0;
                    assert!(is_apart || is_within, "{name}: {first:?} and {second:?}");
                }
            }
        }
    }
}

#[test]
fn a_server_has_a_role_at_each_moment_unless_it_is_down() {
    let run = named("persist-log-off");
    let events = read(&told(&*run, perfetto));
    let is_anything = |server: u64, at: u64| {
        events.iter().any(|event| {
            let from = number(event, "ts");
            let is_role = event["cat"] == "role" && number(event, "tid") == server;
            is_role && (from..from + number(event, "dur")).contains(&at)
        })
    };
    let acts = &run.trace().acts;
    let time = |wanted: &dyn Fn(&Action) -> bool| {
        acts.iter().find(|act| wanted(&act.action)).unwrap().at.time.0
    };
    let crash = time(&|action| matches!(action, Action::Crash(node) if node.0 == 2));
    let restart = time(&|action| matches!(action, Action::Restart(node, _) if node.0 == 2));
    assert!(is_anything(2, crash - 1) && is_anything(2, restart));
    assert!(crash < restart && (crash..restart).all(|at| !is_anything(2, at)));
    let end = run.trace().events.last().unwrap().at.0;
    assert!(!is_anything(1, end) && is_anything(2, end) && is_anything(3, end));
}

#[test]
fn marks_are_instants() {
    let events = read(&told(&*named("persist-log-off"), perfetto));
    let named = |category: &str| {
        let instants = events.iter().filter(|event| phase(event) == "i");
        instants.filter(|event| event["cat"] == category).count()
    };
    assert_eq!((named("election"), named("violation")), (1, 1));
    assert!(named("commit") > 0 && named("fault") > 3);
}
