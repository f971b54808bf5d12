//! What Paxos promises: the safety requirements of section 2.1.
//!
//! The checks look at the cluster from outside. A proposal counts as accepted by whoever really has
//! it on its disk, and as chosen once a majority had it there; what the core believes of itself is
//! not asked. Only which values clients want is taken from the notes.

use super::Paxos;
use super::note::Note;
use super::state::{Accepted, Value};
use super::word::Word;
use litemap::LiteMap;
use machine::{Ballot, Cluster, NodeId, Observed, Property, digest_of};

/// A promise to those who rely on the cluster.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Guarantee {
    /// Only a single value is chosen.
    Agreement,
    /// Only a value that has been proposed may be chosen.
    Validity,
    /// A process never learns that a value has been chosen unless it actually has been.
    Integrity,
}

impl Guarantee {
    /// Its name in files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Guarantee::Agreement => "agreement",
            Guarantee::Validity => "validity",
            Guarantee::Integrity => "integrity",
        }
    }
}

/// What the properties remember.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// The digests of the values that clients asked for.
    asked: LiteMap<u64, ()>,
    /// Whose disk has held which accepted proposal.
    held: LiteMap<(Ballot, Value), Vec<NodeId>>,
    /// The proposal by which a value was first chosen, or learned.
    chosen: Option<Accepted>,
    /// What each server has learned since it started.
    learned: LiteMap<NodeId, Accepted>,
}

type View<'a> = Cluster<'a, Paxos>;
type Now<'a> = Observed<'a, Paxos>;

const fn property(guarantee: Guarantee, check: machine::Check<Paxos>) -> Property<Paxos> {
    let name = guarantee.name();
    Property { name, section: "2.1", title: Word::Guarantee(guarantee), check }
}

/// Every property.
pub(super) static PROPERTIES: [Property<Paxos>; 3] = [
    property(Guarantee::Agreement, agreement),
    property(Guarantee::Validity, validity),
    property(Guarantee::Integrity, integrity),
];

/// What the server's disk holds now as accepted.
fn on_disk<'a>(cluster: &View<'a>, now: &Now<'_>) -> Option<&'a Accepted> {
    cluster.disks[now.node.index()].accepted.as_ref()
}

/// What the server has learned, if it knows what is chosen.
fn learned<'a>(cluster: &View<'a>, now: &Now<'_>) -> Option<&'a Accepted> {
    cluster.node(now.node)?.memory.chosen.as_ref()
}

/// How many disks have held this proposal, the present one of this server included.
fn held(cluster: &View<'_>, now: &Now<'_>, history: &History, proposal: &Accepted) -> u8 {
    let none = Vec::new();
    let key = (proposal.ballot, proposal.value.clone());
    let known = history.held.get(&key).unwrap_or(&none);
    let is_new = on_disk(cluster, now) == Some(proposal) && !known.contains(&now.node);
    known.len() as u8 + u8::from(is_new)
}

/// What this event shows to be chosen: what a majority holds, and what the server has learned.
fn shown<'a>(
    cluster: &View<'a>,
    now: &Now<'_>,
    history: &History,
) -> impl Iterator<Item = &'a Accepted> + use<'a> {
    let majority = cluster.protocol.majority();
    let chosen =
        on_disk(cluster, now).filter(|accepted| held(cluster, now, history, accepted) >= majority);
    chosen.into_iter().chain(learned(cluster, now))
}

fn agreement(cluster: &View<'_>, now: &Now<'_>, history: &History) -> Option<Note> {
    let mut first = history.chosen.as_ref();
    for proposal in shown(cluster, now, history) {
        match first {
            Some(first) if first.value != proposal.value => {
                return Some(Note::TwoChosen(first.ballot, proposal.ballot));
            }
            Some(_) => {}
            None => first = Some(proposal),
        }
    }
    None
}

fn validity(cluster: &View<'_>, now: &Now<'_>, history: &History) -> Option<Note> {
    let node = cluster.node(now.node)?;
    let known = node.disk.accepted.iter().chain(&node.memory.chosen);
    let mut unknown = known.filter(|proposal| {
        let digest = digest_of(&proposal.value);
        let is_new = |note: &Note| matches!(note, Note::RequestTaken(.., new) if *new == digest);
        history.asked.get(&digest).is_none() && !now.notes.iter().any(is_new)
    });
    unknown.next().map(|proposal| Note::NotProposed(now.node, proposal.ballot))
}

fn integrity(cluster: &View<'_>, now: &Now<'_>, history: &History) -> Option<Note> {
    let chosen = learned(cluster, now)?;
    match history.learned.get(&now.node).filter(|_| !now.booted) {
        Some(before) if before.value != chosen.value => {
            Some(Note::LearnedTwice(now.node, before.ballot, chosen.ballot))
        }
        Some(_) => None,
        None => {
            let (count, needed) =
                (held(cluster, now, history, chosen), cluster.protocol.majority());
            let how = Note::LearnedUnchosen(now.node, chosen.ballot, count, needed);
            (count < needed).then_some(how)
        }
    }
}

impl History {
    /// The proposal by which a value was first chosen, or learned.
    pub(super) fn chosen(&self) -> Option<&Accepted> {
        self.chosen.as_ref()
    }

    /// Takes in what the last event did.
    pub(super) fn remember(&mut self, cluster: &View<'_>, now: &Now<'_>) {
        for note in now.notes {
            if let Note::RequestTaken(.., digest) = note {
                self.asked.insert(*digest, ());
            }
        }
        if self.chosen.is_none() {
            self.chosen = shown(cluster, now, self).next().cloned();
        }
        if let Some(accepted) = on_disk(cluster, now) {
            let key = (accepted.ballot, accepted.value.clone());
            let holders = self.held.entry(key).or_default();
            if !holders.contains(&now.node) {
                holders.push(now.node);
            }
        }
        if now.booted {
            self.learned.remove(&now.node);
        }
        if let Some(chosen) = learned(cluster, now) {
            self.learned.entry(now.node).or_insert_with(|| chosen.clone());
        }
    }
}
