//! The states that the core's handlers reach behind a network that is a set of messages, counted
//! against Lamport's TLA+ model `TwoPhase` (Gray and Lamport, "Consensus on Transaction Commit").
//!
//! The model has `rmState`, `tmState`, `tmPrepared` and `msgs`. The core's state is finer, so each
//! state is mapped to these variables and the distinct images are counted:
//!
//! - an RM is working until its log knows the transaction, prepared while it is in doubt, committed
//!   or aborted once decided; a `VoteYes` is the model's `Prepared`; Prepare, VoteNo and Ack are
//!   not in the model;
//! - the TM is `init` until its commit record is on disk. The model's step `TMCommit` is that the
//!   save is finished; the model's `TMAbort` is the vote timer;
//! - a TM that has aborted has forgotten the votes (presumed abort), which the model keeps in
//!   `tmPrepared`: the search remembers beside the state whose votes the TM had counted;
//! - the model's `RMChooseToAbort` is a vote of no: another transaction, which holds the lock on
//!   the account just then, arrives before the Prepare and is aborted after it.

use crate::harness::protocol;
use machine::{
    ClientId, Command, Effect, Effects, Node, NodeId, Protocol, Request, Transfer, TxnId, digest_of,
};
use protocols::two_phase::{Decision, Led, Log, Message, TwoPhase};
use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;

/// A message that was sent: from whom, to whom, and which.
type Sent = (NodeId, NodeId, Tag);

/// The model's variables; of `msgs`, who sent a `Prepared`, and whether there is a Commit and an
/// Abort.
type Image = (String, char, BTreeSet<NodeId>, BTreeSet<NodeId>, [bool; 2]);

/// A state of the search: the nodes, whether the TM's commit record is still being saved, and every
/// message that was ever sent.
#[derive(Clone, PartialEq, Eq, Hash)]
struct State {
    nodes: Vec<Node<TwoPhase>>,
    /// What the TM's disk holds, and what waits there for it.
    saving: Option<(Log, Vec<Sent>)>,
    sent: BTreeSet<Sent>,
    /// Whose votes the TM has counted, though it may have forgotten them.
    counted: BTreeSet<NodeId>,
    aborted: bool,
}

/// A message, by what matters: all are of one transaction.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
enum Tag {
    Prepare,
    VoteYes,
    VoteNo,
    Commit,
    Abort,
    Ack,
}

/// How the TM may abort.
#[derive(Clone, Copy, PartialEq, Eq)]
enum TmAbort {
    /// By its vote timer.
    Timer,
    /// Also by a crash before its commit record is on disk: restarted, it presumes abort.
    TimerOrCrash,
}

const TXN: TxnId = TxnId { epoch: 1, number: 1 };
const OTHER: TxnId = TxnId { epoch: 0, number: 1 };
const TM: NodeId = NodeId(1);

struct Model {
    protocol: TwoPhase,
    transfer: Arc<Transfer>,
    command: Command,
    rms: u8,
    tm_abort: TmAbort,
}

impl Model {
    fn new(rms: u8, tm_abort: TmAbort) -> Self {
        let others: Vec<String> = (3..=rms + 1).map(|node| format!("S{node}")).collect();
        let command = Command::Put(format!("S2->{}", others.join(",")).into(), "1".into());
        let transfer = Transfer::parse(&command, rms + 1).expect("a transfer");
        let protocol = protocol(rms + 1, &[]);
        Model { protocol, transfer: Arc::new(transfer), command, rms, tm_abort }
    }

    fn message(&self, tag: Tag) -> Message {
        match tag {
            Tag::Prepare => Message::Prepare { txn: TXN, transfer: Arc::clone(&self.transfer) },
            Tag::VoteYes => Message::VoteYes { txn: TXN },
            Tag::VoteNo => Message::VoteNo { txn: TXN },
            Tag::Commit => Message::Commit { txn: TXN },
            Tag::Abort => Message::Abort { txn: TXN },
            Tag::Ack => Message::Ack { txn: TXN },
        }
    }

