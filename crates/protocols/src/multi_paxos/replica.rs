//! Learners and replicas: what is chosen is learned, applied in the order of the slots, and the
//! clients are answered (PMMC R1 to R4).

use super::MultiPaxos;
use super::note::Note;
use super::rules::Rule;
use super::state::{Accepted, Memory, Role, Slot, Value};
use machine::{Ballot, Command, Effects, Node, Outcome, Reply, Request};

impl MultiPaxos {
    /// The leader of this ballot knows everything that is chosen up to `chosen`: so what this
    /// server has accepted in the same ballot is chosen, since a leader proposes one value in a
    /// slot (PMMC C1).
    pub(super) fn hear_chosen(
        &self,
        node: &mut Node<Self>,
        ballot: Ballot,
        chosen: Slot,
        fx: &mut Effects<Self>,
    ) {
        for slot in (node.memory.prefix.next().0..=chosen.0).map(Slot) {
            let accepted = node.disk.accepted.get(slot);
            if let Some(accepted) = accepted.filter(|accepted| accepted.ballot == ballot).cloned() {
                self.learn(node, slot, accepted, fx);
            }
        }
    }

    /// It learns what is chosen in a slot.
    pub(super) fn learn(
        &self,
        node: &mut Node<Self>,
        slot: Slot,
        chosen: Accepted,
        fx: &mut Effects<Self>,
    ) {
        let memory = &mut node.memory;
        if slot <= memory.prefix || memory.chosen.get(slot).is_some() {
            return;
        }
        fx.note(Note::Learned(slot, chosen.ballot));
        if let Role::Leader(leading) = &mut memory.role {
            leading.proposals.remove(&slot);
        }
        let value = chosen.value.clone();
        memory.chosen.put(slot, chosen);
        if !self.follows(Rule::ApplyInOrder) {
            self.apply(memory, slot, &value, fx);
        }
        self.advance(node, fx);
    }

    /// PMMC R2: the next slot is applied only once its value is known.
    pub(super) fn advance(&self, node: &mut Node<Self>, fx: &mut Effects<Self>) {
        let memory = &mut node.memory;
        while let Some(next) = memory.chosen.get(memory.prefix.next()) {
            let value = next.value.clone();
            memory.prefix = memory.prefix.next();
            if self.follows(Rule::ApplyInOrder) {
                self.apply(memory, memory.prefix, &value, fx);
            }
        }
        self.consider_snapshot(node, fx);
    }

    /// Applies the value of a slot, and answers the client that has asked this server for it.
    fn apply(&self, memory: &mut Memory, slot: Slot, value: &Value, fx: &mut Effects<Self>) {
        memory.applied = memory.applied.max(slot);
        let Value::Command(request) = value else {
            fx.note(Note::NoOpApplied(slot));
            return;
        };
        let (client, number) = (request.client, request.number);
        // PMMC, perform: a command that was chosen twice is done once.
        let known = memory.store.answered(request).cloned();
        let outcome = match known {
            Some(outcome) if self.follows(Rule::ClientDeduplication) => {
                fx.note(Note::DuplicateSkipped(slot, client, number));
                outcome
            }
            Some(_) | None => {
                fx.note(Note::Applied(slot, client, number));
                memory.store.apply(request)
            }
        };
        if memory.waiting.get(&client).is_some_and(|waiting| waiting.number == number) {
            memory.waiting.remove(&client);
            fx.note(Note::RequestAnswered(client, number, slot));
            fx.reply(client, number, Reply::Done(outcome));
        }
    }

    /// A client asks: a leader proposes the command, any other server names the leader.
    pub(super) fn take_request(
        &self,
        node: &mut Node<Self>,
        request: Request,
        fx: &mut Effects<Self>,
    ) {
        if matches!(node.memory.role, Role::Leader(_)) {
            self.lead_request(node, request, fx);
            return;
        }
        let leader = node.memory.leader.map(|(_, leader)| leader).filter(|id| *id != node.id);
        fx.note(Note::RequestRedirected(request.client, request.number, leader));
        fx.reply(request.client, request.number, Reply::Redirect(leader));
    }

    fn lead_request(&self, node: &mut Node<Self>, request: Request, fx: &mut Effects<Self>) {
        let (client, number) = (request.client, request.number);
        if let Command::Get(key) = &request.command
            && self.may_read(node)
        {
            let applied = node.memory.applied;
            fx.note(Note::ReadLocally(client, number, applied));
            let value = node.memory.store.get(key).cloned();
            fx.reply(client, number, Reply::Done(Outcome::Value(value)));
            return;
        }
        if self.follows(Rule::ClientDeduplication) {
            if let Some(outcome) = node.memory.store.answered(&request).cloned() {
                fx.note(Note::RequestAnsweredAgain(client, number));
                fx.reply(client, number, Reply::Done(outcome));
                return;
            }
            if is_under_way(&node.memory, &request) {
                fx.note(Note::RequestKnown(client, number));
                node.memory.waiting.insert(client, request);
                return;
            }
        }
        node.memory.waiting.insert(client, request.clone());
        self.propose(node, request, fx);
    }

    /// Whether a leader may answer a read from its own store: it holds the lease, and has applied
    /// everything that it has taken over from leaders before it.
    fn may_read(&self, node: &Node<Self>) -> bool {
        let Role::Leader(leading) = &node.memory.role else { return false };
        if !self.follows(Rule::LeaseBeforeReading) {
            return true;
        }
        leading.lease.held.is_some() && node.memory.prefix >= leading.inherited
    }
}

/// Whether the request is proposed, waits to be, or is chosen and not applied yet.
fn is_under_way(memory: &Memory, request: &Request) -> bool {
    let origin = Some((request.client, request.number));
    let is_it = |other: &Request| Some((other.client, other.number)) == origin;
    let Role::Leader(leading) = &memory.role else { return false };
    leading.proposals.iter().any(|(_, open)| open.value.origin() == origin)
        || leading.backlog.iter().any(is_it)
        || memory.chosen.from(memory.prefix.next()).any(|(_, known)| known.value.origin() == origin)
}
