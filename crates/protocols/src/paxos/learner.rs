//! Learners: section 2.3.

use super::Paxos;
use super::note::Note;
use super::rules::Rule;
use super::state::{Accepted, Value};
use machine::{Ballot, Effects, Node, NodeId, Outcome, Reply};

impl Paxos {
    /// An acceptor says that it has accepted.
    pub(super) fn on_accepted(
        &self,
        node: &mut Node<Self>,
        from: NodeId,
        accepted: Accepted,
        fx: &mut Effects<Self>,
    ) {
        let Accepted { ballot, value } = accepted;
        if node.memory.chosen.is_some() {
            fx.note(Note::AcceptanceKnown(from, ballot));
        } else if is_counted(node, from, ballot, &value) {
            fx.note(Note::AcceptanceRepeated(from, ballot));
        } else {
            self.count_acceptance(node, from, Accepted { ballot, value }, fx);
        }
    }

    /// A learner hears the acceptor on its own server, once its disk has what it accepted.
    pub(super) fn hear_own_acceptance(
        &self,
        node: &mut Node<Self>,
        accepted: Accepted,
        fx: &mut Effects<Self>,
    ) {
        let is_known = node.memory.chosen.is_some()
            || is_counted(node, node.id, accepted.ballot, &accepted.value);
        if self.learns(node.id) && !is_known {
            self.count_acceptance(node, node.id, accepted, fx);
        }
    }

    /// 2.3: "to learn that a value has been chosen, a learner must find out that a proposal has
    /// been accepted by a majority of acceptors".
    fn count_acceptance(
        &self,
        node: &mut Node<Self>,
        from: NodeId,
        accepted: Accepted,
        fx: &mut Effects<Self>,
    ) {
        let ballot = accepted.ballot;
        let key = (ballot, accepted.value.clone());
        let voters = node.memory.votes.entry(key).or_default();
        let place = voters.partition_point(|other| *other < from);
        voters.insert(place, from);
        let (count, needed) = (voters.len() as u8, self.acceptances_needed());
        fx.note(Note::AcceptanceCounted(from, ballot, count, needed));
        if count >= needed {
            fx.note(Note::Learned(ballot, count));
            self.learn(node, accepted, fx);
        }
    }

    /// How many acceptances make a value chosen.
    pub(super) fn acceptances_needed(&self) -> u8 {
        let majority = self.majority();
        if self.follows(Rule::MajorityToAccept) { majority } else { (majority - 1).max(1) }
    }

    /// It knows the chosen value: whoever waits for it is told.
    fn learn(&self, node: &mut Node<Self>, chosen: Accepted, fx: &mut Effects<Self>) {
        let waiting = core::mem::take(&mut node.memory.waiting);
        for (client, waiting) in waiting.iter() {
            fx.note(Note::RequestAnswered(*client, waiting.number, chosen.ballot));
            let outcome = Outcome::Chosen(chosen.value.clone());
            fx.reply(*client, waiting.number, Reply::Done(outcome));
        }
        node.memory.votes.clear();
        node.memory.chosen = Some(chosen);
        self.rest(node, fx);
    }
}

fn is_counted(node: &Node<Paxos>, from: NodeId, ballot: Ballot, value: &Value) -> bool {
    let voters = node.memory.votes.get(&(ballot, value.clone()));
    voters.is_some_and(|voters| voters.contains(&from))
}
