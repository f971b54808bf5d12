//! What clients ask for: transfers of a coordinator, of each participant what its account holds.

use super::participant::read_account;
use super::{COORDINATOR, Commit, Decision, Note};
use machine::{Effects, Node, NodeId, Outcome, Reply, Request, Transfer, aborted, account_read};

/// The transfer that a client asks this coordinator for. Whatever else is asked for is answered.
pub(crate) fn take<P: Commit>(
    protocol: &P,
    node: &Node<P>,
    request: &Request,
    fx: &mut Effects<P>,
) -> Option<Transfer> {
    let (client, number) = (request.client, request.number);
    let owner = account_read(&request.command, protocol.nodes());
    if owner == Some(node.id) {
        read_account(protocol, node, client, number, fx);
        return None;
    }
    let right = owner.unwrap_or(COORDINATOR);
    if right != node.id {
        fx.note(Note::RequestRedirected(client, right).into());
        fx.reply(client, number, Reply::Redirect(Some(right)));
        return None;
    }
    let transfer = Transfer::parse(&request.command, protocol.nodes());
    if transfer.is_none() {
        fx.note(Note::RequestMalformed(client).into());
        fx.reply(client, number, Reply::Done(Outcome::Differs(None)));
    }
    transfer
}

/// What a client is told of a transaction that was decided.
pub(crate) fn answer(decision: Decision) -> Reply {
    Reply::Done(match decision {
        Decision::Commit => Outcome::Written,
        Decision::Abort => Outcome::Differs(Some(aborted())),
    })
}

/// Adds a server to a list that stands in the order of their names.
pub(crate) fn insert(list: &mut Vec<NodeId>, node: NodeId) {
    let place = list.partition_point(|other| *other < node);
    list.insert(place, node);
}
