//! Basic Paxos: Lamport, "Paxos Made Simple", 2001; section numbers are that paper's. One value is
//! chosen, once.
//!
//! Implemented: all of section 2. Proposers, acceptors and learners (2.1), the two phases with P1a
//! and P2c (2.2), learners that hear from every acceptor (2.3), a distinguished proposer (2.4),
//! stable storage, distinct ballots and refusals (2.5). Not here: the distinguished learner of 2.3,
//! which saves messages, and the state machine of section 3, which is Multi-Paxos.
//!
//! Where the paper leaves a choice, or is open to two readings:
//! - To accept a proposal is to promise its ballot, as in Lamport's TLA+ specification of the
//!   algorithm. Section 2.5 has an acceptor remember only the prepare requests it answered, and one
//!   that accepts without having been asked for a promise could then promise a lower ballot.
//! - A prepare request that comes twice is answered twice, as long as the answer is the same.
//! - An acceptor tells the proposer too that it has accepted: else a proposer that is no learner
//!   would never know when to stop.
//! - A proposer counts the promise of its own server, and a learner its acceptance, once the disk
//!   has it.

mod acceptor;
mod distinguished;
mod learner;
mod message;
mod note;
mod properties;
mod proposer;
mod request;
mod roles;
mod rules;
mod state;
mod table;
mod view;
mod word;

pub use machine::{Ballot, Round};
pub use message::Message;
pub use note::Note;
pub use properties::{Guarantee, History};
pub use rules::Rule;
pub use state::{Accepted, Disk, Memory, Phase, Promised, Value, Waiting};
pub use word::Word;

use core::ops::Range;
use machine::{
    Cluster, Command, Effects, Field, Info, MessageHead, MessageView, Micros, Node, NodeId,
    NodeView, NoteInfo, Observed, OptionInfo, Options, Protocol, Request, Row, RuleSet, Span,
    Status, Text, TimerId, Unit,
};
use roles::Cast;

/// A server's timers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Timer {
    /// A proposer whose ballot comes to nothing, or that has waited long enough, tries again.
    Retry,
    /// The distinguished proposer shows that it lives this often.
    Heartbeat,
    /// A proposer that hears from no other for this long takes itself for distinguished.
    Suspicion,
}

impl From<Timer> for TimerId {
    fn from(timer: Timer) -> Self {
        TimerId(timer as u32)
    }
}

/// Whether acceptors tell proposers that they refuse.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Refusals {
    Sent,
    Silent,
}

/// Who may begin ballots.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Distinction {
    /// Every proposer.
    None,
    /// The one that is distinguished.
    One,
}

/// How often the range of back-off doubles at most.
const DOUBLINGS_MAX: u32 = 5;

/// A Paxos cluster: its size and its options. What each server knows is in its [`Node`].
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Paxos {
    nodes: u8,
    rules: RuleSet,
    cast: Cast,
    distinction: Distinction,
    refusals: Refusals,
    timeout: Micros,
    back_off: Micros,
    heartbeat: Span,
    suspicion: Span,
}

static INFO: Info<Paxos> = Info {
    name: "paxos",
    title: "Basic Paxos",
    paper: "Lamport, Paxos Made Simple, 2001",
    nodes: (1, 9),
    kinds: &["Prepare", "Promise", "Accept", "Accepted", "Refusal", "Alive"],
    timers: &[
        (Timer::Retry, "retry", Word::RetryTimer),
        (Timer::Heartbeat, "heartbeat", Word::HeartbeatTimer),
        (Timer::Suspicion, "suspicion", Word::SuspicionTimer),
    ],
    rules: &rules::RULES,
    properties: &properties::PROPERTIES,
    options: &[
        OptionInfo::new("timeout", Unit::Ms, 200, 10, 10_000),
        OptionInfo::new("back-off", Unit::Ms, 100, 0, 10_000),
        OptionInfo::new("refusals", Unit::Switch, 1, 0, 1),
        OptionInfo::new("roles-apart", Unit::Switch, 0, 0, 1),
        OptionInfo::new("distinguished-proposer", Unit::Switch, 0, 0, 1),
        OptionInfo::new("heartbeat", Unit::Ms, 50, 1, 10_000),
        OptionInfo::new("suspicion", Unit::Ms, 200, 10, 20_000),
    ],
};

impl Paxos {
    fn follows(&self, rule: Rule) -> bool {
        self.rules.follows(rule as u8)
    }

    /// How long the pauses may be before the next attempt: twice as long each time.
    fn pause_max(&self, attempts: u32) -> Micros {
        Micros(self.back_off.0 << attempts.saturating_sub(1).min(DOUBLINGS_MAX))
    }

