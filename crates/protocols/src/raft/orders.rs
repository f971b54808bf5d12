//! Orders, and the one to hand over: leadership transfer, the dissertation, 3.10.

use super::message::{Ask, Message};
use super::note::Note;
use super::rules::Rule;
use super::state::{Role, Term};
use super::word::Word;
use super::{Raft, Timer};
use machine::{Effects, Node, NodeId, OrderInfo, Span};

/// What a person may order a server to do.
pub(super) static ORDERS: [OrderInfo<Raft>; 3] = [
    OrderInfo {
        name: "transfer",
        section: "3.10 (dissertation)",
        names: (1, 1),
        title: Word::HandOver,
        give: Raft::transfer,
    },
    OrderInfo {
        name: "compact",
        section: "7",
        names: (0, 0),
        title: Word::Compact,
        give: Raft::compact,
    },
    OrderInfo {
        name: "send-snapshot",
        section: "7",
        names: (1, 1),
        title: Word::SendSnapshot,
        give: Raft::order_snapshot,
    },
];

impl Raft {
    /// A leader is to hand over to another server: it takes no requests meanwhile (step 1), and
    /// brings that server's log up to its own (step 2).
    fn transfer(&self, node: &mut Node<Self>, named: &[NodeId], fx: &mut Effects<Self>) {
        let target = named.iter().copied().find(|target| *target != node.id);
        let Some(target) = target.filter(|_| matches!(node.memory.role, Role::Leader { .. }))
        else {
            fx.note(Note::TransferIdle);
            return;
        };
        node.memory.contact.transfer = Some(target);
        fx.note(Note::TransferBegun(target));
        fx.set_timer(Timer::Transfer, Span::exactly(self.election.max));
        self.hand_over(node, target, fx);
        if !node.memory.contact.released {
            self.send_entries(&mut node.memory, target, fx);
        }
    }

    /// Step 3: once its log is as long, the server that is to lead is told to stand at once.
    pub(super) fn hand_over(&self, node: &mut Node<Self>, to: NodeId, fx: &mut Effects<Self>) {
        let memory = &mut node.memory;
        let Role::Leader { matched, .. } = &memory.role else { return };
        let is_level = matched[to.index()] == memory.state.log.last_index();
        if memory.contact.transfer != Some(to) || !is_level {
            return;
        }
        fx.note(Note::HandedOver(to));
        fx.send(to, Message::TimeoutNow { term: memory.state.term });
        memory.contact.released = true;
        // 6.4.1: that server needs no majority that has stopped hearing this leader.
        if self.follows(Rule::TransferEndsLease) {
            memory.contact.lease = false;
            fx.cancel_timer(Timer::Lease);
        }
    }

    /// The election timeout has passed and it still leads: it takes requests again.
    pub(super) fn give_up_transfer(&self, node: &mut Node<Self>, fx: &mut Effects<Self>) {
        if let Some(target) = node.memory.contact.transfer.take() {
            fx.note(Note::TransferGivenUp(target));
        }
    }

    /// The leader wants this server to lead: it stands without waiting for its timer.
    pub(super) fn on_timeout_now(
        &self,
        node: &mut Node<Self>,
        from: NodeId,
        term: Term,
        fx: &mut Effects<Self>,
    ) {
        if term != node.memory.state.term || matches!(node.memory.role, Role::Leader { .. }) {
            fx.note(Note::TimeoutNowIgnored(from));
            return;
        }
        fx.note(Note::ToldToStand(from, term.next()));
        self.start_election(node, Ask::Transfer, fx);
    }
}
