//! Catching up: a replica that lacks chosen values asks for them (Paxos Made Live 5.5; PMMC 4.2),
//! and gets a snapshot where they are truncated.

use super::MultiPaxos;
use super::message::Message;
use super::note::Note;
use super::rules::Rule;
use super::state::{Accepted, Disk, Role, Slot, Snapshot};
use machine::{Effects, Node, NodeId, Reply};
use std::sync::Arc;

impl MultiPaxos {
    /// It knows of chosen values that it lacks.
    pub(super) fn ask_to_catch_up(&self, node: &Node<Self>, from: NodeId, fx: &mut Effects<Self>) {
        let chosen = node.memory.prefix;
        fx.note(Note::CatchUpAsked(from, chosen.next()));
        fx.send(from, Message::CatchUp { chosen });
    }

    /// Another server lacks what is chosen after `chosen`.
    pub(super) fn on_catch_up(
        &self,
        node: &Node<Self>,
        from: NodeId,
        chosen: Slot,
        fx: &mut Effects<Self>,
    ) {
        if chosen >= node.memory.prefix {
            fx.note(Note::CatchUpIgnored(from, chosen));
        } else {
            self.tell_chosen(node, from, chosen.next(), fx);
        }
    }

    /// Tells another server what is chosen from `first` on: a batch of values, or the snapshot
    /// that they are in.
    pub(super) fn tell_chosen(
        &self,
        node: &Node<Self>,
        to: NodeId,
        first: Slot,
        fx: &mut Effects<Self>,
    ) {
        let chosen = node.memory.prefix;
        if first > node.memory.chosen.base() {
            let known = node.memory.chosen.from(first).take_while(|(slot, _)| *slot <= chosen);
            let known = known.take(usize::try_from(self.batch).unwrap_or(usize::MAX));
            let entries: Vec<_> = known.map(|(slot, known)| (slot, known.clone())).collect();
            if let (Some((first, _)), Some((last, _))) = (entries.first(), entries.last()) {
                fx.note(Note::ChosenTold(to, *first, *last));
            }
            fx.send(to, Message::Chosen { entries, chosen });
        } else if let Some(snapshot) = node.disk.snapshot.clone() {
            fx.note(Note::SnapshotSent(to, snapshot.slot));
            fx.send(to, Message::Snapshot { snapshot });
        } else {
            // Only without the rule that saves the snapshot first.
            fx.note(Note::SnapshotMissing(to, first));
        }
    }

    /// Chosen values come in.
    pub(super) fn on_chosen(
        &self,
        node: &mut Node<Self>,
        from: NodeId,
        entries: Vec<(Slot, Accepted)>,
        chosen: Slot,
        fx: &mut Effects<Self>,
    ) {
        let before = node.memory.prefix;
        for (slot, known) in entries {
            self.learn(node, slot, known, fx);
        }
        if node.memory.prefix == before {
            fx.note(Note::ChosenKnown(from, chosen));
        } else if node.memory.prefix < chosen {
            self.ask_to_catch_up(node, from, fx);
        }
    }

    /// A snapshot comes in: it takes the place of everything up to its slot.
    pub(super) fn install(
        &self,
        node: &mut Node<Self>,
        from: NodeId,
        snapshot: Arc<Snapshot>,
        fx: &mut Effects<Self>,
    ) {
        let memory = &mut node.memory;
        let slot = snapshot.slot;
        if slot <= memory.prefix {
            fx.note(Note::SnapshotKnown(from, slot));
            return;
        }
        fx.note(Note::SnapshotInstalled(from, slot));
        memory.store = snapshot.store.clone();
        memory.applied = memory.applied.max(slot);
        memory.prefix = slot;
        memory.chosen.forget_through(slot);
        if let Role::Leader(leading) = &mut memory.role {
            leading.proposals.retain(|open, _| *open > slot);
            leading.next = leading.next.max(slot.next());
        }
        // Whoever waits for what is in the snapshot is answered from it.
        let waiting = memory.waiting.iter();
        let known = waiting.filter_map(|(_, waiting)| {
            Some((waiting.client, waiting.number, memory.store.answered(waiting)?.clone()))
        });
        let known: Vec<_> = known.collect();
        for (client, number, outcome) in known {
            memory.waiting.remove(&client);
            fx.note(Note::RequestAnswered(client, number, slot));
            fx.reply(client, number, Reply::Done(outcome));
        }
        self.replace_by(node, snapshot, fx);
        // What was learned above the snapshot may now be next.
        self.advance(node, fx);
    }

    /// Every `snapshot-every` slots a replica takes a snapshot.
    pub(super) fn consider_snapshot(&self, node: &mut Node<Self>, fx: &mut Effects<Self>) {
        let taken = node.memory.unsaved_snapshot.as_ref().map(|snapshot| snapshot.slot);
        let last = node.disk.snapshot_slot().max(taken.unwrap_or_default());
        let slot = node.memory.prefix;
        if slot.0 < last.0.saturating_add(self.snapshot_every) {
            return;
        }
        fx.note(Note::SnapshotTaken(slot));
        let snapshot = Arc::new(Snapshot { slot, store: node.memory.store.clone() });
        self.replace_by(node, snapshot, fx);
    }

    /// A snapshot takes the place of a part of the log. Paxos Made Live 5.5: the log is truncated
    /// once the snapshot is safe on the disk.
    fn replace_by(&self, node: &mut Node<Self>, snapshot: Arc<Snapshot>, fx: &mut Effects<Self>) {
        if self.follows(Rule::SaveSnapshotFirst) {
            node.disk.snapshot = Some(snapshot);
        } else {
            self.truncate(node, snapshot.slot, fx);
            node.memory.unsaved_snapshot = Some(snapshot);
        }
        fx.save();
    }

    /// The disk has finished a save: what stands in its snapshot is truncated.
    pub(super) fn tidy_up(&self, node: &mut Node<Self>, saved: &Disk, fx: &mut Effects<Self>) {
        let slot = saved.snapshot_slot();
        if slot > node.disk.accepted.base() {
            self.truncate(node, slot, fx);
            fx.save();
        }
        // Without the rule: first it was truncated, and now the snapshot is saved.
        let is_truncated = |snapshot: &Arc<Snapshot>| saved.accepted.base() >= snapshot.slot;
        if node.memory.unsaved_snapshot.as_ref().is_some_and(is_truncated) {
            node.disk.snapshot = node.memory.unsaved_snapshot.take();
            fx.save();
        }
    }

    fn truncate(&self, node: &mut Node<Self>, slot: Slot, fx: &mut Effects<Self>) {
        fx.note(Note::Truncated(slot));
        node.disk.accepted.forget_through(slot);
        node.memory.chosen.forget_through(slot);
    }
}
