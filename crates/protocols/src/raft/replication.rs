//! Replication of the log: section 5.3.

use super::message::{Appended, Message, Round};
use super::note::Note;
use super::rules::Rule;
use super::state::{Entry, LogIndex, Memory, Role, Term};
use super::{Raft, Saving, Timer};
use machine::{Effects, Node, NodeId};

/// An `AppendEntries` that has arrived.
pub(super) struct Call {
    pub(super) from: NodeId,
    pub(super) term: Term,
    pub(super) previous_index: LogIndex,
    pub(super) previous_term: Term,
    pub(super) entries: Vec<Entry>,
    pub(super) commit: LogIndex,
    pub(super) round: Round,
}

/// What taking the entries of a call did to the log.
enum Taken {
    Nothing,
    Entries(LogIndex, LogIndex),
}

impl Raft {
    /// A leader appends an entry to its own log and sends it out.
    pub(super) fn append(&self, node: &mut Node<Self>, entry: Entry, fx: &mut Effects<Self>) {
        node.memory.state.log.push(entry);
        let saving = self.persist(node, fx);
        self.send_to_all(node, fx);
        if saving == Saving::Nothing || !self.follows(Rule::OwnCopySaved) {
            let log = node.memory.state.log.clone();
            self.count_copy(node, &log, fx);
        }
    }

    /// Figure 2, leaders: a heartbeat in idle times. It starts behind what each follower has
    /// acknowledged, so what was lost is sent again.
    pub(super) fn send_heartbeats(&self, node: &mut Node<Self>, fx: &mut Effects<Self>) {
        let Role::Leader { next, matched } = &mut node.memory.role else {
            fx.note(Note::HeartbeatIdle);
            return;
        };
        for (next, matched) in next.iter_mut().zip(matched) {
            if matched.0 > 0 {
                *next = matched.next();
            }
        }
        fx.note(Note::HeartbeatsSent);
        self.begin_beat(node, fx);
        fx.set_timer(Timer::Heartbeat, self.heartbeat);
        self.send_to_all(node, fx);
    }

    pub(super) fn send_to_all(&self, node: &mut Node<Self>, fx: &mut Effects<Self>) {
        for other in self.peers(node).iter() {
            self.send_entries(&mut node.memory, other, fx);
        }
    }

    /// Sends a follower the entries from `nextIndex` on, a batch of them at most.
    pub(super) fn send_entries(&self, memory: &mut Memory, to: NodeId, fx: &mut Effects<Self>) {
        let Role::Leader { next, .. } = &mut memory.role else { return };
        let next = &mut next[to.index()];
        let log = &memory.state.log;
        let previous_index = next.previous().min(log.last_index());
        // Section 7: what is not in the log any more is in the snapshot.
        if previous_index < log.base().index {
            self.send_chunk(memory, to, fx);
            return;
        }
        let entries = log.slice(previous_index.next(), self.batch);
        *next = LogIndex(previous_index.0 + entries.len() as u64).next();
        let previous_term = log.term_at(previous_index).unwrap_or_default();
        let (term, commit) = (memory.state.term, memory.commit);
        let round = memory.contact.sent;
        let call =
            Message::AppendEntries { term, previous_index, previous_term, entries, commit, round };
        self.send_as_leader(to, call, fx);
    }

    /// Dissertation, 10.2.1: what the leader writes, its followers may write at the same time.
    pub(super) fn send_as_leader(&self, to: NodeId, call: Message, fx: &mut Effects<Self>) {
        if self.parallel_writes {
            fx.send_at_once(to, call);
        } else {
            fx.send(to, call);
        }
    }

