//! How a backup comes to hold what its primary holds: lab 2B; Alsberg and Day.

use super::log::Log;
use super::note::Note;
use super::rules::Rule;
use super::state::{Backup, LogIndex, Memory, Operation, Persistent, Role, View, ViewNumber};
use super::{Message, Mode, PrimaryBackup, Timer};
use machine::{Effects, Node, NodeId, Reply, Span};

/// A `Transfer` that has arrived.
pub(super) struct State {
    pub(super) view: View,
    pub(super) log: Log,
    pub(super) settled: LogIndex,
}

/// A `Forward` that has arrived.
pub(super) struct Call {
    pub(super) from: NodeId,
    pub(super) view: ViewNumber,
    pub(super) previous: LogIndex,
    pub(super) operations: Vec<Operation>,
    pub(super) settled: LogIndex,
}

impl PrimaryBackup {
    /// A primary sends its backup what it lacks: the whole state, or the operations after those it
    /// has vouched for.
    pub(super) fn send_missing(&self, node: &Node<Self>, fx: &mut Effects<Self>) {
        let memory = &node.memory;
        let Role::Primary { backup: Some(backup), .. } = &memory.role else { return };
        match backup.has {
            None => {
                fx.note(Note::StateSent(backup.node, memory.state.log.last_index()));
                let (view, log) = (memory.state.view, memory.state.log.clone());
                fx.send(backup.node, Message::Transfer { view, log, settled: memory.settled });
            }
            Some(has) => self.forward(memory, backup.node, has, fx),
        }
        fx.set_timer(Timer::Resend, Span::exactly(self.resend));
    }

    /// Forwards the operations after `previous`, with the number of the view.
    pub(super) fn forward(
        &self,
        memory: &Memory,
        to: NodeId,
        previous: LogIndex,
        fx: &mut Effects<Self>,
    ) {
        let later = memory.state.log.from(previous.next());
        let operations = later.map(|(_, operation)| operation.clone()).collect();
        let (view, settled) = (memory.state.view.number, memory.settled);
        fx.send(to, Message::Forward { view, previous, operations, settled });
    }

    /// What was lost on the way is sent again.
    pub(super) fn send_again(&self, node: &mut Node<Self>, fx: &mut Effects<Self>) {
        let last = node.memory.state.log.last_index();
        match node.memory.role {
            Role::Primary { backup: Some(Backup { node: to, has }), .. } if has != Some(last) => {
                fx.note(Note::SentAgain(to));
                self.send_missing(node, fx);
            }
            Role::Primary { .. } | Role::ViewService { .. } | Role::Backup | Role::Spare => {
                fx.note(Note::TimerIdle);
            }
        }
    }

    /// Whether a server turns down what the primary of this view sends. Lab 2B: every message of a
    /// primary carries its view, and whoever knows a later one refuses it.
    fn refuses(
        &self,
        node: &Node<Self>,
        from: NodeId,
        view: ViewNumber,
        fx: &mut Effects<Self>,
    ) -> bool {
        let known = node.memory.state.view.number;
        if view >= known || !self.follows(Rule::CheckView) {
            return false;
        }
        fx.note(Note::RefusedOldView(from, view, known));
        fx.send(from, Message::Refused { view: known });
        true
    }

    /// A new backup gets the whole state.
    pub(super) fn on_transfer(
        &self,
        node: &mut Node<Self>,
        from: NodeId,
        state: State,
        fx: &mut Effects<Self>,
    ) {
        let State { view, log, settled } = state;
        if self.refuses(node, from, view.number, fx) {
            return;
        }
        let known = node.memory.state.view.number;
        if view.number == known && node.memory.state.view.backup != Some(node.id) {
            // Only without one of the rules: a view has one primary and one backup.
            fx.note(Note::NotBackup(from, view.number));
            return;
        }
        let has = log.last_index();
        let memory = &mut node.memory;
        // A transfer that comes twice or late must not take back what was forwarded since.
        if memory.state.holds == view.number && log.is_prefix_of(&memory.state.log) {
            fx.note(Note::StateKnown(from, has));
        } else {
            memory.state.log = log;
            memory.state.holds = memory.state.holds.max(view.number);
            memory.rebuild();
            memory.settled = settled;
            if view.number >= known {
                memory.state.view = view;
                self.retire(node, Role::Backup, fx);
            }
            fx.note(Note::StateTaken(from, view.number, has));
        }
        self.persist(node, fx);
        fx.send(from, Message::Forwarded { view: view.number, has });
    }

