//! Becoming leader: phase 1 for all slots at once (PMMC, scouts; Paxos Made Live 4.2).

use super::message::Message;
use super::note::Note;
use super::rules::Rule;
use super::state::{Accepted, Disk, Leading, Lease, Proposal, Role, Slot, Snapshot, Value};
use super::{MultiPaxos, Timer};
use litemap::LiteMap;
use machine::{Ballot, Effects, Node, NodeId};
use std::sync::Arc;

/// What a promise says.
pub(super) struct Promised {
    pub(super) by: NodeId,
    pub(super) accepted: Vec<(Slot, Accepted)>,
    pub(super) snapshot: Option<Arc<Snapshot>>,
}

impl MultiPaxos {
    /// It has heard of no leader for too long, or its ballot has come to nothing.
    pub(super) fn on_election_timer(&self, node: &mut Node<Self>, fx: &mut Effects<Self>) {
        if matches!(node.memory.role, Role::Leader(_)) {
            fx.note(Note::TimerIdle);
        } else if let Some(grant) = self.grant_against(node, node.id) {
            // Its own acceptor has granted a lease, and would promise it nothing.
            fx.note(Note::ElectionHeldBack(grant.holder()));
            self.set_election_timer(node, fx);
        } else {
            self.start_election(node, fx);
        }
    }

    /// Phase 1a: a ballot higher than any it has tried or heard of, for every slot above those it
    /// knows to be chosen.
    pub(super) fn start_election(&self, node: &mut Node<Self>, fx: &mut Effects<Self>) {
        let me = node.id;
        let promised = node.disk.promised.map_or_else(Default::default, |ballot| ballot.round);
        let round = node.disk.tried.max(node.memory.seen).max(promised).next();
        let proposer = self.follows(Rule::UniqueBallots).then_some(me);
        let ballot = Ballot { round, proposer };
        let memory = &mut node.memory;
        memory.attempts = memory.attempts.saturating_add(1);
        memory.leader = None;
        memory.role = Role::Candidate { ballot, promised_by: Vec::new(), reported: LiteMap::new() };
        fx.note(Note::ElectionStarted(ballot, memory.attempts));
        // The number is on disk before it is used; and the acceptor on the same server gives its
        // promise, which counts once the disk has it.
        node.disk.tried = round;
        node.disk.promised = Some(ballot);
        let chosen = node.memory.prefix;
        self.set_election_timer(node, fx);
        fx.save_around(self.save_order(), |fx| {
            self.others(me).for_each(|to| fx.send(to, Message::Prepare { ballot, chosen }));
        });
        if !self.follows(Rule::SaveBeforeAnswering) {
            let own = own_promise(node, &node.disk);
            self.count_promise(node, own, fx);
        }
    }

    /// A promise comes in.
    pub(super) fn on_promise(
        &self,
        node: &mut Node<Self>,
        ballot: Ballot,
        promised: Promised,
        fx: &mut Effects<Self>,
    ) {
        match &node.memory.role {
            Role::Candidate { ballot: own, promised_by, .. } if *own == ballot => {
                if promised_by.contains(&promised.by) {
                    fx.note(Note::PromiseRepeated(promised.by, ballot));
                } else {
                    self.count_promise(node, promised, fx);
                }
            }
            Role::Candidate { .. } | Role::Follower | Role::Leader(_) => {
                fx.note(Note::PromiseIgnored(promised.by, ballot));
            }
        }
    }

    /// A candidate counts the promise of its own server once the disk has it.
    pub(super) fn count_saved_promise(
        &self,
        node: &mut Node<Self>,
        saved: &Disk,
        fx: &mut Effects<Self>,
    ) {
        let Role::Candidate { ballot, promised_by, .. } = &node.memory.role else { return };
        if saved.promised == Some(*ballot) && !promised_by.contains(&node.id) {
            let own = own_promise(node, saved);
            self.count_promise(node, own, fx);
        }
    }

    fn count_promise(&self, node: &mut Node<Self>, promise: Promised, fx: &mut Effects<Self>) {
        // What the acceptor has truncated is chosen, and comes as a snapshot.
        if let Some(snapshot) = promise.snapshot {
            self.install(node, promise.by, snapshot, fx);
        }
        let needed = self.promises_needed();
        let Role::Candidate { ballot, promised_by, reported } = &mut node.memory.role else {
            return;
        };
        for (slot, accepted) in promise.accepted {
            let known = reported.get(&slot);
            if known.is_none_or(|known| known.ballot < accepted.ballot) {
                reported.insert(slot, accepted);
            }
        }
        let place = promised_by.partition_point(|other| *other < promise.by);
        promised_by.insert(place, promise.by);
        let (ballot, count) = (*ballot, promised_by.len() as u8);
        fx.note(Note::PromiseCounted(promise.by, ballot, count, needed));
        if count >= needed {
            let reported = core::mem::take(reported);
            self.become_leader(node, ballot, count, reported, fx);
        }
    }

    /// How many promises make a leader.
    pub(super) fn promises_needed(&self) -> u8 {
        self.needed(Rule::MajorityToPrepare)
    }

    /// PMMC C2: in each slot of which the promises name a proposal, the value of the highest one
    /// is proposed again; in a slot between them of which they name none, nothing can have been
    /// chosen, and a no-op is proposed ("Paxos Made Simple", 3).
    fn become_leader(
        &self,
        node: &mut Node<Self>,
        ballot: Ballot,
        count: u8,
        mut reported: LiteMap<Slot, Accepted>,
        fx: &mut Effects<Self>,
    ) {
        fx.note(Note::Elected(ballot, count));
        if !self.follows(Rule::AdoptHighest) {
            reported = LiteMap::new();
        }
        let memory = &mut node.memory;
        let last = reported.iter().map(|(slot, _)| *slot).max().unwrap_or_default();
        let last = last.max(memory.chosen.last()).max(memory.prefix);
        let mut proposals = LiteMap::new();
        for slot in (memory.prefix.next().0..=last.0).map(Slot) {
            if memory.chosen.get(slot).is_some() {
                continue;
            }
            let value = match reported.remove(&slot) {
                Some(highest) => {
                    fx.note(Note::ValueAdopted(slot, highest.ballot));
                    highest.value
                }
                None if self.follows(Rule::FillGaps) => {
                    fx.note(Note::GapFilled(slot));
                    Value::NoOp
                }
                None => {
                    fx.note(Note::GapLeft(slot));
                    continue;
                }
            };
            proposals.insert(slot, Proposal { value, accepted_by: Vec::new() });
        }
        memory.role = Role::Leader(Leading {
            ballot,
            next: last.next(),
            inherited: last,
            proposals,
            backlog: Vec::new(),
            lease: Lease::default(),
        });
        memory.leader = Some((ballot, node.id));
        memory.attempts = 0;
        fx.cancel_timer(Timer::Election);
        self.beat(node, fx);
        self.accept_own(node, last, fx);
    }
}

/// The promise of a candidate's own server, as far as this disk goes.
fn own_promise(node: &Node<MultiPaxos>, disk: &Disk) -> Promised {
    let known = disk.accepted.from(node.memory.prefix.next());
    let accepted = known.map(|(slot, accepted)| (slot, accepted.clone())).collect();
    Promised { by: node.id, accepted, snapshot: None }
}
