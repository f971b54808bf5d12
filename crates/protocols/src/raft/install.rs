//! `InstallSnapshot`: a leader sends its snapshot, in chunks, to a follower that needs entries that
//! the leader's log does not hold any more (section 7, figure 13).
//!
//! A chunk holds whole pieces of the state; its offset counts the bytes of those before it.

use super::Raft;
use super::log::Base;
use super::message::{Installed, Message, Round};
use super::note::Note;
use super::rules::Rule;
use super::snapshot::{Piece, Snapshot};
use super::state::{LogIndex, Memory, Role, Term};
use machine::{Effects, Node, NodeId};
use std::sync::Arc;

/// A snapshot on its way to a follower.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Sending {
    /// The snapshot, also when the leader has taken a later one since.
    pub snapshot: Arc<Snapshot>,
    /// How many bytes the follower has.
    pub offset: u64,
}

/// A snapshot of which not every chunk has come yet.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Receiving {
    /// The last entry that is in it.
    pub base: Base,
    /// What has come, without a gap from the first byte on.
    pub pieces: Vec<Piece>,
}

impl Receiving {
    /// How many bytes have come.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.pieces.iter().map(Piece::size).sum()
    }
}

/// An `InstallSnapshot` that has arrived.
pub(super) struct Chunk {
    pub(super) from: NodeId,
    pub(super) term: Term,
    pub(super) base: Base,
    pub(super) offset: u64,
    pub(super) pieces: Vec<Piece>,
    pub(super) done: bool,
    pub(super) round: Round,
}

impl Raft {
    /// Sends a follower the next chunk of the snapshot that it is being sent, or else the first of
    /// the latest one. Sent again with each heartbeat until it is answered.
    pub(super) fn send_chunk(&self, memory: &mut Memory, to: NodeId, fx: &mut Effects<Self>) {
        if !memory.sending.contains_key(&to) {
            let begin = memory.state.log.base().index;
            let latest = memory.latest_snapshot().filter(|latest| latest.base.index >= begin);
            let Some(snapshot) = latest.cloned() else {
                // Only without the rule that saves the snapshot first.
                fx.note(Note::SnapshotMissing(to, begin));
                return;
            };
            memory.sending.insert(to, Sending { snapshot, offset: 0 });
        }
        let Sending { snapshot, offset } = &memory.sending[&to];
        let (base, offset) = (snapshot.base, *offset);
        let (mut place, mut end, mut done) = (0, offset, true);
        let mut pieces = Vec::new();
        for piece in snapshot.pieces() {
            let size = piece.size();
            if place >= offset {
                done = pieces.is_empty() || end + size - offset <= self.snapshot_chunk;
                if !done {
                    break;
                }
                end += size;
                pieces.push(piece);
            }
            place += size;
        }
        fx.note(Note::ChunkSent(to, base.index, (offset, end)));
        let (term, round) = (memory.state.term, memory.contact.sent);
        let chunk = Message::InstallSnapshot { term, base, offset, pieces, done, round };
        self.send_as_leader(to, chunk, fx);
    }

    /// A person wants the leader to send its snapshot, whether it is needed or not.
    pub(super) fn order_snapshot(
        &self,
        node: &mut Node<Self>,
        named: &[NodeId],
        fx: &mut Effects<Self>,
    ) {
        let (me, memory) = (node.id, &mut node.memory);
        let target = named.iter().copied().find(|target| *target != me);
        let leads = matches!(memory.role, Role::Leader { .. });
        match (target, memory.latest_snapshot()) {
            (Some(to), Some(_)) if leads => {
                memory.sending.remove(&to);
                self.send_chunk(memory, to, fx);
            }
            (Some(_) | None, Some(_) | None) => fx.note(Note::SendingIdle),
        }
    }

