//! Snapshots of the state machine, which take the place of the log's beginning: section 7.

use super::Raft;
use super::log::{Base, Log};
use super::note::Note;
use super::rules::Rule;
use super::sessions::{Open, Sessions};
use super::state::{Content, Entry, LogIndex, Memory, Persistent};
use machine::{Effects, Micros, Node, NodeId, Record, Session, Store};
use std::sync::Arc;

/// What applying all entries up to one has led to.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Snapshot {
    /// The last entry that is in it, and the configuration then.
    pub base: Base,
    /// The store after it, with what it remembers of clients (section 8).
    pub store: Store,
    /// The clients' sessions after it (dissertation, 6.3).
    pub sessions: Sessions,
}

/// A piece of a snapshot: a chunk holds some of them.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Piece {
    /// Of the store.
    Store(Record),
    /// The time of the sessions.
    Clock(Micros),
    /// A session.
    Session(Session, Open),
}

impl Piece {
    /// How many bytes it takes.
    #[must_use]
    pub fn size(&self) -> u64 {
        match self {
            Piece::Store(record) => record.size(),
            Piece::Clock(_) => 8,
            Piece::Session(_, open) => {
                25 + open.last.as_ref().map_or(0, |(_, outcome)| 8 + outcome.size())
            }
        }
    }
}

impl Snapshot {
    /// Everything in it, always in the same order.
    pub(super) fn pieces(&self) -> impl Iterator<Item = Piece> {
        let Sessions { clock, open } = &self.sessions;
        let clock = (clock.0 > 0).then_some(Piece::Clock(*clock));
        let sessions = open.iter().map(|(session, open)| Piece::Session(*session, open.clone()));
        self.store.records().map(Piece::Store).chain(clock).chain(sessions)
    }

    /// A snapshot put together from its pieces.
    pub(super) fn of(base: Base, pieces: Vec<Piece>) -> Self {
        let (mut records, mut sessions) = (Vec::new(), Sessions::default());
        for piece in pieces {
            match piece {
                Piece::Store(record) => records.push(record),
                Piece::Clock(clock) => sessions.clock = clock,
                Piece::Session(session, open) => {
                    sessions.open.insert(session, open);
                }
            }
        }
        Snapshot { base, store: records.into_iter().collect(), sessions }
    }
}

/// When servers take snapshots by themselves: 0 is never.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) struct Compaction {
    /// After so many entries.
    pub(super) entries: u64,
    /// After so many bytes of entries.
    pub(super) bytes: u64,
}

impl Entry {
    /// How many bytes it takes in a log.
    fn size(&self) -> u64 {
        8 + match &self.content {
            Content::NoOp => 0,
            Content::Request(request) => 12 + request.command.size(),
            Content::Configuration(_) => 8,
        }
    }
}

impl Memory {
    /// The last entry that is in a snapshot, whether the disk has that or not.
    pub(super) fn snapshot_index(&self) -> LogIndex {
        self.latest_snapshot().map_or(LogIndex(0), |snapshot| snapshot.base.index)
    }

    /// The last snapshot taken or received.
    pub(super) fn latest_snapshot(&self) -> Option<&Arc<Snapshot>> {
        self.unsaved_snapshot.as_ref().or(self.state.snapshot.as_ref())
    }
}

impl Raft {
    /// Section 7: each server takes a snapshot by itself when what it has applied of its log
    /// reaches a fixed size.
    pub(super) fn consider_snapshot(&self, node: &mut Node<Self>, fx: &mut Effects<Self>) {
        let (memory, every) = (&node.memory, self.compaction);
        let before = memory.snapshot_index();
        let count = memory.applied.0.saturating_sub(before.0);
        let is_long = every.entries > 0 && count >= every.entries;
        let is_large = || {
            let entries = memory.state.log.from(before.next());
            let applied = entries.take_while(|(index, _)| *index <= memory.applied);
            applied.map(|(_, entry)| entry.size()).sum::<u64>() >= every.bytes
        };
        if is_long || (every.bytes > 0 && count > 0 && is_large()) {
            self.take_snapshot(node, fx);
        }
    }

    /// A person wants a snapshot now.
    pub(super) fn compact(&self, node: &mut Node<Self>, _: &[NodeId], fx: &mut Effects<Self>) {
        if node.memory.applied > node.memory.snapshot_index() {
            self.take_snapshot(node, fx);
        } else {
            fx.note(Note::CompactIdle);
        }
    }

