//! A cluster of one protocol's nodes in the world: the thin shell that knows the protocol's types.

mod acting;
mod looking;
mod ordering;
mod payload;
mod record;
mod slow;
mod tabling;
mod underway;

use crate::disk::DiskTruth;
use crate::event::{Doubt, Event, EventKind, Loss};
use crate::message::MessageId;
use crate::run::Setup;
use crate::scene::Power;
use crate::world::{Key, World};
pub use acting::is_valid_network;
use core::hash::{Hash, Hasher};
use litemap::LiteMap;
pub(crate) use looking::Fields;
pub use looking::Words;
use machine::{
    ClientId, Cluster, Digest, Effect, Endpoint, Mark, Micros, Node, NodeId, Observed, Options,
    Protocol, RuleSet, TimerId, digest_of,
};
use payload::{Payload, sending};
pub(crate) use record::Record;
use std::collections::VecDeque;

/// What waits, in order, for a node's disk.
#[derive(Clone, Debug)]
enum Leaving<P: Protocol> {
    /// A save: what comes after it waits until it is finished.
    Save(P::Disk),
    /// Something to send once every save before it is finished.
    Payload(Endpoint, Payload<P>),
}

/// Whether properties are checked after each event.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Checking {
    /// After every event.
    #[default]
    Always,
    /// Not at all; for measuring.
    Never,
}

/// A cluster in the world, at one moment of a run.
#[derive(Clone, Debug)]
pub struct Simulation<P: Protocol> {
    world: World,
    protocol: P,
    /// The nodes, `S1` first; `None` while one is down.
    nodes: Vec<Option<Node<P>>>,
    /// What each disk really holds.
    disks: Vec<P::Disk>,
    /// What each disk says it holds.
    claimed: Vec<P::Disk>,
    /// What waits for each node's disk.
    leaving: Vec<VecDeque<Leaving<P>>>,
    payloads: LiteMap<MessageId, Payload<P>>,
    history: P::History,
    /// How each property was first broken: by which event, and how.
    broken: Vec<Option<(u32, P::Note)>>,
    pub(crate) checking: Checking,
}

impl<P: Protocol> Simulation<P> {
    /// The beginning of a run: every node is about to start. The setup must be valid.
    pub(crate) fn new(setup: &Setup, options: &Options) -> Self {
        let mut protocol = P::new(setup.nodes, options);
        let mut rules = RuleSet::default();
        for (place, info) in (0..).zip(P::info().rules) {
            if setup.rules_off.iter().any(|name| **name == *info.name) {
                rules.break_rule(place);
            }
        }
        protocol.set_rules(rules);
        let nodes = usize::from(setup.nodes);
        Simulation {
            world: World::new(setup),
            protocol,
            nodes: vec![None; nodes],
            disks: vec![P::Disk::default(); nodes],
            claimed: vec![P::Disk::default(); nodes],
            leaving: vec![VecDeque::new(); nodes],
            payloads: LiteMap::new(),
            history: P::History::default(),
            broken: vec![None; P::info().properties.len()],
            checking: Checking::default(),
        }
    }

    /// How many events have happened.
    pub(crate) fn position(&self) -> u32 {
        self.world.events
    }

    /// The virtual time.
    pub(crate) fn now(&self) -> Micros {
        self.world.now
    }

    /// How many acts have been taken.
    pub(crate) fn acts(&self) -> u32 {
        self.world.acts
    }

    /// How many events have happened at exactly the present time.
    pub(crate) fn events_now(&self) -> u32 {
        self.world.events_now
    }

    /// How many messages have left, and how many notes were made.
    pub(crate) fn counts(&self) -> (u32, u32) {
        (self.world.packets, self.world.notes)
    }

    /// The hash of every event so far: the same natively and in WebAssembly.
    #[must_use]
    pub fn trace_hash(&self) -> u64 {
        self.world.hash
    }

    /// A digest of every node, disk and message in flight.
    #[must_use]
    pub fn state_hash(&self) -> u64 {
        let mut digest = Digest::default();
        (&self.nodes, &self.disks, &self.payloads, self.world.hash).hash(&mut digest);
        digest.finish()
    }

    /// When the next event happens by itself.
    pub(crate) fn next_due(&self) -> Option<Micros> {
        self.world.next().map(|(due, _)| due.max(self.world.now))
    }

    /// Lets time pass without an event.
    pub(crate) fn pass_until(&mut self, time: Micros) {
        self.world.pass_until(time);
    }

    /// The next event, if anything happens by itself.
    pub(crate) fn step(&mut self, record: &mut Record<P>) -> bool {
        let Some(entry) = self.world.next() else { return false };
        self.world.begin(entry);
        record.clear();
        let event = match entry.1 {
            Key::Start(node) => {
                let event = self.at(node, EventKind::Started(node), None);
                self.boot(node, record);
                event
            }
            Key::Save(node, _) => self.saved(node, record),
            Key::Message(id) => self.message_due(entry, id, record),
            Key::Timer(node, ..) => self.input(node, entry, record),
            Key::Client(client, _) => self.client_wakes(client, record),
            Key::Work(node, _) => {
                let key = self.world.put_down(node).expect("something was in hand");
                self.handle(key, record)
            }
        };
        self.close(event, record);
        true
    }

