//! Committing and applying: sections 5.3, 5.4.2 and 8.

use super::Raft;
use super::log::Log;
use super::note::Note;
use super::rules::Rule;
use super::sessions::Done;
use super::state::{LogIndex, Persistent, Role};
use machine::{Effects, Node, Outcome, Reply};

impl Raft {
    /// A leader counts its own copy of an entry once its disk has it.
    pub(super) fn count_own_copy(
        &self,
        node: &mut Node<Self>,
        saved: &Persistent,
        fx: &mut Effects<Self>,
    ) {
        if self.follows(Rule::PersistLog) {
            self.count_copy(node, &saved.log, fx);
        }
    }

    /// A leader's own copy reaches as far as `copy` agrees with its log.
    pub(super) fn count_copy(&self, node: &mut Node<Self>, copy: &Log, fx: &mut Effects<Self>) {
        let saved = node.memory.state.log.agreement(copy);
        let Role::Leader { matched, .. } = &mut node.memory.role else { return };
        let own = &mut matched[node.id.index()];
        if saved > *own {
            *own = saved;
            fx.note(Note::OwnCopySaved(saved));
            self.advance_commit(node, fx);
        }
    }

    /// Figure 2, leaders: if there is an N > commitIndex such that a majority has
    /// matchIndex >= N, and log[N].term == currentTerm, set commitIndex = N (5.3, 5.4).
    pub(super) fn advance_commit(&self, node: &mut Node<Self>, fx: &mut Effects<Self>) {
        let memory = &mut node.memory;
        let Role::Leader { matched, .. } = &memory.role else { return };
        let configuration = self.configuration(memory);
        let reached = configuration.reached(matched, self.counting_copies(node.id));
        let Some(index) = reached.filter(|index| *index > memory.commit) else { return };
        let term = memory.state.log.term_at(index).unwrap_or_default();
        // 5.4.2: an entry of an earlier term is never committed by counting.
        if term != memory.state.term && self.follows(Rule::CurrentTermCommit) {
            fx.note(Note::NotCommitted(index, term, memory.state.term));
            return;
        }
        let mut copies = configuration.all_voters();
        for voter in copies.iter().filter(|voter| matched[voter.index()] < index) {
            copies = copies.without(voter);
        }
        memory.commit = index;
        fx.note(Note::Committed(index, copies.len()));
        self.apply(node, fx);
        self.go_on_changing(node, fx);
    }

    /// Figure 2, all servers: while commitIndex > lastApplied, apply the next entry (5.3); the
    /// leader answers the client that asked for it.
    pub(super) fn apply(&self, node: &mut Node<Self>, fx: &mut Effects<Self>) {
        let memory = &mut node.memory;
        while memory.applied < memory.commit {
            let index = memory.applied.next();
            // Only without one of the rules can a committed entry be missing.
            let Some(entry) = memory.state.log.get(index) else { return };
            memory.applied = index;
            // Dissertation, 6.3: by the time the leader gave the entry, not by one's own clock.
            let is_agreed = self.follows(Rule::AgreedExpiry) || self.limits.expiry.0 == 0;
            let time = if is_agreed { entry.time.0 } else { fx.clock() };
            for session in self.close_sessions(&mut memory.sessions, time) {
                fx.note(Note::SessionClosed(index, session));
            }
            let Some(request) = entry.content.request() else { continue };
            let (client, number) = (request.client, request.number);
            let session = request.session;
            let state = (&mut memory.store, &mut memory.sessions);
            let (done, closed) = self.execute(state, index, request);
            let (note, reply) = match done {
                Done::Now(outcome) => (Note::Applied(index, client, number), Reply::Done(outcome)),
                Done::Before(outcome) => {
                    (Note::DuplicateSkipped(index, client, number), Reply::Done(outcome))
                }
                Done::Registered(session) => {
                    (Note::SessionOpened(index, client), Reply::Registered(session))
                }
                Done::Expired => {
                    (Note::SessionOver(index, client, session), Reply::Done(Outcome::Expired))
                }
            };
            fx.note(note);
            if let Some(session) = closed {
                fx.note(Note::SessionClosed(index, session));
            }
            self.reply(memory, index, reply, fx);
        }
        self.consider_snapshot(node, fx);
        self.serve_reads(node, fx);
    }

    fn reply(
        &self,
        memory: &mut super::Memory,
        index: LogIndex,
        reply: Reply,
        fx: &mut Effects<Self>,
    ) {
        if let Some((client, number)) = memory.waiting.remove(&index) {
            fx.reply(client, number, reply);
        }
    }
}