    /// What a handler asked for: whether to save, and what to send.
    fn outcome(&self, from: NodeId, mut fx: Effects<TwoPhase>) -> (bool, Vec<Sent>) {
        let mut saves = false;
        let mut sends = Vec::new();
        for effect in fx.drain() {
            match effect {
                Effect::Save => saves = true,
                Effect::Send { to, message } | Effect::SendAtOnce { to, message } => {
                    let tag = match message {
                        Message::Prepare { .. } => Tag::Prepare,
                        Message::VoteYes { .. } => Tag::VoteYes,
                        Message::VoteNo { .. } => Tag::VoteNo,
                        Message::Commit { .. } => Tag::Commit,
                        Message::Abort { .. } => Tag::Abort,
                        Message::Ack { .. } => Tag::Ack,
                        Message::Inquire { .. } | Message::PeerAnswer { .. } => {
                            unreachable!("nobody's timer runs out")
                        }
                    };
                    sends.push((from, to, tag));
                }
                Effect::Reply { .. }
                | Effect::SetTimer { .. }
                | Effect::CancelTimer(_)
                | Effect::Note(_) => {}
            }
        }
        (saves, sends)
    }

    fn initial(&self) -> State {
        let mut nodes = Vec::new();
        for id in NodeId::all(self.rms + 1) {
            let mut fx = Effects::default();
            let memory = self.protocol.boot(id, &Log::default(), &mut fx);
            nodes.push(Node { id, disk: Log::default(), memory });
        }
        let mut state = State {
            nodes,
            saving: None,
            sent: BTreeSet::new(),
            counted: BTreeSet::new(),
            aborted: false,
        };
        let request = Request::new(ClientId(1), 1, self.command.clone());
        let mut fx = Effects::default();
        self.protocol.on_request(&mut state.nodes[0], request, &mut fx);
        let (saves, sends) = self.outcome(TM, fx);
        assert!(saves, "the epoch is forced before the first Prepare");
        self.saved(&mut state.nodes[0]);
        state.sent.extend(sends);
        state
    }

    fn saved(&self, node: &mut Node<TwoPhase>) {
        let saved = node.disk.clone();
        self.protocol.on_saved(node, &saved, &mut Effects::default());
    }

    /// A participant handles a message, and its disk saves at once.
    fn at_rm(&self, state: &mut State, to: NodeId, message: Message) -> Vec<Sent> {
        let node = &mut state.nodes[to.index()];
        let mut fx = Effects::default();
        self.protocol.on_message(node, TM, message, &mut fx);
        let (saves, sends) = self.outcome(to, fx);
        if saves {
            self.saved(node);
        }
        sends
    }

    /// The TM's outputs; a save is finished in a step of its own.
    fn at_tm(&self, state: &mut State, disk: Log, fx: Effects<TwoPhase>) {
        let (saves, sends) = self.outcome(TM, fx);
        if saves {
            assert!(state.saving.is_none(), "one record at a time");
            state.saving = Some((disk, sends));
        } else if let Some((_, waiting)) = &mut state.saving {
            waiting.extend(sends);
        } else {
            state.sent.extend(sends);
        }
    }

    fn deliver(&self, state: &State, (from, to, tag): Sent) -> State {
        let mut next = state.clone();
        if to == TM {
            let disk = next.nodes[0].disk.clone();
            let collecting = is_collecting(&next.nodes[0]);
            let mut fx = Effects::default();
            self.protocol.on_message(&mut next.nodes[0], from, self.message(tag), &mut fx);
            if collecting && tag == Tag::VoteYes {
                next.counted.insert(from);
            }
            if collecting && tag == Tag::VoteNo {
                next.aborted = true;
            }
            self.at_tm(&mut next, disk, fx);
        } else {
            let sends = self.at_rm(&mut next, to, self.message(tag));
            next.sent.extend(sends);
        }
        next
    }

    /// `RMChooseToAbort`.
    fn choose_to_abort(&self, state: &State, rm: NodeId) -> State {
        let mut next = state.clone();
        let transfer = Arc::clone(&self.transfer);
        self.at_rm(&mut next, rm, Message::Prepare { txn: OTHER, transfer });
        let sends = self.at_rm(&mut next, rm, self.message(Tag::Prepare));
        self.at_rm(&mut next, rm, Message::Abort { txn: OTHER });
        next.sent.extend(sends);
        next
    }

