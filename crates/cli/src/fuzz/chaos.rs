//! Random faults and requests.

use super::{Plan, options};
use catalog::{Experiment, OrderWords};
use machine::{ClientId, Command, Endpoint, Mark, Micros, NodeId, Span, Text, Workload};
use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt, SeedableRng};
use simulator::{
    Action, Clock, DiskFate, DiskSettings, DiskTruth, LinkSettings, MessageId, Packet, Rate, Setup,
};
use std::collections::BTreeMap;

/// How many of the last messages sent are candidates for a fault.
const RECENT: usize = 24;
/// Among how many of the last events an election is looked for.
const RECENT_EVENTS: usize = 300;
/// For how many events at most the moment is awaited in which a server tells several others.
const AMBUSH_EVENTS_MAX: u32 = 100;
/// The keys that clients use: few, so that they meet.
const KEYS: [&str; 2] = ["x", "y"];

/// What may go wrong.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Faults {
    /// Everything.
    All,
    /// Servers crash and restart; the network is reliable between servers that run. Of what a
    /// server sent just before it crashed, some may not have left it.
    Crashes,
}

/// How wrong clocks may be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Clocks {
    /// They jump, they run at most 10 % fast or slow, and timers go off early.
    Any,
    /// They only run fast or slow; no timer goes off before its time.
    Drift,
    /// They are right, and no timer goes off before its time.
    Sound,
}

/// The source of trouble of one run.
pub(crate) struct Chaos {
    random: Xoshiro256PlusPlus,
    /// The most events between two acts.
    gap: u32,
    /// How often, out of ten times, the server elected last is the one that suffers.
    focus: u32,
    /// How often, out of a hundred times, what comes next is an ambush.
    ambushes: u32,
    /// How many values were written, so that each is new.
    values: u32,
    /// What comes next, whatever the dice say.
    planned: Vec<Action>,
    workload: Workload,
    faults: Faults,
    orders: Vec<OrderWords>,
    clocks: Clocks,
}

impl Chaos {
    /// The trouble that this seed makes.
    pub(crate) fn new(seed: u64, plan: &Plan, faults: Faults) -> Self {
        let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
        let gap = random.random_range(2..40);
        let focus = random.random_range(0..10);
        // Half of the runs have none, and are what they would be if there were no such thing.
        let mut other = Xoshiro256PlusPlus::seed_from_u64(!seed);
        let ambushes = other.random_range(0..2) * other.random_range(1..25);
        Chaos {
            random,
            gap,
            focus,
            ambushes,
            values: 0,
            planned: Vec::new(),
            workload: plan.workload,
            faults,
            orders: plan.orders.clone(),
            clocks: plan.clocks,
        }
    }

    /// A number from `min` to `max`, both included.
    pub(crate) fn between(&mut self, min: u8, max: u8) -> u8 {
        self.random.random_range(min..=max)
    }

    /// Values for the options of this run.
    pub(crate) fn options(&mut self, plan: &Plan) -> BTreeMap<Text, u64> {
        options::draw(&mut self.random, plan.options, plan.drawn)
    }

    /// Lets some events happen and then does something.
    pub(crate) fn unleash(&mut self, experiment: &mut dyn Experiment) {
        let gap = if self.planned.is_empty() { self.gap } else { self.gap.min(6) };
        for _ in 0..self.random.random_range(0..=gap) {
            if experiment.violation().is_some() {
                return;
            }
            // A cluster that is all down waits for somebody to restart it.
            if !experiment.step() {
                let pause = experiment.now().plus(Micros::from_ms(10));
                experiment.advance_to(pause, 1);
                break;
            }
        }
        let setup = experiment.setup().clone();
        let planned = self.planned.pop();
        let is_ambush = planned.is_none() && self.ambushes > 0;
        if is_ambush && self.random.random_range(0..100) < self.ambushes {
            self.ambush(experiment);
            return;
        }
        if let Some(action) = planned.or_else(|| self.action(experiment, &setup)) {
            // What cannot be done just now is not done.
            drop(experiment.act(action));
        }
    }

