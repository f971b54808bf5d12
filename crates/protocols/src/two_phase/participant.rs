//! The participant: locks, prepares, votes, waits, and does what was decided.

use super::log::Record;
use super::message::Message;
use super::note::Note;
use super::rules::Rule;
use super::{Timer, TwoPhase};
use crate::commit::{COORDINATOR, Considered, Decision, consider};
use machine::{Effects, Node, NodeId, Transfer, TxnId};
use std::sync::Arc;

impl TwoPhase {
    /// The coordinator asks for a vote.
    pub(super) fn on_prepare(
        &self,
        node: &mut Node<Self>,
        txn: TxnId,
        transfer: Arc<Transfer>,
        fx: &mut Effects<Self>,
    ) {
        match consider(self, node, txn, transfer, fx) {
            Considered::Answered => {}
            Considered::Refuses => {
                // Presumed abort need not force this record (MLO 3). Here it is forced, because
                // this network may deliver a Prepare twice: a participant that forgot its no could
                // vote yes.
                node.disk.push(Record::Decided(txn, Decision::Abort));
                fx.save();
                fx.note(Note::Decided(txn, Decision::Abort));
                fx.send(COORDINATOR, Message::VoteNo { txn });
            }
            Considered::Prepares(prepared) => {
                // MLO 2: the prepared record, with undo and redo, is forced before the vote.
                node.disk.push(Record::Prepared(txn, prepared));
                if self.follows(Rule::ForcePrepared) {
                    fx.save();
                } else {
                    fx.note(Note::Uncertain(txn));
                }
                fx.send(COORDINATOR, Message::VoteYes { txn });
                fx.set_timer(Timer::Decision, self.decision_timeout);
            }
        }
    }

    /// The coordinator has decided to commit. It is acknowledged once the record is on the disk.
    pub(super) fn on_commit(
        &self,
        node: &mut Node<Self>,
        from: NodeId,
        txn: TxnId,
        fx: &mut Effects<Self>,
    ) {
        match node.disk.decision(txn) {
            Some(Decision::Commit) => fx.note(Note::DecisionKnown(txn, from)),
            Some(Decision::Abort) => fx.note(Note::Damage(txn, Decision::Commit)),
            None if !node.disk.in_doubt().contains_key(&txn) => {
                fx.note(Note::NothingToCommit(txn));
            }
            None => {
                node.disk.push(Record::Decided(txn, Decision::Commit));
                // MLO 2: the commit record is forced before the acknowledgement, since the
                // coordinator forgets the transaction after it.
                if self.follows(Rule::ForceCommit) {
                    fx.save();
                } else {
                    fx.note(Note::Decided(txn, Decision::Commit));
                }
                self.stop_doubting(node, fx);
            }
        }
        fx.send(COORDINATOR, Message::Ack { txn });
    }

    /// The coordinator, or a peer, has decided to abort. Neither forced nor acknowledged (MLO 3).
    pub(super) fn on_abort(
        &self,
        node: &mut Node<Self>,
        from: NodeId,
        txn: TxnId,
        fx: &mut Effects<Self>,
    ) {
        match node.disk.decision(txn) {
            Some(Decision::Commit) => fx.note(Note::Damage(txn, Decision::Abort)),
            Some(Decision::Abort) => fx.note(Note::DecisionKnown(txn, from)),
            None => {
                node.disk.push(Record::Decided(txn, Decision::Abort));
                fx.note(Note::Decided(txn, Decision::Abort));
                self.stop_doubting(node, fx);
            }
        }
    }

    fn stop_doubting(&self, node: &mut Node<Self>, fx: &mut Effects<Self>) {
        if node.disk.in_doubt().is_empty() {
            node.memory.asked = 0;
            fx.cancel_timer(Timer::Decision);
        }
    }
}
