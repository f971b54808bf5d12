//! One server of ours, driven by hand: its disk saves at once, its timers go off when told.

use super::theirs::Options;
use machine::{ClientId, Command, Effect, Effects, Node, NodeId, NodeSet, Protocol, Request};
use protocols::raft::{Base, Configuration, Message, Note, Raft, Timer};
use std::collections::BTreeSet;

/// What an input made a server do.
#[derive(Debug, Default)]
pub struct Output {
    /// What it sends, in order.
    pub sent: Vec<(NodeId, Message)>,
    /// The configurations it appended, as a leader.
    pub appended: Vec<Configuration>,
    /// Whether it began to wait anew for a majority to answer.
    pub quorum_awaited: bool,
}

/// One of our servers.
#[derive(Clone, Debug)]
pub struct Ours {
    raft: Raft,
    /// The server itself; what it has written and not saved does not exist here.
    pub node: Node<Raft>,
    /// Where every server begins.
    initial: Configuration,
    disk: <Raft as Protocol>::Disk,
    timers: BTreeSet<Timer>,
}

impl Ours {
    /// A server that starts for the first time.
    #[must_use]
    pub fn new(raft: Raft, options: Options, id: NodeId) -> Self {
        let disk = <Raft as Protocol>::Disk::default();
        let mut fx = Effects::default();
        let memory = raft.boot(id, &disk, &mut fx);
        let node = Node { id, disk: disk.clone(), memory };
        let initial = Configuration::of(NodeSet::first(options.members));
        let mut server = Ours { raft, node, initial, disk, timers: BTreeSet::new() };
        server.carry_out(fx, &mut Output::default());
        server
    }

    /// A crash, and a start with what the disk holds.
    pub fn restart(&mut self) {
        let mut fx = Effects::default();
        let memory = self.raft.boot(self.node.id, &self.disk, &mut fx);
        self.timers.clear();
        self.node = Node { id: self.node.id, disk: self.disk.clone(), memory };
        self.carry_out(fx, &mut Output::default());
    }

    /// The configuration that it goes by (section 6).
    #[must_use]
    pub fn configuration(&self) -> Configuration {
        let known = self.node.memory.state.log.configurations();
        known.last().map_or(self.initial, |(_, configuration)| *configuration)
    }

    /// The configuration with which its log begins.
    #[must_use]
    pub fn configuration_at(&self, base: Base) -> Configuration {
        base.configuration.map_or(self.initial, |(_, configuration)| configuration)
    }

    /// Whether the timer runs.
    #[must_use]
    pub fn awaits(&self, timer: Timer) -> bool {
        self.timers.contains(&timer)
    }

    /// A timer that runs goes off.
    pub fn fire(&mut self, timer: Timer) -> Output {
        assert!(self.timers.remove(&timer), "{} has no such timer: {timer:?}", self.node.id);
        self.handle(|raft, node, fx| raft.on_timer(node, timer, fx))
    }

    /// A message arrives.
    pub fn hear(&mut self, from: NodeId, message: Message) -> Output {
        self.handle(|raft, node, fx| raft.on_message(node, from, message, fx))
    }

    /// A client asks for the command of this number.
    pub fn propose(&mut self, number: u64) -> Output {
        let request = Request::new(ClientId(1), number, command(number));
        self.handle(|raft, node, fx| raft.on_request(node, request, fx))
    }

    /// A person gives an order, which names these servers.
    pub fn order(&mut self, name: &str, named: &[NodeId]) -> Output {
        let order = Raft::orders().iter().find(|order| order.name == name).expect("such an order");
        self.handle(|raft, node, fx| (order.give)(raft, node, named, fx))
    }

    fn handle(
        &mut self,
        handler: impl FnOnce(&Raft, &mut Node<Raft>, &mut Effects<Raft>),
    ) -> Output {
        let mut fx = Effects::default();
        let mut output = Output::default();
        handler(&self.raft, &mut self.node, &mut fx);
        self.carry_out(fx, &mut output);
        output
    }

    /// Saves take no time, so that what waits for one leaves in its order.
    fn carry_out(&mut self, mut fx: Effects<Raft>, output: &mut Output) {
        let mut saves = 0;
        for effect in fx.drain() {
            match effect {
                Effect::Send { to, message } | Effect::SendAtOnce { to, message } => {
                    output.sent.push((to, message));
                }
                Effect::SetTimer { timer, .. } => {
                    output.quorum_awaited |= timer == Timer::Quorum;
                    self.timers.insert(timer);
                }
                Effect::CancelTimer(timer) => {
                    self.timers.remove(&timer);
                }
                Effect::Save => saves += 1,
                Effect::Note(Note::ConfigurationAppended(_, configuration)) => {
                    output.appended.push(configuration);
                }
                Effect::Reply { .. } | Effect::Note(_) => {}
            }
        }
        for _ in 0..saves {
            self.disk = self.node.disk.clone();
            let saved = self.disk.clone();
            let mut fx = Effects::default();
            self.raft.on_saved(&mut self.node, &saved, &mut fx);
            self.carry_out(fx, output);
        }
    }
}

/// The command of this number: each is told from every other by its value.
#[must_use]
pub fn command(number: u64) -> Command {
    Command::Put(key(number).into(), number.to_string().into())
}

/// The key that the command of this number writes.
#[must_use]
pub fn key(number: u64) -> &'static str {
    ["x", "y", "z"][number as usize % 3]
}
