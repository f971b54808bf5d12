//! A small cluster without time: nothing happens unless a test says so. The promise of
//! `machine::Effects` is kept: what is queued behind a save leaves once the disk has it.

use super::protocol;
use machine::{
    ClientId, Cluster, Command, Effect, Effects, Node, NodeId, Observed, Protocol, Reply, Request,
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
enum Leaving<P: Protocol> {
    Save(P::Disk),
    Message(NodeId, P::Message),
    Reply(ClientId, u64, Reply),
}

/// A message under way.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Flight<P: Protocol> {
    pub(crate) from: NodeId,
    pub(crate) to: NodeId,
    pub(crate) message: P::Message,
}

/// The cluster.
pub(crate) struct Hand<P: Protocol> {
    pub(crate) protocol: P,
    pub(crate) nodes: Vec<Option<Node<P>>>,
    pub(crate) disks: Vec<P::Disk>,
    pub(crate) timers: Vec<BTreeSet<P::Timer>>,
    pub(crate) flights: Vec<Flight<P>>,
    pub(crate) replies: Vec<(ClientId, u64, Reply)>,
    /// What the last event noted, and the saves that it led to at once.
    pub(crate) notes: Vec<P::Note>,
    /// Which properties were broken, and how, first things first.
    pub(crate) broken: Vec<(&'static str, P::Note)>,
    pub(crate) saving: Disks,
    leaving: Vec<VecDeque<Leaving<P>>>,
    history: P::History,
}

impl<P: Protocol> Hand<P> {
    /// A faithful cluster with every option at its default, everybody up.
    pub(crate) fn new(nodes: u8) -> Self {
        Hand::without(nodes, &[])
    }

    /// A cluster that does not follow these rules, everybody up.
    pub(crate) fn without(nodes: u8, off: &[P::Rule]) -> Self {
        Hand::of(protocol(nodes, off), nodes)
    }

    /// A cluster of this protocol, everybody up.
    pub(crate) fn of(protocol: P, nodes: u8) -> Self {
        let mut hand = Hand::down(protocol, nodes);
        NodeId::all(nodes).for_each(|node| hand.restart(node));
        hand
    }

    /// A cluster of this protocol, everybody down.
    pub(crate) fn down(protocol: P, nodes: u8) -> Self {
        let count = usize::from(nodes);
        Hand {
            protocol,
            nodes: vec![None; count],
            disks: vec![P::Disk::default(); count],
            timers: vec![BTreeSet::new(); count],
            flights: Vec::new(),
            replies: Vec::new(),
            notes: Vec::new(),
            broken: Vec::new(),
            saving: Disks::AtOnce,
            leaving: vec![VecDeque::new(); count],
            history: P::History::default(),
        }
    }

    pub(crate) fn is_up(&self, node: NodeId) -> bool {
        self.nodes[node.index()].is_some()
    }

    pub(crate) fn node(&self, node: NodeId) -> &Node<P> {
        self.nodes[node.index()].as_ref().expect("the node is up")
    }

    pub(crate) fn memory(&self, node: NodeId) -> &P::Memory {
        &self.node(node).memory
    }

    /// How many saves a node waits for.
    pub(crate) fn unsaved(&self, node: NodeId) -> usize {
        let is_save = |leaving: &&Leaving<P>| matches!(leaving, Leaving::Save(_));
        self.leaving[node.index()].iter().filter(is_save).count()
    }

    pub(crate) fn fire(&mut self, node: NodeId, timer: P::Timer) {
        assert!(self.timers[node.index()].remove(&timer), "{node}'s timer is set");
        self.handle(node, |protocol, node, fx| protocol.on_timer(node, timer, fx));
    }

    pub(crate) fn ask(&mut self, client: u8, number: u64, node: NodeId, command: Command) {
        self.request(node, Request::new(ClientId(client), number, command));
    }

    pub(crate) fn request(&mut self, node: NodeId, request: Request) {
        self.handle(node, |protocol, node, fx| protocol.on_request(node, request, fx));
    }

    /// A person gives a server this order, which names these.
    pub(crate) fn order(&mut self, node: NodeId, name: &str, named: &[NodeId]) {
        let order = P::orders().iter().find(|order| order.name == name).expect("such an order");
        let (least, most) = order.names;
        assert!((usize::from(least)..=usize::from(most)).contains(&named.len()));
        self.handle(node, |protocol, node, fx| (order.give)(protocol, node, named, fx));
    }

    /// Delivers what is under way between two servers, if anything is, in order.
    pub(crate) fn deliver(&mut self, from: NodeId, to: NodeId) {
        let all = core::mem::take(&mut self.flights);
        let (chosen, rest): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|flight| (flight.from, flight.to) == (from, to));
        self.flights = rest;
        chosen.into_iter().for_each(|flight| self.arrive(flight));
    }

    /// A message arrives; it is lost if its receiver is down.
    pub(crate) fn arrive(&mut self, flight: Flight<P>) {
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
        self.notes.clear();
        let disk = self.disks[node.index()].clone();
        let mut fx = Effects::default();
        let memory = self.protocol.boot(node, &disk, &mut fx);
        self.nodes[node.index()] = Some(Node { id: node, disk, memory });
        self.carry_out(node, fx, true);
    }

    fn all(&self) -> impl Iterator<Item = NodeId> + use<P> {
        NodeId::all(self.nodes.len() as u8)
    }

    fn handle(&mut self, id: NodeId, handler: impl FnOnce(&P, &mut Node<P>, &mut Effects<P>)) {
        self.notes.clear();
        self.event(id, handler);
        while self.saving == Disks::AtOnce && self.unsaved(id) > 0 {
            self.finish_save(id);
        }
    }

    fn event(&mut self, id: NodeId, handler: impl FnOnce(&P, &mut Node<P>, &mut Effects<P>)) {
        let mut fx = Effects::default();
        let node = self.nodes[id.index()].as_mut().expect("the node is up");
        handler(&self.protocol, node, &mut fx);
        self.carry_out(id, fx, false);
    }

    fn carry_out(&mut self, id: NodeId, mut fx: Effects<P>, booted: bool) {
        let place = id.index();
        let mut notes = Vec::new();
        for effect in fx.drain() {
            match effect {
                Effect::Send { to, message } => {
                    assert_ne!(to, id, "nobody sends to itself");
                    self.leaving[place].push_back(Leaving::Message(to, message));
                }
                Effect::SendAtOnce { to, message } => {
                    self.flights.push(Flight { from: id, to, message });
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
                    let disk = self.node(id).disk.clone();
                    self.leaving[place].push_back(Leaving::Save(disk));
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
        while let Some(leaving) = self.leaving[node.index()].pop_front() {
            match leaving {
                Leaving::Save(_) => {
                    self.leaving[node.index()].push_front(leaving);
                    return;
                }
                Leaving::Message(to, message) => {
                    self.flights.push(Flight { from: node, to, message });
                }
                Leaving::Reply(client, number, reply) => {
                    self.replies.push((client, number, reply));
                }
            }
        }
    }

    /// Checks every property, as a simulator does after every event.
    fn check(&mut self, node: NodeId, booted: bool, notes: &[P::Note]) {
        let cluster = Cluster { protocol: &self.protocol, nodes: &self.nodes, disks: &self.disks };
        let observed = Observed { node, booted, behind: false, notes };
        for property in P::info().properties {
            if let Some(how) = (property.check)(&cluster, &observed, &self.history) {
                self.broken.push((property.name, how));
            }
        }
        P::remember(&cluster, &observed, &mut self.history);
    }
}
