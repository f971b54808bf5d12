//! The view service: lab 2A. It hears pings, numbers the views, and says who is what.

use super::note::Note;
use super::rules::Rule;
use super::state::{Acknowledged, Heard, Role, View, ViewNumber};
use super::{Message, PrimaryBackup, Timer};
use machine::{Effects, Node, NodeId, Span};

/// What should become of the current view.
enum Next {
    /// Nothing.
    Same,
    /// The primary is dead, and nobody may take over.
    Stuck(NodeId),
    /// This view should follow.
    View(View),
}

impl PrimaryBackup {
    /// A server shows that it lives. It is told the current view.
    pub(super) fn on_ping(
        &self,
        node: &mut Node<Self>,
        from: NodeId,
        view: ViewNumber,
        fx: &mut Effects<Self>,
    ) {
        let current = node.memory.state.view;
        let Role::ViewService { heard } = &mut node.memory.role else {
            fx.note(Note::NotViewService(from));
            return;
        };
        let acknowledged = &mut node.memory.state.acknowledged;
        heard[from.index()] = Heard::Ago(0);
        // Lab 2A: the primary acknowledges the current view by a ping with its number.
        let acknowledges = current.primary == Some(from) && view == current.number;
        // Lab 2A: a server of the view that pings with 0 has lost all it had, and counts as dead.
        let is_lost =
            current.has(from) && view == ViewNumber(0) && *acknowledged == Acknowledged::Yes;
        if acknowledges && *acknowledged == Acknowledged::No {
            *acknowledged = Acknowledged::Yes;
            fx.note(Note::ViewAcknowledged(from, view));
            self.persist(node, fx);
        } else if is_lost {
            heard[from.index()] = Heard::Never(self.dead_pings + 1);
            fx.note(Note::MemberLost(from, current.number));
        } else {
            fx.note(Note::PingTaken(from, view));
        }
        self.consider(node, fx);
        let view = node.memory.state.view;
        if is_lost && view.has(from) {
            // It must not act in this view, of which it remembers nothing.
            fx.note(Note::LostNotTold(from, view.number));
            return;
        }
        if is_lost && let Role::ViewService { heard } = &mut node.memory.role {
            heard[from.index()] = Heard::Ago(0);
        }
        fx.send(from, Message::Current { view });
    }

    /// The view service looks whom it has not heard.
    pub(super) fn tick(&self, node: &mut Node<Self>, fx: &mut Effects<Self>) {
        let Role::ViewService { heard } = &mut node.memory.role else {
            fx.note(Note::TimerIdle);
            return;
        };
        for heard in heard {
            *heard = heard.later();
        }
        fx.note(Note::Ticked);
        fx.set_timer(Timer::Tick, Span::exactly(self.ping));
        self.consider(node, fx);
    }

    /// Makes a new view if one is needed and may be made.
    fn consider(&self, node: &mut Node<Self>, fx: &mut Effects<Self>) {
        let current = node.memory.state.view;
        let Role::ViewService { heard } = &node.memory.role else { return };
        let next = match self.next_view(heard, current) {
            Next::Same => return,
            Next::Stuck(primary) => {
                fx.note(Note::NobodyToPromote(primary, current.number));
                return;
            }
            Next::View(next) => next,
        };
        // Lab 2A: no new view until the primary of the current one has acknowledged it.
        let is_known = node.memory.state.acknowledged == Acknowledged::Yes;
        let waits = current.number > ViewNumber(0) && !is_known;
        if waits && self.follows(Rule::AcknowledgeView) {
            fx.note(Note::ViewAwaited(current.number));
            return;
        }
        node.memory.state.view = next;
        node.memory.state.acknowledged = Acknowledged::No;
        fx.note(match (next.primary, next.backup) {
            (Some(primary), Some(backup)) => Note::ViewMade(next.number, primary, backup),
            (Some(primary), None) => Note::ViewMadeAlone(next.number, primary),
            (None, _) => unreachable!("a view has a primary"),
        });
        self.persist(node, fx);
    }

    fn next_view(&self, heard: &[Heard], current: View) -> Next {
        let limit = self.dead_pings;
        let is_dead = |node: NodeId| heard[node.index()].ticks() > limit;
        let is_alive = |node: NodeId| match heard[node.index()] {
            Heard::Never(_) => false,
            Heard::Ago(ticks) => ticks <= limit,
        };
        let number = current.number.next();
        let Some(primary) = current.primary else {
            // Lab 2A: any server may be the first primary, as none has a state yet.
            return match self.watched().find(|node| is_alive(*node)) {
                Some(first) => Next::View(View { number, primary: Some(first), backup: None }),
                None => Next::Same,
            };
        };
        let successor = if !is_dead(primary) {
            Some(primary)
        } else if self.follows(Rule::PromoteBackup) {
            // Lab 2A: only the backup of the last view has the state.
            current.backup.filter(|backup| !is_dead(*backup))
        } else {
            self.watched().rev().find(|node| is_alive(*node))
        };
        let Some(successor) = successor else { return Next::Stuck(primary) };
        let kept = current.backup.filter(|backup| *backup != successor && !is_dead(*backup));
        let backup =
            kept.or_else(|| self.watched().find(|node| *node != successor && is_alive(*node)));
        if (Some(successor), backup) == (current.primary, current.backup) {
            return Next::Same;
        }
        Next::View(View { number, primary: Some(successor), backup })
    }
}
