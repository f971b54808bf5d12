//! Every run of small clusters, searched by Stateright.

use judges::exhaustion::{broken, whole};

const GOAL: &str = "a command is committed in the last term";

#[test]
fn within_these_bounds_every_promise_holds_in_every_state() {
    let mut counts = Vec::new();
    for (trial, states) in whole() {
        let found = trial.run();
        assert_eq!(found.broken, [], "{trial}");
        let asks = trial.bounds.clients > 0;
        assert_eq!(found.happened, if asks { vec![GOAL] } else { Vec::new() }, "{trial}");
        if found.states != states {
            counts.push(format!("{trial}: {} states, not {states}", found.states));
        }
    }
    assert!(counts.is_empty(), "{}", counts.join("\n"));
}

#[test]
fn without_each_of_these_rules_a_promise_breaks_and_the_shortest_run_is_found() {
    for (trial, promise, steps) in broken() {
        let found = trial.run();
        let path = found.broken.iter().find(|(name, _)| *name == promise);
        assert_eq!(path.map(|(_, path)| path.len()), Some(steps), "{trial}");
    }
}
