//! Section 5.2, with a clock: what randomised timeouts are for. Nothing is lost, every message
//! takes the same time, and every server starts at the same moment.

use super::cluster::raft;
use machine::{Effect, Effects, Node, NodeId, Protocol, Span};
use protocols::raft::{Message, Persistent, Raft, Role, Rule, Timer};
use std::collections::BTreeMap;

/// How long a message takes, in microseconds.
const DELAY: u64 = 5_000;
const SECOND: u64 = 1_000_000;

enum Due {
    Timer(NodeId, Timer),
    Message(NodeId, NodeId, Message),
}

/// A cluster with a clock and disks that are done at once.
struct Clockwork {
    raft: Raft,
    nodes: Vec<Node<Raft>>,
    /// What is due, by its time and its number.
    due: BTreeMap<(u64, u64), Due>,
    /// The number of the alarm that counts; one set before it is void.
    alarms: BTreeMap<(NodeId, Timer), u64>,
    now: u64,
    numbers: u64,
    dice: u64,
}

impl Clockwork {
    fn new(seed: u64, nodes: u8, off: &[Rule]) -> Self {
        let mut clockwork = Clockwork {
            raft: raft(nodes, off),
            nodes: Vec::new(),
            due: BTreeMap::new(),
            alarms: BTreeMap::new(),
            now: 0,
            numbers: 0,
            dice: seed,
        };
        for id in NodeId::all(nodes) {
            let (disk, mut fx) = (Persistent::default(), Effects::default());
            let memory = clockwork.raft.boot(id, &disk, &mut fx);
            clockwork.nodes.push(Node { id, disk, memory });
            clockwork.carry_out(id, fx);
        }
        clockwork
    }

    /// Marsaglia's xorshift.
    fn draw(&mut self, span: Span) -> u64 {
        self.dice ^= self.dice << 13;
        self.dice ^= self.dice >> 7;
        self.dice ^= self.dice << 17;
        span.min.0 + self.dice % (span.max.0 - span.min.0 + 1)
    }

    fn plan(&mut self, after: u64, due: Due) {
        self.numbers += 1;
        self.due.insert((self.now + after, self.numbers), due);
    }

    fn carry_out(&mut self, id: NodeId, mut fx: Effects<Raft>) {
        let mut saves = false;
        for effect in fx.drain() {
            match effect {
                Effect::Send { to, message } => self.plan(DELAY, Due::Message(id, to, message)),
                Effect::SetTimer { timer, after } => {
                    let after = self.draw(after);
                    self.plan(after, Due::Timer(id, timer));
                    self.alarms.insert((id, timer), self.numbers);
                }
                Effect::CancelTimer(timer) => {
                    self.alarms.remove(&(id, timer));
                }
                Effect::Save => saves = true,
                Effect::Reply { .. } | Effect::Note(_) => {}
            }
        }
        if saves {
            let saved = self.nodes[id.index()].disk.clone();
            self.handle(id, |raft, node, fx| raft.on_saved(node, &saved, fx));
        }
    }

    fn handle(&mut self, id: NodeId, on: impl FnOnce(&Raft, &mut Node<Raft>, &mut Effects<Raft>)) {
        let mut fx = Effects::default();
        on(&self.raft, &mut self.nodes[id.index()], &mut fx);
        self.carry_out(id, fx);
    }

    /// Runs until somebody leads, so long at most. Returns when and in which term.
    fn first_leader(mut self, until: u64) -> Option<(u64, u64)> {
        while let Some(((time, number), due)) = self.due.pop_first() {
            if time > until {
                return None;
            }
            self.now = time;
            match due {
                Due::Timer(id, timer) => {
                    if self.alarms.get(&(id, timer)) == Some(&number) {
                        self.alarms.remove(&(id, timer));
                        self.handle(id, |raft, node, fx| raft.on_timer(node, timer, fx));
                    }
                }
                Due::Message(from, to, message) => {
                    self.handle(to, |raft, node, fx| raft.on_message(node, from, message, fx));
                }
            }
            let leads = |node: &&Node<Raft>| matches!(node.memory.role, Role::Leader { .. });
            if let Some(leader) = self.nodes.iter().find(leads) {
                return Some((time, leader.memory.state.term.0));
            }
        }
        None
    }
}

#[test]
fn equal_timeouts_split_every_vote() {
    for nodes in 2..=9 {
        let clockwork = Clockwork::new(1, nodes, &[Rule::RandomisedTimeouts]);
        assert_eq!(clockwork.first_leader(60 * SECOND), None, "{nodes} servers");
    }
    let alone = Clockwork::new(1, 1, &[Rule::RandomisedTimeouts]);
    assert_eq!(alone.first_leader(SECOND), Some((150_000, 1)), "nobody to split with");
}

#[test]
fn randomised_timeouts_elect_somebody_soon_and_mostly_at_once() {
    let (mut runs, mut at_once, mut slowest) = (0, 0, 0);
    for nodes in 2..=9 {
        for seed in 1..=50 {
            let (time, term) = Clockwork::new(seed, nodes, &[])
                .first_leader(60 * SECOND)
                .unwrap_or_else(|| panic!("{nodes} servers, seed {seed}: nobody leads"));
            runs += 1;
            at_once += u32::from(term == 1);
            slowest = slowest.max(time);
        }
    }
    // A round trip is a fifteenth of the range that timeouts are drawn from.
    assert!(at_once * 4 > runs * 3, "{at_once} of {runs} in the first term");
    assert!(slowest < 3 * SECOND, "{slowest} us");
}
