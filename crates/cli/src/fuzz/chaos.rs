//! Random faults and requests.

use catalog::Experiment;
use machine::{ClientId, Command, Endpoint, Micros, NodeId, Span, Text};
use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt, SeedableRng};
use simulator::{
    Action, Clock, DiskFate, DiskSettings, DiskTruth, LinkSettings, MessageId, Rate, Setup,
};

/// How many of the last messages sent are candidates for a fault.
const RECENT: usize = 24;
/// The keys that clients use: few, so that they meet.
const KEYS: [&str; 2] = ["x", "y"];

/// The source of trouble of one run.
pub(super) struct Chaos {
    random: Xoshiro256PlusPlus,
    /// The most events between two acts.
    gap: u32,
    /// How many values were written, so that each is new.
    values: u32,
}

impl Chaos {
    /// The trouble that this seed makes.
    pub(super) fn new(seed: u64) -> Self {
        let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
        let gap = random.random_range(4..60);
        Chaos { random, gap, values: 0 }
    }

    /// A number from `min` to `max`, both included.
    pub(super) fn between(&mut self, min: u8, max: u8) -> u8 {
        self.random.random_range(min..=max)
    }

    /// Lets some events happen and then does something. Returns whether anything still happens.
    pub(super) fn unleash(&mut self, experiment: &mut dyn Experiment) -> bool {
        for _ in 0..self.random.random_range(0..=self.gap) {
            if experiment.violation().is_some() {
                return true;
            }
            // A cluster that is all down waits for somebody to restart it.
            if !experiment.step() {
                let pause = experiment.now().plus(Micros::from_ms(10));
                experiment.advance_to(pause, 1);
                break;
            }
        }
        let setup = experiment.setup().clone();
        let action = self.action(experiment, &setup);
        // What cannot be done just now is not done.
        let happened = action.is_some_and(|action| experiment.act(action).is_ok());
        happened || experiment.next_due().is_some() || self.gap > 0
    }

    /// How a link may treat messages: as usual, or badly.
    pub(super) fn link_settings(&mut self) -> LinkSettings {
        let mut settings = LinkSettings::default();
        if self.random.random_range(0..3) == 0 {
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
        let node = self.node(setup);
        Some(match self.random.random_range(0..100) {
            0..30 => self.request(setup),
            30..38 => Action::Crash(node),
            38..50 => Action::Restart(node, DiskFate::Keep),
            50..53 => Action::Pause(node),
            53..58 => Action::Resume(node),
            58..63 => self.fire(experiment, node)?,
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
            _ => {
                let skew = self.random.random_range(-50_000..=50_000);
                let drift = self.random.random_range(-100_000..=100_000);
                Action::Clock(node, Clock { skew, drift })
            }
        })
    }

    fn node(&mut self, setup: &Setup) -> NodeId {
        NodeId(self.between(1, setup.nodes))
    }

    fn millis(&mut self, min: u64, max: u64) -> Micros {
        Micros::from_ms(self.random.random_range(min..=max))
    }

    fn request(&mut self, setup: &Setup) -> Action {
        let client = ClientId(self.between(1, setup.clients));
        let to = match self.random.random_range(0..3) {
            0 => Some(self.node(setup)),
            _ => None,
        };
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

    fn fire(&mut self, experiment: &dyn Experiment, node: NodeId) -> Option<Action> {
        let name = &experiment.setup().protocol;
        let known = catalog::protocols(catalog::Language::English);
        let timers = &known.iter().find(|info| info.name == &**name)?.timers;
        let place = self.random.random_range(0..timers.len().max(1));
        Some(Action::Fire(node, timers.get(place)?.key.into()))
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
