//! Random schedules: messages are reordered, lost and doubled, disks are slow, servers crash.

use super::{Dice, Disks, Hand, s};
use machine::{Command, NodeId, Protocol, Reply};
use std::collections::BTreeMap;

/// The most messages under way, for each server; older ones are lost.
const FLIGHTS_MAX: usize = 12;
const CLIENTS: u8 = 3;

/// One step of a schedule. What is not possible just then is left out.
#[derive(Clone, Copy)]
pub(crate) enum Step<T> {
    /// Any message under way arrives.
    Deliver,
    /// Any message under way is lost.
    Lose,
    /// Any message under way is doubled.
    Double,
    /// A disk finishes a save.
    Save,
    /// A server's timer goes off.
    Fire(T),
    /// A client asks a server, for the first time or again.
    Ask,
    /// A person gives a server this order, which names any servers.
    Order(&'static str),
    /// A server crashes.
    Crash,
    /// A server that is down starts.
    Restart,
}

/// What schedules do with a protocol.
pub(crate) struct Plan<P: Protocol> {
    /// The steps, each with its odds of a thousand.
    pub(crate) steps: &'static [(usize, Step<P::Timer>)],
    /// What a client asks for, by its place and the number of its request.
    pub(crate) command: fn(&mut Dice, u8, u64) -> Command,
    /// As what a note is counted, if it is.
    pub(crate) counted: fn(&P::Note) -> Option<&'static str>,
}

/// How often what came of schedules: what a plan counts, `answers` and `restarts`.
#[derive(Default)]
pub(crate) struct Tally(BTreeMap<&'static str, usize>);

impl Tally {
    fn count(&mut self, what: &'static str, times: usize) {
        *self.0.entry(what).or_default() += times;
    }

    /// The schedules got somewhere: what nobody reaches proves nothing.
    pub(crate) fn expect_more_than(&self, least: &[(&'static str, usize)]) {
        for (what, least) in least {
            let count = self.0.get(what).copied().unwrap_or_default();
            assert!(count > *least, "{count} {what}");
        }
    }
}

/// One schedule.
pub(crate) struct Chaos<P: Protocol> {
    plan: &'static Plan<P>,
    dice: Dice,
    pub(crate) hand: Hand<P>,
    /// The number of each client's present request.
    numbers: [u64; CLIENTS as usize],
    tally: Tally,
    nodes: u8,
    /// The first event that said nothing and saved nothing, although a message, a timer or a
    /// request caused it.
    silent: Option<String>,
}

impl<P: Protocol> Chaos<P> {
    pub(crate) fn new(plan: &'static Plan<P>, seed: u64, nodes: u8, protocol: P) -> Self {
        let odds: usize = plan.steps.iter().map(|(odds, _)| odds).sum();
        assert_eq!(odds, 1_000, "a thousand sides");
        let mut hand = Hand::of(protocol, nodes);
        hand.saving = Disks::ByHand;
        Chaos {
            plan,
            dice: Dice::new(seed),
            hand,
            numbers: [1; CLIENTS as usize],
            tally: Tally::default(),
            nodes,
            silent: None,
        }
    }

    /// Takes so many steps, unless a property is broken before.
    pub(crate) fn run(&mut self, steps: usize) {
        for _ in 0..steps {
            self.step();
            if !self.hand.broken.is_empty() {
                return;
            }
        }
    }

    /// The same, in which nothing may break and every outcome is told; adds to what came of all.
    pub(crate) fn hold(mut self, steps: usize, all: &mut Tally) {
        self.run(steps);
        assert_eq!(self.hand.broken, [], "{} servers", self.nodes);
        assert_eq!(self.silent, None, "every outcome is told");
        self.tally.0.into_iter().for_each(|(what, times)| all.count(what, times));
    }

    pub(crate) fn step(&mut self) {
        let node = s(1 + self.dice.below(usize::from(self.nodes)) as u8);
        let mut side = self.dice.below(1_000);
        let mut steps = self.plan.steps.iter();
        let chosen = steps.find_map(|(odds, step)| {
            let hits = side < *odds;
            side = side.saturating_sub(*odds);
            hits.then_some(*step)
        });
        self.take(chosen.expect("the odds make a thousand"), node);
        let excess = self.hand.flights.len().saturating_sub(FLIGHTS_MAX * usize::from(self.nodes));
        self.hand.flights.drain(..excess);
        self.hear();
    }

    fn take(&mut self, step: Step<P::Timer>, node: NodeId) {
        match step {
            Step::Deliver => self.deliver(),
            Step::Lose => {
                if let Some(place) = self.any_flight() {
                    self.hand.flights.remove(place);
                }
            }
            Step::Double => {
                if let Some(place) = self.any_flight() {
                    let copy = self.hand.flights[place].clone();
                    self.hand.flights.push(copy);
                }
            }
            Step::Save => {
                if self.hand.unsaved(node) > 0 {
                    self.hand.save(node);
                    self.count();
                }
            }
            Step::Fire(timer) => {
                if self.hand.timers[node.index()].contains(&timer) {
                    let what = format!("{timer:?} of {node}");
                    self.expect_a_note(node, what, |hand| hand.fire(node, timer));
                }
            }
            Step::Ask => self.ask(node),
            Step::Order(name) => {
                let named = self.named(name);
                if self.hand.is_up(node) {
                    self.expect_a_note(node, name.to_owned(), |h| h.order(node, name, &named));
                }
            }
            Step::Crash => self.hand.crash(node),
            Step::Restart => {
                if !self.hand.is_up(node) {
                    self.hand.restart(node);
                    self.count();
                    self.tally.count("restarts", 1);
                }
            }
        }
    }

    /// Any servers, as many as this order may name.
    fn named(&mut self, name: &str) -> Vec<NodeId> {
        let order = P::orders().iter().find(|order| order.name == name).expect("such an order");
        let (least, most) = (usize::from(order.names.0), usize::from(order.names.1));
        let more = if most > least { self.dice.below(1 + most - least) } else { 0 };
        let any = |_| s(1 + self.dice.below(usize::from(self.nodes)) as u8);
        (0..least + more).map(any).collect()
    }

    fn any_flight(&mut self) -> Option<usize> {
        let count = self.hand.flights.len();
        (count > 0).then(|| self.dice.below(count))
    }

    fn deliver(&mut self) {
        if let Some(place) = self.any_flight() {
            let flight = self.hand.flights.remove(place);
            if self.hand.is_up(flight.to) {
                let what = format!("{flight:?}");
                self.expect_a_note(flight.to, what, |hand| hand.arrive(flight));
            }
        }
    }

    fn ask(&mut self, node: NodeId) {
        let client = self.dice.below(usize::from(CLIENTS)) as u8;
        let number = self.numbers[usize::from(client)];
        // Now and then an old request arrives late.
        let number = if self.dice.below(8) == 0 { number.saturating_sub(1).max(1) } else { number };
        if self.hand.is_up(node) {
            let command = (self.plan.command)(&mut self.dice, client, number);
            let what = format!("request {number} of C{client}");
            self.expect_a_note(node, what, |hand| hand.ask(client + 1, number, node, command));
        }
    }

    /// Clients take in what they are told.
    fn hear(&mut self) {
        for (client, number, reply) in core::mem::take(&mut self.hand.replies) {
            let present = &mut self.numbers[client.index()];
            if matches!(reply, Reply::Done(_)) && *present == number {
                *present += 1;
                self.tally.count("answers", 1);
            }
        }
    }

    fn expect_a_note(&mut self, node: NodeId, what: String, event: impl FnOnce(&mut Hand<P>)) {
        let before = self.hand.unsaved(node);
        event(&mut self.hand);
        self.count();
        let saves = self.hand.unsaved(node) > before;
        if self.hand.notes.is_empty() && !saves && self.silent.is_none() {
            self.silent = Some(what);
        }
    }

    fn count(&mut self) {
        for what in self.hand.notes.iter().filter_map(self.plan.counted) {
            self.tally.count(what, 1);
        }
    }
}

/// The first of so many schedules in which a property breaks, and which one.
pub(crate) fn search<P: Protocol>(
    seeds: u64,
    steps: usize,
    schedule: impl Fn(u64) -> Chaos<P>,
) -> Option<(u64, &'static str)> {
    (1..=seeds).find_map(|seed| {
        let mut chaos = schedule(seed);
        chaos.run(steps);
        chaos.hand.broken.first().map(|(name, _)| (seed, *name))
    })
}

/// A client's first or later request: it appends its own name and the request's number to `x`.
pub(crate) fn append(_: &mut Dice, client: u8, number: u64) -> Command {
    Command::Append("x".into(), format!("{client}.{number}").into())
}
