//! Runs side by side: they move together, are acted on together, and are kept as one.

mod acting;
mod keeping;
mod measuring;
mod moving;

use catalog::{Comparison, Language};
use machine::{ClientId, Command, Endpoint, Micros, NodeId};
use simulator::{Action, DiskFate, Drive, KeptComparison, LinkSettings, Power, Setup};

pub(crate) const ONE: NodeId = NodeId(1);

pub(crate) const TWO: NodeId = NodeId(2);

pub(crate) const THREE: NodeId = NodeId(3);

pub(crate) fn setup(protocol: &str, nodes: u8) -> Setup {
    Setup {
        protocol: protocol.into(),
        nodes,
        clients: 2,
        seed: 7,
        options: Default::default(),
        rules_off: Vec::new(),
        network: LinkSettings::default(),
        drive: Drive::Auto,
    }
}

/// Primary-backup, which S2 leads, beside Raft, which another leads.
pub(crate) fn led() -> Comparison {
    let setups = vec![setup("primary-backup", 5), setup("raft", 5)];
    let mut comparison = Comparison::open(setups).unwrap();
    comparison.advance_to(Micros::from_ms(1_500), u32::MAX);
    comparison
}

pub(crate) fn leader(comparison: &Comparison, side: usize) -> NodeId {
    let parts = comparison.mapping().parts();
    parts.iter().find(|part| part.leads).unwrap().players[side].unwrap()
}

pub(crate) fn power(comparison: &Comparison, side: usize, node: NodeId) -> Power {
    comparison.run(side).scene(Language::English).nodes[node.index()].power
}

/// Everything by which two comparisons can be told apart.
pub(crate) fn all(comparison: &Comparison) -> (KeptComparison, Vec<u64>) {
    (comparison.kept(""), comparison.runs().map(|run| run.trace_hash()).collect())
}

pub(crate) fn put(client: u8, value: u64) -> Action {
    let value = value.to_string();
    Action::Request(ClientId(client), None, Command::Put("x".into(), value.as_str().into()))
}

/// A comparison in which a person did so much; where a client still waits, all links are healed.
pub(crate) fn lesson(acts: u64) -> Comparison {
    let mut comparison = led();
    for act in 0..acts {
        let time = comparison.now().plus(Micros(180_000 + act * 7_919_113 % 700_000));
        comparison.advance_to(time, u32::MAX);
        let node = NodeId((act / 4 % 5) as u8 + 1);
        let action = match act % 4 {
            0 => Action::Crash(node),
            1 => put(1 + (act / 4 % 2) as u8, act),
            2 => Action::Restart(node, DiskFate::Keep),
            _ => Action::Isolate(Endpoint::from(node)),
        };
        if comparison.act(0, &[action]).is_err() {
            comparison.act(0, &[Action::HealAll]).unwrap();
        }
    }
    comparison
}
