//! A server as plain data, and what one step makes of it.
//!
//! The core's log shares its parts with its copies and cannot cross threads, as a state of the
//! search must: a server is written down, and the core is given it anew for each step.

use super::Order;
use machine::{ClientId, Command, Effect, Effects, Node, NodeId, Protocol, Request, Store};
use protocols::raft::{
    Base, CatchUp, Contact, Entry, Log, LogIndex, Memory, Message, Persistent, Raft, Receiving,
    Role, Sending, Sessions, Snapshot, Term, Timer,
};
use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;

/// When disks finish their saves.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Disks {
    /// As soon as they are asked.
    AtOnce,
    /// At any later moment, in the order of the saves; a crash loses those that are not finished.
    Late,
}

/// What a disk holds, or should hold.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) struct Written {
    pub(super) term: Term,
    vote: Option<NodeId>,
    base: Base,
    entries: Vec<Entry>,
    snapshot: Option<Arc<Snapshot>>,
}

/// What a server knows while it is up.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) struct Known {
    pub(super) state: Written,
    pub(super) role: Role,
    pub(super) commit: LogIndex,
    pub(super) applied: LogIndex,
    pub(super) store: Store,
    sessions: Sessions,
    waiting: Vec<(LogIndex, (ClientId, u64))>,
    hears: bool,
    contact: Contact,
    unsaved_snapshot: Option<Arc<Snapshot>>,
    receiving: Option<Receiving>,
    sending: Vec<(NodeId, Sending)>,
    catch_up: Option<CatchUp>,
    /// What it last asked the disk to hold.
    disk: Written,
    pub(super) timers: BTreeSet<Timer>,
    /// What waits for the disk.
    leaving: VecDeque<Leaving>,
}

/// What waits for a disk.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
enum Leaving {
    Save(Written),
    Message(NodeId, Message),
}

/// A server, up or down.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) struct Server {
    pub(super) id: NodeId,
    /// What its disk really holds.
    pub(super) disk: Written,
    pub(super) up: Option<Known>,
}

/// A message under way.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) struct Flight {
    pub(super) from: NodeId,
    pub(super) to: NodeId,
    pub(super) message: Message,
}

/// What happens to a server.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Input<'a> {
    Start,
    Crash,
    Message(NodeId, &'a Message),
    Timer(Timer),
    Saved,
    Request(u8),
    Order(Order),
}

impl Written {
    fn of(disk: &Persistent) -> Self {
        let Persistent { term, vote, log, snapshot } = disk;
        let base = log.base();
        let entries = log.from(base.index.next()).map(|(_, entry)| entry.clone()).collect();
        Written { term: *term, vote: *vote, base, entries, snapshot: snapshot.clone() }
    }

    fn restored(&self) -> Persistent {
        let mut log = Log::after(self.base);
        for entry in &self.entries {
            log.push(entry.clone());
        }
        Persistent { term: self.term, vote: self.vote, log, snapshot: self.snapshot.clone() }
    }

    /// The entries that the log still holds, each with its index.
    pub(super) fn log(&self) -> impl DoubleEndedIterator<Item = (u64, &Entry)> + Clone {
        let first = self.base.index.0 + 1;
        let places = 0..self.entries.len();
        places.map(move |place| (first + place as u64, &self.entries[place]))
    }

    /// The last index that a snapshot has replaced.
    pub(super) fn begins_after(&self) -> u64 {
        self.base.index.0
    }

    /// The index of the last entry.
    pub(super) fn last_index(&self) -> u64 {
        self.base.index.0 + self.entries.len() as u64
    }
}

impl Server {
    /// A server that has never been up.
    pub(super) fn new(id: NodeId) -> Self {
        Server { id, disk: Written::of(&Persistent::default()), up: None }
    }

    /// Whether nothing has happened to it since it first started.
    pub(super) fn is_new(&self) -> bool {
        self.up.as_ref().is_some_and(|known| known.state.term == Term(0))
    }

    /// Whether a save is under way.
    pub(super) fn is_saving(&self) -> bool {
        self.up.as_ref().is_some_and(|known| !known.leaving.is_empty())
    }

    /// The server after this, and what has left it.
    pub(super) fn after(
        &self,
        raft: &Raft,
        disks: Disks,
        input: &Input<'_>,
    ) -> (Self, Vec<Flight>) {
        if *input == Input::Crash {
            return (Server { up: None, ..self.clone() }, Vec::new());
        }
        let mut step = Step::begin(self, raft, disks);
        step.take(input);
        step.end()
    }
}

/// A server while a step is taken.
struct Step<'a> {
    raft: &'a Raft,
    disks: Disks,
    id: NodeId,
    disk: Written,
    node: Option<Node<Raft>>,
    timers: BTreeSet<Timer>,
    leaving: VecDeque<Leaving>,
    sent: Vec<Flight>,
}

