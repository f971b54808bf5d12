//! The properties themselves: each sees what it is there to see, without the core's help.

use super::cluster::raft;
use super::server::log;
use machine::{ClientId, Cluster, Effects, Node, NodeId, Observed, Protocol};
use protocols::raft::{History, LogIndex, Note, Persistent, Raft, Role, Term};

/// Three servers that only change as a test says.
struct Seen {
    raft: Raft,
    nodes: Vec<Option<Node<Raft>>>,
    disks: Vec<Persistent>,
    history: History,
}

impl Seen {
    fn new() -> Self {
        let raft: Raft = raft(3, &[]);
        let start = |id| {
            let memory = raft.boot(id, &Persistent::default(), &mut Effects::default());
            Some(Node { id, disk: Persistent::default(), memory })
        };
        let nodes = NodeId::all(3).map(start).collect();
        let disks = vec![Persistent::default(); 3];
        Seen { raft, nodes, disks, history: History::default() }
    }

    /// An event changes a server. Returns the properties that it breaks.
    fn event(
        &mut self,
        node: u8,
        notes: &[Note],
        change: impl FnOnce(&mut Node<Raft>),
    ) -> Vec<(&'static str, Note)> {
        self.look(node, false, notes, change)
    }

    fn restart(&mut self, node: u8, terms: &[u64]) -> Vec<(&'static str, Note)> {
        let disk = Persistent { term: Term(9), log: log(terms), ..Persistent::default() };
        let id = NodeId(node);
        let memory = self.raft.boot(id, &disk, &mut Effects::default());
        self.nodes[id.index()] = Some(Node { id, disk, memory });
        self.look(node, true, &[], |_| {})
    }

    fn look(
        &mut self,
        node: u8,
        booted: bool,
        notes: &[Note],
        change: impl FnOnce(&mut Node<Raft>),
    ) -> Vec<(&'static str, Note)> {
        let id = NodeId(node);
        change(self.nodes[id.index()].as_mut().expect("the node is up"));
        let cluster = Cluster { protocol: &self.raft, nodes: &self.nodes, disks: &self.disks };
        let observed = Observed { node: id, booted, behind: false, notes };
        let properties = Raft::info().properties.iter();
        let broken = properties.filter_map(|property| {
            Some((property.name, (property.check)(&cluster, &observed, &self.history)?))
        });
        let broken = broken.collect();
        Raft::remember(&cluster, &observed, &mut self.history);
        broken
    }
}

fn lead(node: &mut Node<Raft>, term: u64) {
    node.memory.state.term = Term(term);
    node.memory.role = Role::Leader { next: vec![LogIndex(1); 3], matched: vec![LogIndex(0); 3] };
}

fn hold(node: &mut Node<Raft>, terms: &[u64], commit: u64) {
    node.memory.state.log = log(terms);
    node.memory.commit = LogIndex(commit);
}

#[test]
fn a_second_leader_of_a_term_is_seen_even_if_the_first_is_gone() {
    let mut seen = Seen::new();
    assert_eq!(seen.event(1, &[], |node| lead(node, 4)), []);
    seen.nodes[0] = None;
    assert_eq!(seen.event(2, &[], |node| lead(node, 5)), []);
    let broken = seen.event(3, &[], |node| lead(node, 4));
    let how = Note::TwoLeaders(Term(4), NodeId(1), NodeId(3));
    assert_eq!(broken, [("election-safety", how)]);
}

#[test]
fn a_leader_that_changes_its_log_is_seen_and_one_that_adds_to_it_is_not() {
    let mut seen = Seen::new();
    seen.event(1, &[], |node| {
        lead(node, 2);
        hold(node, &[1, 1], 0);
    });
    assert_eq!(seen.event(1, &[], |node| hold(node, &[1, 1, 2], 0)), []);
    let how = Note::LeaderOverwrote(NodeId(1), LogIndex(2));
    assert_eq!(seen.event(1, &[], |node| hold(node, &[1, 2], 0)), [("leader-append-only", how)]);
    let how = Note::LeaderOverwrote(NodeId(1), LogIndex(2));
    assert_eq!(seen.event(1, &[], |node| hold(node, &[1], 0)), [("leader-append-only", how)]);
}

#[test]
fn a_follower_may_delete_entries() {
    let mut seen = Seen::new();
    seen.event(1, &[], |node| hold(node, &[1, 1, 2], 0));
    assert_eq!(seen.event(1, &[], |node| hold(node, &[1], 0)), []);
}

#[test]
fn logs_that_part_before_an_equal_entry_are_seen() {
    let mut seen = Seen::new();
    seen.event(1, &[], |node| hold(node, &[1, 2, 4], 0));
    assert_eq!(seen.event(2, &[], |node| hold(node, &[1, 3, 3], 0)), []);
    let how = Note::LogsDiffer(NodeId(2), NodeId(1), LogIndex(3), Term(4));
    assert_eq!(seen.event(2, &[], |node| hold(node, &[1, 3, 4], 0)), [("log-matching", how)]);
}

