//! What the properties remember.

use super::MultiPaxos;
use super::note::Note;
use super::properties::{bit, holds_lease, leads};
use super::state::{Accepted, Origin, Slot};
use litemap::LiteMap;
use machine::{Ballot, ClientId, Cluster, NodeId, Observed, digest_of};

type View<'a> = Cluster<'a, MultiPaxos>;
type Now<'a> = Observed<'a, MultiPaxos>;

/// What has happened in a slot, anywhere.
#[derive(Clone, Debug, Default)]
struct Seen {
    /// Whose disks have held which proposal.
    held: Vec<(Ballot, Origin, u16)>,
    /// What a majority of disks held first, in one ballot, and in which.
    chosen: Option<(Origin, Ballot)>,
    /// What a server learned first.
    learned: Option<Origin>,
    /// What a server applied first.
    applied: Option<Origin>,
    /// The digest of the first state after it.
    state: Option<u64>,
    /// Whether a client was answered for it.
    is_acknowledged: bool,
}

/// What has happened on a server since it started.
#[derive(Clone, Debug, Default)]
struct Server {
    /// What it has accepted and its disk may not have.
    pending: Vec<(Slot, Ballot)>,
    applied: Slot,
    /// The number of the last command of each client that it has applied.
    executed: LiteMap<ClientId, u64>,
}

/// What the properties remember.
#[derive(Clone, Debug, Default)]
pub struct History {
    slots: rpds::Vector<Seen>,
    servers: Vec<Server>,
    /// The number of the last request of each client that reached a server.
    asked: LiteMap<ClientId, u64>,
    leaders: LiteMap<Ballot, NodeId>,
    /// The highest ballot in which a lease was held, and by whom.
    lease: Option<(Ballot, NodeId)>,
    /// The last slot for which a client was answered.
    acknowledged: Slot,
}

/// A proposal that was accepted, saved or learned by the event.
pub(super) struct Fresh {
    pub(super) slot: Slot,
    pub(super) ballot: Ballot,
    pub(super) origin: Origin,
}

impl Fresh {
    fn of(slot: Slot, known: &Accepted) -> Self {
        Fresh { slot, ballot: known.ballot, origin: known.value.origin() }
    }
}

/// What a note says of the state machine.
pub(super) enum Reading {
    /// The value of this slot was applied.
    Applied(Slot, Origin),
    /// A snapshot up to this slot took its place.
    Installed(Slot),
    /// Nothing.
    Other,
}

impl Reading {
    pub(super) fn of(note: &Note) -> Self {
        if let Note::Applied(slot, client, number) | Note::DuplicateSkipped(slot, client, number) =
            *note
        {
            Reading::Applied(slot, Some((client, number)))
        } else if let Note::NoOpApplied(slot) = *note {
            Reading::Applied(slot, None)
        } else if let Note::SnapshotInstalled(_, slot) = *note {
            Reading::Installed(slot)
        } else {
            Reading::Other
        }
    }

    pub(super) fn any_applied(notes: &[Note]) -> bool {
        notes.iter().any(|note| !matches!(Reading::of(note), Reading::Other))
    }
}

/// The request that a server says has reached it.
pub(super) fn asked(note: &Note) -> Option<(ClientId, u64)> {
    if let Note::RequestProposed(client, number, _)
    | Note::WindowFull(client, number, _)
    | Note::RequestKnown(client, number)
    | Note::RequestRedirected(client, number, _)
    | Note::RequestAnsweredAgain(client, number)
    | Note::ReadLocally(client, number, _) = *note
    {
        Some((client, number))
    } else {
        None
    }
}

impl History {
    fn slot(&self, slot: Slot) -> Option<&Seen> {
        self.slots.get(usize::try_from(slot.0.checked_sub(1)?).ok()?)
    }

    fn server(&self, now: &Now<'_>) -> Option<&Server> {
        self.servers.get(now.node.index()).filter(|_| !now.booted)
    }

    /// What is chosen in a slot.
    pub(super) fn chosen(&self, slot: Slot) -> Option<Origin> {
        self.slot(slot)?.chosen.map(|(origin, _)| origin)
    }

