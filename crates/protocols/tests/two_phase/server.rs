//! One server driven by hand. Its disk saves as soon as it is asked, or when a test says so.

use machine::{
    ClientId, Command, Effect, Effects, Node, NodeId, Options, Protocol, Reply, Request, RuleSet,
    Transfer, TxnId,
};
use protocols::two_phase::{Log, Message, Note, Rule, Timer, TwoPhase};
use std::sync::Arc;

/// The protocol with these rules off.
pub(crate) fn protocol(nodes: u8, off: &[Rule]) -> TwoPhase {
    let mut protocol = TwoPhase::new(nodes, &Options::defaults(TwoPhase::info().options));
    let mut rules = RuleSet::default();
    for rule in off {
        rules.break_rule(*rule as u8);
    }
    protocol.set_rules(rules);
    protocol
}

pub(crate) fn txn(number: u32) -> TxnId {
    TxnId { epoch: 1, number }
}

pub(crate) fn put(key: &str, amount: &str) -> Command {
    Command::Put(key.into(), amount.into())
}

pub(crate) fn transfer(key: &str, amount: &str) -> Arc<Transfer> {
    Arc::new(Transfer::parse(&put(key, amount), 9).expect("it is a transfer"))
}

/// What a handler sent, in order; what waits for a save that is not done stands in `waiting`.
pub(crate) struct Server {
    pub(crate) protocol: TwoPhase,
    pub(crate) node: Node<TwoPhase>,
    pub(crate) disk: Log,
    pub(crate) sent: Vec<(NodeId, Message)>,
    pub(crate) replies: Vec<(ClientId, u64, Reply)>,
    pub(crate) notes: Vec<Note>,
    pub(crate) timers: Vec<Timer>,
    unsaved: Option<Log>,
    waiting: Vec<Effect<TwoPhase>>,
}

impl Server {
    pub(crate) fn new(id: u8, nodes: u8, off: &[Rule]) -> Self {
        Server::with_disk(id, nodes, off, Log::default())
    }

    /// A server that starts with this disk.
    pub(crate) fn with_disk(id: u8, nodes: u8, off: &[Rule], disk: Log) -> Self {
        let protocol = protocol(nodes, off);
        let mut fx = Effects::default();
        let memory = protocol.boot(NodeId(id), &disk, &mut fx);
        let node = Node { id: NodeId(id), disk: disk.clone(), memory };
        let mut server = Server {
            protocol,
            node,
            disk,
            sent: Vec::new(),
            replies: Vec::new(),
            notes: Vec::new(),
            timers: Vec::new(),
            unsaved: None,
            waiting: Vec::new(),
        };
        server.carry_out(fx);
        server
    }

    /// A crash and a restart: only the disk is left.
    pub(crate) fn crash(self) -> Self {
        let nodes = 9;
        let mut again = Server::with_disk(self.node.id.0, nodes, &[], self.disk);
        again.protocol = self.protocol;
        again
    }

    pub(crate) fn hear(&mut self, from: u8, message: Message) {
        self.forget_outputs();
        let mut fx = Effects::default();
        self.protocol.on_message(&mut self.node, NodeId(from), message, &mut fx);
        self.carry_out(fx);
    }

    pub(crate) fn fire(&mut self, timer: Timer) {
        self.forget_outputs();
        self.timers.retain(|other| *other != timer);
        let mut fx = Effects::default();
        self.protocol.on_timer(&mut self.node, timer, &mut fx);
        self.carry_out(fx);
    }

    pub(crate) fn ask(&mut self, client: u8, number: u64, command: Command) {
        self.forget_outputs();
        let mut fx = Effects::default();
        let request = Request { client: ClientId(client), number, command };
        self.protocol.on_request(&mut self.node, request, &mut fx);
        self.carry_out(fx);
    }

    /// The disk finishes what it was asked to save.
    pub(crate) fn save(&mut self) {
        let Some(saved) = self.unsaved.take() else { return };
        self.disk = saved.clone();
        let mut fx = Effects::default();
        self.protocol.on_saved(&mut self.node, &saved, &mut fx);
        let waiting = core::mem::take(&mut self.waiting);
        waiting.into_iter().for_each(|effect| self.let_leave(effect));
        self.carry_out(fx);
    }

    pub(crate) fn is_saving(&self) -> bool {
        self.unsaved.is_some()
    }

    fn forget_outputs(&mut self) {
        self.sent.clear();
        self.replies.clear();
        self.notes.clear();
    }

    fn carry_out(&mut self, mut fx: Effects<TwoPhase>) {
        for effect in fx.drain() {
            match effect {
                Effect::Send { .. } | Effect::Reply { .. } if self.unsaved.is_some() => {
                    self.waiting.push(effect);
                }
                Effect::Send { .. } | Effect::Reply { .. } => self.let_leave(effect),
                Effect::Save => self.unsaved = Some(self.node.disk.clone()),
                Effect::Note(note) => self.notes.push(note),
                Effect::SetTimer { timer, .. } => {
                    self.timers.retain(|other| *other != timer);
                    self.timers.push(timer);
                }
                Effect::CancelTimer(timer) => self.timers.retain(|other| *other != timer),
            }
        }
        // A handler may add to the log after it asked: the save is of the log as it then is.
        if self.unsaved.is_some() {
            self.unsaved = Some(self.node.disk.clone());
        }
    }

    fn let_leave(&mut self, effect: Effect<TwoPhase>) {
        match effect {
            Effect::Send { to, message } => self.sent.push((to, message)),
            Effect::Reply { client, number, reply } => self.replies.push((client, number, reply)),
            Effect::SetTimer { .. } | Effect::CancelTimer(_) | Effect::Save | Effect::Note(_) => {}
        }
    }
}
