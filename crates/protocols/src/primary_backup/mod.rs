//! Primary-backup replication. Sources:
//! - Alsberg and Day, "A Principle for Resilient Sharing of Distributed Resources", 1976: an
//!   operation goes to the primary, from there to the backup, and is answered once both have it.
//! - Budhiraja, Marzullo, Schneider and Toueg, "The Primary-Backup Approach", in Mullender (ed.),
//!   "Distributed Systems", second edition, 1993: the specification, `Pb1` to `Pb4`.
//! - MIT 6.824, "Lab 2: Primary/Backup Key/Value Service": the view service (part A), views with
//!   numbers, forwarding with the view's number and the transfer of the state (part B).
//!
//! `S1` is the view service, one server as in the lab; all others are watched by it. The deviations
//! are on the page in `docs`; the largest is that every server has a disk, so that whoever crashes
//! may come back with what it had.
//!
//! Not here: chains of more than one backup, and a view service that is itself replicated.

mod log;
mod message;
mod note;
mod properties;
mod replication;
mod request;
mod rules;
mod state;
mod view;
mod view_service;
mod views;
mod word;

pub use log::Log;
pub use message::Message;
pub use note::Note;
pub use properties::{History, Promise};
pub use rules::Rule;
pub use state::{
    Acknowledged, Backup, Heard, LogIndex, Memory, Operation, Persistent, Role, View, ViewNumber,
};
pub use word::Word;

use core::ops::Range;
use machine::{
    Circumstance, Cluster, Effects, Field, Info, MessageHead, MessageView, Micros, Node, NodeId,
    NodeView, NoteInfo, Observed, OptionInfo, Options, Prediction, Protocol, Request, RuleSet,
    Span, Status, Text, TimerId, Unit,
};

/// The view service.
pub const VIEW_SERVICE: NodeId = NodeId(1);

/// A server's timers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Timer {
    /// A server shows the view service that it lives this often.
    Ping,
    /// The view service looks this often whom it has not heard.
    Tick,
    /// A primary sends again what its backup has not acknowledged for this long.
    Resend,
}

impl From<Timer> for TimerId {
    fn from(timer: Timer) -> Self {
        TimerId(timer as u32)
    }
}

/// When a primary answers.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Mode {
    /// Once its backup has the operation (Alsberg and Day; the lab).
    Synchronous,
    /// Once it has the operation itself.
    Asynchronous,
}

/// A cluster: its size and its options. What each server knows is in its [`Node`].
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct PrimaryBackup {
    nodes: u8,
    rules: RuleSet,
    mode: Mode,
    ping: Micros,
    resend: Micros,
    dead_pings: u64,
}

/// Whether a change asked the disk for a save.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Saving {
    /// It did: [`Protocol::on_saved`] will follow.
    Asked,
    /// There was nothing to save, or the rule that demands it is off.
    Nothing,
}

/// What a primary alone has answered for is lost with it.
static PREDICTIONS: [Prediction<Word>; 1] = [Prediction {
    properties: &[Promise::AcknowledgedSurvives.name()],
    when: Circumstance::Option("synchronous"),
    reason: Word::Asynchronous,
}];

static INFO: Info<PrimaryBackup> = Info {
    name: "primary-backup",
    title: "Primary-backup",
    paper: "Alsberg and Day, A Principle for Resilient Sharing of Distributed Resources, 1976; \
            Budhiraja, Marzullo, Schneider and Toueg, The Primary-Backup Approach, 1993; the view \
            service as in MIT 6.824, lab 2",
    nodes: (2, 9),
    kinds: &["Ping", "Current", "Transfer", "Forward", "Forwarded", "Refused"],
    timers: &[
        (Timer::Ping, "ping", Word::PingTimer),
        (Timer::Tick, "tick", Word::TickTimer),
        (Timer::Resend, "resend", Word::ResendTimer),
    ],
    rules: &rules::RULES,
    properties: &properties::PROPERTIES,
    options: &[
        OptionInfo::new("synchronous", Unit::Promise, 1, 0, 1),
        OptionInfo::new("ping-interval", Unit::Ms, 100, 10, 10_000),
        OptionInfo::new("dead-pings", Unit::Count, 5, 2, 100),
        OptionInfo::new("resend", Unit::Ms, 80, 10, 10_000),
    ],
};

impl PrimaryBackup {
    /// When a primary answers.
    #[must_use]
    pub fn mode(&self) -> Mode {
        self.mode
    }

    fn follows(&self, rule: Rule) -> bool {
        self.rules.follows(rule as u8)
    }

    /// The servers that the view service watches.
    fn watched(&self) -> impl DoubleEndedIterator<Item = NodeId> + use<> {
        NodeId::all(self.nodes).filter(|node| *node != VIEW_SERVICE)
    }

    /// What must not be forgotten is on disk before any answer. Call this after changing
    /// `memory.state` and before sending what depends on it.
    fn persist(&self, node: &mut Node<Self>, fx: &mut Effects<Self>) -> Saving {
        let (disk, state) = (&mut node.disk, &node.memory.state);
        let before = disk.clone();
        if self.follows(Rule::SaveViews) {
            disk.view = state.view;
            disk.acknowledged = state.acknowledged;
            disk.holds = state.holds;
        }
        if self.follows(Rule::SaveLog) {
            disk.log = state.log.clone();
        }
        if *disk == before {
            return Saving::Nothing;
        }
        fx.save();
        Saving::Asked
    }