    /// A backup takes what its primary forwards, and says so once it is on its disk.
    pub(super) fn on_forward(&self, node: &mut Node<Self>, call: Call, fx: &mut Effects<Self>) {
        let Call { from, view, previous, operations, settled } = call;
        if self.refuses(node, from, view, fx) {
            return;
        }
        let memory = &mut node.memory;
        // Lab 2B: a backup without the state cannot apply operations.
        if memory.state.holds < view {
            fx.note(Note::NoStateYet(from, view));
            return;
        }
        if view == memory.state.view.number && !matches!(memory.role, Role::Backup) {
            // Only without one of the rules: a view has one primary and one backup.
            fx.note(Note::NotBackup(from, view));
            return;
        }
        let last = memory.state.log.last_index();
        if previous > last {
            fx.note(Note::OperationsMissing(from, previous, last));
            fx.send(from, Message::Forwarded { view, has: last });
            return;
        }
        let has = LogIndex(previous.0 + operations.len() as u64);
        // The log of a view only grows, so what the backup has already is the same.
        for operation in operations.into_iter().skip((last.0 - previous.0) as usize) {
            memory.apply(operation);
        }
        if has > last {
            fx.note(Note::OperationsTaken(from, last.next(), has));
        } else {
            fx.note(Note::OperationsKnown(from, has));
        }
        memory.settled = memory.settled.max(settled.min(has));
        self.persist(node, fx);
        fx.send(from, Message::Forwarded { view, has });
    }

    /// The backup vouches for operations.
    pub(super) fn on_forwarded(
        &self,
        node: &mut Node<Self>,
        from: NodeId,
        view: ViewNumber,
        has: LogIndex,
        fx: &mut Effects<Self>,
    ) {
        let (known, last) = (node.memory.state.view.number, node.memory.state.log.last_index());
        let backup = match &mut node.memory.role {
            Role::Primary { backup: Some(backup), .. } if backup.node == from && view == known => {
                backup
            }
            Role::Primary { .. } | Role::ViewService { .. } | Role::Backup | Role::Spare => {
                fx.note(Note::AnswerIgnored(from, view));
                return;
            }
        };
        // Only without one of the rules can a backup have more than its primary.
        let has = has.min(last);
        match backup.has {
            None => {
                backup.has = Some(has);
                fx.note(Note::StateArrived(from, has));
                if has < last {
                    self.send_missing(node, fx);
                }
                if self.follows(Rule::TransferFirst) {
                    self.acknowledge(node, fx);
                }
            }
            Some(before) if has > before => {
                backup.has = Some(has);
                fx.note(Note::BackupHas(from, has));
            }
            Some(_) => fx.note(Note::AnswerIgnored(from, view)),
        }
        self.settle(node, fx);
    }

    /// A primary counts its own copy of an operation once its disk has it.
    pub(super) fn count_own_copy(
        &self,
        node: &mut Node<Self>,
        on_disk: &Persistent,
        fx: &mut Effects<Self>,
    ) {
        if self.follows(Rule::SaveLog) {
            self.count_copy(node, &on_disk.log, fx);
        }
    }

    /// A primary counts all it has, since nothing of it waits for the disk.
    pub(super) fn count_all(&self, node: &mut Node<Self>, fx: &mut Effects<Self>) {
        let log = node.memory.state.log.clone();
        self.count_copy(node, &log, fx);
    }

    fn count_copy(&self, node: &mut Node<Self>, copy: &Log, fx: &mut Effects<Self>) {
        let agreed = node.memory.state.log.agreement(copy);
        let Role::Primary { saved, .. } = &mut node.memory.role else { return };
        if agreed > *saved {
            *saved = agreed;
            fx.note(Note::OwnCopySaved(agreed));
            self.settle(node, fx);
        }
    }

    /// A primary answers for operations that enough disks hold. Alsberg and Day; lab 2B: its own
    /// and its backup's, if it has one. Asynchronous: its own.
    pub(super) fn settle(&self, node: &mut Node<Self>, fx: &mut Effects<Self>) {
        let memory = &mut node.memory;
        let Role::Primary { backup, saved } = &memory.role else { return };
        let index = match (self.mode, backup) {
            (Mode::Synchronous, Some(backup)) if self.follows(Rule::ReplyAfterBackup) => {
                backup.has.unwrap_or_default().min(*saved)
            }
            (Mode::Synchronous | Mode::Asynchronous, Some(_) | None) => *saved,
        };
        if index <= memory.settled {
            return;
        }
        let first = memory.settled.next();
        memory.settled = index;
        fx.note(Note::Settled(first, index));
        for place in (first.0..=index.0).map(LogIndex) {
            let asked = memory.waiting.remove(&place);
            let operation = memory.state.log.get(place);
            let outcome = operation.and_then(|known| memory.store.answered(&known.request));
            if let Some(((client, number), outcome)) = asked.zip(outcome) {
                fx.reply(client, number, Reply::Done(outcome.clone()));
            }
        }
    }
}
