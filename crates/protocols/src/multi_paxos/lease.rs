//! The master's lease (Paxos Made Live 5.2): while it lasts no other server can become leader, so
//! the leader's own store is up to date and answers reads by itself.
//!
//! A core reads no clock, so the time of a round runs in a timer that is set when the round is
//! first asked for. Rounds use two timers in turn: one for the round that is held, one for the
//! round that is asked for.

use super::message::Message;
use super::note::Note;
use super::rules::Rule;
use super::state::{Disk, Grant, Lease, Role};
use super::{MultiPaxos, Timer};
use machine::{Ballot, Effects, Micros, Node, NodeId, Span};

/// "The master maintains a shorter timeout for the lease than the replicas" (5.2), against clocks
/// that run apart: so many hundredths of it.
const MASTER_PERCENT: u64 = 75;

/// The timer of a round.
fn timer(round: u64) -> Timer {
    if round.is_multiple_of(2) { Timer::LeaseEven } else { Timer::LeaseOdd }
}

impl MultiPaxos {
    /// Whether leaders ask for leases.
    pub(super) fn has_leases(&self) -> bool {
        self.lease > Micros(0)
    }

    /// What an acceptor that starts has granted: it may have granted a lease to whomever it made
    /// a promise, and has forgotten. It waits as long as that lease could last.
    pub(super) fn grant_at_boot(&self, disk: &Disk, fx: &mut Effects<Self>) -> Option<Grant> {
        if !self.has_leases() || disk.promised.is_none() {
            return None;
        }
        fx.set_timer(Timer::Grant, Span::exactly(self.lease));
        Some(Grant::Forgotten)
    }

    /// The lease that keeps the acceptor on this server from making this candidate a promise.
    pub(super) fn grant_against(&self, node: &Node<Self>, candidate: NodeId) -> Option<Grant> {
        let other = node.memory.grant.filter(|grant| grant.holder() != Some(candidate));
        other.filter(|_| self.has_leases() && self.follows(Rule::RespectLease))
    }

    /// The round that a leader asks for with its next heartbeat: the one that is open, or a new
    /// one, whose time begins now.
    pub(super) fn ask_for_lease(
        &self,
        node: &mut Node<Self>,
        fx: &mut Effects<Self>,
    ) -> Option<u64> {
        let me = node.id;
        let Role::Leader(leading) = &mut node.memory.role else { return None };
        if !self.has_leases() {
            return None;
        }
        let lease = &mut leading.lease;
        if lease.granted_by.is_none() {
            // The timer of the round that is held goes on, even where the other one has gone off
            // before its time.
            let next = lease.round + 1;
            let is_taken = lease.held.is_some_and(|held| timer(held) == timer(next));
            lease.round = if is_taken { next + 1 } else { next };
            lease.granted_by = Some(Vec::new());
            let time = Micros(self.lease.0 * MASTER_PERCENT / 100);
            fx.set_timer(timer(lease.round), Span::exactly(time));
            // The leader's own grant: it gives the lease up as soon as it promises another.
            self.count_grant(lease, me, fx);
        }
        Some(lease.round)
    }

    /// A follower grants the lease: until its time is over it promises nothing to anybody else.
    pub(super) fn grant_lease(
        &self,
        node: &mut Node<Self>,
        from: NodeId,
        ballot: Ballot,
        round: u64,
        fx: &mut Effects<Self>,
    ) {
        fx.note(Note::LeaseGranted(from, ballot, round));
        node.memory.grant = Some(Grant::To(from));
        fx.set_timer(Timer::Grant, Span::exactly(self.lease));
        fx.send(from, Message::Granted { ballot, lease: round });
    }

    /// A grant comes in.
    pub(super) fn on_granted(
        &self,
        node: &mut Node<Self>,
        from: NodeId,
        ballot: Ballot,
        round: u64,
        fx: &mut Effects<Self>,
    ) {
        match &mut node.memory.role {
            Role::Leader(leading) if leading.ballot == ballot && leading.lease.round == round => {
                self.count_grant(&mut leading.lease, from, fx);
            }
            Role::Leader(_) | Role::Candidate { .. } | Role::Follower => {
                fx.note(Note::GrantIgnored(from, round));
            }
        }
    }

    fn count_grant(&self, lease: &mut Lease, from: NodeId, fx: &mut Effects<Self>) {
        let round = lease.round;
        let Some(granted_by) = &mut lease.granted_by else {
            fx.note(Note::GrantIgnored(from, round));
            return;
        };
        if let Err(place) = granted_by.binary_search(&from) {
            granted_by.insert(place, from);
        }
        let (count, needed) = (granted_by.len() as u8, self.quorum().size());
        fx.note(Note::GrantCounted(from, round, count, needed));
        if count >= needed {
            lease.granted_by = None;
            lease.held = Some(round);
            fx.cancel_timer(timer(round + 1));
            fx.note(Note::LeaseHeld(round));
        }
    }

    /// The time of a round is over.
    pub(super) fn on_lease_timer(
        &self,
        node: &mut Node<Self>,
        which: Timer,
        fx: &mut Effects<Self>,
    ) {
        let Role::Leader(leading) = &mut node.memory.role else {
            fx.note(Note::TimerIdle);
            return;
        };
        let lease = &mut leading.lease;
        if let Some(round) = lease.held.filter(|round| timer(*round) == which) {
            lease.held = None;
            fx.note(Note::LeaseLost(round));
        } else if lease.granted_by.is_some() && timer(lease.round) == which {
            lease.granted_by = None;
            fx.note(Note::LeaseNotGranted(lease.round));
        } else {
            fx.note(Note::TimerIdle);
        }
    }

    /// The time of the lease that an acceptor has granted is over.
    pub(super) fn on_grant_timer(&self, node: &mut Node<Self>, fx: &mut Effects<Self>) {
        match node.memory.grant.take() {
            Some(grant) => fx.note(Note::GrantOver(grant.holder())),
            None => fx.note(Note::TimerIdle),
        }
    }
}
