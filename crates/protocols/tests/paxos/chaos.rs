//! Random schedules: messages are reordered, lost and doubled, disks are slow, servers crash.

use crate::cluster::{Disks, Flight, Hand, paxos, s};
use machine::{Command, NodeId, Outcome, Protocol, Reply};
use protocols::paxos::{Message, Note, Paxos, Rule};
use std::collections::BTreeMap;

/// The most messages under way, for each server; older ones are lost.
const FLIGHTS_MAX: usize = 12;
const CLIENTS: u8 = 3;

/// A small generator of random numbers: Knuth's linear one, of which the upper bits are used.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
        (self.0 >> 33) as usize % end.max(1)
    }
}

/// What came of a schedule.
#[derive(Default)]
struct Tally {
    learned: usize,
    adopted: usize,
    refused: usize,
    restarts: usize,
    nothing: usize,
    /// The first event that said nothing although a message, a timer or a request caused it.
    silent: Option<String>,
}

struct Chaos {
    dice: Dice,
    hand: Hand,
    /// The number of each client's present request.
    numbers: [u64; CLIENTS as usize],
    tally: Tally,
    nodes: u8,
}

/// Options by seed: every combination of the switches comes up.
fn cluster(seed: u64, nodes: u8, off: &[Rule]) -> Paxos {
    let switch = |place: u32| seed >> place & 1;
    let changed = [
        ("refusals", 1 - switch(1)),
        ("roles-apart", switch(2) & switch(3)),
        ("distinguished-proposer", switch(4) & switch(1)),
        ("back-off", 100 * (1 - switch(5))),
    ];
    paxos(nodes, &changed, off)
}

impl Chaos {
    fn new(seed: u64, nodes: u8, off: &[Rule]) -> Self {
        let mut hand = Hand::of(cluster(seed, nodes, off), nodes);
        hand.saving = Disks::ByHand;
        let mut dice = Dice(seed);
        dice.below(2);
        let numbers = [1; CLIENTS as usize];
        Chaos { dice, hand, numbers, tally: Tally::default(), nodes }
    }

    /// Takes so many steps, unless a property is broken before.
    fn run(&mut self, steps: usize) {
        for _ in 0..steps {
            self.step();
            if !self.hand.broken.is_empty() {
                return;
            }
        }
    }

    fn step(&mut self) {
        let node = s(1 + self.dice.below(usize::from(self.nodes)) as u8);
        let flights = self.hand.flights.len();
        let place = self.dice.below(flights);
        match self.dice.below(1_000) {
            0..560 if flights > 0 => {
                let flight = self.hand.flights.remove(place);
                let what = format!("{flight:?}");
                let is_up = self.hand.is_up(flight.to);
                self.hand.arrive(flight);
                self.look(is_up.then_some(what));
            }
            560..580 if flights > 0 => drop(self.hand.flights.remove(place)),
            580..600 if flights > 0 => {
                let copy = self.hand.flights[place].clone();
                self.hand.flights.push(copy);
            }
            600..860 if self.hand.unsaved(node) => {
                self.hand.save(node);
                self.look(None);
            }
            860..900 => {
                let timers = &self.hand.timers[node.index()];
                let timer = timers.iter().nth(self.dice.below(timers.len())).copied();
                if let Some(timer) = timer {
                    self.hand.fire(node, timer);
                    self.look(Some(format!("{timer:?} of {node}")));
                }
            }
            900..950 => self.ask(node),
            950..965 => self.hand.crash(node),
            965..1_000 if !self.hand.is_up(node) => {
                self.hand.restart(node);
                self.tally.restarts += 1;
            }
            _ => {}
        }
        let excess = self.hand.flights.len().saturating_sub(FLIGHTS_MAX * usize::from(self.nodes));
        self.hand.flights.drain(..excess);
        for (client, number, reply) in core::mem::take(&mut self.hand.replies) {
            let present = &mut self.numbers[client.index()];
            if let Reply::Done(outcome) = reply
                && *present == number
            {
                *present += 1;
                self.tally.nothing += usize::from(outcome == Outcome::Value(None));
            }
        }
    }

    fn ask(&mut self, node: NodeId) {
        let client = self.dice.below(usize::from(CLIENTS)) as u8;
        let number = self.numbers[usize::from(client)];
        // Now and then an old request arrives late.
        let number = if self.dice.below(8) == 0 { number.saturating_sub(1).max(1) } else { number };
        let command = match self.dice.below(4) {
            0 => Command::Get("x".into()),
            _ => Command::Put("x".into(), format!("{client}.{number}").into()),
        };
        if self.hand.is_up(node) {
            self.hand.ask(client + 1, number, node, command);
            self.look(Some(format!("request {number} of C{client}")));
        }
    }