    fn at(&self, place: impl Into<Endpoint>, kind: EventKind, cause: Option<u32>) -> Event {
        Event { place: Some(place.into()), cause, ..self.world.event(kind) }
    }

    /// Starts a node with what its disk holds.
    fn boot(&mut self, id: NodeId, record: &mut Record<P>) {
        let disk = self.disks[id.index()].clone();
        let memory = self.protocol.boot(id, &disk, &mut record.fx);
        self.nodes[id.index()] = Some(Node { id, disk, memory });
        let machine = self.world.machine_mut(id);
        machine.power = Power::Up;
        machine.status = None;
        record.booted = true;
        self.carry_out(id, record);
    }

    fn fire(&mut self, id: NodeId, timer: TimerId, record: &mut Record<P>) {
        // The timer itself may be late.
        self.look_at_clock(id, record);
        self.world.stop_timer(id, timer);
        let known = P::info().timers.iter().find(|(known, ..)| (*known).into() == timer);
        let (timer, ..) = *known.expect("only listed timers are ever set");
        let node = self.nodes[id.index()].as_mut().expect("a node with a timer is up");
        self.protocol.on_timer(node, timer, &mut record.fx);
        self.carry_out(id, record);
    }

    /// The oldest save of a node is finished; what waited for it leaves.
    fn saved(&mut self, id: NodeId, record: &mut Record<P>) -> Event {
        let asked_in = self.world.finish_save(id);
        let event = self.at(id, EventKind::Saved(id), Some(asked_in));
        let Some(Leaving::Save(disk)) = self.leaving[id.index()].pop_front() else {
            unreachable!("everything before the oldest save has left");
        };
        self.claimed[id.index()] = disk.clone();
        let machine = self.world.machine_mut(id);
        machine.claimed += 1;
        if machine.disk.truth == DiskTruth::Synced {
            machine.claimed = 0;
            self.disks[id.index()] = disk.clone();
        }
        self.let_leave(id, record);
        self.look_at_clock(id, record);
        let node = self.nodes[id.index()].as_mut().expect("a node whose disk works is up");
        self.protocol.on_saved(node, &disk, &mut record.fx);
        self.carry_out(id, record);
        event
    }

    fn let_leave(&mut self, id: NodeId, record: &mut Record<P>) {
        while let Some(Leaving::Payload(..)) = self.leaving[id.index()].front() {
            let first = self.leaving[id.index()].pop_front();
            let Some(Leaving::Payload(to, payload)) = first else { return };
            self.send(id.into(), to, payload, record);
        }
    }

    /// A message has come to the end of its way.
    fn message_due(
        &mut self,
        entry: (Micros, Key),
        id: MessageId,
        record: &mut Record<P>,
    ) -> Event {
        let fate = self.world.flights[&id].fate;
        let cut = self.world.link(id.from, id.to).is_cut;
        let down = id.to.node().is_some_and(|to| self.world.machine(to).power == Power::Down);
        let loss = fate.or(cut.then_some(Loss::Cut)).or(down.then_some(Loss::ReceiverDown));
        match (loss, id.to) {
            (Some(loss), _) => self.lose(id, loss),
            (None, Endpoint::Node(node)) => self.input(node, entry, record),
            (None, Endpoint::Client(_)) => self.arrive(id, record),
        }
    }

    fn lose(&mut self, id: MessageId, loss: Loss) -> Event {
        let flight = self.world.land(id);
        self.payloads.remove(&id);
        let event = self.world.event(EventKind::Lost(loss));
        Event { packet: Some(flight.packet), cause: Some(flight.cause), ..event }
    }

    fn arrive(&mut self, id: MessageId, record: &mut Record<P>) -> Event {
        let flight = self.world.land(id);
        let payload = self.payloads.remove(&id).expect("a message in flight has a payload");
        let intact = digest_of(&payload) == flight.checksum;
        let kind = if intact { EventKind::Arrived } else { EventKind::Refused };
        let event = self.at(id.to, kind, Some(flight.cause));
        if intact {
            self.receive(id.from, id.to, payload, record);
        }
        Event { packet: Some(flight.packet), ..event }
    }

    fn receive(&mut self, from: Endpoint, to: Endpoint, what: Payload<P>, record: &mut Record<P>) {
        match (from, to, what) {
            (Endpoint::Node(from), Endpoint::Node(to), Payload::Message(message)) => {
                self.look_at_clock(to, record);
                let node = self.nodes[to.index()].as_mut().expect("the receiver is up");
                self.protocol.on_message(node, from, message, &mut record.fx);
                self.carry_out(to, record);
            }
            (Endpoint::Client(_), Endpoint::Node(to), Payload::Request(request)) => {
                self.look_at_clock(to, record);
                let node = self.nodes[to.index()].as_mut().expect("the receiver is up");
                self.protocol.on_request(node, request, &mut record.fx);
                self.carry_out(to, record);
            }
            (Endpoint::Node(from), Endpoint::Client(to), Payload::Reply(number, reply)) => {
                if let Some((server, request)) = self.world.hear(to, from, number, &reply) {
                    self.send(to.into(), server.into(), Payload::Request(request), record);
                }
            }
            _ => unreachable!("nothing else travels between these ends"),
        }
    }

