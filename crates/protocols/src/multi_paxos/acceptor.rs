//! Acceptors: phases 1b and 2b for every slot at once, and how a candidate or leader gives way.

use super::message::{Message, Reason};
use super::note::Note;
use super::rules::Rule;
use super::state::{Accepted, Role, Slot, Value};
use super::{MultiPaxos, Timer};
use machine::{Ballot, Effects, Micros, Node, NodeId, Reply, SaveOrder};

impl MultiPaxos {
    /// Phase 1b: a ballot higher than any that was promised is promised (PMMC A1), with every
    /// proposal that was accepted above what the candidate knows to be chosen.
    pub(super) fn on_prepare(
        &self,
        node: &mut Node<Self>,
        from: NodeId,
        ballot: Ballot,
        chosen: Slot,
        fx: &mut Effects<Self>,
    ) {
        node.memory.seen = node.memory.seen.max(ballot.round);
        if let Some(promised) = node.disk.promised.filter(|promised| *promised > ballot) {
            fx.note(Note::PrepareRefused(from, ballot, promised));
            refuse(from, ballot, Reason::Promised(promised), fx);
            return;
        }
        // Paxos Made Live 5.2: while the lease runs that it has granted, it follows nobody else.
        if let Some(grant) = self.grant_against(node, from) {
            fx.note(Note::PrepareRefusedByLease(from, ballot, grant.holder()));
            refuse(from, ballot, Reason::Lease(grant.holder()), fx);
            return;
        }
        if node.disk.promised == Some(ballot) {
            // The answer to the first request may be lost. What it said is still so, unless a
            // proposal of this very ballot was accepted since.
            if node.disk.accepted.from(Slot(1)).any(|(_, known)| known.ballot == ballot) {
                fx.note(Note::PrepareOutdated(from, ballot));
            } else {
                fx.note(Note::PromiseMadeAgain(from, ballot));
                fx.send(from, promise(node, ballot, chosen));
            }
            return;
        }
        node.disk.promised = Some(ballot);
        fx.note(Note::PromiseMade(from, ballot));
        let message = promise(node, ballot, chosen);
        fx.save_around(self.save_order(), |fx| fx.send(from, message));
        self.yield_to(node, from, ballot, fx);
        // It gives the candidate time to win.
        if !matches!(node.memory.role, Role::Leader(_)) {
            self.set_election_timer(node, fx);
        }
    }

    /// Phase 2b, for several slots.
    pub(super) fn on_accept(
        &self,
        node: &mut Node<Self>,
        from: NodeId,
        ballot: Ballot,
        entries: Vec<(Slot, Value)>,
        chosen: Slot,
        fx: &mut Effects<Self>,
    ) {
        node.memory.seen = node.memory.seen.max(ballot.round);
        match self.accept(node, from, ballot, entries, fx) {
            Ok(slots) => {
                self.follow(node, from, ballot, fx);
                self.hear_chosen(node, ballot, chosen, fx);
                if !slots.is_empty() {
                    fx.save_around(self.save_order(), |fx| {
                        fx.send(from, Message::Accepted { ballot, slots })
                    });
                }
            }
            Err(promised) => refuse(from, ballot, Reason::Promised(promised), fx),
        }
    }

    /// Accepts proposals, its own server's or another's: unless a higher ballot was promised (PMMC
    /// A2). Returns the slots, or the ballot that stands against it. The caller asks for the save.
    pub(super) fn accept(
        &self,
        node: &mut Node<Self>,
        from: NodeId,
        ballot: Ballot,
        entries: Vec<(Slot, Value)>,
        fx: &mut Effects<Self>,
    ) -> Result<Vec<Slot>, Ballot> {
        let higher = node.disk.promised.filter(|promised| *promised > ballot);
        match higher {
            Some(promised) if self.follows(Rule::PromiseCheck) => {
                fx.note(Note::AcceptRefused(from, ballot, promised));
                return Err(promised);
            }
            Some(promised) => fx.note(Note::PromiseBroken(from, ballot, promised)),
            // To accept is to adopt the ballot: what is lower is refused from now on.
            None => node.disk.promised = Some(ballot),
        }
        let (base, mut slots) = (node.disk.accepted.base(), Vec::new());
        for (slot, value) in entries {
            if slot <= base {
                // It is in the snapshot, so it is chosen, and the leader does not know.
                fx.note(Note::LeaderBehind(from, slot));
                if from != node.id {
                    self.tell_chosen(node, from, slot, fx);
                }
                continue;
            }
            fx.note(Note::ProposalAccepted(from, ballot, slot));
            node.disk.accepted.put(slot, Accepted { ballot, value });
            slots.push(slot);
        }
        Ok(slots)
    }

