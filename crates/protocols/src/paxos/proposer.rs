//! Proposers: phases 1a and 2a of section 2.2, and trying again (2.4, 2.5).

use super::message::Message;
use super::note::Note;
use super::rules::Rule;
use super::state::{Accepted, Disk, Phase, Promised};
use super::{Paxos, Timer};
use machine::{Ballot, ClientId, Effects, Node, NodeId, Outcome, Reply, Round};

impl Paxos {
    /// Phase 1a: choose a ballot higher than any tried or heard of, and ask every acceptor for a
    /// promise.
    pub(super) fn start_ballot(&self, node: &mut Node<Self>, fx: &mut Effects<Self>) {
        let me = node.id;
        let promised = node.disk.promised.map_or(Round(0), |ballot| ballot.round);
        let round = node.disk.tried.max(node.memory.seen).max(promised).next();
        let proposer = self.follows(Rule::UniqueBallots).then_some(me);
        let ballot = Ballot { round, proposer };
        let memory = &mut node.memory;
        memory.attempts = memory.attempts.saturating_add(1);
        let asked = memory.waiting.iter().map(|(client, waiting)| (*client, waiting.number));
        let asked = asked.collect();
        memory.phase = Phase::Preparing { ballot, promises: Vec::new(), asked };
        fx.note(Note::BallotStarted(ballot, memory.attempts));
        fx.set_timer(Timer::Retry, self.patience(memory.attempts));
        // 2.5: the number is remembered in stable storage before it is used; and the acceptor on
        // the same server gives its promise, which counts once the disk has it.
        node.disk.tried = round;
        if self.accepts(me) {
            node.disk.promised = Some(ballot);
        }
        let others = self.acceptors().filter(|other| *other != me);
        fx.save_around(self.save_order(), |fx| {
            others.for_each(|other| fx.send(other, Message::Prepare { ballot }));
        });
        if self.accepts(me) && !self.follows(Rule::SaveBeforeAnswering) {
            let accepted = node.disk.accepted.clone();
            self.count_promise(node, Promised { by: me, accepted }, fx);
        }
    }

    /// A promise comes in.
    pub(super) fn on_promise(
        &self,
        node: &mut Node<Self>,
        from: NodeId,
        ballot: Ballot,
        accepted: Option<Accepted>,
        fx: &mut Effects<Self>,
    ) {
        match &node.memory.phase {
            Phase::Preparing { ballot: own, promises, .. } if *own == ballot => {
                if promises.iter().any(|promise| promise.by == from) {
                    fx.note(Note::PromiseRepeated(from, ballot));
                } else {
                    self.count_promise(node, Promised { by: from, accepted }, fx);
                }
            }
            Phase::Preparing { .. } | Phase::Idle | Phase::Proposing { .. } | Phase::BackingOff => {
                fx.note(Note::PromiseIgnored(from, ballot))
            }
        }
    }

    /// A proposer counts the promise of its own server once the disk has it.
    pub(super) fn count_saved_promise(
        &self,
        node: &mut Node<Self>,
        saved: &Disk,
        fx: &mut Effects<Self>,
    ) {
        let me = node.id;
        let Phase::Preparing { ballot, promises, .. } = &node.memory.phase else { return };
        let is_counted = promises.iter().any(|promise| promise.by == me);
        if self.accepts(me) && saved.promised == Some(*ballot) && !is_counted {
            let accepted = saved.accepted.clone();
            self.count_promise(node, Promised { by: me, accepted }, fx);
        }
    }

    fn count_promise(&self, node: &mut Node<Self>, promise: Promised, fx: &mut Effects<Self>) {
        let needed = self.promises_needed();
        let Phase::Preparing { ballot, promises, .. } = &mut node.memory.phase else { return };
        let (ballot, from) = (*ballot, promise.by);
        let place = promises.partition_point(|other| other.by < from);
        promises.insert(place, promise);
        let count = promises.len() as u8;
        fx.note(Note::PromiseCounted(from, ballot, count, needed));
        if count >= needed {
            fx.note(Note::Prepared(ballot, count));
            self.propose(node, fx);
        }
    }

    /// How many promises end phase 1.
    pub(super) fn promises_needed(&self) -> u8 {
        let majority = self.majority();
        if self.follows(Rule::MajorityToPrepare) { majority } else { (majority - 1).max(1) }
    }

