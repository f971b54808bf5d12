//! The participant: votes, learns that all have voted yes, and does what was decided.

use super::coordinator::decided;
use super::log::Record;
use super::message::{Message, Phase};
use super::note::Note;
use super::rules::Rule;
use super::state::Doubt;
use super::{ThreePhase, Timer};
use crate::commit::{COORDINATOR, Considered, Decision, answer, consider};
use machine::{Effects, Node, NodeId, Transfer, TxnId};
use std::sync::Arc;

impl ThreePhase {
    /// Phase one: the coordinator asks for a vote.
    pub(super) fn on_can_commit(
        &self,
        node: &mut Node<Self>,
        txn: TxnId,
        transfer: Arc<Transfer>,
        fx: &mut Effects<Self>,
    ) {
        match consider(self, node, txn, transfer, fx) {
            Considered::Answered => {}
            Considered::Refuses => {
                self.decide(node, txn, Decision::Abort, fx);
                fx.send(COORDINATOR, Message::VoteNo { txn });
            }
            Considered::Prepares(prepared) => {
                node.disk.push(Record::Prepared(txn, prepared));
                node.memory.doubt = Some(Doubt::Operational(COORDINATOR));
                if self.follows(Rule::ForceVote) {
                    fx.save();
                } else {
                    fx.note(Note::Uncertain(txn));
                }
                fx.send(COORDINATOR, Message::VoteYes { txn });
                fx.set_timer(Timer::Decision, self.decision_timeout);
            }
        }
    }

    /// Phase two: all have voted yes.
    pub(super) fn on_pre_commit(
        &self,
        node: &mut Node<Self>,
        from: NodeId,
        txn: TxnId,
        fx: &mut Effects<Self>,
    ) {
        let Some(prepared) = node.disk.in_doubt().get(&txn) else {
            fx.note(Note::NothingToDo(txn, from));
            return;
        };
        match &node.memory.doubt {
            Some(Doubt::Operational(leader)) if *leader == from => {}
            // Who was given up does not lead any more; who has failed only waits for a decision.
            Some(Doubt::Operational(_) | Doubt::Recovering(_)) | None => {
                fx.note(Note::NotFollowed(txn, from));
                return;
            }
        }
        if prepared.stage == Phase::Uncertain {
            node.disk.push(Record::PreCommitted(txn));
            fx.save();
            fx.note(Note::PreCommitted(txn));
        }
        fx.send(from, Message::PreCommitAck { txn });
        fx.set_timer(Timer::Decision, self.decision_timeout);
    }

    /// Somebody has decided. A backup that learns so tells all (BHG 7.5, TR1 and TR2).
    pub(super) fn on_decision(
        &self,
        node: &mut Node<Self>,
        (from, txn): (NodeId, TxnId),
        decision: Decision,
        fx: &mut Effects<Self>,
    ) {
        if node.memory.led.as_ref().is_some_and(|led| led.txn == txn) {
            fx.note(Note::Learnt(txn, from));
            self.decide_as_leader(node, decision, fx);
            return;
        }
        match node.disk.decision(txn) {
            Some(before) if before == decision => fx.note(Note::DecisionKnown(txn, from)),
            Some(_) => fx.note(Note::Damage(txn, decision)),
            None => {
                let is_known =
                    node.disk.in_doubt().contains_key(&txn) || node.disk.open().contains_key(&txn);
                match decision {
                    Decision::Commit if !is_known => fx.note(Note::NothingToDo(txn, from)),
                    Decision::Commit | Decision::Abort => self.decide(node, txn, decision, fx),
                }
            }
        }
    }

    /// Writes a decision, and ends what waited for it. The coordinator answers its client.
    pub(super) fn decide(
        &self,
        node: &mut Node<Self>,
        txn: TxnId,
        decision: Decision,
        fx: &mut Effects<Self>,
    ) {
        let request = node.disk.open().get(&txn).map(|started| started.request);
        let was_in_doubt = node.disk.in_doubt().contains_key(&txn);
        node.disk.push(Record::Decided(txn, decision));
        if self.follows(Rule::ForceDecision) {
            fx.save();
        } else {
            fx.note(Note::Decided(txn, decision));
        }
        if was_in_doubt {
            node.memory.doubt = None;
            node.memory.waited = 0;
        }
        if node.memory.led.take_if(|led| led.txn == txn).is_some() {
            fx.cancel_timer(Timer::Coordinate);
        }
        if node.memory.doubt.is_none() && node.disk.open().is_empty() {
            fx.cancel_timer(Timer::Decision);
        }
        if let Some((client, number)) = request {
            fx.reply(client, number, answer(decision));
        }
    }

    /// Answers with the decision, if it has been taken; who has not voted aborts, and answers that.
    /// Returns whether there was such an answer.
    pub(super) fn answer_decided(
        &self,
        node: &mut Node<Self>,
        from: NodeId,
        txn: TxnId,
        fx: &mut Effects<Self>,
    ) -> Answered {
        if node.disk.in_doubt().contains_key(&txn) || node.disk.open().contains_key(&txn) {
            return Answered::No;
        }
        let decision = node.disk.decision(txn).unwrap_or_else(|| {
            fx.note(Note::AbortedForPeer(txn, from));
            self.decide(node, txn, Decision::Abort, fx);
            Decision::Abort
        });
        fx.note(Note::Told(txn, from));
        fx.send(from, decided(txn, decision));
        Answered::Yes
    }
}

/// Whether a question was answered with a decision.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Answered {
    /// It was.
    Yes,
    /// There is none yet.
    No,
}
