//! What the budgets are measured with: the same work natively and in WebAssembly, and our Raft
//! beside a well-known one.

mod drawing;
mod ours;
#[cfg(not(target_family = "wasm"))]
mod peer;
#[cfg(all(test, target_family = "wasm"))]
mod speed;

use catalog::{Asking, Checking, Experiment, Language, Question, open};
use machine::{ClientId, Command, NodeId};
use simulator::{Action, Drive, LinkSettings, Setup};

pub use drawing::{Drawing, draw};
pub use ours::{commit as commit_ours, commit_all_on};
#[cfg(not(target_family = "wasm"))]
pub use peer::commit as commit_peer;

/// How many proposals the commit benchmarks make.
pub const PROPOSALS: u64 = 10_000;

/// How long the run is in which seeking is measured.
pub const LONG: u32 = 100_000;

/// Five Raft servers, one of whose clients asks for something every 500 events, after `events`
/// events or a few more.
///
/// # Panics
/// If a property is broken.
#[must_use]
pub fn long_run(events: u32, checking: Checking) -> Box<dyn Experiment> {
    let mut experiment = open(Setup {
        protocol: "raft".into(),
        nodes: 5,
        clients: 1,
        seed: 1,
        options: Default::default(),
        rules_off: Vec::new(),
        network: LinkSettings::default(),
        drive: Drive::Auto,
    })
    .expect("five servers are a valid cluster");
    experiment.check_properties(checking);
    while experiment.position() < events {
        experiment.seek(experiment.position() + 500);
        let value = experiment.position().to_string();
        let put = Action::Request(ClientId(1), None, Command::Put("x".into(), value.into()));
        // A client that still waits is left to wait.
        if experiment.check(&put).is_ok() {
            experiment.act(put).expect("checked");
        }
    }
    assert_eq!(experiment.violation(), None, "Raft keeps its properties");
    experiment
}

/// Computes a long run. Returns the trace hash, so that the work cannot be left out.
#[must_use]
pub fn simulate(events: u32, checking: Checking) -> u64 {
    long_run(events, checking).trace_hash()
}

/// Goes to 2,000 places all over a long run and looks at each, as the page does for a click on the
/// diagram. Returns how long each took, in milliseconds by `now`, the shortest first.
#[must_use]
pub fn seek(run: &mut dyn Experiment, now: impl Fn() -> f64) -> Vec<f64> {
    let length = u64::from(run.length());
    let look = |step: u64| {
        // Steps of the golden section of 2^64 come everywhere and nowhere twice.
        let place = u128::from(step.wrapping_mul(0x9e37_79b9_7f4a_7c15)) * u128::from(length);
        let start = now();
        run.seek((place >> 64) as u32);
        std::hint::black_box(run.scene(Language::default()));
        now() - start
    };
    let mut times: Vec<f64> = (0..2_000).map(look).collect();
    times.sort_by(f64::total_cmp);
    times
}

/// How long answers take, in milliseconds.
#[derive(Debug)]
pub struct Answering {
    /// The whole of the answer that took longest.
    pub longest: f64,
    /// The turn that took longest: so long a frame of the page may be kept.
    pub turn: f64,
}

/// Asks at the end of a run why each server is what it is. Times are by `now`.
///
/// # Panics
/// If a question has no answer.
#[must_use]
pub fn ask(run: &mut dyn Experiment, now: impl Fn() -> f64) -> Answering {
    run.seek(run.length());
    let of = |node| {
        let field = |name: &str| Question::Field(node, name.into());
        [Question::Role(node), field("term"), field("vote"), field("commit"), field("log")]
    };
    let mut found = Answering { longest: 0.0, turn: 0.0 };
    for question in NodeId::all(run.setup().nodes).flat_map(of) {
        let asked = now();
        let mut asking = Asking::new(run, &question).expect("every server has these");
        loop {
            let begun = now();
            let answer = asking.go_on(run);
            found.turn = found.turn.max(now() - begun);
            if let Some(answer) = answer {
                answer.expect("every server came by these");
                break;
            }
        }
        found.longest = found.longest.max(now() - asked);
    }
    found
}