    /// An acceptor turns down what this server asks for.
    pub(super) fn on_refusal(
        &self,
        node: &mut Node<Self>,
        from: NodeId,
        ballot: Ballot,
        reason: Reason,
        fx: &mut Effects<Self>,
    ) {
        if let Reason::Promised(promised) = reason {
            node.memory.seen = node.memory.seen.max(promised.round);
        }
        if node.memory.ballot() != Some(ballot) {
            fx.note(Note::RefusalIgnored(from, ballot));
            return;
        }
        match reason {
            // It goes on asking the others, and tries again when its time is over.
            Reason::Lease(holder) => fx.note(Note::HeldOffByLease(from, ballot, holder)),
            Reason::Promised(promised) => self.give_way(node, from, promised, fx),
        }
    }

    /// A higher ballot than this server's own has been promised, by its own acceptor too.
    fn yield_to(
        &self,
        node: &mut Node<Self>,
        from: NodeId,
        ballot: Ballot,
        fx: &mut Effects<Self>,
    ) {
        if node.memory.ballot().is_some_and(|own| own < ballot) {
            self.give_way(node, from, ballot, fx);
        }
    }

    /// It hears from the leader of this ballot, which nothing it has promised stands against.
    pub(super) fn follow(
        &self,
        node: &mut Node<Self>,
        from: NodeId,
        ballot: Ballot,
        fx: &mut Effects<Self>,
    ) {
        self.yield_to(node, from, ballot, fx);
        let memory = &mut node.memory;
        if memory.leader.is_none_or(|(known, _)| known <= ballot) {
            memory.leader = Some((ballot, from));
            memory.attempts = 0;
        }
        if matches!(memory.role, Role::Follower) {
            self.set_election_timer(node, fx);
        }
    }

    /// PMMC, preempted: whoever hears of a higher ballot than its own stops using its own. It waits
    /// before it tries a higher one, or else two may go on for ever.
    fn give_way(
        &self,
        node: &mut Node<Self>,
        from: NodeId,
        higher: Ballot,
        fx: &mut Effects<Self>,
    ) {
        match &mut node.memory.role {
            Role::Follower => {}
            Role::Candidate { ballot, .. } => {
                fx.note(Note::Preempted(from, *ballot, higher));
                self.back_off(node, fx);
            }
            Role::Leader(leading) if self.follows(Rule::StepDown) => {
                fx.note(Note::SteppedDown(from, leading.ballot, higher));
                let backlog = core::mem::take(&mut leading.backlog);
                for request in backlog {
                    node.memory.waiting.remove(&request.client);
                    fx.reply(request.client, request.number, Reply::Redirect(None));
                }
                for timer in [Timer::Heartbeat, Timer::LeaseOdd, Timer::LeaseEven] {
                    fx.cancel_timer(timer);
                }
                self.back_off(node, fx);
            }
            Role::Leader(leading) => fx.note(Note::LedOn(from, leading.ballot, higher)),
        }
    }

    fn back_off(&self, node: &mut Node<Self>, fx: &mut Effects<Self>) {
        node.memory.role = Role::Follower;
        if self.back_off > Micros(0) {
            self.set_election_timer(node, fx);
        } else {
            self.start_election(node, fx);
        }
    }

    /// PMMC 4.3: an acceptor keeps its state on disk before it answers.
    pub(super) fn save_order(&self) -> SaveOrder {
        if self.follows(Rule::SaveBeforeAnswering) {
            SaveOrder::SaveFirst
        } else {
            SaveOrder::AnswerFirst
        }
    }
}

pub(super) fn refuse(to: NodeId, ballot: Ballot, reason: Reason, fx: &mut Effects<MultiPaxos>) {
    fx.send(to, Message::Refusal { ballot, reason });
}

/// What a candidate that knows what is chosen up to `chosen` is told.
fn promise(node: &Node<MultiPaxos>, ballot: Ballot, chosen: Slot) -> Message {
    let known = node.disk.accepted.from(chosen.next());
    let accepted = known.map(|(slot, accepted)| (slot, accepted.clone())).collect();
    let is_truncated = node.disk.accepted.base() > chosen;
    let snapshot = node.disk.snapshot.clone().filter(|_| is_truncated);
    Message::Promise { ballot, accepted, snapshot }
}
