//! What a protocol's own theory predicts, and what it does not.

use catalog::{Experiment, Language, expected, open, predicted};
use machine::{Micros, NodeId};
use simulator::{Action, DiskFate, Drive, LinkSettings, Setup};

fn setup(protocol: &str) -> Setup {
    Setup {
        protocol: protocol.into(),
        nodes: 4,
        clients: 1,
        seed: 1,
        options: Default::default(),
        rules_off: Vec::new(),
        network: LinkSettings::default(),
        drive: Drive::Auto,
    }
}

/// A run of this setup in which this was done, one second apart.
fn run(setup: Setup, actions: Vec<Action>) -> Box<dyn Experiment> {
    let mut experiment = open(setup).expect("the setup is valid");
    for action in actions {
        experiment.advance_to(experiment.now().plus(Micros::from_ms(1_000)), u32::MAX);
        experiment.act(action).expect("the action can be taken");
    }
    experiment
}

/// Whether it would be expected that this property breaks in the last event.
fn is_expected(run: &dyn Experiment, property: &str) -> bool {
    expected(run, property, run.length() - 1, Language::English).is_some()
}

fn partition() -> Action {
    Action::Partition(vec![vec![NodeId(1).into()], vec![NodeId(2).into(), NodeId(3).into()]])
}

#[test]
fn three_phase_commit_may_break_where_a_message_may_be_late_and_not_where_servers_crash() {
    let crashes =
        vec![Action::Crash(NodeId(1)), Action::Restart(NodeId(1), DiskFate::Keep), Action::HealAll];
    let run_of = |actions| run(setup("three-phase"), actions);
    assert!(!is_expected(&*run_of(crashes), "agreement"));
    let late = [
        partition(),
        Action::Pause(NodeId(2)),
        Action::Isolate(NodeId(3).into()),
        Action::Drive(Drive::Manual),
    ];
    for action in late {
        let run = run_of(vec![action.clone()]);
        assert!(is_expected(&*run, "agreement"), "{action:?}");
        assert!(is_expected(&*run, "conservation"), "{action:?}");
        assert!(!is_expected(&*run, "commit-validity"), "that is never predicted");
    }
}

#[test]
fn what_was_done_later_excuses_nothing() {
    let run = run(setup("three-phase"), vec![Action::Crash(NodeId(1)), partition()]);
    let [before, at] = [run.length() - 2, run.length() - 1];
    assert_eq!(expected(&*run, "agreement", before, Language::English), None);
    assert!(expected(&*run, "agreement", at, Language::English).is_some());
}

#[test]
fn a_slow_network_and_a_timeout_that_was_changed_are_circumstances_too() {
    let mut slow = setup("three-phase");
    slow.network.delay = machine::Span::ms(200, 400);
    assert!(is_expected(&*run(slow, Vec::new()), "agreement"));
    let mut hasty = setup("three-phase");
    hasty.options.insert("decision-timeout".into(), 20);
    assert!(is_expected(&*run(hasty, Vec::new()), "agreement"));
}

#[test]
fn with_a_rule_off_it_is_not_the_protocol_of_the_theory() {
    let mut modified = setup("three-phase");
    modified.rules_off = vec!["spread-first".into()];
    let off_from_the_start = run(modified, vec![partition()]);
    let switched_off =
        run(setup("three-phase"), vec![Action::BreakRule("spread-first".into()), partition()]);
    for run in [off_from_the_start, switched_off] {
        assert!(!is_expected(&*run, "agreement"));
        let last = run.length() - 1;
        assert!(predicted(&*run, "agreement", last, Language::English).is_some());
    }
}

#[test]
fn only_an_asynchronous_primary_may_lose_what_it_answered_for() {
    let property = "acknowledged-survives";
    assert!(!is_expected(&*run(setup("primary-backup"), vec![partition()]), property));
    let mut asynchronous = setup("primary-backup");
    asynchronous.options.insert("synchronous".into(), 0);
    let run = run(asynchronous, vec![Action::Crash(NodeId(2))]);
    assert!(is_expected(&*run, property));
    assert!(!is_expected(&*run, "one-primary-per-view"));
}

#[test]
fn a_protocol_that_predicts_nothing_has_no_excuse() {
    for (protocol, property) in [("two-phase", "agreement"), ("raft", "election-safety")] {
        assert!(!is_expected(&*run(setup(protocol), vec![partition()]), property));
    }
}
