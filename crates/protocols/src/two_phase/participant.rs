//! The participant: locks, prepares, votes, waits, and does what was decided.

use super::log::{Decision, Prepared, Record};
use super::message::Message;
use super::note::{Note, Objection};
use super::rules::Rule;
use super::{COORDINATOR, Timer, TwoPhase};
use machine::{ClientId, Effects, Node, NodeId, Outcome, Reply, Transfer, TxnId};
use std::sync::Arc;

impl TwoPhase {
    /// What the account on this server holds.
    pub(super) fn balance(&self, change: i64) -> i64 {
        self.opening + change
    }

    /// The transaction that holds the lock on the account. The prepared record is what holds it, so
    /// a restart finds it locked (Gray 5.7: locks are held until the end of the transaction).
    pub(super) fn lock(&self, node: &Node<Self>) -> Option<TxnId> {
        if self.follows(Rule::HoldLocks) {
            node.disk.in_doubt().keys().next().copied()
        } else {
            None
        }
    }

    /// A client reads the account, unless it is locked: then it has to ask again.
    pub(super) fn read_account(
        &self,
        node: &Node<Self>,
        client: ClientId,
        number: u64,
        fx: &mut Effects<Self>,
    ) {
        if let Some(txn) = self.lock(node) {
            fx.note(Note::ReadBlocked(client, txn));
            return;
        }
        fx.note(Note::AccountRead(client));
        let balance = self.balance(node.disk.change()).to_string();
        fx.reply(client, number, Reply::Done(Outcome::Value(Some(balance.into()))));
    }

    /// The coordinator asks for a vote.
    pub(super) fn on_prepare(
        &self,
        node: &mut Node<Self>,
        txn: TxnId,
        transfer: Arc<Transfer>,
        fx: &mut Effects<Self>,
    ) {
        match node.disk.decision(txn) {
            Some(Decision::Commit) => {
                fx.note(Note::DecisionKnown(txn, COORDINATOR));
                return;
            }
            Some(Decision::Abort) => {
                fx.note(Note::VotedNo(txn, Objection::Aborted));
                fx.send(COORDINATOR, Message::VoteNo { txn });
                return;
            }
            None => {}
        }
        if node.disk.in_doubt().contains_key(&txn) {
            fx.note(Note::VotedAgain(txn));
            fx.send(COORDINATOR, Message::VoteYes { txn });
            return;
        }
        let before = node.disk.change();
        let after = before + transfer.change_at(node.id);
        let objection = match self.lock(node) {
            Some(other) => Some(Objection::Locked(other)),
            None => (self.balance(after) < 0).then_some(Objection::Funds),
        };
        if let Some(objection) = objection {
            // Presumed abort need not force this record (MLO 3). Here it is forced, because this
            // network may deliver a Prepare twice: a participant that forgot its no could vote yes.
            node.disk.push(Record::Decided(txn, Decision::Abort));
            fx.save();
            fx.note(Note::VotedNo(txn, objection));
            fx.note(Note::Decided(txn, Decision::Abort));
            fx.send(COORDINATOR, Message::VoteNo { txn });
            return;
        }
        // MLO 2: the prepared record, with undo and redo, is forced before the vote.
        node.disk.push(Record::Prepared(txn, Prepared { transfer, before, after }));
        fx.note(Note::PreparedWritten(txn));
        if self.follows(Rule::ForcePrepared) {
            fx.save();
        } else {
            fx.note(Note::Uncertain(txn));
        }
        fx.send(COORDINATOR, Message::VoteYes { txn });
        fx.set_timer(Timer::Decision, self.decision_timeout);
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
