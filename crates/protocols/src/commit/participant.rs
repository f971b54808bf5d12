//! A participant's local transaction: what its account holds, its lock, and its vote.

use super::{COORDINATOR, Commit, Decision, Note, Objection, Prepared, Record};
use machine::{ClientId, Effects, Node, Outcome, Reply, Transfer, TxnId};
use std::sync::Arc;

type Stage<P> = <<P as Commit>::Record as Record>::Stage;

/// What a participant makes of being asked for its vote.
pub(crate) enum Considered<S> {
    /// It has decided or voted before, and has answered.
    Answered,
    /// It votes no, and has yet to write so.
    Refuses,
    /// It can do its part, and has yet to write this.
    Prepares(Prepared<S>),
}

/// The transaction that holds the lock on the account. The prepared record is what holds it, so a
/// restart finds it locked (Gray 1978: locks are held until the end of the transaction).
pub(crate) fn lock<P: Commit>(node: &Node<P>) -> Option<TxnId> {
    node.disk.in_doubt().keys().next().copied()
}

/// What the account holds.
fn balance<P: Commit>(node: &Node<P>) -> i64 {
    P::opening(&node.memory) + node.disk.change()
}

/// A client reads the account, unless it is locked: then it has to ask again.
pub(super) fn read_account<P: Commit>(
    protocol: &P,
    node: &Node<P>,
    client: ClientId,
    number: u64,
    fx: &mut Effects<P>,
) {
    if let Some(txn) = protocol.lock(node) {
        fx.note(Note::ReadBlocked(client, txn).into());
        return;
    }
    fx.note(Note::AccountRead(client).into());
    let balance = balance(node).to_string();
    fx.reply(client, number, Reply::Done(Outcome::Value(Some(balance.into()))));
}

/// The coordinator asks for a vote.
pub(crate) fn consider<P: Commit>(
    protocol: &P,
    node: &Node<P>,
    txn: TxnId,
    transfer: Arc<Transfer>,
    fx: &mut Effects<P>,
) -> Considered<Stage<P>> {
    match node.disk.decision(txn) {
        Some(Decision::Commit) => {
            fx.note(Note::DecisionKnown(txn, COORDINATOR).into());
            return Considered::Answered;
        }
        Some(Decision::Abort) => {
            fx.note(Note::VotedNo(txn, Objection::Aborted).into());
            fx.send(COORDINATOR, P::no(txn));
            return Considered::Answered;
        }
        None => {}
    }
    if node.disk.in_doubt().contains_key(&txn) {
        fx.note(Note::VotedAgain(txn).into());
        fx.send(COORDINATOR, P::yes(txn));
        return Considered::Answered;
    }
    let change = transfer.change_at(node.id);
    let objection = match protocol.lock(node) {
        Some(other) => Some(Objection::Locked(other)),
        None => (balance(node) + change < 0).then_some(Objection::Funds),
    };
    if let Some(objection) = objection {
        fx.note(Note::VotedNo(txn, objection).into());
        return Considered::Refuses;
    }
    fx.note(Note::PreparedWritten(txn).into());
    let before = node.disk.change();
    let (after, stage) = (before + change, Default::default());
    Considered::Prepares(Prepared { transfer, before, after, stage })
}
