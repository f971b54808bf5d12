//! A small cluster without time: nothing happens unless a test says so. The promise of
//! `machine::Effects` is kept: what is queued behind a save leaves once the disk has it.

use machine::{
    ClientId, Cluster, Command, Effect, Effects, Node, NodeId, Observed, Options, Protocol, Reply,
    Request, RuleSet,
};
use protocols::paxos::{Accepted, Ballot, Disk, History, Message, Note, Paxos, Round, Rule, Timer};
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
enum Leaving {
    Save(Disk),
    Message(NodeId, Message),
    Reply(ClientId, u64, Reply),
}

/// A message under way.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Flight {
    pub(crate) from: NodeId,
    pub(crate) to: NodeId,
    pub(crate) message: Message,
}

/// The cluster.
pub(crate) struct Hand {
    pub(crate) paxos: Paxos,
    pub(crate) nodes: Vec<Option<Node<Paxos>>>,
    pub(crate) disks: Vec<Disk>,
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

/// A cluster with these options, other than their defaults, and these rules off.
pub(crate) fn paxos(nodes: u8, changed: &[(&str, u64)], off: &[Rule]) -> Paxos {
    let list = Paxos::info().options;
    let mut options = Options::defaults(list);
    for (name, value) in changed {
        let place = list.iter().position(|option| option.name == *name);
        options.set(place.expect("there is such an option"), *value);
    }
    let mut paxos = Paxos::new(nodes, &options);
    let mut rules = RuleSet::default();
    off.iter().for_each(|rule| rules.break_rule(*rule as u8));
    paxos.set_rules(rules);
    paxos
}

pub(crate) fn s(number: u8) -> NodeId {
    NodeId(number)
}

pub(crate) fn put(value: &str) -> Command {
    Command::Put("x".into(), value.into())
}

/// The ballot of this number: the proposer is the last digit.
pub(crate) fn ballot(number: u64) -> Ballot {
    let proposer = Some(NodeId((number % 10) as u8)).filter(|node| node.0 > 0);
    Ballot { round: Round(number / 10), proposer }
}

pub(crate) fn accepted(number: u64, value: &str) -> Accepted {
    Accepted { ballot: ballot(number), value: put(value) }
}

impl Hand {
    /// A faithful cluster with every option at its default.
    pub(crate) fn new(nodes: u8) -> Self {
        Hand::of(paxos(nodes, &[], &[]), nodes)
    }

    /// A cluster of this protocol, everybody up.
    pub(crate) fn of(paxos: Paxos, nodes: u8) -> Self {
        let count = usize::from(nodes);
        let mut hand = Hand {
            paxos,
            nodes: vec![None; count],
            disks: vec![Disk::default(); count],
            timers: vec![BTreeSet::new(); count],
            flights: Vec::new(),
            replies: Vec::new(),
            notes: Vec::new(),
            broken: Vec::new(),
            saving: Disks::AtOnce,
            leaving: (0..count).map(|_| VecDeque::new()).collect(),
            history: History::default(),
        };
        NodeId::all(nodes).for_each(|node| hand.restart(node));
        hand
    }

    pub(crate) fn is_up(&self, node: NodeId) -> bool {
        self.nodes[node.index()].is_some()
    }

    pub(crate) fn node(&self, node: u8) -> &Node<Paxos> {
        self.nodes[s(node).index()].as_ref().expect("the node is up")
    }

    /// What a server has learned.
    pub(crate) fn chosen(&self, node: u8) -> Option<&Command> {
        self.node(node).memory.chosen.as_ref().map(|chosen| &chosen.value)
    }

    pub(crate) fn unsaved(&self, node: NodeId) -> bool {
        self.leaving[node.index()].iter().any(|leaving| matches!(leaving, Leaving::Save(_)))
    }

    pub(crate) fn fire(&mut self, node: NodeId, timer: Timer) {
        assert!(self.timers[node.index()].remove(&timer), "{node}'s timer is set");
        self.handle(node, |paxos, node, fx| paxos.on_timer(node, timer, fx));
    }

    pub(crate) fn ask(&mut self, client: u8, number: u64, node: NodeId, command: Command) {
        let request = Request { client: ClientId(client), number, command };
        self.handle(node, |paxos, node, fx| paxos.on_request(node, request, fx));
    }

