//! Multi-Paxos: a replicated log, in the manner of
//! - Chandra, Griesemer and Redstone, "Paxos Made Live", 2007 (PML in sections);
//! - van Renesse and Altinbuken, "Paxos Made Moderately Complex", 2015 (PMMC), whose invariants are
//!   cited by their names: A1 to A5 of acceptors, C1 and C2 of commanders, R1 to R5 of replicas;
//! - Lamport, "Paxos Made Simple", 2001, section 3 (Simple), for the gaps.
//!
//! Every server is proposer, acceptor, learner and replica (PMMC 4.4). A leader prepares all slots
//! at once and skips phase 1 from then on (PML 4.2). Snapshots and truncation are PML 5.5, the
//! lease for local reads is PML 5.2.
//!
//! Where the papers leave a choice:
//! - A server counts itself only once its disk has it: a candidate its promise, a leader its
//!   acceptance.
//! - The leader tells what is chosen with heartbeats and accept requests, as a prefix of the slots;
//!   a follower believes it of what it has accepted in the same ballot, and asks for the rest.
//! - A candidate that is preempted waits (PMMC 3), longer each time.
//!
//! Not here: disk corruption (PML 5.1), epoch numbers (5.3), group membership (5.4), transactions
//! (5.6).

mod acceptor;
mod catch_up;
mod election;
mod history;
mod leader;
mod lease;
mod ledger;
mod message;
mod note;
mod properties;
mod replica;
mod rules;
mod state;
mod view;
mod word;

pub use ledger::Ledger;
pub use message::{Message, Reason};
pub use note::Note;
pub use properties::{History, Promise};
pub use rules::Rule;
pub use state::{
    Accepted, Disk, Grant, Leading, Lease, Memory, Origin, Proposal, Role, Slot, Snapshot, Value,
};
pub use word::Word;

use core::ops::Range;
use election::Promised;
use machine::{
    Cluster, Effects, Field, Info, MessageHead, MessageView, Micros, Node, NodeId, NodeView,
    NoteInfo, Observed, OptionInfo, Options, Protocol, Quorum, Request, RuleSet, Span, Status,
    Text, TimerId, Unit,
};

/// A server's timers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Timer {
    /// A server that hears of no leader for this long wants to lead.
    Election,
    /// A leader shows that it lives this often.
    Heartbeat,
    /// The time of an odd round of the leader's lease.
    LeaseOdd,
    /// The time of an even round.
    LeaseEven,
    /// The time of the lease that an acceptor has granted.
    Grant,
}

impl From<Timer> for TimerId {
    fn from(timer: Timer) -> Self {
        TimerId(timer as u32)
    }
}

/// How often the range of back-off doubles at most.
const DOUBLINGS_MAX: u32 = 5;

/// A cluster: its size and its options. What each server knows is in its [`Node`].
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct MultiPaxos {
    nodes: u8,
    rules: RuleSet,
    election: Span,
    back_off: Micros,
    heartbeat: Span,
    window: u64,
    batch: u64,
    snapshot_every: u64,
    lease: Micros,
}

static INFO: Info<MultiPaxos> = Info {
    name: "multi-paxos",
    title: "Multi-Paxos",
    paper: "Chandra, Griesemer and Redstone, Paxos Made Live, 2007; van Renesse and Altinbuken, \
            Paxos Made Moderately Complex, 2015",
    nodes: (1, 9),
    kinds: &[
        "Prepare",
        "Promise",
        "Accept",
        "Accepted",
        "Refusal",
        "Heartbeat",
        "Granted",
        "CatchUp",
        "Chosen",
        "Snapshot",
    ],
    timers: &[
        (Timer::Election, "election", Word::ElectionTimer),
        (Timer::Heartbeat, "heartbeat", Word::HeartbeatTimer),
        (Timer::LeaseOdd, "lease-odd", Word::LeaseTimer),
        (Timer::LeaseEven, "lease-even", Word::LeaseTimer),
        (Timer::Grant, "grant", Word::GrantTimer),
    ],
    rules: &rules::RULES,
    properties: &properties::PROPERTIES,
    options: &[
        OptionInfo::new("election-timeout-min", Unit::Ms, 150, 10, 10_000),
        OptionInfo::new("election-timeout-max", Unit::Ms, 300, 10, 20_000),
        OptionInfo::new("back-off", Unit::Ms, 100, 0, 10_000),
        OptionInfo::new("heartbeat", Unit::Ms, 50, 1, 10_000),
        OptionInfo::new("window", Unit::Count, 8, 1, 1_000),
        OptionInfo::new("batch", Unit::Count, 8, 1, 1_000),
        OptionInfo::new("snapshot-every", Unit::Count, 100, 1, 1_000_000),
        OptionInfo::new("lease", Unit::Ms, 0, 0, 60_000),
    ],
};

