//! The cluster as a model: what can happen next, and what comes of it.

use super::book::Book;
use super::past::Past;
use super::properties::{self, Scene};
use super::server::{Disks, Flight, Input, Server};
use super::{Bounds, Order};
use machine::NodeId;
use protocols::raft::{Raft, Role, Term, Timer};
use stateright::{Model, Property};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard};

/// A cluster of Raft whose every run within bounds is tried.
pub struct Cluster {
    raft: Raft,
    nodes: u8,
    bounds: Bounds,
    disks: Disks,
    books: Mutex<Books>,
}

/// What was met so far.
#[derive(Default)]
struct Books {
    servers: Book<Server>,
    flights: Book<Flight>,
    pasts: Book<Past>,
    /// What each message made of each server, as far as that was tried.
    heard: Vec<Vec<Option<Outcome>>>,
    /// What any other step made of a server.
    steps: BTreeMap<(u32, Step), Outcome>,
    /// The past once a server has become another.
    later: BTreeMap<(u32, u32, u32), u32>,
    /// What holds when the servers and the past are these.
    verdicts: BTreeMap<(Vec<u32>, u32), u8>,
}

/// What a step made of a server, and the messages that left it.
type Outcome = (u32, Arc<[u32]>);

/// A state of the search: the numbers of what the servers are, of the messages that were ever sent,
/// and of what has been.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct State {
    servers: Vec<u32>,
    /// A bit for each message; none is ever taken out.
    sent: Vec<u64>,
    past: u32,
    crashes: u8,
    heartbeats: u8,
    elections: u8,
    /// A bit for each order that was given.
    given: u8,
    /// What holds in it: see [`properties::verdict`].
    verdict: u8,
}

/// What happens to a server.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Step {
    Start,
    Crash,
    Message(u32),
    Timer(Timer),
    Saved,
    Request(u8),
    /// The order at this place in the bounds.
    Order(u8),
}

/// What happens next, and to whom.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Action {
    node: NodeId,
    step: Step,
}

impl fmt::Debug for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:?}", self.node, self.step)
    }
}

impl Cluster {
    /// A cluster of this protocol, with so many servers.
    #[must_use]
    pub fn new(raft: Raft, nodes: u8, disks: Disks, bounds: Bounds) -> Self {
        Cluster { raft, nodes, bounds, disks, books: Mutex::default() }
    }

    fn last_term(&self) -> Term {
        Term(self.bounds.terms)
    }

    /// How many different servers and messages were met.
    #[must_use]
    pub fn met(&self) -> (usize, usize) {
        let books = self.books();
        (books.servers.len(), books.flights.len())
    }

    /// What happened, for a person.
    #[must_use]
    pub fn told(&self, action: Action) -> String {
        let node = action.node;
        match action.step {
            Step::Start => format!("{node} starts"),
            Step::Crash => format!("{node} crashes"),
            Step::Message(number) => {
                let flight = Arc::clone(self.books().flights.get(number));
                format!("{node} hears {}: {:?}", flight.from, flight.message)
            }
            Step::Timer(timer) => format!("{node}'s {timer:?} timer goes off"),
            Step::Saved => format!("{node} has saved"),
            Step::Request(client) => format!("{node} is asked by C{client}"),
            Step::Order(place) => {
                let Order(name, named) = self.bounds.orders[usize::from(place)];
                format!("{node} is ordered to {name} {named:?}")
            }
        }
    }