impl<'a> Step<'a> {
    fn begin(server: &Server, raft: &'a Raft, disks: Disks) -> Self {
        let mut step = Step {
            raft,
            disks,
            id: server.id,
            disk: server.disk.clone(),
            node: None,
            timers: BTreeSet::new(),
            leaving: VecDeque::new(),
            sent: Vec::new(),
        };
        if let Some(known) = &server.up {
            let memory = Memory {
                state: known.state.restored(),
                role: known.role.clone(),
                commit: known.commit,
                applied: known.applied,
                store: known.store.clone(),
                sessions: known.sessions.clone(),
                waiting: known.waiting.iter().copied().collect(),
                hears: known.hears,
                contact: known.contact.clone(),
                unsaved_snapshot: known.unsaved_snapshot.clone(),
                receiving: known.receiving.clone(),
                sending: known.sending.iter().cloned().collect(),
                catch_up: known.catch_up.clone(),
            };
            step.node = Some(Node { id: server.id, disk: known.disk.restored(), memory });
            step.timers = known.timers.clone();
            step.leaving = known.leaving.clone();
        }
        step
    }

    fn end(self) -> (Server, Vec<Flight>) {
        let Node { id, disk, memory } = self.node.expect("the server is up");
        let Memory {
            state,
            role,
            commit,
            applied,
            store,
            sessions,
            waiting,
            hears,
            contact,
            unsaved_snapshot,
            receiving,
            sending,
            catch_up,
        } = memory;
        let known = Known {
            state: Written::of(&state),
            role,
            commit,
            applied,
            store,
            sessions,
            waiting: waiting.iter().map(|(index, client)| (*index, *client)).collect(),
            hears,
            contact,
            unsaved_snapshot,
            receiving,
            sending: sending.iter().map(|(to, sending)| (*to, sending.clone())).collect(),
            catch_up,
            disk: Written::of(&disk),
            timers: self.timers,
            leaving: self.leaving,
        };
        (Server { id, disk: self.disk, up: Some(known) }, self.sent)
    }

    fn take(&mut self, input: &Input<'_>) {
        match input {
            Input::Start => {
                let disk = self.disk.restored();
                let mut fx = Effects::default();
                let memory = self.raft.boot(self.id, &disk, &mut fx);
                self.node = Some(Node { id: self.id, disk, memory });
                self.carry_out(fx);
            }
            Input::Crash => unreachable!("a crash asks the core nothing"),
            Input::Message(from, message) => {
                self.handle(|raft, node, fx| raft.on_message(node, *from, (*message).clone(), fx));
            }
            Input::Timer(timer) => {
                self.timers.remove(timer);
                self.handle(|raft, node, fx| raft.on_timer(node, *timer, fx));
            }
            Input::Saved => self.finish_save(),
            Input::Request(client) => {
                self.handle(|raft, node, fx| raft.on_request(node, request(*client), fx));
            }
            Input::Order(Order(name, named)) => {
                let order = Raft::orders().iter().find(|order| order.name == *name);
                let give = order.expect("there is such an order").give;
                let named: Vec<NodeId> = named.iter().copied().map(NodeId).collect();
                self.handle(|raft, node, fx| give(raft, node, &named, fx));
            }
        }
        while self.disks == Disks::AtOnce && !self.leaving.is_empty() {
            self.finish_save();
        }
    }

    fn handle(&mut self, handler: impl FnOnce(&Raft, &mut Node<Raft>, &mut Effects<Raft>)) {
        let mut fx = Effects::default();
        handler(self.raft, self.node.as_mut().expect("the server is up"), &mut fx);
        self.carry_out(fx);
    }

    /// The oldest save is finished, and what waited for it leaves.
    fn finish_save(&mut self) {
        let Some(Leaving::Save(disk)) = self.leaving.pop_front() else { panic!("it saves") };
        let saved = disk.restored();
        self.disk = disk;
        self.let_leave();
        self.handle(|raft, node, fx| raft.on_saved(node, &saved, fx));
    }

    fn carry_out(&mut self, mut fx: Effects<Raft>) {
        for effect in fx.drain() {
            match effect {
                Effect::Send { to, message } => {
                    // One is enough: what was sent once arrives as often as it likes.
                    let leaving = Leaving::Message(to, message);
                    if !self.leaving.contains(&leaving) {
                        self.leaving.push_back(leaving);
                    }
                }
                Effect::SendAtOnce { to, message } => {
                    self.sent.push(Flight { from: self.id, to, message });
                }
                Effect::SetTimer { timer, .. } => {
                    self.timers.insert(timer);
                }
                Effect::CancelTimer(timer) => {
                    self.timers.remove(&timer);
                }
                Effect::Save => {
                    let node = self.node.as_ref().expect("the server is up");
                    self.leaving.push_back(Leaving::Save(Written::of(&node.disk)));
                }
                Effect::Reply { .. } | Effect::Note(_) => {}
            }
        }
        self.let_leave();
    }

    /// What no save holds back leaves.
    fn let_leave(&mut self) {
        while let Some(leaving) = self.leaving.pop_front() {
            match leaving {
                Leaving::Save(_) => {
                    self.leaving.push_front(leaving);
                    return;
                }
                Leaving::Message(to, message) => {
                    self.sent.push(Flight { from: self.id, to, message });
                }
            }
        }
    }
}

/// What a client adds to the value of `x`.
pub(super) fn letter(client: ClientId) -> char {
    char::from(b'a' + client.0 - 1)
}

/// The one request of each client adds the client's letter.
fn request(client: u8) -> Request {
    let client = ClientId(client);
    let command = Command::Append("x".into(), letter(client).to_string().as_str().into());
    Request::new(client, 1, command)
}