    /// The ballot in which it was first chosen.
    pub(super) fn chosen_in(&self, slot: Slot) -> Option<Ballot> {
        self.slot(slot)?.chosen.map(|(_, ballot)| ballot)
    }

    /// What a server learned first in a slot.
    pub(super) fn learned(&self, slot: Slot) -> Option<Origin> {
        self.slot(slot)?.learned
    }

    /// What a server applied first in a slot.
    pub(super) fn applied(&self, slot: Slot) -> Option<Origin> {
        self.slot(slot)?.applied
    }

    /// The digest of the first state after a slot.
    pub(super) fn state(&self, slot: Slot) -> Option<u64> {
        self.slot(slot)?.state
    }

    /// Whether a client was answered for a slot.
    pub(super) fn is_acknowledged(&self, slot: Slot) -> bool {
        self.slot(slot).is_some_and(|seen| seen.is_acknowledged)
    }

    /// The last slot for which a client was answered.
    pub(super) fn acknowledged(&self) -> Slot {
        self.acknowledged
    }

    /// The number of the client's last request that reached a server.
    pub(super) fn asked(&self, client: ClientId) -> u64 {
        self.asked.get(&client).copied().unwrap_or_default()
    }

    /// Who first led in a ballot.
    pub(super) fn leader(&self, ballot: Ballot) -> Option<NodeId> {
        self.leaders.get(&ballot).copied()
    }

    /// The highest ballot in which a lease was held, and by whom.
    pub(super) fn lease(&self) -> Option<(Ballot, NodeId)> {
        self.lease
    }

    /// The last command of a client that the server had applied before the event.
    pub(super) fn executed(&self, now: &Now<'_>, client: ClientId) -> Option<u64> {
        self.server(now)?.executed.get(&client).copied()
    }

    /// The last slot that the server had applied before the event.
    pub(super) fn applied_before(&self, cluster: &View<'_>, now: &Now<'_>) -> Slot {
        match self.server(now) {
            Some(server) => server.applied,
            // A server that starts has applied what is in its snapshot.
            None => cluster.disks[now.node.index()].snapshot_slot(),
        }
    }

    /// How many disks have held this proposal, if this server's now does.
    pub(super) fn votes(&self, node: NodeId, fresh: &Fresh) -> u8 {
        let held = self.slot(fresh.slot).map_or(&[][..], |seen| &seen.held);
        let mut same = held
            .iter()
            .filter(|(ballot, origin, _)| (*ballot, *origin) == (fresh.ballot, fresh.origin));
        let holders = same.next().map_or(0, |(.., holders)| *holders);
        (holders | bit(node)).count_ones() as u8
    }

    /// What the server has accepted in the event.
    pub(super) fn newly_accepted(&self, cluster: &View<'_>, now: &Now<'_>) -> Vec<Fresh> {
        let Some(node) = cluster.node(now.node) else { return Vec::new() };
        let fresh = now.notes.iter().filter_map(|note| {
            let Note::ProposalAccepted(_, _, slot) = *note else { return None };
            Some(Fresh::of(slot, node.disk.accepted.get(slot)?))
        });
        fresh.collect()
    }

    /// What the server's disk holds since the event, of what it has accepted.
    pub(super) fn newly_saved(&self, cluster: &View<'_>, now: &Now<'_>) -> Vec<Fresh> {
        let Some(server) = self.server(now) else { return Vec::new() };
        let accepted = &cluster.disks[now.node.index()].accepted;
        let fresh = server.pending.iter().filter_map(|(slot, ballot)| {
            let known = accepted.get(*slot).filter(|known| known.ballot == *ballot)?;
            Some(Fresh::of(*slot, known))
        });
        fresh.collect()
    }

    /// What the server has learned in the event.
    pub(super) fn newly_learned(&self, cluster: &View<'_>, now: &Now<'_>) -> Vec<Fresh> {
        let Some(node) = cluster.node(now.node) else { return Vec::new() };
        let fresh = now.notes.iter().filter_map(|note| {
            let Note::Learned(slot, _) = *note else { return None };
            Some(Fresh::of(slot, node.memory.chosen.get(slot)?))
        });
        fresh.collect()
    }

