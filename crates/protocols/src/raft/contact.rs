//! Who hears whom: check-quorum and leases, from the dissertation (4.2.3, 6.2, 6.4.1).
//!
//! A leader numbers its rounds of heartbeats, and every answer names its round. A round that a
//! majority has answered shows that it still led when it began that round.

use super::message::{Ask, Round};
use super::note::Note;
use super::reads::{Read, Reads};
use super::rules::Rule;
use super::state::{Memory, Role};
use super::{Raft, Timer};
use machine::{Effects, Node, NodeId, Span};

/// What a leader knows of who hears it. Rounds stay 0 unless an option needs them.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Contact {
    /// The round under way.
    pub sent: Round,
    /// The first round since the last heartbeat, and since the one before.
    pub beats: [Round; 2],
    /// The last round that each server has answered.
    pub acked: Vec<Round>,
    /// The last round that a majority has answered.
    pub confirmed: Round,
    /// Whether it holds a lease.
    pub lease: bool,
    /// The reads that wait.
    pub reads: Vec<Read>,
    /// Who should lead after it.
    pub transfer: Option<NodeId>,
    /// Whether it has told a server to stand at once, in this term: that server may be elected
    /// while others hear this leader.
    pub released: bool,
}

impl Raft {
    /// Whether a candidate is ignored, and why. Comes before its term is looked at.
    pub(super) fn ignores_candidate(
        &self,
        node: &Node<Self>,
        from: NodeId,
        ask: Ask,
        fx: &mut Effects<Self>,
    ) -> bool {
        let leader = match node.memory.role {
            Role::Leader { .. } => Some(node.id),
            Role::Follower { leader } if node.memory.hears => leader,
            Role::Candidate { .. } | Role::PreCandidate { .. } if node.memory.hears => None,
            Role::Follower { .. } | Role::Candidate { .. } | Role::PreCandidate { .. } => {
                return false;
            }
        };
        let is_asked_for = match ask {
            Ask::Vote => self.check_quorum,
            Ask::PreVote => true,
            // 3.10: the leader itself wants it so.
            Ask::Transfer => false,
        };
        // 4.2.3: a server that has heard a leader within the shortest election timeout neither
        // takes the candidate's term nor votes; unless the candidate was that leader.
        let ignores = is_asked_for && leader != Some(from) && self.follows(Rule::HeardLeader);
        if ignores {
            fx.note(Note::CandidateIgnored(from, leader));
        }
        ignores
    }

    /// The server has heard a leader: for the shortest election timeout it ignores candidates.
    pub(super) fn count_contact(&self, memory: &mut Memory, fx: &mut Effects<Self>) {
        memory.hears = true;
        fx.set_timer(Timer::Contact, Span::exactly(self.election.min));
    }

    /// A server is elected.
    pub(super) fn begin_contact(&self, node: &mut Node<Self>, fx: &mut Effects<Self>) {
        // Told to stand, it may still hear the leader before it; a leader hears none.
        if node.memory.hears {
            node.memory.hears = false;
            fx.cancel_timer(Timer::Contact);
        }
        if !self.check_quorum && self.reads < Reads::ReadIndex {
            return;
        }
        node.memory.contact.acked = vec![Round(0); usize::from(self.nodes)];
        if self.check_quorum {
            fx.set_timer(Timer::Quorum, self.election);
        }
        self.begin_beat(node, fx);
    }

    /// A new round begins, and this is a heartbeat.
    pub(super) fn begin_beat(&self, node: &mut Node<Self>, fx: &mut Effects<Self>) {
        self.begin_round(node, fx);
        let contact = &mut node.memory.contact;
        // One that comes late says nothing of when the one before it was.
        let is_late = fx.is_overdue(Timer::Heartbeat);
        let before = if is_late { contact.sent } else { contact.beats[0] };
        contact.beats = [contact.sent, before];
    }

    /// What is sent from now on belongs to a new round.
    pub(super) fn begin_round(&self, node: &mut Node<Self>, fx: &mut Effects<Self>) {
        let contact = &mut node.memory.contact;
        if !contact.acked.is_empty() {
            contact.sent.0 += 1;
            let sent = contact.sent;
            self.hear_follower(node, node.id, sent, fx);
        }
    }

    /// A server of this term has answered in this round.
    pub(super) fn hear_follower(
        &self,
        node: &mut Node<Self>,
        from: NodeId,
        round: Round,
        fx: &mut Effects<Self>,
    ) {
        let configuration = self.configuration(&node.memory);
        let contact = &mut node.memory.contact;
        let Some(acked) = contact.acked.get_mut(from.index()) else { return };
        *acked = (*acked).max(round);
        let reached = configuration.reached(&contact.acked, self.counting(node.id));
        let Some(reached) = reached.filter(|round| *round > contact.confirmed) else { return };
        contact.confirmed = reached;
        fx.note(Note::RoundConfirmed(reached.0));
        if self.check_quorum {
            fx.set_timer(Timer::Quorum, self.election);
        }
        self.extend_lease(node, fx);
        self.serve_reads(node, fx);
    }

    /// 6.4.1: nobody else is elected for an election timeout after the heartbeats were sent that a
    /// majority has answered.
    fn extend_lease(&self, node: &mut Node<Self>, fx: &mut Effects<Self>) {
        let contact = &mut node.memory.contact;
        let is_released = contact.released && self.follows(Rule::TransferEndsLease);
        if self.reads != Reads::Lease || is_released {
            return;
        }
        // How long ago that was at most. Without a clock: a heartbeat, or two.
        let beats = match () {
            () if !self.follows(Rule::LeaseFromSending) => 0,
            () if fx.is_overdue(Timer::Heartbeat) => return,
            () if contact.confirmed >= contact.beats[0] => 1,
            () if contact.confirmed >= contact.beats[1] => 2,
            () => return,
        };
        let left = self.lease.min.since(machine::Micros(self.heartbeat.max.0 * beats));
        contact.lease = left.0 > 0;
        fx.set_timer(Timer::Lease, Span::exactly(left));
    }

    /// 6.2: a leader that no majority has answered for an election timeout steps down.
    pub(super) fn lose_quorum(&self, node: &mut Node<Self>, fx: &mut Effects<Self>) {
        fx.note(Note::QuorumLost);
        if self.follows(Rule::QuorumContact) {
            self.become_follower(node, None, fx);
        } else {
            fx.set_timer(Timer::Quorum, self.election);
        }
    }
}
