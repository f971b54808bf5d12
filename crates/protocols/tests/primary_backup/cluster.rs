//! A small cluster without time: nothing happens unless a test says so. The promise of
//! `machine::Effects` is kept: what is queued behind a save leaves once the disk has it.

use machine::{
    ClientId, Cluster, Command, Effect, Effects, Node, NodeId, Observed, Options, Protocol, Reply,
    Request, RuleSet,
};
use protocols::primary_backup::{
    History, Memory, Message, Note, Persistent, PrimaryBackup, Role, Rule, Timer, View,
};
use std::collections::{BTreeSet, VecDeque};

/// When disks finish their saves.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Disks {
    /// As soon as they are asked.
    AtOnce,
    /// When [`Hand::save`] says so.
    ByHand,
}

/// What waits for a disk.
#[derive(Clone)]
enum Leaving {
    Save(Persistent),
    Message(NodeId, Message),
    Reply(ClientId, u64, Reply),
}

/// A message under way.
#[derive(Clone, Debug)]
pub(crate) struct Flight {
    pub(crate) from: NodeId,
    pub(crate) to: NodeId,
    pub(crate) message: Message,
}

/// The cluster.
pub(crate) struct Hand {
    pub(crate) protocol: PrimaryBackup,
    pub(crate) nodes: Vec<Option<Node<PrimaryBackup>>>,
    pub(crate) disks: Vec<Persistent>,
    pub(crate) timers: Vec<BTreeSet<Timer>>,
    pub(crate) flights: Vec<Flight>,
    pub(crate) replies: Vec<(ClientId, u64, Reply)>,
    /// What the last event noted, and the saves that it led to at once.
    pub(crate) notes: Vec<Note>,
    /// Which properties were broken, and how, first things first.
    pub(crate) broken: Vec<(&'static str, Note)>,
    pub(crate) saving: Disks,
    leaving: Vec<VecDeque<Leaving>>,
    history: History,
}

/// The protocol with these rules off and every option at its default.
pub(crate) fn protocol(nodes: u8, off: &[Rule]) -> PrimaryBackup {
    with_options(nodes, off, &Options::defaults(PrimaryBackup::info().options))
}

/// The same, asynchronous.
pub(crate) fn asynchronous(nodes: u8, off: &[Rule]) -> PrimaryBackup {
    let mut options = Options::defaults(PrimaryBackup::info().options);
    options.set(0, 0);
    with_options(nodes, off, &options)
}

fn with_options(nodes: u8, off: &[Rule], options: &Options) -> PrimaryBackup {
    let mut protocol = PrimaryBackup::new(nodes, options);
    let mut rules = RuleSet::default();
    for rule in off {
        rules.break_rule(*rule as u8);
    }
    protocol.set_rules(rules);
    protocol
}

pub(crate) fn s(number: u8) -> NodeId {
    NodeId(number)
}

pub(crate) fn put(value: &str) -> Command {
    Command::Put("x".into(), value.into())
}

impl Hand {
    /// A faithful cluster, everybody up.
    pub(crate) fn new(nodes: u8) -> Self {
        Hand::without(nodes, &[])
    }

    /// A cluster that does not follow these rules, everybody up.
    pub(crate) fn without(nodes: u8, off: &[Rule]) -> Self {
        Hand::of(protocol(nodes, off), nodes)
    }

    /// A cluster of this protocol, everybody up.
    pub(crate) fn of(protocol: PrimaryBackup, nodes: u8) -> Self {
        let count = usize::from(nodes);
        let mut hand = Hand {
            protocol,
            nodes: vec![None; count],
            disks: vec![Persistent::default(); count],
            timers: vec![BTreeSet::new(); count],
            flights: Vec::new(),
            replies: Vec::new(),
            notes: Vec::new(),
            broken: Vec::new(),
            saving: Disks::AtOnce,
            leaving: vec![VecDeque::new(); count],
            history: History::default(),
        };
        NodeId::all(nodes).for_each(|node| hand.restart(node));
        hand
    }

    pub(crate) fn is_up(&self, node: NodeId) -> bool {
        self.nodes[node.index()].is_some()
    }

