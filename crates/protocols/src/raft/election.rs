//! Elections: sections 5.2 and 5.4.1; pre-votes: the dissertation, 9.6.

use super::message::{Ask, Message, Vote};
use super::note::Note;
use super::rules::Rule;
use super::state::{Content, Entry, LogIndex, Persistent, Role, Term};
use super::{Raft, Saving, Timer};
use machine::{Effects, Node, NodeId, NodeSet};

impl Raft {
    /// Dissertation, 9.6: a server whose election timer has run out asks first whether a majority
    /// would vote for it, and stays in its term.
    pub(super) fn start_pre_vote(&self, node: &mut Node<Self>, fx: &mut Effects<Self>) {
        node.memory.role = Role::PreCandidate { votes: Vec::new() };
        let term = node.memory.state.term.next();
        fx.note(Note::PreVoteStarted(term));
        self.set_election_timer(fx);
        self.ask_all(node, term, Ask::PreVote, fx);
        self.count_vote(node, node.id, fx);
    }

    fn ask_all(&self, node: &Node<Self>, term: Term, ask: Ask, fx: &mut Effects<Self>) {
        let log = &node.memory.state.log;
        let (last_index, last_term) = (log.last_index(), log.last_term());
        let voters = self.configuration(&node.memory).all_voters().without(node.id);
        for other in voters.iter() {
            fx.send(other, Message::RequestVote { term, ask, last_index, last_term });
        }
    }

    /// Figure 2, candidates: on conversion, increment `currentTerm`, vote for oneself, reset the
    /// election timer, and send `RequestVote` to all other servers.
    pub(super) fn start_election(&self, node: &mut Node<Self>, ask: Ask, fx: &mut Effects<Self>) {
        let me = node.id;
        let memory = &mut node.memory;
        memory.state.term = memory.state.term.next();
        memory.state.vote = Some(me);
        memory.waiting.clear();
        memory.role = Role::Candidate { votes: Vec::new() };
        let term = memory.state.term;
        self.set_election_timer(fx);
        let saving = self.persist(node, fx);
        self.ask_all(node, term, ask, fx);
        if saving == Saving::Nothing {
            self.count_vote(node, me, fx);
        }
    }

    /// A candidate counts its own vote once its disk has it.
    pub(super) fn count_own_vote(
        &self,
        node: &mut Node<Self>,
        saved: &Persistent,
        fx: &mut Effects<Self>,
    ) {
        let me = node.id;
        let term_is_saved =
            saved.term == node.memory.state.term || !self.follows(Rule::PersistTerm);
        let vote_is_saved = saved.vote == Some(me) || !self.follows(Rule::PersistVote);
        if term_is_saved && vote_is_saved {
            self.count_vote(node, me, fx);
        }
    }

    /// Figure 2, `RequestVote`, receiver: the rules in their order.
    pub(super) fn on_request_vote(
        &self,
        node: &mut Node<Self>,
        from: NodeId,
        (term, ask): (Term, Ask),
        candidate: (Term, LogIndex),
        fx: &mut Effects<Self>,
    ) {
        let state = &node.memory.state;
        let own = (state.log.last_term(), state.log.last_index());
        let voted = state.vote.filter(|voted| *voted != from && term == state.term);
        // 1. Refuse if term < currentTerm (5.1).
        let refusal = if term < state.term {
            Some(Note::VoteRefusedStale(from, term, state.term))
        // 2. Refuse if votedFor is another candidate (5.2) ...
        } else if let Some(voted) = voted.filter(|_| self.follows(Rule::OneVotePerTerm)) {
            Some(Note::VoteRefusedTaken(from, voted, term))
        // ... or if the candidate's log is not at least as up-to-date as the receiver's: the later
        // last term is newer; with the same last term, the longer log is (5.4.1).
        } else if candidate < own && self.follows(Rule::ElectionRestriction) {
            Some(Note::VoteRefusedOlderLog(from, candidate, own))
        } else {
            None
        };
        let vote = if let Some(note) = refusal {
            fx.note(note);
            Vote::Refused
        } else if ask == Ask::PreVote {
            fx.note(Note::PreVoteGranted(from, term));
            let vote = Vote::Granted;
            fx.send(from, Message::RequestVoteReply { term, ask, vote });
            return;
        } else {
            node.memory.state.vote = Some(from);
            self.persist(node, fx);
            // 5.2: a follower that has just voted gives its candidate time to win.
            if !matches!(node.memory.role, Role::Leader { .. }) {
                self.set_election_timer(fx);
            }
            fx.note(Note::VoteGranted(from, term));
            Vote::Granted
        };
        let term = node.memory.state.term;
        fx.send(from, Message::RequestVoteReply { term, ask, vote });
    }