    /// Waits until a server sends several messages at once, and crashes it in the midst of that:
    /// some of what it sent last has not left it yet. Where one knows more than the others, and
    /// dies, is where protocols are weakest.
    fn ambush(&mut self, experiment: &mut dyn Experiment) {
        for _ in 0..AMBUSH_EVENTS_MAX {
            if experiment.violation().is_some() || !experiment.step() {
                return;
            }
            let last = experiment.position() - 1;
            let trace = experiment.trace();
            let Some(node) = trace.events[last as usize].place.and_then(Endpoint::node) else {
                continue;
            };
            let from_it = trace.packets.iter().rev().filter(|packet| packet.from == node.into());
            if from_it.clone().take_while(|packet| packet.sent == last).count() < 2 {
                continue;
            }
            let recent: Vec<MessageId> = from_it
                .take(RECENT)
                .map(|&Packet { from, to, number, copy, .. }| MessageId { from, to, number, copy })
                .collect();
            let all_are_lost = self.random.random_range(0..3) == 0;
            for message in recent {
                if all_are_lost || self.random.random_range(0..2) == 0 {
                    // What has arrived is not lost any more.
                    drop(experiment.act(Action::Drop(message)));
                }
            }
            if self.random.random_range(0..4) == 0 {
                self.planned.push(Action::Restart(node, DiskFate::Keep));
            }
            drop(experiment.act(Action::Crash(node)));
            return;
        }
    }

    /// How a link may treat messages: as usual, or badly.
    pub(crate) fn link_settings(&mut self) -> LinkSettings {
        let mut settings = LinkSettings::default();
        if self.faults == Faults::Crashes || self.random.random_range(0..3) == 0 {
            return settings;
        }
        let min = self.random.random_range(1..40);
        settings.delay = Span::ms(min, min + self.random.random_range(0..150));
        settings.loss = self.rate(20);
        settings.duplicate = self.rate(20);
        settings.corrupt = self.rate(5);
        settings.fifo = self.random.random_range(0..4) == 0;
        settings
    }

    fn rate(&mut self, percent: u32) -> Rate {
        match self.random.random_range(0..2) {
            0 => Rate(0),
            _ => Rate::percent(self.random.random_range(0..=percent)),
        }
    }

    fn action(&mut self, experiment: &dyn Experiment, setup: &Setup) -> Option<Action> {
        let node = self.node(experiment, setup);
        if !self.orders.is_empty() && self.random.random_range(0..20) == 0 {
            return Some(self.order(node, setup));
        }
        let kinds = match self.faults {
            Faults::All => 100,
            Faults::Crashes => 50,
        };
        Some(match self.random.random_range(0..kinds) {
            0..28 => self.request(experiment, setup),
            28..34 => Action::Crash(node),
            34..38 => {
                // It is up again before anybody notices, and remembers only what its disk holds.
                self.planned.push(Action::Restart(node, DiskFate::Keep));
                Action::Crash(node)
            }
            38..50 => Action::Restart(node, DiskFate::Keep),
            50..53 => Action::Pause(node),
            53..58 => Action::Resume(node),
            58..63 => match self.clocks {
                Clocks::Any => self.fire(experiment, node)?,
                Clocks::Drift | Clocks::Sound => return None,
            },
            63..68 => {
                let (from, to) = self.link(setup);
                Action::Cut(from, to)
            }
            68..72 => {
                let (from, to) = self.link(setup);
                Action::Heal(from, to)
            }
            72..76 => self.partition(setup),
            76..78 => Action::Isolate(node.into()),
            78..82 => Action::HealAll,
            82..92 => {
                let message = self.message(experiment)?;
                match self.random.random_range(0..6) {
                    0 | 1 => Action::Drop(message),
                    2 => Action::Duplicate(message),
                    3 => Action::Delay(message, self.millis(1, 400)),
                    4 => Action::Corrupt(message),
                    _ => Action::Deliver(message),
                }
            }
            92..94 => Action::Network(None, self.link_settings()),
            94..96 => {
                let link = self.link(setup);
                Action::Network(Some(link), self.link_settings())
            }
            96..98 => {
                let max = self.random.random_range(1..60);
                let save = Span::ms(self.random.random_range(0..=max), max);
                Action::Disk(node, DiskSettings { save, truth: DiskTruth::Synced })
            }
            98 => {
                let max = self.random.random_range(0..30);
                Action::Slow(node, Span::ms(self.random.random_range(0..=max), max))
            }
            _ => {
                let skew = match self.clocks {
                    Clocks::Any => self.random.random_range(-50_000..=50_000),
                    Clocks::Drift => 0,
                    Clocks::Sound => return None,
                };
                let drift = self.random.random_range(-100_000..=100_000);
                Action::Clock(node, Clock { skew, drift })
            }
        })
    }