    /// What a server is when it starts with this on its disk.
    fn first_role(&self, me: NodeId, disk: &Persistent) -> Role {
        if me == VIEW_SERVICE {
            let heard = vec![Heard::Never(0); usize::from(self.nodes)];
            Role::ViewService { heard }
        } else if disk.view.primary == Some(me) {
            // What the backup has is not on this disk: it gets the whole state again.
            let backup = disk.view.backup.map(|node| Backup { node, has: None });
            Role::Primary { backup, saved: disk.log.last_index() }
        } else if disk.view.backup == Some(me) {
            Role::Backup
        } else {
            Role::Spare
        }
    }
}

impl Protocol for PrimaryBackup {
    type Disk = Persistent;
    type Memory = Memory;
    type Message = Message;
    type Timer = Timer;
    type Rule = Rule;
    type Note = Note;
    type Word = Word;
    type History = History;

    fn info() -> &'static Info<Self> {
        &INFO
    }

    fn predictions() -> &'static [Prediction<Word>] {
        &PREDICTIONS
    }

    fn new(nodes: u8, options: &Options) -> Self {
        PrimaryBackup {
            nodes,
            rules: RuleSet::default(),
            mode: if options.get(0) == 1 { Mode::Synchronous } else { Mode::Asynchronous },
            ping: Micros::from_ms(options.get(1)),
            dead_pings: options.get(2),
            resend: Micros::from_ms(options.get(3)),
        }
    }

    fn rules(&self) -> RuleSet {
        self.rules
    }

    fn set_rules(&mut self, rules: RuleSet) {
        self.rules = rules;
    }

    fn boot(&self, me: NodeId, disk: &Persistent, fx: &mut Effects<Self>) -> Memory {
        let mut memory = Memory::booted(disk, self.first_role(me, disk));
        if me == VIEW_SERVICE {
            fx.set_timer(Timer::Tick, Span::exactly(self.ping));
            return memory;
        }
        // Servers that start together do not all ping at the same moment.
        fx.set_timer(Timer::Ping, Span { min: Micros::from_ms(1), max: self.ping });
        if let Role::Primary { backup, saved } = memory.role {
            fx.note(Note::Resumed(disk.view.number));
            match backup {
                Some(_) => fx.set_timer(Timer::Resend, Span::exactly(self.resend)),
                None => memory.settled = saved,
            }
        }
        memory
    }

    fn on_message(
        &self,
        node: &mut Node<Self>,
        from: NodeId,
        message: Message,
        fx: &mut Effects<Self>,
    ) {
        match message {
            Message::Ping { view } => self.on_ping(node, from, view, fx),
            Message::Current { .. }
            | Message::Transfer { .. }
            | Message::Forward { .. }
            | Message::Forwarded { .. }
            | Message::Refused { .. }
                if node.id == VIEW_SERVICE =>
            {
                fx.note(Note::NotForViewService(from));
            }
            Message::Current { view } => self.on_current(node, from, view, fx),
            Message::Transfer { view, log, settled } => {
                self.on_transfer(node, from, replication::State { view, log, settled }, fx);
            }
            Message::Forward { view, previous, operations, settled } => {
                let call = replication::Call { from, view, previous, operations, settled };
                self.on_forward(node, call, fx);
            }
            Message::Forwarded { view, has } => self.on_forwarded(node, from, view, has, fx),
            Message::Refused { view } => self.on_refused(node, from, view, fx),
        }
    }

    fn on_timer(&self, node: &mut Node<Self>, timer: Timer, fx: &mut Effects<Self>) {
        match timer {
            Timer::Ping => self.send_ping(node, fx),
            Timer::Tick => self.tick(node, fx),
            Timer::Resend => self.send_again(node, fx),
        }
    }

    fn on_request(&self, node: &mut Node<Self>, request: Request, fx: &mut Effects<Self>) {
        self.take_request(node, request, fx);
    }

    fn on_saved(&self, node: &mut Node<Self>, saved: &Persistent, fx: &mut Effects<Self>) {
        match node.memory.role {
            Role::ViewService { .. } | Role::Backup | Role::Spare => {}
            Role::Primary { .. } => self.count_own_copy(node, saved, fx),
        }
    }

    fn remember(cluster: &Cluster<'_, Self>, observed: &Observed<'_, Self>, history: &mut History) {
        history.remember(cluster, observed);
    }

    fn note_info(note: &Note) -> NoteInfo {
        note.info()
    }

    fn status(&self, node: &Node<Self>) -> Status {
        view::status(node)
    }

    fn view(&self, node: &Node<Self>, log: Range<u64>) -> NodeView<Word> {
        view::node(node, self.dead_pings, log)
    }

    fn disk_view(&self, disk: &Persistent) -> Vec<Field<Word>> {
        view::disk(disk)
    }

    fn message_view(&self, message: &Message) -> MessageView<Word> {
        view::message(message)
    }

    fn message_head(message: &Message) -> MessageHead {
        view::message_head(message)
    }

    fn contents(node: &Node<Self>) -> Vec<(Text, Text)> {
        let pairs = node.memory.store.iter();
        pairs.map(|(key, value)| (key.clone(), value.clone())).collect()
    }
}