    fn books(&self) -> MutexGuard<'_, Books> {
        self.books.lock().expect("nobody panics while holding the books")
    }

    /// What a server's timers, disk and clients may do to it, beside messages.
    fn own_steps(&self, server: &Server, state: &State, steps: &mut Vec<Step>) {
        let Some(known) = &server.up else {
            steps.push(Step::Start);
            return;
        };
        let leads = matches!(known.role, Role::Leader { .. });
        for timer in known.timers.iter().copied() {
            let is_within = match timer {
                Timer::Election => {
                    known.state.term.0 < self.bounds.terms
                        && server.id.0 <= self.bounds.candidates
                        && state.elections < self.bounds.elections
                }
                Timer::Heartbeat => state.heartbeats < self.bounds.heartbeats,
                Timer::Contact
                | Timer::Quorum
                | Timer::Lease
                | Timer::Transfer
                | Timer::CatchUp => true,
            };
            steps.extend(is_within.then_some(Step::Timer(timer)));
        }
        if server.is_saving() {
            steps.push(Step::Saved);
        }
        if leads && known.state.last_index() < self.bounds.entries {
            steps.extend((1..=self.bounds.clients).map(Step::Request));
        }
        if leads {
            let places = 0..self.bounds.orders.len() as u8;
            steps.extend(places.filter(|place| state.given >> place & 1 == 0).map(Step::Order));
        }
        if state.crashes < self.bounds.crashes {
            steps.push(Step::Crash);
        }
    }
}

impl Books {
    /// What a step makes of a server. Looked up, if it was taken before.
    fn after(&mut self, cluster: &Cluster, server: u32, step: Step) -> Outcome {
        if let Some(known) = self.steps.get(&(server, step)) {
            return known.clone();
        }
        let input = match step {
            Step::Start => Input::Start,
            Step::Crash => Input::Crash,
            Step::Timer(timer) => Input::Timer(timer),
            Step::Saved => Input::Saved,
            Step::Request(client) => Input::Request(client),
            Step::Order(place) => Input::Order(cluster.bounds.orders[usize::from(place)]),
            Step::Message(number) => return self.after_message(cluster, server, number),
        };
        let outcome = self.work_out(cluster, server, &input);
        self.steps.insert((server, step), outcome.clone());
        outcome
    }

    fn after_message(&mut self, cluster: &Cluster, server: u32, message: u32) -> Outcome {
        let (row, place) = (server as usize, message as usize);
        if self.heard.len() <= row {
            self.heard.resize_with(row + 1, Vec::new);
        }
        if let Some(Some(known)) = self.heard[row].get(place) {
            return known.clone();
        }
        let flight = Arc::clone(self.flights.get(message));
        let input = Input::Message(flight.from, &flight.message);
        let outcome = self.work_out(cluster, server, &input);
        if self.heard[row].len() <= place {
            self.heard[row].resize(place + 1, None);
        }
        self.heard[row][place] = Some(outcome.clone());
        outcome
    }

    fn work_out(&mut self, cluster: &Cluster, server: u32, input: &Input<'_>) -> Outcome {
        let (after, sent) = self.servers.get(server).after(&cluster.raft, cluster.disks, input);
        let sent = sent.into_iter().map(|flight| self.flights.number(flight)).collect();
        (self.servers.number(after), sent)
    }

    /// Puts what was sent on the network, and what comes of it as long as no server changes.
    fn settle(&mut self, cluster: &Cluster, state: &mut State, changed: usize, sent: &[u32]) {
        let is_for_it = |message: &u32| self.flights.get(*message).to.index() == changed;
        let mut open: Vec<u32> = state.messages().filter(is_for_it).collect();
        open.extend(sent.iter().filter(|message| state.send(**message)));
        while let Some(message) = open.pop() {
            let server = state.servers[self.flights.get(message).to.index()];
            if self.servers.get(server).up.is_none() {
                continue;
            }
            let (after, sent) = self.after_message(cluster, server, message);
            if after == server {
                open.extend(sent.iter().filter(|message| state.send(**message)));
            }
        }
    }

    fn verdict(&mut self, state: &State, last_term: Term) -> u8 {
        let key = (state.servers.clone(), state.past);
        if let Some(known) = self.verdicts.get(&key) {
            return *known;
        }
        let servers = state.servers.iter().map(|number| &**self.servers.get(*number)).collect();
        let scene = Scene { servers, past: self.pasts.get(state.past), last_term };
        let verdict = properties::verdict(&scene);
        self.verdicts.insert(key, verdict);
        verdict
    }

