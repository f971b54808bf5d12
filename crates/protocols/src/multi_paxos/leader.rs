//! Leading: phase 2 for one slot after the other (PMMC, commanders), and signs of life.

use super::message::{Message, Reason};
use super::note::Note;
use super::rules::Rule;
use super::state::{Accepted, Disk, Leading, Proposal, Role, Slot, Value};
use super::{MultiPaxos, Timer};
use machine::{Ballot, Effects, Node, NodeId, Request};

impl MultiPaxos {
    /// Proposes what a client wants in the next free slot, or keeps it until the window has room:
    /// PMMC R5, a proposal is made only for slots less than `window` above what is applied.
    pub(super) fn propose(&self, node: &mut Node<Self>, request: Request, fx: &mut Effects<Self>) {
        let limit = node.memory.prefix.0.saturating_add(self.window);
        let (me, chosen) = (node.id, node.memory.prefix);
        let Role::Leader(leading) = &mut node.memory.role else { return };
        let (client, number) = (request.client, request.number);
        if leading.next.0 > limit {
            fx.note(Note::WindowFull(client, number, leading.next));
            leading.backlog.push(request);
            return;
        }
        let (slot, ballot) = (leading.next, leading.ballot);
        leading.next = slot.next();
        fx.note(Note::RequestProposed(client, number, slot));
        let value = Value::Command(request);
        let proposal = Proposal { value: value.clone(), accepted_by: Vec::new() };
        leading.proposals.insert(slot, proposal);
        for to in self.others(me) {
            let entries = vec![(slot, value.clone())];
            fx.send(to, Message::Accept { ballot, entries, chosen });
        }
        self.accept_own(node, slot, fx);
    }

    /// The acceptor on the leader's server takes up what it has not accepted yet, up to `last`.
    pub(super) fn accept_own(&self, node: &mut Node<Self>, last: Slot, fx: &mut Effects<Self>) {
        let (me, memory) = (node.id, &node.memory);
        let Role::Leader(leading) = &memory.role else { return };
        let ballot = leading.ballot;
        let is_new = |slot: &Slot| {
            let known = node.disk.accepted.get(*slot);
            known.is_none_or(|known| known.ballot != ballot)
        };
        let open = leading.proposals.iter().filter(|(slot, _)| **slot <= last && is_new(slot));
        let entries: Vec<_> = open.map(|(slot, open)| (*slot, open.value.clone())).collect();
        if entries.is_empty() {
            return;
        }
        match self.accept(node, me, ballot, entries, fx) {
            Ok(_) => {
                fx.save();
                if !self.follows(Rule::SaveBeforeAnswering) {
                    let now = node.disk.clone();
                    self.count_saved_acceptances(node, &now, fx);
                }
            }
            Err(promised) => {
                self.on_refusal(node, me, ballot, Reason::Promised(promised), fx);
            }
        }
    }

    /// A leader counts the acceptances of its own server once the disk has them.
    pub(super) fn count_saved_acceptances(
        &self,
        node: &mut Node<Self>,
        saved: &Disk,
        fx: &mut Effects<Self>,
    ) {
        let me = node.id;
        let Role::Leader(leading) = &node.memory.role else { return };
        let ballot = leading.ballot;
        let is_saved = |slot: Slot| {
            let known = saved.accepted.get(slot);
            known.is_some_and(|known| known.ballot == ballot)
        };
        let open = leading.proposals.iter();
        let fresh = open.filter(|(slot, open)| !open.accepted_by.contains(&me) && is_saved(**slot));
        let slots: Vec<Slot> = fresh.map(|(slot, _)| *slot).collect();
        for slot in slots {
            self.count_acceptance(node, me, ballot, slot, fx);
        }
    }

    /// Acceptances come in.
    pub(super) fn on_accepted(
        &self,
        node: &mut Node<Self>,
        from: NodeId,
        ballot: Ballot,
        slots: Vec<Slot>,
        fx: &mut Effects<Self>,
    ) {
        if !matches!(&node.memory.role, Role::Leader(leading) if leading.ballot == ballot) {
            fx.note(Note::AcceptedIgnored(from, ballot));
            return;
        }
        for slot in slots {
            self.count_acceptance(node, from, ballot, slot, fx);
        }
    }

