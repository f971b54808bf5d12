//! The smallest protocol that uses everything the world offers: each node counts its ticks on its
//! disk and tells the others the count; `S1` answers clients, the others send them there.

use core::ops::Range;
use machine::{
    Cluster, Effects, Field, Info, Mark, MessageHead, MessageView, Node, NodeId, NodeView,
    NoteInfo, Observed, OptionInfo, Options, OrderInfo, Outcome, Property, Protocol, Reply,
    Request, RuleInfo, RuleSet, Shape, Span, Status, Text, TimerId, Tone, Unit, Value,
};
use simulator::{Setup, Timeline, Words};

/// A cluster of counters.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) struct Counters {
    nodes: u8,
    period_ms: u64,
    rules: RuleSet,
}

/// Its one timer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) struct Tick;

impl From<Tick> for TimerId {
    fn from(_: Tick) -> Self {
        TimerId(0)
    }
}

/// Its one word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Count;

impl From<Count> for &'static str {
    fn from(_: Count) -> Self {
        "count"
    }
}

/// What happened.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Note {
    /// A count was heard.
    Heard(NodeId, u64),
    /// The count went beyond a hundred.
    TooMany,
}

static INFO: Info<Counters> = Info {
    name: "counters",
    title: "Counters",
    paper: "none",
    nodes: (1, 9),
    kinds: &["Told"],
    timers: &[(Tick, "tick", Count)],
    rules: &[RuleInfo { rule: Tick, name: "save", section: "1" }],
    properties: &[Property { name: "few", section: "1", title: Count, check: few }],
    options: &[OptionInfo { name: "period", unit: Unit::Ms, default: 20, min: 1, max: 100 }],
};

static ORDERS: [OrderInfo<Counters>; 1] =
    [OrderInfo { name: "tell", section: "1", names: (1, 2), title: Count, give: tell }];

/// Counts once more and tells these, before the disk has it: 1000, or 2000 if it is late.
fn tell(_: &Counters, node: &mut Node<Counters>, to: &[NodeId], fx: &mut Effects<Counters>) {
    node.disk += 1;
    fx.save();
    let told = if fx.is_overdue(Tick) { 2_000 } else { 1_000 };
    to.iter().for_each(|to| fx.send_at_once(*to, told));
    to.iter().for_each(|to| fx.send(*to, node.disk));
}

fn few(cluster: &Cluster<'_, Counters>, seen: &Observed<'_, Counters>, _: &u64) -> Option<Note> {
    let node = cluster.node(seen.node)?;
    (node.disk > 100).then_some(Note::TooMany)
}

impl Counters {
    fn others(&self, me: NodeId) -> impl Iterator<Item = NodeId> + use<> {
        NodeId::all(self.nodes).filter(move |other| *other != me)
    }

    fn period(&self) -> Span {
        Span::ms(self.period_ms, self.period_ms * 2)
    }
}

impl Protocol for Counters {
    type Disk = u64;
    /// How many counts were heard, and their sum.
    type Memory = (u64, u64);
    type Message = u64;
    type Timer = Tick;
    type Rule = Tick;
    type Note = Note;
    type Word = Count;
    type History = u64;

    fn info() -> &'static Info<Self> {
        &INFO
    }

    fn orders() -> &'static [OrderInfo<Self>] {
        &ORDERS
    }

    fn new(nodes: u8, options: &Options) -> Self {
        Counters { nodes, period_ms: options.get(0), rules: RuleSet::default() }
    }

    fn rules(&self) -> RuleSet {
        self.rules
    }

    fn set_rules(&mut self, rules: RuleSet) {
        self.rules = rules;
    }

    fn boot(&self, _: NodeId, _: &u64, fx: &mut Effects<Self>) -> Self::Memory {
        fx.set_timer(Tick, self.period());
        (0, 0)
    }

    fn on_message(&self, node: &mut Node<Self>, from: NodeId, told: u64, fx: &mut Effects<Self>) {
        node.memory = (node.memory.0 + 1, node.memory.1 + told);
        fx.note(Note::Heard(from, told));
    }

    fn on_timer(&self, node: &mut Node<Self>, _: Tick, fx: &mut Effects<Self>) {
        node.disk += 1;
        if self.rules.follows(0) {
            fx.save();
        }
        for other in self.others(node.id) {
            fx.send(other, node.disk);
        }
        fx.set_timer(Tick, self.period());
    }

    fn on_request(&self, node: &mut Node<Self>, request: Request, fx: &mut Effects<Self>) {
        let reply = match node.id {
            NodeId(1) => Reply::Done(Outcome::Value(Some(node.disk.to_string().into()))),
            NodeId(2) => Reply::Redirect(Some(NodeId(1))),
            NodeId(_) => Reply::Redirect(None),
        };
        fx.reply(request.client, request.number, reply);
    }

    fn on_saved(&self, _: &mut Node<Self>, _: &u64, _: &mut Effects<Self>) {}

    fn remember(_: &Cluster<'_, Self>, _: &Observed<'_, Self>, seen: &mut u64) {
        *seen += 1;
    }

    fn note_info(note: &Note) -> NoteInfo {
        match note {
            Note::Heard(..) => NoteInfo { section: "1", tone: Tone::Plain, mark: None },
            Note::TooMany => {
                NoteInfo { section: "1", tone: Tone::Broken, mark: Some(Mark::Violation) }
            }
        }
    }

    fn status(&self, node: &Node<Self>) -> Status {
        Status { shape: Shape::Ring, era: node.disk / 10 }
    }

    fn view(&self, node: &Node<Self>, _: Range<u64>) -> NodeView<Count> {
        NodeView {
            role: Count,
            status: self.status(node),
            era_name: Count,
            badges: Vec::new(),
            memory: vec![Field { name: Count, value: Value::Number(node.memory.0) }],
            log: Vec::new(),
            peers: Vec::new(),
        }
    }

    fn disk_view(&self, disk: &u64) -> Vec<Field<Count>> {
        vec![Field { name: Count, value: Value::Number(*disk) }]
    }

    fn message_view(&self, message: &u64) -> MessageView<Count> {
        MessageView { brief: vec![Value::Number(*message)], fields: Vec::new() }
    }

    fn message_head(message: &u64) -> MessageHead {
        let era = message / 10;
        MessageHead { kind: "Told", era, is_reply: false, is_refusal: false, size: 8 }
    }

    fn contents(_: &Node<Self>) -> Vec<(Text, Text)> {
        Vec::new()
    }
}

/// The words, such as they are.
pub(crate) static WORDS: Words<Counters> = Words {
    word: |_| "count",
    property: |_| "",
    note: |_, note| format!("{note:?}"),
    command: |command| command.to_string(),
    reply: |reply| format!("{reply:?}"),
};

/// What a run of counters starts from.
pub(crate) fn setup(nodes: u8, seed: u64) -> Setup {
    Setup {
        protocol: "counters".into(),
        nodes,
        clients: 1,
        seed,
        options: Default::default(),
        rules_off: Vec::new(),
        network: Default::default(),
        drive: Default::default(),
    }
}

/// A run of counters at its beginning.
pub(crate) fn counters(setup: Setup) -> Timeline<Counters> {
    Timeline::new(setup, &Options::defaults(Counters::info().options))
}
