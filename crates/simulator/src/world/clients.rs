//! What clients do by themselves: wait, retry elsewhere, follow redirects, remember.

use super::{Key, World};
use crate::client::{Attempt, Operation};
use crate::draw::Cause;
use machine::{ClientId, Command, Micros, NodeId, Outcome, Reply, Request, Session, Span};

/// How long a client waits for an answer before it asks another server.
const PATIENCE: Micros = Micros::from_ms(500);
/// How long a client waits when it was sent away without being told where to.
const BACK_OFF: Span = Span::ms(30, 60);

/// What a client sends in the present event: a request, to this server.
pub(crate) type ToServer = (NodeId, Request);

/// A client.
#[derive(Clone, Debug)]
pub(crate) struct ClientState {
    id: ClientId,
    /// The server it would ask next.
    pub(crate) believes: NodeId,
    /// The session it was given.
    session: Session,
    /// All it asked, in order.
    pub(crate) operations: rpds::Vector<Operation>,
    /// When the present wait is over, and its number.
    wakes: Option<(Micros, u32)>,
    waits: u32,
    /// The event in which the present wait began.
    pub(crate) waits_since: u32,
    /// Whether it waits to ask again, rather than for an answer.
    pub(crate) backs_off: bool,
}

impl ClientState {
    pub(crate) fn new(id: ClientId) -> Self {
        ClientState {
            id,
            believes: NodeId(1),
            session: Session::default(),
            operations: rpds::Vector::new(),
            wakes: None,
            waits: 0,
            waits_since: 0,
            backs_off: false,
        }
    }

    /// The operation it waits for, if it waits.
    pub(crate) fn pending(&self) -> Option<&Operation> {
        self.operations.last().filter(|operation| operation.answer.is_none())
    }

    fn change_last(&mut self, change: impl FnOnce(&mut Operation)) {
        let place = self.operations.len() - 1;
        change(self.operations.get_mut(place).expect("a client that waits has an operation"));
    }
}

impl World {
    /// A client, to change it.
    pub(crate) fn client_mut(&mut self, client: ClientId) -> &mut ClientState {
        &mut self.clients[client.index()]
    }

    /// The client asks for a command: what it sends.
    pub(crate) fn ask(&mut self, client: ClientId, to: Option<NodeId>, what: Command) -> ToServer {
        let state = self.client_mut(client);
        assert!(state.pending().is_none(), "a client asks for one thing at a time");
        if let Some(to) = to {
            state.believes = to;
        }
        let number = state.operations.len() as u64 + 1;
        let operation = Operation { number, command: what, attempts: Vec::new(), answer: None };
        state.operations.push_back_mut(operation);
        self.attempt(client)
    }

    /// The client asks, or asks again, the server it believes in.
    pub(crate) fn attempt(&mut self, client: ClientId) -> ToServer {
        let now = self.now;
        let state = self.client_mut(client);
        let to = state.believes;
        state.backs_off = false;
        state.change_last(|operation| operation.attempts.push(Attempt { at: now, to }));
        let operation = state.pending().expect("a client that asks waits for the answer");
        let (number, command) = (operation.number, operation.command.clone());
        let session = state.session;
        self.wait(client, PATIENCE);
        (to, Request { client, number, command, session })
    }

    /// The client gives up on the server it asked, and turns to the next one.
    pub(crate) fn turn_elsewhere(&mut self, client: ClientId) {
        let nodes = self.machines.len() as u8;
        let state = self.client_mut(client);
        state.believes = NodeId(state.believes.0 % nodes + 1);
    }

    /// The client has heard from a server. Returns what it sends at once, if it does.
    pub(crate) fn hear(
        &mut self,
        client: ClientId,
        from: NodeId,
        number: u64,
        reply: &Reply,
    ) -> Option<ToServer> {
        let state = self.client_mut(client);
        if state.pending().is_none_or(|operation| operation.number != number) {
            return None;
        }
        match reply {
            Reply::Done(outcome) => {
                self.answered(client, from, outcome);
                None
            }
            // One is enough, if it was given two because it asked twice.
            Reply::Registered(session) => {
                if state.session != Session::default() {
                    return None;
                }
                state.session = *session;
                state.believes = from;
                Some(self.attempt(client))
            }
            Reply::Redirect(Some(leader)) if *leader != from => {
                state.believes = *leader;
                Some(self.attempt(client))
            }
            Reply::Redirect(_) => {
                if !state.backs_off {
                    state.believes = from;
                    self.turn_elsewhere(client);
                    self.back_off(client);
                }
                None
            }
        }
    }

    fn answered(&mut self, client: ClientId, from: NodeId, outcome: &Outcome) {
        let now = self.now;
        self.stop_waiting(client);
        let state = self.client_mut(client);
        state.believes = from;
        // It must not ask again with another session: perhaps it was done with this one.
        if *outcome == Outcome::Expired {
            state.session = Session::default();
        }
        state.change_last(|operation| operation.answer = Some((now, outcome.clone())));
    }

    fn back_off(&mut self, client: ClientId) {
        let nth = self.client_mut(client).waits + 1;
        let pause = self.draw.time(Cause::Retry(client, nth), BACK_OFF);
        self.wait(client, pause);
        self.client_mut(client).backs_off = true;
    }

    fn wait(&mut self, client: ClientId, length: Micros) {
        self.stop_waiting(client);
        let (wake, since) = (self.now.plus(length), self.events);
        let state = self.client_mut(client);
        state.waits += 1;
        state.wakes = Some((wake, state.waits));
        state.waits_since = since;
        let key = Key::Client(state.id, state.waits);
        self.queue.insert((wake, key));
    }

    fn stop_waiting(&mut self, client: ClientId) {
        if let Some((wake, nth)) = self.client_mut(client).wakes.take() {
            self.queue.remove(&(wake, Key::Client(client, nth)));
        }
    }
}
