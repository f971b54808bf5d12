//! What is wrong with a run is said in words, and nothing panics.

use catalog::{Experiment, OpenError, open, replay};
use machine::{ClientId, Command, Micros, NodeId, Span};
use simulator::{Action, DiskFate, LinkSettings, Rate, Run, Setup};

fn setup() -> Setup {
    Setup {
        protocol: "raft".into(),
        nodes: 3,
        clients: 1,
        seed: 7,
        options: Default::default(),
        rules_off: Vec::new(),
        network: LinkSettings::default(),
        drive: Default::default(),
    }
}

fn problem(setup: Setup) -> String {
    match open(setup) {
        Ok(_) => "none".to_string(),
        Err(problem) => problem.to_string(),
    }
}

#[test]
fn a_wrong_setup_is_refused_with_what_was_expected() {
    let nodes = |nodes| Setup { nodes, ..setup() };
    assert_eq!(problem(nodes(0)), "0 servers: Raft takes 1 to 9");
    assert_eq!(problem(nodes(10)), "10 servers: Raft takes 1 to 9");
    assert_eq!(problem(Setup { clients: 10, ..setup() }), "10 clients: a run takes 0 to 9");
    let unknown = Setup { protocol: "zab".into(), ..setup() };
    assert_eq!(problem(unknown), "there is no protocol named `zab`; there are: raft, paxos");
    let rule = Setup { rules_off: vec!["luck".into()], ..setup() };
    assert!(problem(rule).starts_with("Raft has no rule named `luck`; it has: persist-term, "));
    let option = |name: &str, value| Setup { options: [(name.into(), value)].into(), ..setup() };
    assert!(problem(option("speed", 1)).starts_with("Raft has no option named `speed`"));
    assert_eq!(problem(option("heartbeat", 0)), "option `heartbeat` is 0; it takes 1 to 10000");
    let network = |network| problem(Setup { network, ..setup() });
    let late = LinkSettings { delay: Span::ms(5, 4), ..LinkSettings::default() };
    assert!(network(late).starts_with("the network settings are out of range"));
    let lossy = LinkSettings { loss: Rate(1_000_001), ..LinkSettings::default() };
    assert!(network(lossy).starts_with("the network settings are out of range"));
}

fn played() -> Box<dyn Experiment> {
    let mut experiment = open(setup()).unwrap();
    for action in [
        Action::Request(ClientId(1), None, Command::Put("x".into(), "1".into())),
        Action::Crash(NodeId(1)),
        Action::Restart(NodeId(1), DiskFate::Keep),
    ] {
        experiment.advance_to(experiment.now().plus(Micros::from_ms(400)), u32::MAX);
        experiment.act(action).unwrap();
    }
    experiment
}

#[test]
fn a_run_survives_being_written_and_read() {
    let run = played().run();
    let text = serde_json::to_string(&run).unwrap();
    let read: Run = serde_json::from_str(&text).unwrap();
    assert_eq!(read, run);
    let mut again = replay(&read).unwrap();
    assert_eq!(again.position(), 3, "every server has started, nothing else has happened");
    assert_eq!(again.seek(run.events), run.events);
    assert_eq!(again.trace_hash(), run.hash);
}

#[test]
fn a_tampered_run_is_refused() {
    let run = played().run();
    let hash = Run { hash: run.hash ^ 1, ..run.clone() };
    assert!(matches!(replay(&hash), Err(OpenError::Hash(..))));
    let mut twice = run.clone();
    twice.acts.insert(1, twice.acts[1].clone());
    twice.acts[2].at.after += 1;
    let refused = replay(&twice).err().unwrap().to_string();
    assert_eq!(refused, "act 3 of the run cannot be taken: S1 is crashed; restart it first");
    let later = Run { setup: Setup { seed: 8, ..run.setup.clone() }, ..run };
    assert!(matches!(replay(&later), Err(OpenError::Hash(..))));
}

#[test]
fn every_event_is_told() {
    let mut experiment = played();
    experiment.seek(600);
    for event in 0..experiment.length() {
        let told = experiment.narrate(event, Default::default());
        assert!(!told.sentences.is_empty());
        for sentence in told.sentences {
            let bold = sentence.text.matches("**").count();
            assert!(!sentence.text.is_empty() && bold % 2 == 0, "{}", sentence.text);
        }
    }
}