    /// A vote comes in.
    pub(super) fn on_vote_reply(
        &self,
        node: &mut Node<Self>,
        from: NodeId,
        (term, ask): (Term, Ask),
        vote: Vote,
        fx: &mut Effects<Self>,
    ) {
        let current = node.memory.state.term;
        let is_pre_vote = ask == Ask::PreVote;
        let votes = match &node.memory.role {
            Role::Candidate { votes } if !is_pre_vote && term == current => votes,
            // A refusal carries the voter's own term.
            Role::PreCandidate { votes }
                if is_pre_vote && (term == current.next() || vote == Vote::Refused) =>
            {
                votes
            }
            Role::Candidate { .. }
            | Role::PreCandidate { .. }
            | Role::Follower { .. }
            | Role::Leader { .. } => {
                fx.note(Note::VoteReplyIgnored(from, term));
                return;
            }
        };
        match vote {
            Vote::Granted if votes.contains(&from) => fx.note(Note::VoteRepeated(from)),
            Vote::Granted => self.count_vote(node, from, fx),
            Vote::Refused => fx.note(Note::VoteDenied(from)),
        }
    }

    fn count_vote(&self, node: &mut Node<Self>, from: NodeId, fx: &mut Effects<Self>) {
        let is_pre_vote = matches!(node.memory.role, Role::PreCandidate { .. });
        let configuration = self.configuration(&node.memory);
        let counting = self.counting_votes(node.id);
        // Dissertation, 4.2.2: its own vote counts only if it is a member.
        if !configuration.all_voters().or(counting.strangers).contains(from) {
            return;
        }
        let (Role::Candidate { votes } | Role::PreCandidate { votes }) = &mut node.memory.role
        else {
            return;
        };
        let Err(place) = votes.binary_search(&from) else { return };
        votes.insert(place, from);
        let all: NodeSet = votes.iter().copied().collect();
        let count = votes.len() as u8;
        let tally = |half: NodeSet| (all.and(half).len(), self.votes_needed(half));
        let (old, new) = (configuration.outgoing, configuration.voters);
        fx.note(match (configuration.is_joint(), is_pre_vote) {
            (false, true) => Note::PreVoteCounted(from, count, self.votes_needed(new)),
            (false, false) => Note::VoteCounted(from, count, self.votes_needed(new)),
            (true, _) => Note::VoteCountedTwice(from, tally(old), tally(new)),
        });
        // Figure 2, candidates: votes from a majority make it leader (5.2).
        if !configuration.is_quorum(all, counting) {
            return;
        }
        if is_pre_vote {
            fx.note(Note::ElectionStarted(node.memory.state.term.next()));
            self.start_election(node, Ask::Vote, fx);
        } else {
            self.become_leader(node, count, fx);
        }
    }

    /// Figure 2, leaders: on election, `nextIndex` is one past the last entry and `matchIndex` is 0
    /// for every server, and an `AppendEntries` goes to each; section 8: a no-op goes with it.
    fn become_leader(&self, node: &mut Node<Self>, votes: u8, fx: &mut Effects<Self>) {
        let state = &mut node.memory.state;
        let (term, servers) = (state.term, usize::from(self.nodes));
        node.memory.role = Role::Leader {
            next: vec![state.log.last_index().next(); servers],
            matched: vec![LogIndex(0); servers],
        };
        fx.note(Note::Elected(term, votes));
        fx.cancel_timer(Timer::Election);
        self.begin_contact(node, fx);
        fx.set_timer(Timer::Heartbeat, self.heartbeat);
        if self.follows(Rule::NoOp) {
            let index = node.memory.state.log.last_index().next();
            fx.note(Note::NoOpAppended(index, term));
            let time = self.stamp(fx);
            self.append(node, Entry { term, content: Content::NoOp, time }, fx);
        } else {
            let saved = node.disk.clone();
            self.send_to_all(node, fx);
            self.count_own_copy(node, &saved, fx);
        }
    }
}
