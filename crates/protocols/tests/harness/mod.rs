//! What the tests of every core share: a cluster and a single server that are driven by hand, and
//! random schedules. Generic over [`Protocol`]; a protocol's tests add their own inherent methods.

mod chaos;
mod dice;
mod hand;
pub(crate) mod money;
mod server;

pub(crate) use chaos::{Chaos, Plan, Step, Tally, append, search};
pub(crate) use dice::Dice;
pub(crate) use hand::{Disks, Flight, Hand};
pub(crate) use server::Server;

use machine::{Command, NodeId, Options, Protocol, RuleSet};

/// A cluster's protocol with these rules off and every option at its default.
pub(crate) fn protocol<P: Protocol>(nodes: u8, off: &[P::Rule]) -> P {
    with_options(nodes, &[], off)
}

/// The same with these options, other than their defaults.
pub(crate) fn with_options<P: Protocol>(nodes: u8, changed: &[(&str, u64)], off: &[P::Rule]) -> P {
    let list = P::info().options;
    let mut options = Options::defaults(list);
    for (name, value) in changed {
        let place = list.iter().position(|option| option.name == *name);
        options.set(place.expect("there is such an option"), *value);
    }
    let mut protocol = P::new(nodes, &options);
    let mut rules = RuleSet::default();
    for rule in off {
        let place = P::info().rules.iter().position(|info| info.rule == *rule);
        rules.break_rule(place.expect("there is such a rule") as u8);
    }
    protocol.set_rules(rules);
    protocol
}

pub(crate) fn s(number: u8) -> NodeId {
    NodeId(number)
}

pub(crate) fn put(value: &str) -> Command {
    Command::Put("x".into(), value.into())
}