    /// Changes what is remembered of a slot.
    fn change(&mut self, slot: Slot, change: impl FnOnce(&mut Seen)) {
        let Some(place) = slot.0.checked_sub(1) else { return };
        while (self.slots.len() as u64) < slot.0 {
            self.slots.push_back_mut(Seen::default());
        }
        if let Some(seen) = self.slots.get_mut(place as usize) {
            change(seen);
        }
    }

    /// Takes in what the last event did.
    pub(super) fn remember(&mut self, cluster: &View<'_>, now: &Now<'_>) {
        self.remember_saved(cluster, now);
        for fresh in self.newly_learned(cluster, now) {
            self.change(fresh.slot, |seen| {
                seen.learned.get_or_insert(fresh.origin);
            });
        }
        self.remember_server(cluster, now);
        let Some(node) = cluster.node(now.node) else { return };
        if let Some(ballot) = leads(node) {
            self.leaders.entry(ballot).or_insert(now.node);
        }
        let lease = holds_lease(node).map(|ballot| (ballot, now.node));
        self.lease = self.lease.max(lease);
        for note in now.notes {
            if let Some((client, number)) = asked(note) {
                let last = self.asked.entry(client).or_default();
                *last = number.max(*last);
            }
            match Reading::of(note) {
                Reading::Applied(slot, origin) => self.change(slot, |seen| {
                    seen.applied.get_or_insert(origin);
                }),
                Reading::Installed(_) | Reading::Other => {}
            }
            if let Note::RequestAnswered(.., slot) = *note {
                self.acknowledged = self.acknowledged.max(slot);
                self.change(slot, |seen| seen.is_acknowledged = true);
            }
        }
        if Reading::any_applied(now.notes) {
            let state = digest_of(&node.memory.store);
            self.change(node.memory.applied, |seen| {
                seen.state.get_or_insert(state);
            });
        }
    }

    fn remember_saved(&mut self, cluster: &View<'_>, now: &Now<'_>) {
        let needed = u32::from(cluster.protocol.quorum().size());
        for fresh in self.newly_saved(cluster, now) {
            self.change(fresh.slot, |seen| {
                let same = |known: &&mut (Ballot, Origin, u16)| {
                    (known.0, known.1) == (fresh.ballot, fresh.origin)
                };
                let holders = match seen.held.iter_mut().find(same) {
                    Some(known) => {
                        known.2 |= bit(now.node);
                        known.2
                    }
                    None => {
                        seen.held.push((fresh.ballot, fresh.origin, bit(now.node)));
                        bit(now.node)
                    }
                };
                if holders.count_ones() >= needed {
                    seen.chosen.get_or_insert((fresh.origin, fresh.ballot));
                }
            });
        }
    }

    fn remember_server(&mut self, cluster: &View<'_>, now: &Now<'_>) {
        if self.servers.len() < cluster.nodes.len() {
            self.servers.resize_with(cluster.nodes.len(), Server::default);
        }
        let applied = self.applied_before(cluster, now);
        let server = &mut self.servers[now.node.index()];
        if now.booted {
            *server = Server { applied, ..Server::default() };
        }
        let disk = &cluster.disks[now.node.index()].accepted;
        server.pending.retain(|(slot, ballot)| {
            let is_saved = disk.get(*slot).is_some_and(|known| known.ballot >= *ballot);
            !is_saved && *slot > disk.base()
        });
        for note in now.notes {
            if let Note::ProposalAccepted(_, ballot, slot) = *note {
                server.pending.push((slot, ballot));
            }
            if let Note::Applied(_, client, number) = *note {
                server.executed.insert(client, number);
            }
            match Reading::of(note) {
                Reading::Applied(slot, _) | Reading::Installed(slot) => server.applied = slot,
                Reading::Other => {}
            }
        }
    }
}