    fn client_wakes(&mut self, client: ClientId, record: &mut Record<P>) -> Event {
        let state = self.world.client_mut(client);
        let (backs_off, since) = (state.backs_off, state.waits_since);
        let kind = if backs_off {
            EventKind::Retried(client)
        } else {
            self.world.turn_elsewhere(client);
            EventKind::TimedOut(client)
        };
        let event = self.at(client, kind, Some(since));
        let (server, request) = self.world.attempt(client);
        self.send(client.into(), server.into(), Payload::Request(request), record);
        event
    }

    /// Carries out what a node's handler asked for.
    fn carry_out(&mut self, id: NodeId, record: &mut Record<P>) {
        record.touched = Some(id);
        let mut effects = core::mem::take(&mut record.fx);
        for effect in effects.drain() {
            match effect {
                Effect::Send { to, message } => {
                    self.leave(id, to.into(), Payload::Message(message), record);
                }
                Effect::SendAtOnce { to, message } => {
                    self.send(id.into(), to.into(), Payload::Message(message), record);
                }
                Effect::Reply { client, number, reply } => {
                    self.leave(id, client.into(), Payload::Reply(number, reply), record);
                }
                Effect::SetTimer { timer, after } => self.world.set_timer(id, timer.into(), after),
                Effect::CancelTimer(timer) => self.world.stop_timer(id, timer.into()),
                Effect::Save => {
                    let node = self.nodes[id.index()].as_ref().expect("a node that saves is up");
                    self.leaving[id.index()].push_back(Leaving::Save(node.disk.clone()));
                    self.world.ask_save(id);
                }
                Effect::Note(note) => record.notes.push(note),
            }
        }
        record.fx = effects;
    }

    /// Sends at once, or behind the saves that are not finished.
    fn leave(&mut self, id: NodeId, to: Endpoint, payload: Payload<P>, record: &mut Record<P>) {
        if self.leaving[id.index()].is_empty() {
            self.send(id.into(), to, payload, record);
        } else {
            self.leaving[id.index()].push_back(Leaving::Payload(to, payload));
        }
    }

    fn send(&mut self, from: Endpoint, to: Endpoint, what: Payload<P>, record: &mut Record<P>) {
        let sending = sending(&what);
        let (id, copy) = self.world.send(from, to, sending, &mut record.packets);
        if let Some(copy) = copy {
            self.payloads.insert(copy, what.clone());
        }
        self.payloads.insert(id, what);
    }

    /// Checks the properties, counts the event and folds it into the trace hash.
    fn close(&mut self, mut event: Event, record: &mut Record<P>) {
        event.mark = record.notes.iter().filter_map(|n| P::note_info(n).mark).min().or(event.mark);
        if let Some(id) = record.touched {
            self.note_status(id, &mut event);
            if self.checking == Checking::Always && self.find_broken(id, record) {
                event.mark = Some(Mark::Violation);
            }
        }
        event.notes.1 = record.notes.len() as u32;
        let notes = digest_of(&record.notes);
        self.world.close(&mut event, &record.packets, notes);
        record.event = Some(event);
    }

    fn note_status(&mut self, id: NodeId, event: &mut Event) {
        let Some(node) = &self.nodes[id.index()] else { return };
        let status = Some(self.protocol.status(node));
        let known = &mut self.world.machine_mut(id).status;
        if *known != status {
            *known = status;
            event.status = status;
        }
        let is_in_doubt = !P::in_doubt(node).is_empty();
        let known = &mut self.world.machine_mut(id).is_in_doubt;
        if *known != is_in_doubt {
            *known = is_in_doubt;
            event.doubt = Some(if is_in_doubt { Doubt::Begins } else { Doubt::Ends });
        }
    }

    /// Checks every property that still held, and notes how one is broken. Returns whether one is.
    fn find_broken(&mut self, node: NodeId, record: &mut Record<P>) -> bool {
        if self.nodes[node.index()].is_none() {
            return false;
        }
        let cluster = Cluster { protocol: &self.protocol, nodes: &self.nodes, disks: &self.disks };
        let behind = self.world.overdue(node).next().is_some();
        let observed = Observed { node, booted: record.booted, behind, notes: &record.notes };
        let mut found = Vec::new();
        for (property, broken) in P::info().properties.iter().zip(&mut self.broken) {
            if broken.is_none()
                && let Some(how) = (property.check)(&cluster, &observed, &self.history)
            {
                *broken = Some((self.world.events, how.clone()));
                found.push(how);
            }
        }
        P::remember(&cluster, &observed, &mut self.history);
        let is_broken = !found.is_empty();
        record.notes.append(&mut found);
        is_broken
    }
}
