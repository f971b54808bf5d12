//! JSON lines: one object an event, with the fields that the documentation names.

use crate::samples::{all, told};
use diagram::export::json_lines;
use serde_json::Value;

const FIELDS: [&str; 8] = ["cause", "hash", "kind", "number", "packet", "place", "text", "time_us"];

#[test]
fn every_line_is_an_event_of_the_trace() {
    for (name, run) in all() {
        let trace = run.trace();
        let text = told(&*run, json_lines);
        let lines: Vec<Value> =
            text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines.len(), trace.events.len(), "{name}");
        for (n, (line, event)) in lines.iter().zip(&trace.events).enumerate() {
            let fields: Vec<&String> = line.as_object().unwrap().keys().collect();
            assert_eq!(fields, FIELDS, "{name}");
            assert_eq!(line["number"], n + 1, "{name}");
            assert_eq!(line["time_us"], event.at.0, "{name}");
            assert_eq!(line["hash"], format!("{:016x}", event.hash), "{name}");
            assert_eq!(line["cause"].as_u64(), event.cause.map(|n| u64::from(n) + 1), "{name}");
            assert_eq!(line["place"].is_null(), event.place.is_none(), "{name}");
            assert_eq!(line["packet"].is_null(), event.packet.is_none(), "{name}");
            assert!(line["text"].as_str().is_some_and(|text| !text.is_empty()), "{name}: {line}");
        }
    }
}

#[test]
fn a_message_is_named_with_the_event_it_left_in() {
    for (name, run) in all() {
        for line in told(&*run, json_lines).lines() {
            let line: Value = serde_json::from_str(line).unwrap();
            let packet = &line["packet"];
            if !packet.is_null() {
                let number = |value: &Value| value.as_u64().unwrap();
                assert!(number(&packet["sent_in"]) < number(&line["number"]), "{name}: {line}");
                let ends = format!("{}->{}#", packet["from"], packet["to"]).replace('"', "");
                assert!(packet["id"].as_str().unwrap().starts_with(&ends), "{name}: {line}");
            }
        }
    }
}
