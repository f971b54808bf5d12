//! Termination: who hears nothing elects a backup coordinator, which decides by everybody's state
//! (Skeen 1981, section 6; BHG 7.5, termination rules TR1 to TR4).

use super::log::Record;
use super::message::{Message, Phase};
use super::note::Note;
use super::participant::Answered;
use super::rules::Rule;
use super::state::{Doubt, Led, Stage};
use super::{ThreePhase, Timer};
use crate::commit::COORDINATOR;
use crate::commit::Decision;
use machine::{Effects, Node, NodeId, Transfer, TxnId};
use std::sync::Arc;

/// Who leads once this server is given up: the participant that comes next by name, all round.
fn successor(transfer: &Transfer, given_up: NodeId) -> NodeId {
    let later = transfer.participants().filter(|node| *node > given_up).min();
    later.or_else(|| transfer.participants().min()).unwrap_or(COORDINATOR)
}

impl ThreePhase {
    /// A participant has waited long for a decision, or a server that has failed asks again.
    pub(super) fn wait_no_longer(&self, node: &mut Node<Self>, fx: &mut Effects<Self>) {
        let in_doubt = node.disk.in_doubt().iter().next();
        let in_doubt = in_doubt.map(|(txn, prepared)| (*txn, Arc::clone(&prepared.transfer)));
        match (node.memory.doubt.clone(), in_doubt) {
            (Some(Doubt::Operational(leader)), Some((txn, transfer))) => {
                if node.memory.led.is_some() {
                    fx.note(Note::TimerIdle);
                    return;
                }
                node.memory.waited += 1;
                fx.note(Note::GivenUp(txn, leader));
                let next = successor(&transfer, leader);
                node.memory.doubt = Some(Doubt::Operational(next));
                if next == node.id {
                    self.lead_as_backup(node, txn, transfer, fx);
                } else {
                    fx.note(Note::Elects(txn, next));
                    fx.send(next, Message::Elect { txn });
                    fx.set_timer(Timer::Decision, self.decision_timeout);
                }
            }
            (Some(Doubt::Recovering(_)) | None, _) | (_, None) => self.ask_around(node, fx),
        }
    }

    /// A peer takes this participant for the backup coordinator.
    pub(super) fn on_elect(
        &self,
        node: &mut Node<Self>,
        from: NodeId,
        txn: TxnId,
        fx: &mut Effects<Self>,
    ) {
        if self.answer_decided(node, from, txn, fx) == Answered::Yes {
            return;
        }
        let transfer = node.disk.in_doubt().get(&txn).map(|p| Arc::clone(&p.transfer));
        match (&node.memory.doubt, transfer) {
            (Some(Doubt::Operational(_)), Some(transfer)) if node.memory.led.is_none() => {
                node.memory.doubt = Some(Doubt::Operational(node.id));
                self.lead_as_backup(node, txn, transfer, fx);
            }
            (Some(Doubt::Operational(_)), _) => fx.note(Note::LeadsAlready(txn, from)),
            (Some(Doubt::Recovering(_)) | None, _) => fx.note(Note::Abstains(txn, from)),
        }
    }

    fn lead_as_backup(
        &self,
        node: &mut Node<Self>,
        txn: TxnId,
        transfer: Arc<Transfer>,
        fx: &mut Effects<Self>,
    ) {
        fx.note(Note::Leads(txn));
        fx.cancel_timer(Timer::Decision);
        let own = node.disk.in_doubt().get(&txn).map_or(Phase::Uncertain, |p| p.stage);
        let stage = Stage::Asking(vec![(node.id, own)]);
        let led = Led { txn, transfer: Arc::clone(&transfer), stage };
        node.memory.led = Some(led);
        if !self.follows(Rule::TerminationTable) {
            self.decide_by_table(node, fx);
            return;
        }
        for to in transfer.participants().filter(|to| *to != node.id) {
            fx.send(to, Message::StateRequest { txn });
        }
        fx.set_timer(Timer::Coordinate, self.coordinate_timeout);
    }

    /// A backup coordinator asks for this participant's state, which follows it from now on.
    pub(super) fn on_state_request(
        &self,
        node: &mut Node<Self>,
        from: NodeId,
        txn: TxnId,
        fx: &mut Effects<Self>,
    ) {
        if self.answer_decided(node, from, txn, fx) == Answered::Yes {
            return;
        }
        let phase = node.disk.in_doubt().get(&txn).map(|prepared| prepared.stage);
        match (&node.memory.doubt, phase) {
            (Some(Doubt::Operational(_)), Some(phase)) => {
                if node.memory.led.take().is_some() {
                    fx.cancel_timer(Timer::Coordinate);
                }
                node.memory.doubt = Some(Doubt::Operational(from));
                fx.note(Note::StateTold(txn, from));
                fx.send(from, Message::StateReply { txn, phase });
                fx.set_timer(Timer::Decision, self.decision_timeout);
            }
            (Some(_) | None, _) => fx.note(Note::Abstains(txn, from)),
        }
    }

    /// A participant tells its state.
    pub(super) fn on_state_reply(
        &self,
        node: &mut Node<Self>,
        from: NodeId,
        (txn, phase): (TxnId, Phase),
        fx: &mut Effects<Self>,
    ) {
        let led = node.memory.led.as_mut().filter(|led| led.txn == txn);
        let Some(Led { transfer, stage: Stage::Asking(states), .. }) = led else {
            fx.note(Note::StateIgnored(txn, from));
            return;
        };
        if states.iter().any(|(node, _)| *node == from) {
            fx.note(Note::StateIgnored(txn, from));
            return;
        }
        states.push((from, phase));
        states.sort_unstable();
        fx.note(Note::StateHeard(txn, from, phase));
        if states.len() == transfer.participants().count() {
            self.decide_by_table(node, fx);
        }
    }

    /// The state table. Committed and aborted states come as decisions (TR1, TR2) and end the
    /// asking; here all who answered are uncertain or know that all have voted yes.
    pub(super) fn decide_by_table(&self, node: &mut Node<Self>, fx: &mut Effects<Self>) {
        let Some(Led { txn, stage: Stage::Asking(states), .. }) = &node.memory.led else {
            return;
        };
        let (txn, states) = (*txn, states.clone());
        let known = states.iter().filter(|(_, phase)| *phase == Phase::PreCommitted);
        let mut knowing: Vec<NodeId> = known.map(|(node, _)| *node).collect();
        if knowing.is_empty() {
            // TR3: nobody can have committed.
            fx.note(Note::AllUncertain(txn));
            self.decide_as_leader(node, Decision::Abort, fx);
        } else if knowing.len() == states.len() || !self.follows(Rule::SpreadFirst) {
            fx.note(Note::SomePreCommitted(txn));
            self.decide_as_leader(node, Decision::Commit, fx);
        } else {
            // TR4: first everybody gets as far, so that the next backup decides the same.
            fx.note(Note::SomePreCommitted(txn));
            if !knowing.contains(&node.id) {
                node.disk.push(Record::PreCommitted(txn));
                fx.save();
                knowing.push(node.id);
                knowing.sort_unstable();
            }
            self.pre_commit(node, knowing, fx);
        }
    }
}
