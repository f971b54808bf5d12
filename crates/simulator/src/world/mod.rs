//! The world without the protocol: virtual time, what is due when, links, timers, disks, clients.
//!
//! It knows a message by its identity, size and kind only. The thin shell around it,
//! [`crate::simulation`], holds what depends on the protocol's types.

mod clients;
mod links;
mod machines;
mod queue;
mod work;

use crate::action::Drive;
use crate::draw::Draw;
use crate::event::{Event, EventKind, Packet};
use crate::link::LinkSettings;
use crate::message::MessageId;
use crate::run::Setup;
use crate::scene::Power;
pub(crate) use clients::ClientState;
use core::hash::{Hash, Hasher};
pub(crate) use links::{Flight, Link, Sending};
use litemap::LiteMap;
use machine::{ClientId, Digest, Endpoint, Micros, NodeId, TimerId, digest_of};
pub(crate) use machines::MachineState;
use queue::Queue;
use work::Work;

/// Something that will happen by itself. Named by its cause, so that two things due in the same
/// microsecond come in an order that no unrelated action changes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) enum Key {
    /// A node starts at the beginning of the run.
    Start(NodeId),
    /// A node's n-th save is finished.
    Save(NodeId, u32),
    /// A message arrives, or is lost.
    Message(MessageId),
    /// A node's timer goes off, having been set for the n-th time.
    Timer(NodeId, TimerId, u32),
    /// A client's n-th wait is over.
    Client(ClientId, u32),
    /// A slow node is done with its n-th input.
    Work(NodeId, u32),
}

/// The world without the protocol.
#[derive(Clone, Debug)]
pub(crate) struct World {
    pub(crate) draw: Draw,
    pub(crate) now: Micros,
    /// How many events have happened at exactly `now`.
    pub(crate) events_now: u32,
    pub(crate) events: u32,
    pub(crate) packets: u32,
    pub(crate) notes: u32,
    pub(crate) acts: u32,
    pub(crate) hash: u64,
    pub(crate) drive: Drive,
    pub(crate) network: LinkSettings,
    pub(crate) queue: Queue,
    /// One for each ordered pair of ends, see [`World::link`].
    links: Vec<Link>,
    pub(crate) flights: LiteMap<MessageId, Flight>,
    copies: LiteMap<MessageId, u8>,
    pub(crate) machines: Vec<MachineState>,
    pub(crate) clients: Vec<ClientState>,
}

impl World {
    /// The world at time zero, with every node about to start.
    pub(crate) fn new(setup: &Setup) -> Self {
        let ends = usize::from(setup.nodes) + usize::from(setup.clients);
        let mut queue = Queue::default();
        for node in NodeId::all(setup.nodes) {
            queue.insert((Micros(0), Key::Start(node)));
        }
        World {
            draw: Draw::new(setup.seed),
            now: Micros(0),
            events_now: 0,
            events: 0,
            packets: 0,
            notes: 0,
            acts: 0,
            hash: digest_of(setup),
            drive: setup.drive,
            network: setup.network,
            queue,
            links: vec![Link::default(); ends * ends],
            flights: LiteMap::new(),
            copies: LiteMap::new(),
            machines: vec![MachineState::default(); usize::from(setup.nodes)],
            clients: (1..=setup.clients).map(|n| ClientState::new(ClientId(n))).collect(),
        }
    }

    /// Every server and client, servers first.
    pub(crate) fn ends(&self) -> impl Iterator<Item = Endpoint> + Clone + use<> {
        let nodes = NodeId::all(self.machines.len() as u8).map(Endpoint::Node);
        nodes.chain((1..=self.clients.len() as u8).map(|n| Endpoint::Client(ClientId(n))))
    }

    /// The next thing that happens by itself, and what it is queued for; it happens then, or now if
    /// that is past.
    pub(crate) fn next(&self) -> Option<(Micros, Key)> {
        self.queue.iter().find(|(_, key)| self.may_happen(*key))
    }

    /// Whether this may happen by itself: its node is not paused, and a person does not drive.
    fn may_happen(&self, key: Key) -> bool {
        let runs = |node: NodeId| self.machines[node.index()].power != Power::Paused;
        match key {
            Key::Start(_) => true,
            Key::Save(node, _) | Key::Work(node, _) => runs(node),
            Key::Timer(node, ..) => self.drive == Drive::Auto && runs(node),
            Key::Message(id) => {
                let receiver_runs = id.to.node().is_none_or(runs);
                let is_lost = || self.flights[&id].fate.is_some();
                self.drive == Drive::Auto && (receiver_runs || is_lost())
            }
            Key::Client(..) => self.drive == Drive::Auto,
        }
    }

    /// Takes out what [`World::next`] gave, and lets time pass until then.
    pub(crate) fn begin(&mut self, entry: (Micros, Key)) {
        self.pass_until(entry.0.max(self.now));
        assert!(self.queue.remove(&entry), "what happens next is in the queue");
    }

    /// Lets time pass until `time` without an event.
    pub(crate) fn pass_until(&mut self, time: Micros) {
        assert!(time >= self.now, "virtual time never goes back");
        if time > self.now {
            self.now = time;
            self.events_now = 0;
        }
    }

    /// Closes the present event: counts it and folds it into the trace hash.
    pub(crate) fn close(&mut self, event: &mut Event, packets: &[Packet], notes: u64) {
        let mut digest = Digest::default();
        (self.hash, event.at, event.kind, event.place, event.packet, notes).hash(&mut digest);
        for packet in packets {
            (packet.from, packet.to, packet.number, packet.copy).hash(&mut digest);
            (packet.kind, packet.checksum).hash(&mut digest);
        }
        self.hash = digest.finish();
        event.hash = self.hash;
        self.events += 1;
        self.events_now += 1;
        self.notes += event.notes.1;
    }

    /// An event of this kind, happening now.
    pub(crate) fn event(&self, kind: EventKind) -> Event {
        Event {
            at: self.now,
            kind,
            place: None,
            packet: None,
            cause: None,
            notes: (self.notes, 0),
            status: None,
            doubt: None,
            mark: None,
            hash: 0,
        }
    }
}
