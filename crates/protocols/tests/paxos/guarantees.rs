//! The properties themselves: each sees what it is there to see, without the core's help.

use super::cluster::{accepted, ballot, paxos, put};
use machine::{ClientId, Cluster, Effects, Node, NodeId, Observed, Protocol, digest_of};
use protocols::paxos::{Accepted, Disk, History, Note, Paxos};

/// Three servers that only change as a test says.
struct Seen {
    paxos: Paxos,
    nodes: Vec<Option<Node<Paxos>>>,
    disks: Vec<Disk>,
    history: History,
}

impl Seen {
    /// Clients have asked for these values.
    fn asked(values: &[&str]) -> Self {
        let paxos: Paxos = paxos(3, &[], &[]);
        let start = |id| {
            let memory = paxos.boot(id, &Disk::default(), &mut Effects::default());
            Some(Node { id, disk: Disk::default(), memory })
        };
        let nodes = NodeId::all(3).map(start).collect();
        let disks = vec![Disk::default(); 3];
        let mut seen = Seen { paxos, nodes, disks, history: History::default() };
        for value in values {
            let note = Note::RequestTaken(ClientId(1), 1, digest_of(&put(value)));
            assert_eq!(seen.event(1, false, &[note]), []);
        }
        seen
    }

    /// A server's disk holds this as accepted from now on.
    fn holds(&mut self, node: u8, held: Accepted) -> Vec<(&'static str, Note)> {
        let place = NodeId(node).index();
        self.disks[place].accepted = Some(held.clone());
        self.nodes[place].as_mut().expect("it is up").disk.accepted = Some(held);
        self.event(node, false, &[])
    }

    /// A server learns this.
    fn learns(&mut self, node: u8, chosen: Accepted) -> Vec<(&'static str, Note)> {
        let place = NodeId(node).index();
        self.nodes[place].as_mut().expect("it is up").memory.chosen = Some(chosen);
        self.event(node, false, &[])
    }

    fn event(&mut self, node: u8, booted: bool, notes: &[Note]) -> Vec<(&'static str, Note)> {
        let cluster = Cluster { protocol: &self.paxos, nodes: &self.nodes, disks: &self.disks };
        let observed = Observed { node: NodeId(node), booted, behind: false, notes };
        let properties = Paxos::info().properties.iter();
        let broken = properties.filter_map(|property| {
            Some((property.name, (property.check)(&cluster, &observed, &self.history)?))
        });
        let broken = broken.collect();
        Paxos::remember(&cluster, &observed, &mut self.history);
        broken
    }
}

#[test]
fn two_values_that_majorities_held_are_seen_even_if_the_first_is_overwritten() {
    let mut seen = Seen::asked(&["1", "2"]);
    assert_eq!(seen.holds(1, accepted(11, "1")), []);
    assert_eq!(seen.holds(2, accepted(11, "1")), []);
    assert_eq!(seen.holds(2, accepted(23, "2")), []);
    let how = Note::TwoChosen(ballot(11), ballot(23));
    assert_eq!(seen.holds(3, accepted(23, "2")), [("agreement", how)]);
}

#[test]
fn two_values_that_minorities_accept_are_no_fault() {
    let mut seen = Seen::asked(&["1", "2"]);
    assert_eq!(seen.holds(1, accepted(11, "1")), []);
    assert_eq!(seen.holds(2, accepted(22, "2")), []);
    // Nor is a value that two hold from different ballots chosen.
    assert_eq!(seen.holds(3, accepted(31, "1")), []);
    assert_eq!(seen.holds(2, accepted(43, "2")), []);
}

#[test]
fn a_value_chosen_in_many_ballots_is_one_value() {
    let mut seen = Seen::asked(&["1"]);
    for number in [11, 22, 33] {
        for node in 1..=3 {
            assert_eq!(seen.holds(node, accepted(number, "1")), []);
        }
        assert_eq!(seen.learns((number % 10) as u8, accepted(number, "1")), []);
    }
}

#[test]
fn a_value_that_nobody_asked_for_is_seen() {
    let mut seen = Seen::asked(&["1"]);
    let how = Note::NotProposed(NodeId(2), ballot(11));
    assert_eq!(seen.holds(2, accepted(11, "9")), [("validity", how)]);
}

#[test]
fn what_is_learned_before_a_majority_has_it_is_seen() {
    let mut seen = Seen::asked(&["1"]);
    seen.holds(1, accepted(11, "1"));
    let how = Note::LearnedUnchosen(NodeId(3), ballot(11), 1, 2);
    assert_eq!(seen.learns(3, accepted(11, "1")), [("integrity", how)]);
}

#[test]
fn a_learner_that_changes_its_mind_is_seen_unless_it_restarted() {
    let mut seen = Seen::asked(&["1", "2"]);
    for node in 1..=2 {
        seen.holds(node, accepted(11, "1"));
    }
    assert_eq!(seen.learns(3, accepted(11, "1")), []);
    let broken = seen.learns(3, accepted(22, "2"));
    let twice = Note::LearnedTwice(NodeId(3), ballot(11), ballot(22));
    let two = Note::TwoChosen(ballot(11), ballot(22));
    assert_eq!(broken, [("agreement", two), ("integrity", twice)]);

    let mut seen = Seen::asked(&["1"]);
    for node in 1..=2 {
        seen.holds(node, accepted(11, "1"));
    }
    assert_eq!(seen.learns(3, accepted(11, "1")), []);
    seen.nodes[2].as_mut().expect("it is up").memory.chosen = None;
    assert_eq!(seen.event(3, true, &[]), []);
    for node in 1..=2 {
        seen.holds(node, accepted(22, "1"));
    }
    assert_eq!(seen.learns(3, accepted(22, "1")), [], "it learns again, from another ballot");
}