impl MultiPaxos {
    fn follows(&self, rule: Rule) -> bool {
        self.rules.follows(rule as u8)
    }

    fn quorum(&self) -> Quorum {
        Quorum::majority_of(self.nodes)
    }

    /// A majority, or without this rule one less.
    fn needed(&self, rule: Rule) -> u8 {
        let majority = self.quorum().size();
        if self.follows(rule) { majority } else { (majority - 1).max(1) }
    }

    fn others(&self, me: NodeId) -> impl Iterator<Item = NodeId> + use<> {
        NodeId::all(self.nodes).filter(move |node| *node != me)
    }

    /// Timeouts are drawn from a range, which grows with each ballot that came to nothing.
    fn set_election_timer(&self, node: &Node<Self>, fx: &mut Effects<Self>) {
        let Span { min, max } = self.election;
        let pause = match node.memory.attempts {
            0 => Micros(0),
            attempts => Micros(self.back_off.0 << (attempts - 1).min(DOUBLINGS_MAX)),
        };
        fx.set_timer(Timer::Election, Span { min, max: max.plus(pause) });
    }
}

impl Protocol for MultiPaxos {
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
        MultiPaxos {
            nodes,
            rules: RuleSet::default(),
            election: Span { min: ms(0), max: ms(1).max(ms(0)) },
            back_off: ms(2),
            heartbeat: Span::exactly(ms(3)),
            window: options.get(4),
            batch: options.get(5),
            snapshot_every: options.get(6),
            lease: ms(7),
        }
    }

    fn rules(&self) -> RuleSet {
        self.rules
    }

    fn set_rules(&mut self, rules: RuleSet) {
        self.rules = rules;
    }

    fn boot(&self, _: NodeId, disk: &Disk, fx: &mut Effects<Self>) -> Memory {
        fx.set_timer(Timer::Election, self.election);
        Memory::booted(disk, self.grant_at_boot(disk, fx))
    }

    fn on_message(
        &self,
        node: &mut Node<Self>,
        from: NodeId,
        message: Message,
        fx: &mut Effects<Self>,
    ) {
        match message {
            Message::Prepare { ballot, chosen } => self.on_prepare(node, from, ballot, chosen, fx),
            Message::Promise { ballot, accepted, snapshot } => {
                self.on_promise(node, ballot, Promised { by: from, accepted, snapshot }, fx);
            }
            Message::Accept { ballot, entries, chosen } => {
                self.on_accept(node, from, ballot, entries, chosen, fx);
            }
            Message::Accepted { ballot, slots } => self.on_accepted(node, from, ballot, slots, fx),
            Message::Refusal { ballot, reason } => self.on_refusal(node, from, ballot, reason, fx),
            Message::Heartbeat { ballot, chosen, lease } => {
                self.on_heartbeat(node, from, (ballot, chosen), lease, fx);
            }
            Message::Granted { ballot, lease } => self.on_granted(node, from, ballot, lease, fx),
            Message::CatchUp { chosen } => self.on_catch_up(node, from, chosen, fx),
            Message::Chosen { entries, chosen } => self.on_chosen(node, from, entries, chosen, fx),
            Message::Snapshot { snapshot } => self.install(node, from, snapshot, fx),
        }
    }

    fn on_timer(&self, node: &mut Node<Self>, timer: Timer, fx: &mut Effects<Self>) {
        match timer {
            Timer::Election => self.on_election_timer(node, fx),
            Timer::Heartbeat => self.on_heartbeat_timer(node, fx),
            Timer::LeaseOdd | Timer::LeaseEven => self.on_lease_timer(node, timer, fx),
            Timer::Grant => self.on_grant_timer(node, fx),
        }
    }

    fn on_request(&self, node: &mut Node<Self>, request: Request, fx: &mut Effects<Self>) {
        self.take_request(node, request, fx);
    }

    fn on_saved(&self, node: &mut Node<Self>, saved: &Disk, fx: &mut Effects<Self>) {
        self.count_saved_promise(node, saved, fx);
        self.count_saved_acceptances(node, saved, fx);
        self.tidy_up(node, saved, fx);
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

    fn log_base(&self, node: &Node<Self>) -> u64 {
        node.memory.chosen.base().0
    }

    fn view(&self, node: &Node<Self>, log: Range<u64>) -> NodeView<Word> {
        view::node(self, node, log)
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

    fn contents(node: &Node<Self>) -> Vec<(Text, Text)> {
        let pairs = node.memory.store.iter();
        pairs.map(|(key, value)| (key.clone(), value.clone())).collect()
    }
}