    fn take_snapshot(&self, node: &mut Node<Self>, fx: &mut Effects<Self>) {
        let index = node.memory.applied;
        // Only without one of the rules has a server applied what is not in its log.
        let Some(base) = node.memory.state.log.base_at(index) else {
            fx.note(Note::CompactIdle);
            return;
        };
        fx.note(Note::SnapshotTaken(index));
        let (store, sessions) = (node.memory.store.clone(), node.memory.sessions.clone());
        self.keep_snapshot(node, Arc::new(Snapshot { base, store, sessions }), fx);
    }

    /// Section 7: once a snapshot is written, the log up to it may be deleted. (Figure 13, step 5.)
    pub(super) fn keep_snapshot(
        &self,
        node: &mut Node<Self>,
        snapshot: Arc<Snapshot>,
        fx: &mut Effects<Self>,
    ) {
        if self.follows(Rule::SaveSnapshotFirst) {
            node.memory.state.snapshot = Some(snapshot);
        } else {
            self.use_snapshot(&mut node.memory, &snapshot, fx);
            node.memory.unsaved_snapshot = Some(snapshot);
        }
        self.persist(node, fx);
    }

    /// The disk has finished a save: what stands in its snapshot goes from the log.
    pub(super) fn tidy_up(
        &self,
        node: &mut Node<Self>,
        saved: &Persistent,
        fx: &mut Effects<Self>,
    ) {
        let memory = &mut node.memory;
        if let Some(snapshot) = &saved.snapshot
            && snapshot.base.index > memory.state.log.base().index
        {
            self.use_snapshot(memory, snapshot, fx);
        }
        // Without the rule: first the log is cut, and now the snapshot is saved.
        let is_cut = |snapshot: &mut Arc<Snapshot>| {
            saved.log.base().index >= snapshot.base.index || !self.follows(Rule::PersistLog)
        };
        if let Some(snapshot) = memory.unsaved_snapshot.take_if(is_cut) {
            memory.state.snapshot = Some(snapshot);
        }
        self.persist(node, fx);
    }

    /// The log begins after the snapshot from now on; and where the server has not applied so much
    /// itself, the snapshot is its state.
    fn use_snapshot(&self, memory: &mut Memory, snapshot: &Snapshot, fx: &mut Effects<Self>) {
        let base = snapshot.base;
        if base.index <= memory.applied {
            fx.note(Note::LogCompacted(base.index));
            memory.state.log.begin_after(base);
            return;
        }
        fx.note(Note::SnapshotInstalled(base.index));
        let before = self.latest(memory);
        self.begin_log_after(&mut memory.state.log, base, fx);
        // 8. Reset the state machine using the snapshot's contents, and the configuration, which is
        // that of the log's base.
        memory.store = snapshot.store.clone();
        memory.sessions = snapshot.sessions.clone();
        memory.applied = base.index;
        memory.commit = memory.commit.max(base.index);
        self.compare_configuration(before, memory, fx);
    }

    /// Figure 13, `InstallSnapshot`, receiver, steps 6 and 7: what becomes of the log.
    fn begin_log_after(&self, log: &mut Log, base: Base, fx: &mut Effects<Self>) {
        let is_prefix = log.term_at(base.index) == Some(base.term);
        let last = log.last_index();
        let keeps = if is_prefix {
            self.follows(Rule::KeepFollowing)
        } else {
            !self.follows(Rule::DiscardLog)
        };
        if keeps {
            // 6. If an entry has the index and term of the last included one, retain what follows.
            log.begin_after(base);
            if last > base.index {
                fx.note(Note::LogKept(base.index.next(), last));
            }
        } else {
            // 7. Discard the entire log.
            *log = Log::after(base);
            fx.note(Note::LogDiscarded(last));
        }
    }

    /// A server starts: its state is that of its snapshot. If it crashed before its log was cut, it
    /// is now.
    pub(super) fn restore(&self, memory: &mut Memory, fx: &mut Effects<Self>) {
        if let Some(snapshot) = memory.state.snapshot.clone() {
            let base = snapshot.base;
            fx.note(Note::Restored(base.index));
            memory.store = snapshot.store.clone();
            memory.sessions = snapshot.sessions.clone();
            memory.applied = base.index;
            if base.index > memory.state.log.base().index {
                self.begin_log_after(&mut memory.state.log, base, fx);
            }
        }
        // Only without the rule that saves the snapshot first can the log begin later than it ends.
        memory.applied = memory.applied.max(memory.state.log.base().index);
        memory.commit = memory.applied;
    }
}