    fn look(&mut self, cause: Option<String>) {
        if self.hand.notes.is_empty() && self.tally.silent.is_none() {
            self.tally.silent = cause;
        }
        for note in &self.hand.notes {
            let tally = &mut self.tally;
            tally.learned += usize::from(matches!(note, Note::Learned(..)));
            tally.adopted += usize::from(matches!(note, Note::ValueAdopted(..)));
            let is_refusal = matches!(note, Note::AcceptRefused(..) | Note::PrepareRefused(..));
            tally.refused += usize::from(is_refusal);
        }
    }
}

/// The first seed whose schedule breaks a property, and which one.
pub(crate) fn search(off: &[Rule], nodes: u8, seeds: u64) -> Option<(u64, &'static str)> {
    (1..=seeds).find_map(|seed| {
        let mut chaos = Chaos::new(seed, nodes, off);
        chaos.run(400);
        chaos.hand.broken.first().map(|(name, _)| (seed, *name))
    })
}

#[test]
fn every_property_holds_under_random_schedules() {
    let mut all = Tally::default();
    for seed in 1..=2_000 {
        let nodes = 1 + (seed % 9) as u8;
        let mut chaos = Chaos::new(seed, nodes, &[]);
        chaos.run(800);
        assert_eq!(chaos.hand.broken, [], "seed {seed}, {nodes} servers");
        assert_eq!(chaos.tally.silent, None, "seed {seed}: every outcome is told");
        all.learned += chaos.tally.learned;
        all.adopted += chaos.tally.adopted;
        all.refused += chaos.tally.refused;
        all.restarts += chaos.tally.restarts;
        all.nothing += chaos.tally.nothing;
    }
    // The schedules get somewhere: what nobody reaches proves nothing.
    assert!(all.learned > 5_000, "{} learned", all.learned);
    assert!(all.adopted > 1_000, "{} adopted", all.adopted);
    assert!(all.refused > 5_000, "{} refused", all.refused);
    assert!(all.restarts > 5_000, "{} restarts", all.restarts);
    assert!(all.nothing > 300, "{} reads of nothing", all.nothing);
}

#[test]
fn after_any_schedule_a_cluster_in_peace_answers_everybody_alike() {
    for seed in 1..=200 {
        let nodes = 1 + (seed % 9) as u8;
        let mut chaos = Chaos::new(seed, nodes, &[]);
        chaos.run(200);
        let mut hand = chaos.hand;
        hand.saving = Disks::AtOnce;
        NodeId::all(nodes).for_each(|node| hand.crash(node));
        hand.flights.clear();
        NodeId::all(nodes).for_each(|node| hand.restart(node));
        // S1 proposes in every cluster, and is the distinguished proposer where there is one.
        hand.ask(1, 99, s(1), Command::Put("x".into(), "peace".into()));
        for _ in 0..20 {
            hand.settle();
            if hand.replies.is_empty() {
                hand.fire(s(1), protocols::paxos::Timer::Retry);
            }
        }
        let Some((_, 99, Reply::Done(Outcome::Chosen(value)))) = hand.replies.first() else {
            panic!("seed {seed}: {:?}", hand.replies);
        };
        let learned = (1..=nodes).filter_map(|node| hand.chosen(node));
        assert!(learned.clone().count() >= 1 && learned.clone().all(|other| other == value));
        assert_eq!(hand.broken, []);
    }
}

/// Nothing leaves a server that its disk would not stand by: promises and acceptances of every
/// message under way are on the disk of its sender, and so is the round of what a proposer asks.
#[test]
fn no_message_is_ahead_of_its_senders_disk() {
    for seed in 1..=300 {
        let nodes = 3 + (seed % 5) as u8;
        let mut chaos = Chaos::new(seed, nodes, &[]);
        let mut promised = BTreeMap::new();
        for _ in 0..600 {
            chaos.step();
            for node in NodeId::all(nodes) {
                let disk = &chaos.hand.disks[node.index()];
                let before = promised.insert(node, disk.promised);
                assert!(before <= Some(disk.promised), "a promise is never taken back");
                assert!(disk.accepted.as_ref().map(|held| held.ballot) <= disk.promised);
            }
            for Flight { from, message, .. } in &chaos.hand.flights {
                let disk = &chaos.hand.disks[from.index()];
                match message {
                    Message::Prepare { ballot } => assert!(ballot.round <= disk.tried),
                    Message::Accept { ballot, .. } => assert!(ballot.round <= disk.tried),
                    Message::Promise { ballot, .. } => assert!(Some(*ballot) <= disk.promised),
                    Message::Accepted { ballot, value } => {
                        let held = disk.accepted.as_ref().expect("it has accepted");
                        assert!(*ballot <= held.ballot);
                        assert!(*ballot < held.ballot || *value == held.value);
                    }
                    Message::Refusal { promised, .. } => assert!(Some(*promised) <= disk.promised),
                    Message::Alive => {}
                }
            }
        }
        assert_eq!(Paxos::info().timers.len(), 3);
    }
}
