//! Committing and applying: sections 5.3, 5.4.2 and 8.

use super::Raft;
use super::log::Log;
use super::note::Note;
use super::rules::Rule;
use super::state::{LogIndex, Persistent, Role};
use machine::{Effects, Node, Outcome, Reply, Request, Store};

/// When a request was carried out.
pub(super) enum Done {
    /// Now.
    Now,
    /// Before, for the same request sent earlier.
    Before,
}

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
            let Some(request) = entry.content.request() else { continue };
            let (client, number) = (request.client, request.number);
            let (done, outcome) = self.execute(&mut memory.store, request);
            fx.note(match done {
                Done::Now => Note::Applied(index, client, number),
                Done::Before => Note::DuplicateSkipped(index, client, number),
            });
            self.reply(memory, index, outcome, fx);
        }
        self.consider_snapshot(node, fx);
        self.serve_reads(node, fx);
    }

    /// Carries out a request, unless that was done before.
    pub(super) fn execute(&self, store: &mut Store, request: &Request) -> (Done, Outcome) {
        // Section 8: the store knows what it has already done for each client.
        match store.answered(request) {
            Some(outcome) if self.follows(Rule::ClientDeduplication) => {
                (Done::Before, outcome.clone())
            }
            Some(_) | None => (Done::Now, store.apply(request)),
        }
    }

    fn reply(
        &self,
        memory: &mut super::Memory,
        index: LogIndex,
        outcome: Outcome,
        fx: &mut Effects<Self>,
    ) {
        if let Some((client, number)) = memory.waiting.remove(&index) {
            fx.reply(client, number, Reply::Done(outcome));
        }
    }
}
