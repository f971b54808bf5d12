//! Random schedules: messages are reordered, lost and doubled, disks are slow, servers crash.

use crate::cluster::{Disks, Hand, asynchronous, protocol, s};
use machine::{Command, NodeId, Reply};
use protocols::primary_backup::{Note, PrimaryBackup, Role, Rule, Timer};

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
    promotions: usize,
    transfers: usize,
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
    fn new(seed: u64, nodes: u8, protocol: PrimaryBackup) -> Self {
        let mut hand = Hand::of(protocol, nodes);
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
            880..905 => self.fire(node, Timer::Ping),
            905..914 => self.fire(s(1), Timer::Tick),
            914..921 => self.fire(node, Timer::Resend),
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
            let is_promotion =
                matches!(note, Note::BecamePrimary(..) | Note::BecamePrimaryAlone(_));
            self.tally.promotions += usize::from(is_promotion);
            self.tally.transfers += usize::from(matches!(note, Note::StateTaken(..)));
            self.tally.commits += usize::from(matches!(note, Note::Settled(..)));
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
        let (name, _) = Chaos::new(seed, nodes, protocol(nodes, off)).run(steps).broken?;
        Some((seed, name))
    })
}

#[test]
fn every_property_holds_under_random_schedules() {
    let mut all = Tally::default();
    for seed in 1..=300 {
        let nodes = 2 + (seed % 6) as u8;
        let tally = Chaos::new(seed, nodes, protocol(nodes, &[])).run(4_000);
        assert_eq!(tally.broken, None, "seed {seed}, {nodes} servers");
        assert_eq!(tally.silent, None, "seed {seed}: every outcome is told");
        all.promotions += tally.promotions;
        all.transfers += tally.transfers;
        all.commits += tally.commits;
        all.answers += tally.answers;
        all.restarts += tally.restarts;
    }
    // The schedules get somewhere: what nobody reaches proves nothing.
    assert!(all.promotions > 500, "{} promotions", all.promotions);
    assert!(all.transfers > 500, "{} transfers", all.transfers);
    assert!(all.commits > 1_000, "{} commits", all.commits);
    assert!(all.answers > 500, "{} answers", all.answers);
    assert!(all.restarts > 1_000, "{} restarts", all.restarts);
}

/// Asynchronous replication loses what was answered for, and nothing else goes wrong.
#[test]
fn asynchronous_schedules_break_only_what_is_expected() {
    let mut losses = 0;
    for seed in 1..=300 {
        let nodes = 3 + (seed % 5) as u8;
        let mut chaos = Chaos::new(seed, nodes, asynchronous(nodes, &[]));
        for _ in 0..3_000 {
            chaos.step();
        }
        let others = chaos.hand.broken.iter().filter(|(name, _)| *name != "acknowledged-survives");
        assert_eq!(others.collect::<Vec<_>>(), Vec::<&(&str, Note)>::new(), "seed {seed}");
        losses += usize::from(!chaos.hand.broken.is_empty());
    }
    assert!(losses > 30, "{losses} of 300 schedules lose something");
}

#[test]
fn after_any_schedule_a_cluster_in_peace_carries_out_a_request() {
    for seed in 1..=60 {
        let nodes = 2 + (seed % 6) as u8;
        let mut chaos = Chaos::new(seed, nodes, protocol(nodes, &[]));
        for _ in 0..800 {
            chaos.step();
        }
        let mut hand = chaos.hand;
        for node in NodeId::all(nodes) {
            if !hand.is_up(node) {
                hand.restart(node);
            }
        }
        hand.settle();
        // A few rounds of pings, and of sending again what was lost.
        for _ in 0..6 {
            for node in NodeId::all(nodes).skip(1) {
                hand.ping(node.0);
                if hand.timers[node.index()].contains(&Timer::Resend) {
                    hand.fire(node, Timer::Resend);
                    hand.settle();
                }
            }
        }
        let (view, primary, _) = hand.view(s(1));
        assert!(primary > 0 && hand.leads(s(primary)), "seed {seed}: view {view} has a primary");
        hand.replies.clear();
        hand.ask(9, 1, s(primary), Command::Put("x".into(), "peace".into()));
        hand.settle();
        assert!(
            hand.replies
                .iter()
                .any(|(client, _, reply)| { client.0 == 9 && matches!(reply, Reply::Done(_)) }),
            "seed {seed}: the request is carried out"
        );
        assert_eq!(hand.broken, []);
    }
}

#[test]
fn a_server_is_never_without_the_timer_its_role_needs() {
    for seed in 1..=40 {
        let mut chaos = Chaos::new(seed, 5, protocol(5, &[]));
        for _ in 0..1_000 {
            chaos.step();
            for node in NodeId::all(5).filter(|node| chaos.hand.is_up(*node)) {
                let needed = match chaos.hand.memory(node).role {
                    Role::ViewService { .. } => Timer::Tick,
                    Role::Primary { .. } | Role::Backup | Role::Spare => Timer::Ping,
                };
                let set = &chaos.hand.timers[node.index()];
                assert!(set.contains(&needed), "seed {seed}: {node} has {set:?}");
            }
        }
    }
}