    fn later(&mut self, past: u32, before: u32, after: u32) -> u32 {
        if let Some(known) = self.later.get(&(past, before, after)) {
            return *known;
        }
        let (from, to) = (self.servers.get(before), self.servers.get(after));
        let with = self.pasts.get(past).with(from, to);
        let number = self.pasts.number(with);
        self.later.insert((past, before, after), number);
        number
    }
}

impl State {
    /// Whether the property at this place holds.
    pub(super) fn holds(&self, place: u8) -> bool {
        self.verdict >> place & 1 == 1
    }

    /// Puts a message on the network. Returns whether it is new there.
    fn send(&mut self, message: u32) -> bool {
        let (word, bit) = (message as usize / 64, message % 64);
        if self.sent.len() <= word {
            self.sent.resize(word + 1, 0);
        }
        let before = self.sent[word];
        self.sent[word] |= 1 << bit;
        self.sent[word] != before
    }

    fn messages(&self) -> impl Iterator<Item = u32> + '_ {
        let words = (0u32..).zip(&self.sent);
        words.flat_map(|(word, bits)| {
            (0..64).filter(move |bit| bits >> bit & 1 == 1).map(move |bit| word * 64 + bit)
        })
    }
}

impl Model for Cluster {
    type State = State;
    type Action = Action;

    fn init_states(&self) -> Vec<State> {
        let mut books = self.books();
        let mut start = |node| {
            let down = books.servers.number(Server::new(node));
            books.after(self, down, Step::Start).0
        };
        let servers = NodeId::all(self.nodes).map(&mut start).collect();
        let past = books.pasts.number(Past::default());
        vec![State {
            servers,
            sent: Vec::new(),
            past,
            crashes: 0,
            heartbeats: 0,
            elections: 0,
            given: 0,
            verdict: 0b11_1111,
        }]
    }

    fn actions(&self, state: &State, actions: &mut Vec<Action>) {
        let books = self.books();
        // The servers are alike, so let the first that does anything be S1.
        let is_new = |number: &u32| books.servers.get(*number).is_new();
        if state.sent.is_empty() && state.servers.iter().all(is_new) {
            let step = Step::Timer(Timer::Election);
            actions.push(Action { node: NodeId(1), step });
            return;
        }
        let mut steps = Vec::new();
        for (node, number) in NodeId::all(self.nodes).zip(&state.servers) {
            let server = books.servers.get(*number);
            self.own_steps(server, state, &mut steps);
            actions.extend(steps.drain(..).map(|step| Action { node, step }));
        }
        for message in state.messages() {
            let node = books.flights.get(message).to;
            if books.servers.get(state.servers[node.index()]).up.is_some() {
                actions.push(Action { node, step: Step::Message(message) });
            }
        }
    }

    fn next_state(&self, last: &State, action: Action) -> Option<State> {
        let mut books = self.books();
        let place = action.node.index();
        let (server, sent) = books.after(self, last.servers[place], action.step);
        let mut state = last.clone();
        state.servers[place] = server;
        books.settle(self, &mut state, place, &sent);
        if state == *last {
            return None;
        }
        state.past = books.later(last.past, last.servers[place], server);
        state.verdict = books.verdict(&state, self.last_term());
        state.crashes += u8::from(action.step == Step::Crash);
        if let Step::Order(place) = action.step {
            state.given |= 1 << place;
        }
        if action.step == Step::Timer(Timer::Election) && self.bounds.elections < u8::MAX {
            state.elections += 1;
        }
        state.heartbeats += u8::from(action.step == Step::Timer(Timer::Heartbeat));
        Some(state)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        properties::all()
    }

    fn within_boundary(&self, state: &State) -> bool {
        let books = self.books();
        let term = |number: &u32| {
            let server = books.servers.get(*number);
            server.up.as_ref().map_or(server.disk.term, |known| known.state.term)
        };
        state.servers.iter().all(|number| term(number) <= self.last_term())
    }
}
