//! Which index is committed, and how a vote ends.

use super::case::Case;
use machine::{NodeId, NodeSet};
use protocols::raft::{Configuration, Counting};
use std::fmt::Write;

/// How many servers a set can hold.
const PLACES: usize = 16;

/// A case's servers. Theirs have any numbers; ours are numbered from 1, so each gets its place in
/// the order of their numbers.
struct Servers {
    known: Vec<u64>,
    incoming: Vec<u64>,
    outgoing: Vec<u64>,
}

impl Servers {
    fn of(case: &Case) -> Self {
        let ids = |name| -> Vec<u64> {
            let values = case.values(name).unwrap_or_default().iter();
            values.filter(|id| *id != "zero").map(|id| id.parse().expect("an id")).collect()
        };
        let (incoming, outgoing) = (ids("cfg"), ids("cfgj"));
        let mut known = [incoming.as_slice(), &outgoing].concat();
        known.sort_unstable();
        known.dedup();
        Servers { known, incoming, outgoing }
    }

    fn place(&self, id: u64) -> NodeId {
        let place = self.known.binary_search(&id).expect("it is known");
        NodeId(u8::try_from(place + 1).expect("they are few"))
    }

    fn set(&self, ids: &[u64]) -> NodeSet {
        ids.iter().map(|id| self.place(*id)).collect()
    }

    /// A value of each server: they are listed in the order in which the servers are named first.
    fn values<T: Clone>(&self, listed: &[T]) -> Vec<(NodeId, T)> {
        let mut named: Vec<u64> = Vec::new();
        for id in self.incoming.iter().chain(&self.outgoing) {
            if !named.contains(id) {
                named.push(*id);
            }
        }
        assert_eq!(named.len(), listed.len(), "a value of each");
        named.iter().map(|id| self.place(*id)).zip(listed.iter().cloned()).collect()
    }
}

fn joint(incoming: NodeSet, outgoing: NodeSet) -> Configuration {
    Configuration { outgoing, ..Configuration::of(incoming) }
}

pub(crate) fn answer(case: &Case) -> String {
    let servers = Servers::of(case);
    let (new, old) = (servers.set(&servers.incoming), servers.set(&servers.outgoing));
    let configuration = joint(new, old);
    // It makes no difference which half is which, nor whether a configuration is joined to itself.
    let mut same = vec![joint(old, new)];
    if old.is_empty() {
        same.push(joint(new, new));
    }
    match case.command.as_str() {
        "committed" => {
            let values = servers.values(case.values("idx").unwrap_or_default());
            let committed = |configuration: &Configuration| committed(configuration, &values);
            assert!(same.iter().all(|same| committed(same) == committed(&configuration)));
            let found =
                committed(&configuration).map_or("∞".to_owned(), |index| index.to_string());
            describe(&servers, &values) + &found
        }
        "vote" => {
            let votes = servers.values(case.values("votes").unwrap_or_default());
            let result = |configuration: &Configuration| vote(configuration, &votes);
            assert!(same.iter().all(|same| result(same) == result(&configuration)));
            result(&configuration).to_owned()
        }
        other => panic!("an unknown command: {other}"),
    }
}

fn committed(configuration: &Configuration, values: &[(NodeId, String)]) -> Option<u64> {
    let mut matched = [0_u64; PLACES];
    for (node, value) in values {
        matched[node.index()] = value.parse().unwrap_or(0);
    }
    configuration.reached(&matched, Counting::default())
}

/// Won if those who said yes decide; lost if all who have not said no could not.
fn vote(configuration: &Configuration, votes: &[(NodeId, String)]) -> &'static str {
    let who = |wanted: &[&str]| -> NodeSet {
        let said = votes.iter().filter(|(_, vote)| wanted.contains(&vote.as_str()));
        said.map(|(node, _)| *node).collect()
    };
    let decides = |servers: NodeSet| configuration.is_quorum(servers, Counting::default());
    match () {
        () if decides(who(&["y"])) => "VoteWon",
        () if decides(who(&["y", "_"])) => "VotePending",
        () => "VoteLost",
    }
}

/// The picture of the input that the files show before each index: a server has a bar as long as
/// so many have less. Of several with the same only the first has one.
fn describe(servers: &Servers, values: &[(NodeId, String)]) -> String {
    let count = values.len();
    if count == 0 {
        return "<empty majority quorum>".to_owned();
    }
    let index = |value: &String| value.parse::<u64>().unwrap_or(0);
    let mut text = format!("{}    idx\n", " ".repeat(count));
    for (place, id) in (1..).map(NodeId).zip(&servers.known) {
        let value = &values.iter().find(|(node, _)| *node == place).expect("of each").1;
        let less = values.iter().filter(|(_, other)| index(other) < index(value)).count();
        let is_first =
            |(node, other): &(NodeId, String)| *node >= place || index(other) != index(value);
        let bar = if values.iter().all(is_first) { less } else { 0 };
        let (bar, rest) = match value.as_str() {
            "_" => ("?".to_owned(), count),
            _ => ("x".repeat(bar) + ">", count - bar),
        };
        let blank = " ".repeat(rest);
        writeln!(text, "{bar}{blank} {:>5}    (id={id})", index(value)).expect("it is a string");
    }
    text
}