    /// Phase 2a, P2c: the value is that of the highest-numbered proposal among the answers, or any
    /// value if they name none; here the first that a waiting client wants.
    fn propose(&self, node: &mut Node<Self>, fx: &mut Effects<Self>) {
        let memory = &mut node.memory;
        let phase = core::mem::replace(&mut memory.phase, Phase::Idle);
        let Phase::Preparing { ballot, promises, asked } = phase else { return };
        let accepted = promises.into_iter().filter_map(|promise| promise.accepted);
        let highest = accepted.max_by_key(|accepted| accepted.ballot);
        let mut wanted =
            memory.waiting.iter().filter_map(|(client, w)| Some((*client, w.proposal()?.clone())));
        let (value, note) = match (highest, wanted.next()) {
            (Some(highest), Some((client, value))) if !self.follows(Rule::AdoptHighest) => {
                (value, Note::OwnValueForced(ballot, highest.ballot, client))
            }
            (Some(highest), Some(_) | None) => {
                (highest.value, Note::ValueAdopted(ballot, highest.ballot))
            }
            (None, Some((client, value))) => (value, Note::OwnValueProposed(ballot, client)),
            (None, None) => {
                self.answer_nothing(node, ballot, &asked, fx);
                return;
            }
        };
        fx.note(note);
        fx.set_timer(Timer::Retry, self.patience(memory.attempts));
        memory.phase = Phase::Proposing { ballot, value: value.clone() };
        let me = node.id;
        for other in self.acceptors().filter(|other| *other != me) {
            fx.send(other, Message::Accept { ballot, value: value.clone() });
        }
        if self.accepts(me) {
            self.on_accept(node, me, ballot, value, fx);
        }
    }

    /// Phase 1 found no proposal, and nobody here has one to make. A majority has accepted nothing,
    /// so nothing was chosen when it was asked: so the clients are told that waited then.
    fn answer_nothing(
        &self,
        node: &mut Node<Self>,
        ballot: Ballot,
        asked: &[(ClientId, u64)],
        fx: &mut Effects<Self>,
    ) {
        fx.note(Note::NothingChosen(ballot));
        let waiting = &mut node.memory.waiting;
        for (client, number) in asked {
            if waiting.get(client).is_some_and(|waiting| waiting.number == *number) {
                waiting.remove(client);
                fx.reply(*client, *number, Reply::Done(Outcome::Value(None)));
            }
        }
        if waiting.is_empty() {
            self.rest(node, fx);
        } else {
            self.start_ballot(node, fx);
        }
    }

    /// 2.5: a proposer abandons its proposal if somebody has begun a higher-numbered one; so an
    /// acceptor tells it.
    pub(super) fn on_refusal(
        &self,
        node: &mut Node<Self>,
        from: NodeId,
        ballot: Ballot,
        promised: Ballot,
        fx: &mut Effects<Self>,
    ) {
        node.memory.seen = node.memory.seen.max(promised.round);
        if node.memory.phase.ballot() == Some(ballot) {
            fx.note(Note::BallotAbandoned(from, ballot, promised));
            self.abandon(node, fx);
        } else {
            fx.note(Note::RefusalIgnored(from, ballot));
        }
    }

    /// The same, where the acceptor on the proposer's own server has just promised this ballot.
    pub(super) fn yield_to(&self, node: &mut Node<Self>, ballot: Ballot, fx: &mut Effects<Self>) {
        if let Some(own) = node.memory.phase.ballot() {
            fx.note(Note::BallotAbandoned(node.id, own, ballot));
            self.abandon(node, fx);
        }
    }

    /// It waits before it tries again (2.4: or else two proposers may go on for ever), unless that
    /// is what a run is to show.
    fn abandon(&self, node: &mut Node<Self>, fx: &mut Effects<Self>) {
        match self.back_off(node.memory.attempts) {
            Some(pause) => {
                node.memory.phase = Phase::BackingOff;
                fx.set_timer(Timer::Retry, pause);
            }
            None => self.start_ballot(node, fx),
        }
    }

    /// The time for a ballot, or for a pause, is over: try again with a higher ballot.
    pub(super) fn retry(&self, node: &mut Node<Self>, fx: &mut Effects<Self>) {
        match node.memory.phase {
            Phase::Idle => fx.note(Note::TimerIdle),
            Phase::Preparing { .. } | Phase::Proposing { .. } | Phase::BackingOff => {
                self.start_ballot(node, fx);
            }
        }
    }

    /// Nobody waits any more.
    pub(super) fn rest(&self, node: &mut Node<Self>, fx: &mut Effects<Self>) {
        node.memory.phase = Phase::Idle;
        node.memory.attempts = 0;
        fx.cancel_timer(Timer::Retry);
    }
}