    /// Figure 13, `InstallSnapshot`, receiver: the rules in their order.
    pub(super) fn on_install_snapshot(
        &self,
        node: &mut Node<Self>,
        chunk: Chunk,
        fx: &mut Effects<Self>,
    ) {
        let (from, base, round) = (chunk.from, chunk.base, chunk.round);
        let current = node.memory.state.term;
        // 1. Refuse if term < currentTerm.
        if chunk.term < current && self.follows(Rule::RefuseStaleTerm) {
            fx.note(Note::SnapshotRefusedStale(from, chunk.term, current));
            self.answer_chunk(node, from, base.index, Installed::Stale, round, fx);
            return;
        }
        if matches!(node.memory.role, Role::Leader { .. }) {
            // Only without one of the rules: a term has one leader.
            fx.note(Note::RivalIgnored(from, chunk.term));
            return;
        }
        self.hear_leader(node, from, fx);
        let memory = &mut node.memory;
        // Section 7: a snapshot of a prefix of its log (sent again, or by mistake) tells nothing.
        if base.index <= memory.commit.max(memory.snapshot_index()) {
            memory.receiving = None;
            fx.note(Note::SnapshotKnown(from, base.index));
            self.answer_chunk(node, from, base.index, Installed::Whole, round, fx);
            return;
        }
        // 2. Create a new snapshot file if this is the first chunk; step 5 discards the other one.
        let mut receiving = memory.receiving.take();
        let is_other = |receiving: &Receiving| receiving.base != base;
        if chunk.offset == 0 && receiving.as_ref().is_none_or(is_other) {
            receiving = Some(Receiving { base, pieces: Vec::new() });
        }
        // 3. Write the data at the given offset: without a gap, and nothing twice.
        let held = match &receiving {
            Some(receiving) if receiving.base == base => receiving.bytes(),
            Some(_) | None => 0,
        };
        if chunk.offset != held && self.follows(Rule::ChunkOffset) {
            memory.receiving = receiving;
            fx.note(Note::ChunkMisplaced(from, base.index, (chunk.offset, held)));
            self.answer_chunk(node, from, base.index, Installed::Upto(held), round, fx);
            return;
        }
        let mut receiving = receiving.unwrap_or(Receiving { base, pieces: Vec::new() });
        receiving.base = base;
        receiving.pieces.extend(chunk.pieces);
        let held = receiving.bytes();
        // 4. Reply and wait for more chunks if done is false.
        if !chunk.done {
            memory.receiving = Some(receiving);
            fx.note(Note::ChunkTaken(from, base.index, held));
            self.answer_chunk(node, from, base.index, Installed::Upto(held), round, fx);
            return;
        }
        // 5. Save the snapshot file.
        fx.note(Note::SnapshotReceived(from, base.index));
        let snapshot = Snapshot::of(base, receiving.pieces);
        self.keep_snapshot(node, Arc::new(snapshot), fx);
        self.answer_chunk(node, from, base.index, Installed::Whole, round, fx);
    }

    fn answer_chunk(
        &self,
        node: &Node<Self>,
        to: NodeId,
        index: LogIndex,
        result: Installed,
        round: Round,
        fx: &mut Effects<Self>,
    ) {
        let term = node.memory.state.term;
        fx.send(to, Message::InstallSnapshotReply { term, index, result, round });
    }

    /// A follower answers a chunk.
    pub(super) fn on_install_reply(
        &self,
        node: &mut Node<Self>,
        from: NodeId,
        (index, round): (LogIndex, Round),
        result: Installed,
        fx: &mut Effects<Self>,
    ) {
        let sending = node.memory.sending.get_mut(&from);
        let sending = sending.filter(|sending| sending.snapshot.base.index == index);
        match (result, sending) {
            (Installed::Whole, _) => self.count_follower(node, from, index, fx),
            (Installed::Upto(held), Some(sending)) if held > sending.offset => {
                sending.offset = held;
                self.send_chunk(&mut node.memory, from, fx);
            }
            // It has lost what it had: the next heartbeat begins there.
            (Installed::Upto(held), Some(sending)) if held < sending.offset => {
                sending.offset = held;
                fx.note(Note::ChunksLost(from, index, held));
            }
            (Installed::Upto(_), Some(_) | None) => fx.note(Note::ReplyIgnored(from)),
            // It answers a call of an earlier term, and so a round of that term.
            (Installed::Stale, _) => {
                fx.note(Note::StaleTermAnswered(from));
                return;
            }
        }
        self.hear_follower(node, from, round, fx);
    }
}