    pub(crate) fn memory(&self, node: NodeId) -> &Memory {
        &self.nodes[node.index()].as_ref().expect("the node is up").memory
    }

    /// Whether a server acts as primary.
    pub(crate) fn leads(&self, node: NodeId) -> bool {
        self.is_up(node) && matches!(self.memory(node).role, Role::Primary { .. })
    }

    /// The view a server knows: its number, its primary and its backup; 0 for nobody.
    pub(crate) fn view(&self, node: NodeId) -> (u64, u8, u8) {
        let View { number, primary, backup } = self.memory(node).state.view;
        let place = |node: Option<NodeId>| node.map_or(0, |node| node.0);
        (number.0, place(primary), place(backup))
    }

    /// What a server's store holds under `x`.
    pub(crate) fn value(&self, node: NodeId) -> Option<&str> {
        self.memory(node).store.get("x").map(|value| &**value)
    }

    /// How many saves a node waits for.
    pub(crate) fn unsaved(&self, node: NodeId) -> usize {
        let is_save = |leaving: &&Leaving| matches!(leaving, Leaving::Save(_));
        self.leaving[node.index()].iter().filter(is_save).count()
    }

    pub(crate) fn fire(&mut self, node: NodeId, timer: Timer) {
        assert!(self.timers[node.index()].remove(&timer), "{node}'s timer is set");
        self.handle(node, |protocol, node, fx| protocol.on_timer(node, timer, fx));
    }

    /// A server is heard by the view service, and everything arrives.
    pub(crate) fn ping(&mut self, node: u8) {
        self.fire(s(node), Timer::Ping);
        self.settle();
    }

    /// S2 is primary of view 1 and, if there are more servers, S3 its backup in view 2.
    pub(crate) fn begin(&mut self) {
        self.ping(2);
        if self.nodes.len() > 2 {
            self.ping(3);
            self.ping(2);
        }
    }

    /// The view service hears all but these for so long that it takes these for dead.
    pub(crate) fn miss(&mut self, silent: &[u8]) {
        for _ in 0..6 {
            self.fire(s(1), Timer::Tick);
            for node in (2..=self.nodes.len() as u8).filter(|node| !silent.contains(node)) {
                if self.is_up(s(node)) {
                    self.ping(node);
                }
            }
        }
    }

    pub(crate) fn ask(&mut self, client: u8, number: u64, node: NodeId, command: Command) {
        let request = Request { client: ClientId(client), number, command };
        self.handle(node, |protocol, node, fx| protocol.on_request(node, request, fx));
    }

    /// Delivers what is under way between two servers, in order.
    pub(crate) fn deliver(&mut self, from: NodeId, to: NodeId) {
        let all = core::mem::take(&mut self.flights);
        let (chosen, rest) = all.into_iter().partition(|f: &Flight| (f.from, f.to) == (from, to));
        self.flights = rest;
        for flight in chosen {
            self.arrive(flight);
        }
    }

    /// A message arrives; it is lost if its receiver is down.
    pub(crate) fn arrive(&mut self, flight: Flight) {
        if self.is_up(flight.to) {
            let Flight { from, to, message } = flight;
            self.handle(to, |protocol, node, fx| protocol.on_message(node, from, message, fx));
        }
    }

    /// Rounds of saving and delivering, until nothing is left.
    pub(crate) fn settle(&mut self) {
        for _ in 0..1_000 {
            while let Some(node) = self.all().find(|node| self.unsaved(*node) > 0) {
                self.save(node);
            }
            if self.flights.is_empty() {
                return;
            }
            assert!(self.flights.len() < 10_000, "messages do not breed messages");
            for flight in core::mem::take(&mut self.flights) {
                self.arrive(flight);
            }
        }
        panic!("the cluster comes to rest");
    }

    /// The oldest save of a node is finished; what waited for it leaves.
    pub(crate) fn save(&mut self, node: NodeId) {
        self.notes.clear();
        self.finish_save(node);
    }