    /// Delivers what is under way between two servers, in order.
    pub(crate) fn deliver(&mut self, from: u8, to: u8) {
        let all = core::mem::take(&mut self.flights);
        let link = (s(from), s(to));
        let (chosen, rest) = all.into_iter().partition(|f: &Flight| (f.from, f.to) == link);
        self.flights = rest;
        let chosen: Vec<Flight> = chosen;
        assert!(!chosen.is_empty(), "something is under way from S{from} to S{to}");
        chosen.into_iter().for_each(|flight| self.arrive(flight));
    }

    /// Hands a server this message.
    pub(crate) fn hand(&mut self, from: u8, to: u8, message: Message) {
        self.arrive(Flight { from: s(from), to: s(to), message });
    }

    /// A message arrives; it is lost if its receiver is down.
    pub(crate) fn arrive(&mut self, flight: Flight) {
        if self.is_up(flight.to) {
            let Flight { from, to, message } = flight;
            self.handle(to, |paxos, node, fx| paxos.on_message(node, from, message, fx));
        }
    }

    /// What is under way from one server to another.
    pub(crate) fn between(&self, from: u8, to: u8) -> Vec<&Message> {
        let link = |flight: &&Flight| (flight.from, flight.to) == (s(from), s(to));
        self.flights.iter().filter(link).map(|flight| &flight.message).collect()
    }

    /// Rounds of saving and delivering, until nothing is left.
    pub(crate) fn settle(&mut self) {
        for _ in 0..1_000 {
            while let Some(node) = self.all().find(|node| self.unsaved(*node)) {
                self.save(node);
            }
            if self.flights.is_empty() {
                return;
            }
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
        self.event(node, |paxos, node, fx| paxos.on_saved(node, &disk, fx));
    }

    pub(crate) fn crash(&mut self, node: NodeId) {
        self.nodes[node.index()] = None;
        self.leaving[node.index()].clear();
        self.timers[node.index()].clear();
    }

    pub(crate) fn restart(&mut self, node: NodeId) {
        let disk = self.disks[node.index()].clone();
        let mut fx = Effects::default();
        let memory = self.paxos.boot(node, &disk, &mut fx);
        self.nodes[node.index()] = Some(Node { id: node, disk, memory });
        self.carry_out(node, fx, true);
    }

    fn all(&self) -> impl Iterator<Item = NodeId> + use<> {
        NodeId::all(self.nodes.len() as u8)
    }

    fn handle(
        &mut self,
        id: NodeId,
        handler: impl FnOnce(&Paxos, &mut Node<Paxos>, &mut Effects<Paxos>),
    ) {
        self.notes.clear();
        self.event(id, handler);
        while self.saving == Disks::AtOnce && self.unsaved(id) {
            self.finish_save(id);
        }
    }

    fn event(
        &mut self,
        id: NodeId,
        handler: impl FnOnce(&Paxos, &mut Node<Paxos>, &mut Effects<Paxos>),
    ) {
        let mut fx = Effects::default();
        let node = self.nodes[id.index()].as_mut().expect("the node is up");
        handler(&self.paxos, node, &mut fx);
        self.carry_out(id, fx, false);
    }

    fn carry_out(&mut self, id: NodeId, mut fx: Effects<Paxos>, booted: bool) {
        let place = id.index();
        let mut notes = Vec::new();
        for effect in fx.drain() {
            match effect {
                Effect::Send { to, message } => {
                    assert_ne!(to, id, "nobody sends to itself");
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
        let is_save = |leaving: &Leaving| matches!(leaving, Leaving::Save(_));
        while self.leaving[node.index()].front().is_some_and(|leaving| !is_save(leaving)) {
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
        let cluster = Cluster { protocol: &self.paxos, nodes: &self.nodes, disks: &self.disks };
        let observed = Observed { node, booted, behind: false, notes };
        for property in Paxos::info().properties {
            if let Some(how) = (property.check)(&cluster, &observed, &self.history) {
                self.broken.push((property.name, how));
            }
        }
        Paxos::remember(&cluster, &observed, &mut self.history);
    }
}