    /// A value is chosen once a majority has accepted it in one ballot.
    fn count_acceptance(
        &self,
        node: &mut Node<Self>,
        from: NodeId,
        ballot: Ballot,
        slot: Slot,
        fx: &mut Effects<Self>,
    ) {
        let needed = self.needed(Rule::MajorityToAccept);
        let Role::Leader(leading) = &mut node.memory.role else { return };
        let Some(open) = leading.proposals.get_mut(&slot) else {
            fx.note(Note::AcceptanceKnown(from, slot));
            return;
        };
        let Err(place) = open.accepted_by.binary_search(&from) else {
            fx.note(Note::AcceptanceRepeated(from, slot));
            return;
        };
        open.accepted_by.insert(place, from);
        let count = open.accepted_by.len() as u8;
        fx.note(Note::AcceptanceCounted(from, slot, count, needed));
        if count >= needed
            && let Some(open) = leading.proposals.remove(&slot)
        {
            fx.note(Note::Chosen(slot, ballot, count));
            self.learn(node, slot, Accepted { ballot, value: open.value }, fx);
            self.propose_backlog(node, fx);
        }
    }

    /// What was chosen has moved the window: there may be room for those who wait.
    fn propose_backlog(&self, node: &mut Node<Self>, fx: &mut Effects<Self>) {
        let prefix = node.memory.prefix;
        let Role::Leader(leading) = &mut node.memory.role else { return };
        if leading.next.0 > prefix.0.saturating_add(self.window) {
            return;
        }
        for request in core::mem::take(&mut leading.backlog) {
            self.propose(node, request, fx);
        }
    }

    /// The heartbeat timer: it shows that it lives, asks for its lease, and sends again what is
    /// not accepted.
    pub(super) fn on_heartbeat_timer(&self, node: &mut Node<Self>, fx: &mut Effects<Self>) {
        match node.memory.role {
            Role::Leader(_) => {
                self.propose_backlog(node, fx);
                self.beat(node, fx);
            }
            Role::Follower | Role::Candidate { .. } => fx.note(Note::TimerIdle),
        }
    }

    /// A sign of life to every other server, with whatever proposals it has not accepted.
    pub(super) fn beat(&self, node: &mut Node<Self>, fx: &mut Effects<Self>) {
        let lease = self.ask_for_lease(node, fx);
        let (me, memory) = (node.id, &node.memory);
        let Role::Leader(leading) = &memory.role else { return };
        let (ballot, chosen) = (leading.ballot, memory.prefix);
        fx.note(Note::HeartbeatsSent(ballot));
        fx.set_timer(Timer::Heartbeat, self.heartbeat);
        for to in self.others(me) {
            fx.send(to, Message::Heartbeat { ballot, chosen, lease });
            let mut entries = lacking(leading, to);
            // More than a message holds follow with the next heartbeats.
            entries.truncate(usize::try_from(self.batch).unwrap_or(usize::MAX));
            if !entries.is_empty() {
                fx.send(to, Message::Accept { ballot, entries, chosen });
            }
        }
    }

    /// A leader shows that it lives.
    pub(super) fn on_heartbeat(
        &self,
        node: &mut Node<Self>,
        from: NodeId,
        (ballot, chosen): (Ballot, Slot),
        lease: Option<u64>,
        fx: &mut Effects<Self>,
    ) {
        node.memory.seen = node.memory.seen.max(ballot.round);
        if let Some(promised) = node.disk.promised.filter(|promised| *promised > ballot) {
            fx.note(Note::HeartbeatRefused(from, ballot, promised));
            super::acceptor::refuse(from, ballot, Reason::Promised(promised), fx);
            return;
        }
        fx.note(Note::HeartbeatTaken(from, ballot));
        self.follow(node, from, ballot, fx);
        if let Some(round) = lease {
            self.grant_lease(node, from, ballot, round, fx);
        }
        self.hear_chosen(node, ballot, chosen, fx);
        if node.memory.prefix < chosen {
            self.ask_to_catch_up(node, from, fx);
        }
    }
}

/// The proposals that this server is not known to have accepted.
pub(super) fn lacking(leading: &Leading, node: NodeId) -> Vec<(Slot, Value)> {
    let open = leading.proposals.iter();
    let lacking = open.filter(|(_, open)| !open.accepted_by.contains(&node));
    lacking.map(|(slot, open)| (*slot, open.value.clone())).collect()
}
