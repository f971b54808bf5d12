//! What every server does: it keeps what must persist, takes later terms, and waits for a leader.

use super::contact::Contact;
use super::note::Note;
use super::rules::Rule;
use super::state::{Role, Term};
use super::{Raft, Timer};
use machine::{Effects, Node, NodeId, Span};

/// Whether a change asked the disk for a save.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Saving {
    /// It did: [`machine::Protocol::on_saved`] will follow.
    Asked,
    /// There was nothing to save, or the rule that demands it is off.
    Nothing,
}

impl Raft {
    /// Figure 2, state: what must persist is on disk before any answer. Call this after changing
    /// `memory.state` and before sending what depends on it.
    pub(super) fn persist(&self, node: &mut Node<Self>, fx: &mut Effects<Self>) -> Saving {
        let (disk, state) = (&mut node.disk, &node.memory.state);
        let before = disk.clone();
        if self.follows(Rule::PersistTerm) {
            disk.term = state.term;
        }
        if self.follows(Rule::PersistVote) {
            disk.vote = state.vote;
        }
        if self.follows(Rule::PersistLog) {
            disk.log = state.log.clone();
        }
        disk.snapshot.clone_from(&state.snapshot);
        if *disk == before {
            return Saving::Nothing;
        }
        fx.save();
        Saving::Asked
    }

    /// Figure 2, all servers: a message of a higher term makes it the current term, and makes its
    /// receiver a follower.
    pub(super) fn see_term(
        &self,
        node: &mut Node<Self>,
        from: NodeId,
        term: Term,
        fx: &mut Effects<Self>,
    ) {
        if term <= node.memory.state.term {
            return;
        }
        node.memory.state.term = term;
        node.memory.state.vote = None;
        let was_follower = matches!(node.memory.role, Role::Follower { .. });
        if was_follower || self.follows(Rule::StepDown) {
            self.become_follower(node, None, fx);
            let note = if was_follower {
                Note::TermSeen(from, term)
            } else {
                Note::SteppedDown(from, term)
            };
            fx.note(note);
        } else {
            fx.note(Note::TermSeen(from, term));
        }
        self.persist(node, fx);
    }

    pub(super) fn become_follower(
        &self,
        node: &mut Node<Self>,
        leader: Option<NodeId>,
        fx: &mut Effects<Self>,
    ) {
        if matches!(node.memory.role, Role::Leader { .. }) {
            for timer in [Timer::Heartbeat, Timer::Quorum, Timer::Lease, Timer::Transfer] {
                fx.cancel_timer(timer);
            }
            node.memory.contact = Contact::default();
            node.memory.sending.clear();
            self.forget_catch_up(node, fx);
            self.set_election_timer(fx);
        }
        node.memory.waiting.clear();
        node.memory.role = Role::Follower { leader };
    }

    /// Section 5.2: timeouts are drawn from a range, so that votes seldom split.
    pub(super) fn set_election_timer(&self, fx: &mut Effects<Self>) {
        let span = if self.follows(Rule::RandomisedTimeouts) {
            self.election
        } else {
            Span::exactly(self.election.min)
        };
        fx.set_timer(Timer::Election, span);
    }
}
