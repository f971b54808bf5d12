//! Cooperative termination: who is in doubt asks everybody who may know (BHG 7.4).
//!
//! It ends the doubt if the coordinator is up, or if some peer has decided or has not voted. If all
//! that can be reached are in doubt, all stay so: two-phase commit blocks.

use super::log::Record;
use super::message::{Knowledge, Message};
use super::note::Note;
use super::rules::Rule;
use super::{Timer, TwoPhase};
use crate::commit::COORDINATOR;
use crate::commit::Decision;
use machine::{Effects, Node, NodeId, TxnId};

impl TwoPhase {
    /// A participant has waited long for a decision.
    pub(super) fn ask_around(&self, node: &mut Node<Self>, fx: &mut Effects<Self>) {
        let in_doubt = node.disk.in_doubt().clone();
        if in_doubt.is_empty() {
            fx.note(Note::TimerIdle);
            return;
        }
        if !self.follows(Rule::AwaitDecision) {
            for txn in in_doubt.keys().copied() {
                fx.note(Note::Heuristic(txn));
                fx.save();
                self.on_abort(node, node.id, txn, fx);
            }
            return;
        }
        node.memory.asked += 1;
        for (txn, prepared) in &in_doubt {
            fx.note(Note::Asked(*txn));
            fx.send(COORDINATOR, Message::Inquire { txn: *txn });
            for peer in prepared.transfer.participants().filter(|peer| *peer != node.id) {
                fx.send(peer, Message::Inquire { txn: *txn });
            }
        }
        fx.set_timer(Timer::Decision, self.decision_timeout);
    }

    /// A peer in doubt asks.
    pub(super) fn answer_peer(
        &self,
        node: &mut Node<Self>,
        from: NodeId,
        txn: TxnId,
        fx: &mut Effects<Self>,
    ) {
        let knows = match node.disk.decision(txn) {
            Some(Decision::Commit) => Knowledge::Committed,
            Some(Decision::Abort) => Knowledge::Aborted,
            None if node.disk.in_doubt().contains_key(&txn) => Knowledge::Uncertain,
            None => {
                // BHG 7.4: who has not voted may abort by itself. The record is forced, so that no
                // vote of yes can follow, should a Prepare still be under way.
                node.disk.push(Record::Decided(txn, Decision::Abort));
                fx.save();
                fx.note(Note::AbortedForPeer(txn, from));
                fx.note(Note::Decided(txn, Decision::Abort));
                Knowledge::Aborted
            }
        };
        fx.note(Note::PeerTold(txn, from));
        fx.send(from, Message::PeerAnswer { txn, knows });
    }

    /// A peer answers.
    pub(super) fn hear_peer(
        &self,
        node: &mut Node<Self>,
        from: NodeId,
        (txn, knows): (TxnId, Knowledge),
        fx: &mut Effects<Self>,
    ) {
        let is_in_doubt = node.disk.in_doubt().contains_key(&txn);
        match knows {
            Knowledge::Committed | Knowledge::Aborted if !is_in_doubt => {
                fx.note(Note::DecisionKnown(txn, from));
            }
            Knowledge::Committed => {
                fx.note(Note::LearntFromPeer(txn, from));
                self.on_commit(node, from, txn, fx);
            }
            Knowledge::Aborted => {
                fx.note(Note::LearntFromPeer(txn, from));
                self.on_abort(node, from, txn, fx);
            }
            Knowledge::Uncertain => fx.note(Note::PeerUncertain(txn, from)),
        }
    }
}
