//! Random schedules: messages are reordered, lost and doubled, disks are slow, servers crash.

use crate::cluster::{Disks, Hand, raft, s};
use machine::{Command, NodeId, Protocol, Reply};
use protocols::raft::{Note, Raft, Role, Rule, Timer};

/// The most messages under way, for each server; older ones are lost.
const FLIGHTS_MAX: usize = 12;
const CLIENTS: u8 = 3;

/// A small generator of random numbers: Knuth's linear one, of which the upper bits are used.
struct Dice(u64);

impl Dice {
    fn new(seed: u64) -> Self {
        let mut dice = Dice(seed);
        dice.below(2);
        dice
    }

    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
        (self.0 >> 33) as usize % end.max(1)
    }
}

/// What came of a schedule.
#[derive(Default)]
struct Tally {
    elections: usize,
    commits: usize,
    answers: usize,
    restarts: usize,
    /// The first event that said nothing although a message, a timer or a request caused it.
    silent: Option<String>,
    /// The first property that was broken.
    broken: Option<(&'static str, Note)>,
}

struct Chaos {
    dice: Dice,
    hand: Hand,
    /// The number of each client's present request.
    numbers: [u64; CLIENTS as usize],
    tally: Tally,
    nodes: u8,
}

impl Chaos {
    fn new(seed: u64, nodes: u8, off: &[Rule]) -> Self {
        let mut hand = Hand::of(raft(nodes, off), nodes);
        hand.saving = Disks::ByHand;
        Chaos {
            dice: Dice::new(seed),
            hand,
            numbers: [1; CLIENTS as usize],
            tally: Tally::default(),
            nodes,
        }
    }

    /// Takes so many steps, unless a property is broken before.
    fn run(mut self, steps: usize) -> Tally {
        for _ in 0..steps {
            self.step();
            self.tally.broken = self.hand.broken.first().copied();
            if self.tally.broken.is_some() {
                break;
            }
        }
        self.tally
    }

    fn step(&mut self) {
        let node = s(1 + self.dice.below(usize::from(self.nodes)) as u8);
        match self.dice.below(1_000) {
            0..600 => self.deliver(),
            600..612 => {
                let place = self.dice.below(self.hand.flights.len());
                if !self.hand.flights.is_empty() {
                    self.hand.flights.remove(place);
                }
            }
            612..624 => {
                let place = self.dice.below(self.hand.flights.len());
                if let Some(flight) = self.hand.flights.get(place).cloned() {
                    self.hand.flights.push(flight);
                }
            }
            624..880 => {
                if self.hand.unsaved(node) > 0 {
                    self.hand.save(node);
                    self.count();
                }
            }
            880..915 => self.fire(node, Timer::Heartbeat),
            915..921 => self.fire(node, Timer::Election),
            921..972 => self.ask(node),
            972..978 => self.hand.crash(node),
            978..1_000 => self.restart(node),
            _ => unreachable!("a thousand sides"),
        }
        let excess = self.hand.flights.len().saturating_sub(FLIGHTS_MAX * usize::from(self.nodes));
        self.hand.flights.drain(..excess);
        self.hear();
    }

    /// Any message under way arrives.
    fn deliver(&mut self) {
        if !self.hand.flights.is_empty() {
            let place = self.dice.below(self.hand.flights.len());
            let flight = self.hand.flights.remove(place);
            let what = format!("{flight:?}");
            let is_up = self.hand.is_up(flight.to);
            let saving = self.hand.saving;
            self.hand.arrive(flight);
            assert!(saving == Disks::ByHand, "the notes are those of the message");
            if is_up {
                self.expect_a_note(what);
            }
        }
    }

    fn fire(&mut self, node: NodeId, timer: Timer) {
        if self.hand.timers[node.index()].contains(&timer) {
            self.hand.fire(node, timer);
            self.expect_a_note(format!("{timer:?} of {node}"));
        }
    }

    /// A client asks any server, for the first time or again.
    fn ask(&mut self, node: NodeId) {
        let client = self.dice.below(usize::from(CLIENTS)) as u8;
        let number = self.numbers[usize::from(client)];
        // Now and then an old request arrives late.
        let number = if self.dice.below(8) == 0 { number.saturating_sub(1).max(1) } else { number };
        if self.hand.is_up(node) {
            let value = format!("{client}.{number}");
            self.hand.ask(client + 1, number, node, Command::Append("x".into(), value.into()));
            self.expect_a_note(format!("request {number} of C{client}"));
        }
    }

