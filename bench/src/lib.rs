//! What the budgets are measured with: the same work natively and in WebAssembly, and our Raft
//! beside a well-known one.

mod ours;
#[cfg(not(target_family = "wasm"))]
mod peer;
#[cfg(all(test, target_family = "wasm"))]
mod speed;

use catalog::{Checking, open};
use machine::{ClientId, Command};
use simulator::{Action, Drive, LinkSettings, Setup};

pub use ours::commit as commit_ours;
#[cfg(not(target_family = "wasm"))]
pub use peer::commit as commit_peer;

/// How many proposals the commit benchmarks make.
pub const PROPOSALS: u64 = 10_000;

/// Runs five Raft servers, one of whose clients asks for something every 500 events, until
/// `events` events have happened. Returns the trace hash, so that the work cannot be left out.
///
/// # Panics
/// If a property is broken.
#[must_use]
pub fn simulate(events: u32, checking: Checking) -> u64 {
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
    experiment.trace_hash()
}