#[test]
fn a_log_that_parted_while_its_server_was_down_is_seen_when_it_starts() {
    let mut seen = Seen::new();
    seen.event(1, &[], |node| hold(node, &[1, 2, 4], 0));
    seen.nodes[0] = None;
    assert_eq!(seen.event(2, &[], |node| hold(node, &[1, 3, 4], 0)), []);
    let how = Note::LogsDiffer(NodeId(1), NodeId(2), LogIndex(3), Term(4));
    assert_eq!(seen.restart(1, &[1, 2, 4]), [("log-matching", how)]);
}

#[test]
fn a_new_leader_without_a_committed_entry_is_seen() {
    let mut seen = Seen::new();
    seen.event(1, &[], |node| {
        lead(node, 2);
        hold(node, &[1, 2], 2);
    });
    let broken = seen.event(2, &[], |node| {
        lead(node, 3);
        hold(node, &[1], 0);
    });
    let how = Note::CommittedMissing(NodeId(2), Term(3), LogIndex(2));
    assert_eq!(broken, [("leader-completeness", how)]);
}

#[test]
fn a_leader_of_an_earlier_term_need_not_have_what_a_later_one_committed() {
    let mut seen = Seen::new();
    seen.event(1, &[], |node| {
        lead(node, 5);
        hold(node, &[1, 5], 2);
    });
    let broken = seen.event(2, &[], |node| {
        lead(node, 4);
        hold(node, &[1], 0);
    });
    assert_eq!(broken, []);
}

#[test]
fn a_second_leader_of_the_same_term_is_no_later_leader() {
    let two = |first, second| Note::TwoLeaders(Term(2), NodeId(first), NodeId(second));
    let mut seen = Seen::new();
    seen.event(1, &[], |node| {
        lead(node, 2);
        hold(node, &[1, 2], 2);
    });
    let broken = seen.event(2, &[], |node| lead(node, 2));
    assert_eq!(broken, [("election-safety", two(1, 2))]);

    let mut seen = Seen::new();
    seen.event(2, &[], |node| lead(node, 2));
    let broken = seen.event(1, &[], |node| {
        lead(node, 2);
        hold(node, &[1, 2], 2);
    });
    assert_eq!(broken, [("election-safety", two(2, 1))]);
}

#[test]
fn an_entry_committed_behind_the_back_of_a_later_leader_is_seen() {
    let mut seen = Seen::new();
    seen.event(1, &[], |node| {
        lead(node, 2);
        hold(node, &[1, 2], 0);
    });
    seen.event(2, &[], |node| {
        lead(node, 3);
        hold(node, &[1], 0);
    });
    let how = Note::CommittedMissing(NodeId(2), Term(3), LogIndex(2));
    let broken = seen.event(1, &[], |node| node.memory.commit = LogIndex(2));
    assert_eq!(broken, [("leader-completeness", how)]);
}

#[test]
fn another_entry_applied_at_the_same_index_is_seen() {
    let mut seen = Seen::new();
    let apply = |terms: &'static [u64]| {
        move |node: &mut Node<Raft>| {
            hold(node, terms, 0);
            node.memory.applied = LogIndex(2);
        }
    };
    assert_eq!(seen.event(1, &[], apply(&[1, 2])), []);
    assert_eq!(seen.event(2, &[], apply(&[1, 2])), []);
    let how = Note::AppliedDifferently(NodeId(3), LogIndex(2));
    assert_eq!(seen.event(3, &[], apply(&[1, 3])), [("state-machine-safety", how)]);
}

#[test]
fn a_restarted_server_applies_everything_again_and_that_is_no_fault() {
    let mut seen = Seen::new();
    let notes = [Note::Applied(LogIndex(1), ClientId(1), 1)];
    let apply = |node: &mut Node<Raft>| {
        hold(node, &[1], 1);
        node.memory.applied = LogIndex(1);
    };
    assert_eq!(seen.event(1, &notes, apply), []);
    assert_eq!(seen.restart(1, &[1]), []);
    assert_eq!(seen.event(1, &notes, apply), []);
}

#[test]
fn a_command_applied_twice_is_seen() {
    let mut seen = Seen::new();
    let applied = |index, number| Note::Applied(LogIndex(index), ClientId(1), number);
    assert_eq!(seen.event(1, &[applied(1, 1), applied(2, 2)], |_| {}), []);
    let how = Note::AppliedTwice(NodeId(1), ClientId(1), 2);
    assert_eq!(seen.event(1, &[applied(3, 2)], |_| {}), [("applied-once", how)]);
    let skipped = [Note::DuplicateSkipped(LogIndex(4), ClientId(1), 2)];
    assert_eq!(seen.event(1, &skipped, |_| {}), []);
    let how = Note::AppliedTwice(NodeId(2), ClientId(1), 1);
    let broken = seen.event(2, &[applied(1, 1), applied(2, 1)], |_| {});
    assert_eq!(broken, [("applied-once", how)]);
}

#[test]
fn a_commit_index_that_falls_is_seen_unless_the_server_restarted() {
    let mut seen = Seen::new();
    seen.event(1, &[], |node| hold(node, &[1, 1], 2));
    let how = Note::CommitFell(NodeId(1), LogIndex(2), LogIndex(1));
    let broken = seen.event(1, &[], |node| node.memory.commit = LogIndex(1));
    assert_eq!(broken, [("commit-monotonic", how)]);
    assert_eq!(seen.restart(1, &[1, 1]), []);
}