    /// How long a proposer that was refused waits before it tries again; `None` if it does not.
    fn back_off(&self, attempts: u32) -> Option<Span> {
        let max = self.pause_max(attempts);
        (max > Micros(0)).then_some(Span { min: Micros(0), max })
    }

    /// How long a proposer waits for a majority before it tries again.
    fn patience(&self, attempts: u32) -> Span {
        Span { min: self.timeout, max: self.timeout.plus(self.pause_max(attempts)) }
    }
}

impl Protocol for Paxos {
    type Disk = Disk;
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

    fn new(nodes: u8, options: &Options) -> Self {
        let ms = |place| Micros::from_ms(options.get(place));
        let is_on = |place| options.get(place) != 0;
        Paxos {
            nodes,
            rules: RuleSet::default(),
            cast: if is_on(3) { Cast::apart(nodes) } else { Cast::Together },
            distinction: if is_on(4) { Distinction::One } else { Distinction::None },
            refusals: if is_on(2) { Refusals::Sent } else { Refusals::Silent },
            timeout: ms(0),
            back_off: ms(1),
            heartbeat: Span::exactly(ms(5)),
            suspicion: Span::exactly(ms(6)),
        }
    }

    fn rules(&self) -> RuleSet {
        self.rules
    }

    fn set_rules(&mut self, rules: RuleSet) {
        self.rules = rules;
    }

    fn boot(&self, me: NodeId, _: &Disk, fx: &mut Effects<Self>) -> Memory {
        Memory::booted(self.begin_trusting(me, fx))
    }

    fn on_message(
        &self,
        node: &mut Node<Self>,
        from: NodeId,
        message: Message,
        fx: &mut Effects<Self>,
    ) {
        match message {
            Message::Prepare { ballot } => self.on_prepare(node, from, ballot, fx),
            Message::Promise { ballot, accepted } => {
                self.on_promise(node, from, ballot, accepted, fx);
            }
            Message::Accept { ballot, value } => self.on_accept(node, from, ballot, value, fx),
            Message::Accepted { ballot, value } => {
                self.on_accepted(node, from, Accepted { ballot, value }, fx);
            }
            Message::Refusal { ballot, promised } => {
                self.on_refusal(node, from, ballot, promised, fx);
            }
            Message::Alive => self.on_alive(node, from, fx),
        }
    }

    fn on_timer(&self, node: &mut Node<Self>, timer: Timer, fx: &mut Effects<Self>) {
        match timer {
            Timer::Retry => self.retry(node, fx),
            Timer::Heartbeat => self.beat(node, fx),
            Timer::Suspicion => self.suspect(node, fx),
        }
    }

    fn on_request(&self, node: &mut Node<Self>, request: Request, fx: &mut Effects<Self>) {
        self.take_request(node, request, fx);
    }

    fn on_saved(&self, node: &mut Node<Self>, saved: &Disk, fx: &mut Effects<Self>) {
        self.count_saved_promise(node, saved, fx);
        if let Some(accepted) = &saved.accepted {
            self.hear_own_acceptance(node, accepted.clone(), fx);
        }
    }

    fn remember(cluster: &Cluster<'_, Self>, observed: &Observed<'_, Self>, history: &mut History) {
        history.remember(cluster, observed);
    }

    fn note_info(note: &Note) -> NoteInfo {
        note.info()
    }

    fn status(&self, node: &Node<Self>) -> Status {
        view::status(self, node)
    }

    fn view(&self, node: &Node<Self>, log: Range<u64>) -> NodeView<Word> {
        view::node(self, node, &log)
    }

    fn table(&self, node: &Node<Self>) -> Vec<Row<Word>> {
        vec![table::row(self, node)]
    }

    fn overview(_: &Cluster<'_, Self>, history: &History) -> Vec<Field<Word>> {
        table::overview(history)
    }

    fn disk_view(&self, disk: &Disk) -> Vec<Field<Word>> {
        view::disk(disk)
    }

    fn message_view(&self, message: &Message) -> MessageView<Word> {
        view::message(message)
    }

    fn message_head(message: &Message) -> MessageHead {
        view::message_head(message)
    }

    /// What the chosen command leaves in a store that was empty.
    fn contents(node: &Node<Self>) -> Vec<(Text, Text)> {
        match node.memory.chosen.as_ref().map(|chosen| &chosen.value) {
            Some(Command::Put(key, value) | Command::Append(key, value)) => {
                vec![(key.clone(), value.clone())]
            }
            Some(Command::Get(_) | Command::Cas(..)) | None => Vec::new(),
        }
    }
}