    /// Any order, which names any servers.
    fn order(&mut self, node: NodeId, setup: &Setup) -> Action {
        let order = &self.orders[self.random.random_range(0..self.orders.len())];
        let (name, (least, most)) = (order.name.key, order.names);
        let count = self.between(least, most);
        let named = (0..count).map(|_| NodeId(self.between(1, setup.nodes))).collect();
        Action::Order(node, name.into(), named)
    }

    /// Any server; often the one elected last, with which most goes wrong.
    fn node(&mut self, experiment: &dyn Experiment, setup: &Setup) -> NodeId {
        let any = NodeId(self.between(1, setup.nodes));
        if self.random.random_range(0..10) >= self.focus {
            return any;
        }
        let recent = experiment.trace().events.iter().rev().take(RECENT_EVENTS);
        let mut elected = recent.filter(|event| event.mark == Some(Mark::Election));
        elected.next().and_then(|event| event.place?.node()).unwrap_or(any)
    }

    fn millis(&mut self, min: u64, max: u64) -> Micros {
        Micros::from_ms(self.random.random_range(min..=max))
    }

    fn request(&mut self, experiment: &dyn Experiment, setup: &Setup) -> Action {
        let client = ClientId(self.between(1, setup.clients));
        let to = match self.random.random_range(0..3) {
            0 => Some(self.node(experiment, setup)),
            _ => None,
        };
        if self.workload == Workload::Transfers {
            let command = self.transfer(setup.nodes);
            return Action::Request(client, to, command);
        }
        let key: Text = KEYS[self.random.random_range(0..KEYS.len())].into();
        self.values += 1;
        let value: Text = self.values.to_string().into();
        let command = match self.random.random_range(0..10) {
            0..3 => Command::Put(key, value),
            3..6 => Command::Get(key),
            6..9 => Command::Append(key, format!(".{value}").into()),
            _ => {
                let before = self.random.random_range(1..=self.values).to_string();
                Command::Cas(key, before.into(), value)
            }
        };
        Action::Request(client, to, command)
    }

    /// From one account to another, or to two; sometimes more than there is. Or a look at one.
    fn transfer(&mut self, nodes: u8) -> Command {
        let from = self.between(2, nodes);
        if self.random.random_range(0..8) == 0 {
            return Command::Get(NodeId(from).to_string().into());
        }
        let others: Vec<u8> = (2..=nodes).filter(|node| *node != from).collect();
        let first = self.random.random_range(0..others.len());
        let second = self.random.random_range(0..others.len());
        let mut key = format!("S{from}->S{}", others[first]);
        if first != second {
            key = format!("{key},S{}", others[second]);
        }
        let amount = self.random.random_range(1..=60).to_string();
        Command::Put(key.into(), amount.into())
    }

    /// A timer goes off early; another server's same timer too, sometimes.
    fn fire(&mut self, experiment: &dyn Experiment, node: NodeId) -> Option<Action> {
        let setup = experiment.setup();
        let known = catalog::protocols(catalog::Language::English);
        let timers = &known.iter().find(|info| info.profile.name == &*setup.protocol)?.timers;
        let place = self.random.random_range(0..timers.len().max(1));
        let timer: Text = timers.get(place)?.key.into();
        if self.random.random_range(0..2) == 0 {
            let rival = NodeId(self.between(1, setup.nodes));
            self.planned.push(Action::Fire(rival, timer.clone()));
        }
        Some(Action::Fire(node, timer))
    }

    fn end(&mut self, setup: &Setup) -> Endpoint {
        match self.between(1, setup.nodes + setup.clients) {
            n if n <= setup.nodes => NodeId(n).into(),
            n => ClientId(n - setup.nodes).into(),
        }
    }

    fn link(&mut self, setup: &Setup) -> (Endpoint, Endpoint) {
        (self.end(setup), self.end(setup))
    }

    fn partition(&mut self, setup: &Setup) -> Action {
        let mut groups = vec![Vec::new(), Vec::new()];
        for node in NodeId::all(setup.nodes) {
            groups[self.random.random_range(0..2)].push(node.into());
        }
        Action::Partition(groups)
    }

    /// One of the messages sent last; it may have arrived already.
    fn message(&mut self, experiment: &dyn Experiment) -> Option<MessageId> {
        let packets = &experiment.trace().packets;
        let recent = packets.len().min(RECENT);
        if recent == 0 {
            return None;
        }
        let packet = &packets[packets.len() - 1 - self.random.random_range(0..recent)];
        let (from, to) = (packet.from, packet.to);
        Some(MessageId { from, to, number: packet.number, copy: packet.copy })
    }
}
