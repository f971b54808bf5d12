//! What Multi-Paxos promises.
//!
//! The checks look at the cluster from outside and remember what they saw; they do not trust what
//! the core believes of itself. A proposal counts as accepted by whoever really has it on its disk,
//! and as chosen once a majority had it there in one ballot.

use super::MultiPaxos;
use super::history::{Fresh, Reading};
use super::note::Note;
use super::state::{Role, Slot};
use super::word::Word;
use litemap::LiteMap;
use machine::{Ballot, ClientId, Cluster, Node, NodeId, Observed, Property, digest_of};

pub use super::history::History;

/// A promise.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Promise {
    /// In each slot one value is chosen, and no server learns another.
    LogAgreement,
    /// A server learns only what is chosen.
    LearnedIsChosen,
    /// What is accepted or learned is what some client asked for, or a no-op.
    Validity,
    /// Slots are applied in their order, without gaps.
    AppliedInOrder,
    /// All servers apply the same in a slot, and have the same state after it.
    StateMachineSafety,
    /// A client's command is applied at most once.
    AppliedOnce,
    /// At most one server leads in a ballot.
    OneLeaderPerBallot,
    /// What a client was answered for is with every leader of a higher ballot.
    AcknowledgedSurvives,
    /// At most one server holds a valid lease.
    OneLease,
    /// A read by lease knows of everything that was answered for before.
    FreshReads,
}

impl Promise {
    /// Its name in files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Promise::LogAgreement => "log-agreement",
            Promise::LearnedIsChosen => "learned-is-chosen",
            Promise::Validity => "validity",
            Promise::AppliedInOrder => "applied-in-order",
            Promise::StateMachineSafety => "state-machine-safety",
            Promise::AppliedOnce => "applied-once",
            Promise::OneLeaderPerBallot => "one-leader-per-ballot",
            Promise::AcknowledgedSurvives => "acknowledged-survives",
            Promise::OneLease => "one-lease",
            Promise::FreshReads => "fresh-reads",
        }
    }
}

type View<'a> = Cluster<'a, MultiPaxos>;
type Now<'a> = Observed<'a, MultiPaxos>;

const fn property(
    promise: Promise,
    section: &'static str,
    check: machine::Check<MultiPaxos>,
) -> Property<MultiPaxos> {
    Property { name: promise.name(), section, title: Word::Promise(promise), check }
}

/// Every property.
pub(super) static PROPERTIES: [Property<MultiPaxos>; 10] = [
    property(Promise::LogAgreement, "PMMC R1", log_agreement),
    property(Promise::LearnedIsChosen, "PMMC R1", learned_is_chosen),
    property(Promise::Validity, "Simple 2.1", validity),
    property(Promise::AppliedInOrder, "PMMC R2", applied_in_order),
    property(Promise::StateMachineSafety, "PMMC R3", state_machine_safety),
    property(Promise::AppliedOnce, "PMMC 2", applied_once),
    property(Promise::OneLeaderPerBallot, "PMMC C1", one_leader_per_ballot),
    property(Promise::AcknowledgedSurvives, "PMMC C2", acknowledged_survives),
    property(Promise::OneLease, "PML 5.2", one_lease),
    property(Promise::FreshReads, "PML 5.2", fresh_reads),
];

/// The ballot in which a server leads.
pub(super) fn leads(node: &Node<MultiPaxos>) -> Option<Ballot> {
    match &node.memory.role {
        Role::Leader(leading) => Some(leading.ballot),
        Role::Follower | Role::Candidate { .. } => None,
    }
}

/// The ballot in which a server holds a lease.
pub(super) fn holds_lease(node: &Node<MultiPaxos>) -> Option<Ballot> {
    match &node.memory.role {
        Role::Leader(leading) => leading.lease.held.map(|_| leading.ballot),
        Role::Follower | Role::Candidate { .. } => None,
    }
}

fn log_agreement(cluster: &View<'_>, now: &Now<'_>, history: &History) -> Option<Note> {
    let newly_saved = history.newly_saved(cluster, now);
    let twice = newly_saved.iter().find_map(|fresh| {
        let is_chosen = history.votes(now.node, fresh) >= cluster.protocol.quorum().size();
        let differs = history.chosen(fresh.slot).is_some_and(|chosen| chosen != fresh.origin);
        (is_chosen && differs).then_some(Note::TwoChosen(fresh.slot, fresh.ballot))
    });
    let is_other = |fresh: &Fresh| {
        let saved = newly_saved.iter().find(|saved| {
            saved.slot == fresh.slot
                && history.votes(now.node, saved) >= cluster.protocol.quorum().size()
        });
        let chosen = history.chosen(fresh.slot).or(saved.map(|saved| saved.origin));
        let known = [chosen, history.learned(fresh.slot)];
        known.into_iter().flatten().any(|known| known != fresh.origin)
    };
    twice.or_else(|| {
        let mut learned = history.newly_learned(cluster, now).into_iter();
        let other = learned.find(is_other)?;
        Some(Note::LearnedDifferently(now.node, other.slot))
    })
}

fn learned_is_chosen(cluster: &View<'_>, now: &Now<'_>, history: &History) -> Option<Note> {
    let needed = cluster.protocol.quorum().size();
    let saved = history.newly_saved(cluster, now);
    history.newly_learned(cluster, now).into_iter().find_map(|fresh| {
        if history.chosen(fresh.slot).is_some() {
            return None;
        }
        let counted = saved.iter().find(|saved| saved.slot == fresh.slot);
        let count = history.votes(now.node, counted.unwrap_or(&fresh));
        (count < needed).then_some(Note::LearnedUnchosen(now.node, fresh.slot, count, needed))
    })
}

