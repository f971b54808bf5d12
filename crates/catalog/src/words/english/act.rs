//! Acts in a few words, as they stand in a list.

use crate::experiment::Experiment;
use crate::words::Language;
use machine::{Micros, NodeId};
use simulator::{Action, DiskFate, Drive, MessageId};

/// The act as an order: `Crash S1`.
pub(crate) fn act(run: &dyn Experiment, action: &Action) -> String {
    let command = |what| run.command(what, Language::English);
    match action {
        Action::Crash(node) => format!("Crash {node}"),
        Action::Restart(node, DiskFate::Keep) => format!("Restart {node}"),
        Action::Restart(node, DiskFate::Lose) => format!("Restart {node} with an empty disk"),
        Action::Pause(node) => format!("Pause {node}"),
        Action::Resume(node) => format!("Resume {node}"),
        Action::Fire(node, timer) => format!("Fire the {timer} timer of {node}"),
        Action::Timer(node, timer, _) => format!("Set the {timer} timer of {node}"),
        Action::Order(node, name, named) => {
            let orders = run.info(Language::English).orders;
            let known = orders.iter().find(|order| *order.name.key == **name);
            format!("{node}: {}", order(known.map_or(name, |order| order.name.text), named))
        }
        Action::Request(client, None, what) => format!("{client}: {}", command(what)),
        Action::Request(client, Some(to), what) => format!("{client} to {to}: {}", command(what)),
        Action::Cut(from, to) => format!("Cut {from} to {to}"),
        Action::Heal(from, to) => format!("Heal {from} to {to}"),
        Action::Partition(groups) => {
            let names = |group: &Vec<machine::Endpoint>| {
                group.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
            };
            format!("Partition {}", groups.iter().map(names).collect::<Vec<_>>().join(" | "))
        }
        Action::Isolate(end) => format!("Isolate {end}"),
        Action::HealAll => "Heal every link".to_string(),
        Action::Deliver(id) => format!("Deliver {}", message(id)),
        Action::Delay(id, by) => format!("Delay {} by {} ms", message(id), by.0 / 1_000),
        Action::Drop(id) => format!("Drop {}", message(id)),
        Action::Duplicate(id) => format!("Duplicate {}", message(id)),
        Action::Corrupt(id) => format!("Corrupt {}", message(id)),
        Action::Network(None, _) => "Set every link".to_string(),
        Action::Network(Some((from, to)), _) => format!("Set the link {from} to {to}"),
        Action::Disk(node, _) => format!("Set the disk of {node}"),
        Action::Clock(node, _) => format!("Set the clock of {node}"),
        Action::Slow(node, pace) if pace.max == Micros(0) => format!("{node} no longer slow"),
        Action::Slow(node, _) => format!("Slow {node}"),
        Action::BreakRule(rule) => format!("Switch {rule} off"),
        Action::FollowRule(rule) => format!("Switch {rule} on"),
        Action::Drive(Drive::Manual) => "Drive by hand".to_string(),
        Action::Drive(Drive::Auto) => "Drive by time".to_string(),
    }
}

/// An order with the servers it names: `transfer S2`.
pub(super) fn order(name: &str, named: &[NodeId]) -> String {
    named.iter().fold(name.to_string(), |said, node| format!("{said} {node}"))
}

fn message(id: &MessageId) -> String {
    format!("message {} from {} to {}", id.number, id.from, id.to)
}