    /// Figure 2, `AppendEntries`, receiver: the rules in their order.
    pub(super) fn on_append_entries(
        &self,
        node: &mut Node<Self>,
        call: Call,
        fx: &mut Effects<Self>,
    ) {
        let (from, round, current) = (call.from, call.round, node.memory.state.term);
        // 1. Refuse if term < currentTerm (5.1).
        if call.term < current && self.follows(Rule::RefuseStaleTerm) {
            fx.note(Note::EntriesRefusedStale(from, call.term, current));
            self.answer(node, from, Appended::Stale, round, fx);
            return;
        }
        if matches!(node.memory.role, Role::Leader { .. }) {
            // Only without one of the rules: a term has one leader.
            fx.note(Note::RivalIgnored(from, call.term));
            return;
        }
        self.hear_leader(node, from, fx);
        // 2. Refuse if the log has no entry at prevLogIndex with prevLogTerm (5.3).
        if let Some(conflict) = self.conflict(&node.memory, &call, fx) {
            self.answer(node, from, conflict, round, fx);
            return;
        }
        let before = self.latest(&node.memory);
        let last_new = LogIndex(call.previous_index.0 + call.entries.len() as u64);
        let commit = call.commit.min(last_new);
        let is_heartbeat = call.entries.is_empty();
        match self.take_entries(node, call, fx) {
            Taken::Entries(first, last) => fx.note(Note::EntriesTaken(from, first, last)),
            Taken::Nothing if is_heartbeat => fx.note(Note::HeartbeatTaken(from)),
            Taken::Nothing => fx.note(Note::EntriesKnown(from, last_new)),
        }
        self.persist(node, fx);
        // 5. commitIndex = min(leaderCommit, index of the last new entry).
        if commit > node.memory.commit {
            node.memory.commit = commit;
            fx.note(Note::CommitLearnt(commit));
            self.apply(node, fx);
        }
        self.compare_configuration(before, &node.memory, fx);
        self.answer(node, from, Appended::Matched(last_new), round, fx);
    }

    /// The leader of the term lives: a candidate gives way, a follower waits anew (5.2).
    pub(super) fn hear_leader(&self, node: &mut Node<Self>, from: NodeId, fx: &mut Effects<Self>) {
        if matches!(node.memory.role, Role::Candidate { .. } | Role::PreCandidate { .. }) {
            fx.note(Note::Conceded(from, node.memory.state.term));
            // A candidate's own vote elects nobody any more. A pre-candidate may have voted for
            // another server of this term, which is why that too is kept.
            if !self.follows(Rule::KeepVote) {
                node.memory.state.vote = None;
                self.persist(node, fx);
            }
        }
        self.become_follower(node, Some(from), fx);
        self.set_election_timer(fx);
        if self.pre_vote || self.check_quorum {
            self.count_contact(&mut node.memory, fx);
        }
    }

    /// Where the follower's log does not match the call, and what helps the leader to find out
    /// quickly where it does (5.3).
    fn conflict(&self, memory: &Memory, call: &Call, fx: &mut Effects<Self>) -> Option<Appended> {
        let (log, previous) = (&memory.state.log, call.previous_index);
        let found = log.term_at(previous);
        // What a snapshot has replaced was committed, so every leader has it.
        let is_replaced = previous < log.base().index;
        let matches = is_replaced || found == Some(call.previous_term);
        if matches || !self.follows(Rule::LogConsistencyCheck) {
            return None;
        }
        let first = match found {
            Some(term) => {
                let expected = call.previous_term;
                fx.note(Note::EntriesRefusedMismatch(call.from, previous, expected, term));
                log.first_of_term(previous)
            }
            None => {
                fx.note(Note::EntriesRefusedGap(call.from, previous, log.last_index()));
                log.last_index().next()
            }
        };
        Some(Appended::Conflict { term: found, first })
    }

    fn take_entries(&self, node: &mut Node<Self>, call: Call, fx: &mut Effects<Self>) -> Taken {
        let log = &mut node.memory.state.log;
        // Without the consistency check there may be a gap, which a log cannot hold.
        let mut index = call.previous_index.min(log.last_index());
        let mut taken = Taken::Nothing;
        for entry in call.entries {
            index = index.next();
            match log.term_at(index) {
                _ if index <= log.base().index => continue,
                Some(term) if term == entry.term => continue,
                Some(_) if !self.follows(Rule::OverwriteConflicts) => continue,
                // 3. An entry that conflicts with a new one is deleted with all that follow (5.3).
                Some(term) => {
                    fx.note(Note::Overwrote(index, log.last_index(), term));
                    log.truncate_from(index);
                }
                None => {}
            }
            // 4. Append any new entries not already in the log.
            log.push(entry);
            taken = match taken {
                Taken::Nothing => Taken::Entries(index, index),
                Taken::Entries(first, _) => Taken::Entries(first, index),
            };
        }
        taken
    }

