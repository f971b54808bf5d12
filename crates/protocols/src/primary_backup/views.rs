//! How a server follows the views: lab 2A, the servers' side of it.

use super::note::Note;
use super::rules::Rule;
use super::state::{Backup, LogIndex, Role, View, ViewNumber};
use super::{Message, PrimaryBackup, Saving, Timer, VIEW_SERVICE};
use machine::{Effects, Node, NodeId, Span};

impl PrimaryBackup {
    /// A server shows that it lives.
    pub(super) fn send_ping(&self, node: &mut Node<Self>, fx: &mut Effects<Self>) {
        if node.id == VIEW_SERVICE {
            fx.note(Note::TimerIdle);
            return;
        }
        let view = self.acknowledged_view(node);
        fx.note(Note::Pinged(view));
        fx.set_timer(Timer::Ping, Span::exactly(self.ping));
        fx.send(VIEW_SERVICE, Message::Ping { view });
    }

    /// The last view that this server acknowledges. Lab 2B: a primary whose backup has no state yet
    /// acknowledges only the view before, so that the backup is not promoted without it.
    fn acknowledged_view(&self, node: &Node<Self>) -> ViewNumber {
        let number = node.memory.state.view.number;
        match node.memory.role {
            Role::Primary { backup: Some(Backup { has: None, .. }), .. }
                if self.follows(Rule::TransferFirst) =>
            {
                number.previous()
            }
            Role::Primary { .. } | Role::ViewService { .. } | Role::Backup | Role::Spare => number,
        }
    }

    /// A primary acknowledges its view at once if it may, and not only with the next ping.
    pub(super) fn acknowledge(&self, node: &Node<Self>, fx: &mut Effects<Self>) {
        let view = self.acknowledged_view(node);
        if view == node.memory.state.view.number {
            fx.note(Note::Acknowledged(view));
            fx.send(VIEW_SERVICE, Message::Ping { view });
        }
    }

    /// The view service says which view is current.
    pub(super) fn on_current(
        &self,
        node: &mut Node<Self>,
        from: NodeId,
        view: View,
        fx: &mut Effects<Self>,
    ) {
        let known = node.memory.state.view.number;
        // Lab 2B: views only grow; what comes late from the network changes nothing.
        if view.number < known && self.follows(Rule::IgnoreOldViews) {
            fx.note(Note::OldViewIgnored(from, view.number, known));
        } else if view.number == known {
            fx.note(Note::ViewKnown(known));
        } else {
            self.adopt(node, view, fx);
        }
    }

    /// A server takes the view: it is now what the view says.
    fn adopt(&self, node: &mut Node<Self>, view: View, fx: &mut Effects<Self>) {
        let me = node.id;
        let was_primary = matches!(node.memory.role, Role::Primary { .. });
        node.memory.state.view = view;
        if view.primary == Some(me) {
            self.become_primary(node, view, fx);
            return;
        }
        // Pb1: at any time at most one server is primary, so the old one stops.
        if was_primary && !self.follows(Rule::StepDown) {
            node.memory.state.holds = view.number;
            fx.note(Note::KeptOn(view.number));
        } else if view.backup == Some(me) {
            self.retire(node, Role::Backup, fx);
            fx.note(Note::BecameBackup(view.number, view.primary));
        } else {
            self.retire(node, Role::Spare, fx);
            fx.note(if was_primary {
                Note::Replaced(view.number, view.primary)
            } else {
                Note::BecameSpare(view.number, view.primary)
            });
        }
        self.persist(node, fx);
    }

    fn become_primary(&self, node: &mut Node<Self>, view: View, fx: &mut Effects<Self>) {
        let memory = &mut node.memory;
        memory.state.holds = view.number;
        let backup = view.backup.map(|node| Backup { node, has: None });
        let saved = match memory.role {
            Role::Primary { saved, .. } => saved,
            Role::ViewService { .. } | Role::Backup | Role::Spare => LogIndex(0),
        };
        memory.role = Role::Primary { backup, saved };
        fx.note(match view.backup {
            Some(backup) => Note::BecamePrimary(view.number, backup),
            None => Note::BecamePrimaryAlone(view.number),
        });
        let saving = self.persist(node, fx);
        self.send_missing(node, fx);
        if saving == Saving::Nothing {
            self.count_all(node, fx);
        }
        self.settle(node, fx);
        self.acknowledge(node, fx);
    }

    /// A server is not primary, or not any more: whoever waits for its answer asks elsewhere.
    pub(super) fn retire(&self, node: &mut Node<Self>, role: Role, fx: &mut Effects<Self>) {
        node.memory.role = role;
        node.memory.waiting.clear();
        fx.cancel_timer(Timer::Resend);
    }

    /// Another server knows a later view.
    pub(super) fn on_refused(
        &self,
        node: &mut Node<Self>,
        from: NodeId,
        view: ViewNumber,
        fx: &mut Effects<Self>,
    ) {
        let is_primary = matches!(node.memory.role, Role::Primary { .. });
        // Lab 2B: a primary that is refused is no longer primary, and asks what is current.
        if is_primary && view > node.memory.state.view.number && self.follows(Rule::StepDown) {
            fx.note(Note::SteppedDown(from, view));
            self.retire(node, Role::Spare, fx);
            fx.send(VIEW_SERVICE, Message::Ping { view: node.memory.state.view.number });
        } else {
            fx.note(Note::RefusalIgnored(from, view));
        }
    }
}