    fn successors(&self, state: &State) -> Vec<State> {
        let mut all: Vec<State> =
            state.sent.iter().map(|sent| self.deliver(state, *sent)).collect();
        for rm in (2..=self.rms + 1).map(NodeId) {
            if self.rm(&state.nodes[rm.index()]) == 'w' {
                all.push(self.choose_to_abort(state, rm));
            }
        }
        if is_collecting(&state.nodes[0]) {
            let mut next = state.clone();
            let disk = next.nodes[0].disk.clone();
            let mut fx = Effects::default();
            let timer = protocols::two_phase::Timer::Vote;
            self.protocol.on_timer(&mut next.nodes[0], timer, &mut fx);
            next.aborted = true;
            self.at_tm(&mut next, disk, fx);
            all.push(next);
        }
        if let Some((disk, waiting)) = &state.saving {
            let mut next = state.clone();
            self.saved(&mut next.nodes[0]);
            next.sent.extend(waiting.iter().copied());
            next.saving = None;
            all.push(next);
            if self.tm_abort == TmAbort::TimerOrCrash {
                all.push(self.crash(state, disk));
            }
        }
        all
    }

    /// The TM crashes before its record is on disk, restarts, and answers what it is asked.
    fn crash(&self, state: &State, disk: &Log) -> State {
        let mut next = state.clone();
        let memory = self.protocol.boot(TM, disk, &mut Effects::default());
        next.nodes[0] = Node { id: TM, disk: disk.clone(), memory };
        next.saving = None;
        next.aborted = true;
        for rm in (2..=self.rms + 1).map(NodeId) {
            let mut fx = Effects::default();
            let inquiry = Message::Inquire { txn: TXN };
            self.protocol.on_message(&mut next.nodes[0], rm, inquiry, &mut fx);
            self.at_tm(&mut next, disk.clone(), fx);
        }
        next
    }

    /// `rmState` of one RM.
    fn rm(&self, node: &Node<TwoPhase>) -> char {
        match node.disk.decision(TXN) {
            Some(Decision::Commit) => 'c',
            Some(Decision::Abort) => 'a',
            None if node.disk.in_doubt().contains_key(&TXN) => 'p',
            None => 'w',
        }
    }

    /// The image of a state in the model.
    fn image(&self, state: &State) -> Image {
        let rms = state.nodes[1..].iter().map(|node| self.rm(node)).collect();
        let tm = if state.aborted {
            'a'
        } else if is_collecting(&state.nodes[0]) || state.saving.is_some() {
            'i'
        } else {
            'c'
        };
        let yes = state.sent.iter().filter(|(.., tag)| *tag == Tag::VoteYes);
        let has = |tag| state.sent.iter().any(|(.., other)| *other == tag);
        let prepared = yes.map(|(from, ..)| *from).collect();
        (rms, tm, state.counted.clone(), prepared, [has(Tag::Commit), has(Tag::Abort)])
    }

    /// How many distinct images there are, and how many states of the core.
    fn count(&self) -> (usize, usize) {
        let initial = self.initial();
        let mut images = BTreeSet::from([self.image(&initial)]);
        let mut known = BTreeSet::from([digest_of(&initial)]);
        let mut queue = VecDeque::from([initial]);
        while let Some(state) = queue.pop_front() {
            for next in self.successors(&state) {
                assert!(is_consistent(&self.image(&next).0), "agreement");
                if known.insert(digest_of(&next)) {
                    images.insert(self.image(&next));
                    queue.push_back(next);
                }
            }
        }
        (images.len(), known.len())
    }
}

fn is_collecting(tm: &Node<TwoPhase>) -> bool {
    tm.memory.led.values().any(|led| matches!(led, Led::Collecting { .. }))
}

fn is_consistent(rms: &str) -> bool {
    !(rms.contains('c') && rms.contains('a'))
}

#[test]
fn two_phase_commit_reaches_the_states_of_lamports_model() {
    for (rms, expected) in [(3, 288), (4, 1_568), (5, 8_832)] {
        let (images, states) = Model::new(rms, TmAbort::TimerOrCrash).count();
        assert_eq!(images, expected, "{rms} resource managers, {states} states of the core");
    }
}

#[test]
fn a_coordinator_that_never_crashes_does_not_abort_once_it_has_every_vote() {
    // The model may abort between the last vote and TMCommit; the core writes its commit record in
    // the event of the last vote, and only a crash can undo that. What is missing then are the
    // states in which the TM has aborted with every vote counted: each RM is prepared or aborted
    // in them, which makes 2^3, 2^4 and 2^5 states.
    for (rms, expected) in [(3, 288 - 8), (4, 1_568 - 16), (5, 8_832 - 32)] {
        let (images, states) = Model::new(rms, TmAbort::Timer).count();
        assert_eq!(images, expected, "{rms} resource managers, {states} states of the core");
    }
}