    fn answer(
        &self,
        node: &Node<Self>,
        to: NodeId,
        result: Appended,
        round: Round,
        fx: &mut Effects<Self>,
    ) {
        let term = node.memory.state.term;
        fx.send(to, Message::AppendEntriesReply { term, result, round });
    }

    /// A follower answers.
    pub(super) fn on_append_reply(
        &self,
        node: &mut Node<Self>,
        from: NodeId,
        term: Term,
        result: Appended,
        round: Round,
        fx: &mut Effects<Self>,
    ) {
        if !self.expects_reply(node, from, term, fx) {
            return;
        }
        match result {
            Appended::Matched(index) => self.count_follower(node, from, index, fx),
            // A late refusal costs a message; one from a server that lost its disk must be heard.
            Appended::Conflict { term, first, .. } => self.back_up(node, from, term, first, fx),
            // It answers a call of an earlier term, and so a round of that term.
            Appended::Stale => {
                fx.note(Note::StaleTermAnswered(from));
                return;
            }
        }
        self.hear_follower(node, from, round, fx);
    }

    /// Whether a follower's answer is one to this leader, in this term.
    pub(super) fn expects_reply(
        &self,
        node: &Node<Self>,
        from: NodeId,
        term: Term,
        fx: &mut Effects<Self>,
    ) -> bool {
        let leads = matches!(node.memory.role, Role::Leader { .. });
        let expects = leads && term == node.memory.state.term;
        if !expects {
            fx.note(Note::ReplyIgnored(from));
        }
        expects
    }

    /// Figure 2, leaders: on success, update nextIndex and matchIndex (5.3).
    pub(super) fn count_follower(
        &self,
        node: &mut Node<Self>,
        from: NodeId,
        index: LogIndex,
        fx: &mut Effects<Self>,
    ) {
        let memory = &mut node.memory;
        let Role::Leader { matched, .. } = &mut memory.role else { return };
        let matched = &mut matched[from.index()];
        if memory.sending.get(&from).is_some_and(|sent| sent.snapshot.base.index <= index) {
            memory.sending.remove(&from);
        }
        if index > *matched {
            *matched = index;
            fx.note(Note::Matched(from, index));
            self.catch_up(node, from, fx);
            self.advance_commit(node, fx);
            self.follow_catch_up(node, fx);
        } else {
            fx.note(Note::ReplyIgnored(from));
        }
        self.hand_over(node, from, fx);
    }

    /// A follower that has taken a batch gets the next one at once, if there is more.
    fn catch_up(&self, node: &mut Node<Self>, to: NodeId, fx: &mut Effects<Self>) {
        let last = node.memory.state.log.last_index();
        let Role::Leader { next, matched } = &mut node.memory.role else { return };
        let (next, matched) = (&mut next[to.index()], matched[to.index()]);
        *next = (*next).max(matched.next());
        if *next <= last {
            self.send_entries(&mut node.memory, to, fx);
        }
    }

    /// Figure 2, leaders: on refusal, decrement nextIndex and try again; section 5.3: by a whole
    /// term at a time.
    fn back_up(
        &self,
        node: &mut Node<Self>,
        to: NodeId,
        term: Option<Term>,
        first: LogIndex,
        fx: &mut Effects<Self>,
    ) {
        let ours = term.and_then(|term| node.memory.state.log.last_of_term(term));
        let try_from = ours.map_or(first, LogIndex::next);
        let Role::Leader { next, .. } = &mut node.memory.role else { return };
        next[to.index()] = try_from;
        fx.note(Note::BackedUp(to, next[to.index()]));
        self.send_entries(&mut node.memory, to, fx);
    }
}