    fn restart(&mut self, node: NodeId) {
        if !self.hand.is_up(node) {
            self.hand.restart(node);
            self.tally.restarts += 1;
        }
    }

    /// Clients take in what they are told.
    fn hear(&mut self) {
        for (client, number, reply) in core::mem::take(&mut self.hand.replies) {
            let present = &mut self.numbers[client.index()];
            if matches!(reply, Reply::Done(_)) && *present == number {
                *present += 1;
                self.tally.answers += 1;
            }
        }
    }

    fn expect_a_note(&mut self, what: String) {
        self.count();
        if self.hand.notes.is_empty() && self.tally.silent.is_none() {
            self.tally.silent = Some(what);
        }
    }

    fn count(&mut self) {
        for note in &self.hand.notes {
            self.tally.elections += usize::from(matches!(note, Note::Elected(..)));
            self.tally.commits += usize::from(matches!(note, Note::Committed(..)));
        }
    }
}

/// The first seed whose schedule breaks a property, and which one.
pub(crate) fn search(
    off: &[Rule],
    nodes: u8,
    seeds: u64,
    steps: usize,
) -> Option<(u64, &'static str)> {
    (1..=seeds).find_map(|seed| {
        let (name, _) = Chaos::new(seed, nodes, off).run(steps).broken?;
        Some((seed, name))
    })
}

#[test]
fn every_property_holds_under_random_schedules() {
    let mut all = Tally::default();
    for seed in 1..=200 {
        let nodes = 1 + (seed % 9) as u8;
        let tally = Chaos::new(seed, nodes, &[]).run(2_000);
        assert_eq!(tally.broken, None, "seed {seed}, {nodes} servers");
        assert_eq!(tally.silent, None, "seed {seed}: every outcome is told");
        all.elections += tally.elections;
        all.commits += tally.commits;
        all.answers += tally.answers;
        all.restarts += tally.restarts;
    }
    // The schedules get somewhere: what nobody reaches proves nothing.
    assert!(all.elections > 500, "{} elections", all.elections);
    assert!(all.commits > 2_000, "{} commits", all.commits);
    assert!(all.answers > 1_000, "{} answers", all.answers);
    assert!(all.restarts > 1_000, "{} restarts", all.restarts);
}

#[test]
fn after_any_schedule_a_cluster_in_peace_elects_a_leader_and_carries_out_a_request() {
    for seed in 1..=60 {
        let nodes = 1 + (seed % 9) as u8;
        let mut chaos = Chaos::new(seed, nodes, &[]);
        for _ in 0..500 {
            chaos.step();
        }
        let mut hand = chaos.hand;
        for node in NodeId::all(nodes) {
            if !hand.is_up(node) {
                hand.restart(node);
            }
        }
        hand.settle();
        let leader = (0..4 * nodes).find_map(|turn| {
            let node = s(1 + turn % nodes);
            if !hand.leads(node) {
                hand.campaign(node);
                hand.settle();
            }
            hand.leads(node).then_some(node)
        });
        let leader = leader.expect("somebody with a newest log wins");
        hand.ask(9, 1, leader, Command::Put("x".into(), "peace".into()));
        hand.settle();
        hand.fire(leader, Timer::Heartbeat);
        hand.settle();
        let done = hand
            .replies
            .iter()
            .any(|(client, _, reply)| client.0 == 9 && matches!(reply, Reply::Done(_)));
        assert!(done, "seed {seed}: the request is carried out");
        for node in NodeId::all(nodes) {
            assert_eq!(hand.value(node), Some("peace"), "seed {seed}, {node}");
            assert_eq!(hand.memory(node).state.log, hand.memory(leader).state.log);
        }
        assert_eq!(hand.broken, []);
    }
}

#[test]
fn a_server_is_never_without_the_timer_its_role_needs() {
    for seed in 1..=40 {
        let mut chaos = Chaos::new(seed, 5, &[]);
        for _ in 0..1_000 {
            chaos.step();
            for node in NodeId::all(5).filter(|node| chaos.hand.is_up(*node)) {
                let needed = match chaos.hand.memory(node).role {
                    Role::Leader { .. } => Timer::Heartbeat,
                    Role::Follower { .. } | Role::Candidate { .. } => Timer::Election,
                };
                let set = &chaos.hand.timers[node.index()];
                assert!(set.iter().eq([&needed]), "seed {seed}: {node} has {set:?}");
            }
        }
    }
    assert_eq!(Raft::info().timers.len(), 2);
}
