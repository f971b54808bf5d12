//! Orders, and the one to hand over: leadership transfer, the dissertation, 3.10.

use super::message::{Ask, Message};
use super::note::Note;
use super::rules::Rule;
use super::state::{Role, Term};
use super::word::Word;
use super::{Raft, Timer};
use machine::{Effects, Give, Node, NodeId, OrderInfo, Span};

const fn order(
    name: &'static str,
    section: &'static str,
    names: (u8, u8),
    title: Word,
    give: Give<Raft>,
) -> OrderInfo<Raft> {
    OrderInfo { name, section, names, title, give }
}

/// What a person may order a server to do.
pub(super) static ORDERS: [OrderInfo<Raft>; 9] = [
    order("transfer", "3.10 (dissertation)", (1, 1), Word::Transfer, Raft::transfer),
    order("compact", "7", (0, 0), Word::Compact, Raft::compact),
    order("send-snapshot", "7", (1, 1), Word::SendSnapshot, Raft::order_snapshot),
    order("add-server", "4.1 (dissertation)", (1, 1), Word::AddServer, Raft::add_server),
    order("add-learner", "4.2.1 (dissertation)", (1, 1), Word::AddLearner, Raft::add_learner),
    order("promote", "4.2.1 (dissertation)", (1, 1), Word::PromoteLearner, Raft::promote),
    order("remove-server", "4.1 (dissertation)", (1, 1), Word::RemoveServer, Raft::remove_server),
    order("reconfigure", "6", (1, 9), Word::Reconfigure, Raft::reconfigure),
    order("leave-joint", "6", (0, 0), Word::LeaveJoint, Raft::leave_joint),
];

impl Raft {
    /// A leader is to hand over to another server: it takes no requests meanwhile (step 1), and
    /// brings that server's log up to its own (step 2).
    fn transfer(&self, node: &mut Node<Self>, named: &[NodeId], fx: &mut Effects<Self>) {
        let voters = self.configuration(&node.memory).all_voters().without(node.id);
        let target = named.iter().copied().find(|target| voters.contains(*target));
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
        let is_stale = term != node.memory.state.term;
        let leads = matches!(node.memory.role, Role::Leader { .. });
        if is_stale || leads || !self.may_stand(node.id, &node.memory) {
            fx.note(Note::TimeoutNowIgnored(from));
            return;
        }
        fx.note(Note::ToldToStand(from, term.next()));
        self.start_election(node, Ask::Transfer, fx);
    }
}