    fn finish_save(&mut self, node: NodeId) {
        let queue = &mut self.leaving[node.index()];
        let Some(Leaving::Save(disk)) = queue.pop_front() else { panic!("{node} saves") };
        self.disks[node.index()] = disk.clone();
        self.let_leave(node);
        self.event(node, |protocol, node, fx| protocol.on_saved(node, &disk, fx));
    }

    pub(crate) fn crash(&mut self, node: NodeId) {
        self.nodes[node.index()] = None;
        self.leaving[node.index()].clear();
        self.timers[node.index()].clear();
    }

    pub(crate) fn restart(&mut self, node: NodeId) {
        let disk = self.disks[node.index()].clone();
        let mut fx = Effects::default();
        let memory = self.protocol.boot(node, &disk, &mut fx);
        self.nodes[node.index()] = Some(Node { id: node, disk, memory });
        self.carry_out(node, fx, true);
    }

    fn all(&self) -> impl Iterator<Item = NodeId> + use<> {
        NodeId::all(self.nodes.len() as u8)
    }

    fn handle(
        &mut self,
        id: NodeId,
        handler: impl FnOnce(&PrimaryBackup, &mut Node<PrimaryBackup>, &mut Effects<PrimaryBackup>),
    ) {
        self.notes.clear();
        self.event(id, handler);
        while self.saving == Disks::AtOnce && self.unsaved(id) > 0 {
            self.finish_save(id);
        }
    }

    fn event(
        &mut self,
        id: NodeId,
        handler: impl FnOnce(&PrimaryBackup, &mut Node<PrimaryBackup>, &mut Effects<PrimaryBackup>),
    ) {
        let mut fx = Effects::default();
        let node = self.nodes[id.index()].as_mut().expect("the node is up");
        handler(&self.protocol, node, &mut fx);
        self.carry_out(id, fx, false);
    }

    fn carry_out(&mut self, id: NodeId, mut fx: Effects<PrimaryBackup>, booted: bool) {
        let place = id.index();
        let mut notes = Vec::new();
        for effect in fx.drain() {
            match effect {
                Effect::Send { to, message } => {
                    self.leaving[place].push_back(Leaving::Message(to, message));
                }
                Effect::Reply { client, number, reply } => {
                    self.leaving[place].push_back(Leaving::Reply(client, number, reply));
                }
                Effect::SetTimer { timer, after } => {
                    assert!(after.min <= after.max, "a span is not empty");
                    self.timers[place].insert(timer);
                }
                Effect::CancelTimer(timer) => {
                    self.timers[place].remove(&timer);
                }
                Effect::Save => {
                    let node = self.nodes[place].as_ref().expect("the node is up");
                    self.leaving[place].push_back(Leaving::Save(node.disk.clone()));
                }
                Effect::Note(note) => notes.push(note),
            }
        }
        self.let_leave(id);
        self.check(id, booted, &notes);
        self.notes.append(&mut notes);
    }

    /// What no save holds back leaves.
    fn let_leave(&mut self, node: NodeId) {
        loop {
            match self.leaving[node.index()].front() {
                None | Some(Leaving::Save(_)) => return,
                Some(Leaving::Message(..) | Leaving::Reply(..)) => {}
            }
            match self.leaving[node.index()].pop_front() {
                Some(Leaving::Message(to, message)) => {
                    self.flights.push(Flight { from: node, to, message });
                }
                Some(Leaving::Reply(client, number, reply)) => {
                    self.replies.push((client, number, reply));
                }
                Some(Leaving::Save(_)) | None => return,
            }
        }
    }

    /// Checks every property, as a simulator does after every event.
    fn check(&mut self, node: NodeId, booted: bool, notes: &[Note]) {
        let cluster = Cluster { protocol: &self.protocol, nodes: &self.nodes, disks: &self.disks };
        let observed = Observed { node, booted, behind: false, notes };
        for property in PrimaryBackup::info().properties {
            if let Some(how) = (property.check)(&cluster, &observed, &self.history) {
                self.broken.push((property.name, how));
            }
        }
        PrimaryBackup::remember(&cluster, &observed, &mut self.history);
    }
}