fn validity(cluster: &View<'_>, now: &Now<'_>, history: &History) -> Option<Note> {
    let accepted = history.newly_accepted(cluster, now);
    let learned = history.newly_learned(cluster, now);
    let mut unknown = accepted.into_iter().chain(learned).filter(|fresh| {
        let asked = |(client, number)| history.asked(client) >= number || is_asked(now, client);
        !fresh.origin.is_none_or(asked)
    });
    unknown.next().map(|fresh| Note::NotProposed(now.node, fresh.slot))
}

/// Whether this event brought a request of this client.
fn is_asked(now: &Now<'_>, client: ClientId) -> bool {
    now.notes.iter().any(|note| super::history::asked(note).is_some_and(|(one, _)| one == client))
}

fn applied_in_order(cluster: &View<'_>, now: &Now<'_>, history: &History) -> Option<Note> {
    let mut last = history.applied_before(cluster, now);
    for note in now.notes {
        match Reading::of(note) {
            Reading::Applied(slot, _) if slot != last.next() => {
                return Some(Note::AppliedOutOfOrder(now.node, slot, last.next()));
            }
            Reading::Applied(slot, _) | Reading::Installed(slot) => last = slot,
            Reading::Other => {}
        }
    }
    None
}

fn state_machine_safety(cluster: &View<'_>, now: &Now<'_>, history: &History) -> Option<Note> {
    let differs = now.notes.iter().find_map(|note| match Reading::of(note) {
        Reading::Applied(slot, origin) => {
            let first = history.applied(slot)?;
            (first != origin).then_some(Note::AppliedDifferently(now.node, slot))
        }
        Reading::Installed(_) | Reading::Other => None,
    });
    differs.or_else(|| {
        let memory = &cluster.node(now.node)?.memory;
        let has_changed = now.booted || Reading::any_applied(now.notes);
        let known = history.state(memory.applied).filter(|_| has_changed)?;
        let differs = known != digest_of(&memory.store);
        differs.then_some(Note::StatesDiffer(now.node, memory.applied))
    })
}

fn applied_once(_: &View<'_>, now: &Now<'_>, history: &History) -> Option<Note> {
    let mut executed: LiteMap<ClientId, u64> = LiteMap::new();
    now.notes.iter().find_map(|note| {
        let Note::Applied(_, client, number) = *note else { return None };
        let before = history.executed(now, client).max(executed.get(&client).copied());
        executed.insert(client, number);
        let is_twice = before.is_some_and(|before| before >= number);
        is_twice.then_some(Note::AppliedTwice(now.node, client, number))
    })
}

fn one_leader_per_ballot(cluster: &View<'_>, now: &Now<'_>, history: &History) -> Option<Note> {
    let ballot = leads(cluster.node(now.node)?)?;
    let first = history.leader(ballot)?;
    (first != now.node).then_some(Note::TwoLeaders(ballot, first, now.node))
}

fn acknowledged_survives(cluster: &View<'_>, now: &Now<'_>, history: &History) -> Option<Note> {
    let node = cluster.node(now.node)?;
    let elected = now.notes.iter().any(|note| matches!(note, Note::Elected(..)));
    if let Some(ballot) = leads(node).filter(|_| elected) {
        let mut slots = (node.memory.prefix.next().0..=history.acknowledged().0).map(Slot);
        let is_older = |slot: Slot| history.chosen_in(slot).is_some_and(|older| older < ballot);
        let lost = slots.find(|slot| {
            history.is_acknowledged(*slot) && is_older(*slot) && lacks(node, *slot, history)
        });
        return lost.map(|slot| Note::AcknowledgedLost(now.node, ballot, slot));
    }
    // What a client is answered for now is with every leader of a higher ballot.
    now.notes.iter().find_map(|note| {
        let Note::RequestAnswered(.., slot) = *note else { return None };
        let chosen_in = history.chosen_in(slot)?;
        cluster.up().find_map(|other| {
            let ballot = leads(other).filter(|ballot| *ballot > chosen_in)?;
            lacks(other, slot, history).then_some(Note::AcknowledgedLost(other.id, ballot, slot))
        })
    })
}

/// Whether a leader knows nothing of a slot, or proposes something else there than is chosen.
fn lacks(leader: &Node<MultiPaxos>, slot: Slot, history: &History) -> bool {
    let memory = &leader.memory;
    let Role::Leader(leading) = &memory.role else { return false };
    let known = memory.chosen.get(slot).map(|known| known.value.origin());
    let proposed = leading.proposals.get(&slot).map(|open| open.value.origin());
    let has = known.or(proposed);
    slot > memory.prefix && (has.is_none() || has != history.chosen(slot))
}

fn one_lease(cluster: &View<'_>, now: &Now<'_>, history: &History) -> Option<Note> {
    // One that is behind does not know yet that its time is over, and reads nothing newer than
    // what it was asked.
    let ballot = holds_lease(cluster.node(now.node)?).filter(|_| !now.behind)?;
    let (last, holder) = history.lease()?;
    (last > ballot && holder != now.node).then_some(Note::TwoLeases(now.node, holder))
}

fn fresh_reads(_: &View<'_>, now: &Now<'_>, history: &History) -> Option<Note> {
    now.notes.iter().find_map(|note| {
        let Note::ReadLocally(_, _, applied) = *note else { return None };
        let answered = history.acknowledged();
        (answered > applied && !now.behind).then_some(Note::StaleRead(now.node, applied, answered))
    })
}

/// The number of a server in a set of servers.
pub(super) fn bit(node: NodeId) -> u16 {
    1 << node.index()
}
