//! What two-phase commit promises: the safe parts of AC1 to AC5 (BHG 7.3), and that no money is
//! made or lost.
//!
//! AC4 (if all vote yes and nothing fails, all commit) and AC5 (once failures are repaired, all
//! decide) say that something happens. Scenarios and the fuzzer's peace hold the core to them.

use super::TwoPhase;
use super::log::{Decision, Log};
use super::note::Note;
use super::word::Word;
use litemap::LiteMap;
use machine::{Cluster, NodeId, Observed, Property, Transfer, TxnId};
use std::sync::Arc;

/// How many settled transactions are remembered.
const REMEMBERED: usize = 64;

/// A promise.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Promise {
    /// All that decide, decide the same: AC1.
    Agreement,
    /// Nobody takes a decision back: AC2.
    Irrevocable,
    /// Nothing is committed unless all have voted yes: AC3.
    CommitValidity,
    /// The sum of all accounts stays what it was.
    Conservation,
}

impl Promise {
    /// Its name in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Promise::Agreement => "agreement",
            Promise::Irrevocable => "irrevocable",
            Promise::CommitValidity => "commit-validity",
            Promise::Conservation => "conservation",
        }
    }
}

/// What was seen of one transaction.
#[derive(Clone, Debug)]
struct Seen {
    transfer: Option<Arc<Transfer>>,
    voted_yes: Vec<NodeId>,
    decided: Vec<(NodeId, Decision)>,
}

/// What the properties remember.
#[derive(Clone, Debug, Default)]
pub struct History {
    seen: LiteMap<TxnId, Seen>,
}

type View<'a> = Cluster<'a, TwoPhase>;
type Now<'a> = Observed<'a, TwoPhase>;

const fn property(
    promise: Promise,
    name: &'static str,
    section: &'static str,
    check: machine::Check<TwoPhase>,
) -> Property<TwoPhase> {
    Property { name, section, title: Word::Promise(promise), check }
}

/// Every property.
pub(super) static PROPERTIES: [Property<TwoPhase>; 4] = [
    property(Promise::Agreement, "agreement", "BHG 7.3, AC1", agreement),
    property(Promise::Irrevocable, "irrevocable", "BHG 7.3, AC2", irrevocable),
    property(Promise::CommitValidity, "commit-validity", "BHG 7.3, AC3", commit_validity),
    property(Promise::Conservation, "conservation", "Gray 5.7", conservation),
];

/// The decisions of the last event.
fn decisions(now: &Now<'_>) -> impl Iterator<Item = (TxnId, Decision)> {
    now.notes.iter().filter_map(|note| {
        if let Note::Decided(txn, decision) = note { Some((*txn, *decision)) } else { None }
    })
}

fn agreement(_: &View<'_>, now: &Now<'_>, history: &History) -> Option<Note> {
    decisions(now).find_map(|(txn, decision)| {
        let mut before = history.seen.get(&txn)?.decided.iter();
        let other = before.find(|(node, other)| *node != now.node && *other != decision);
        other.map(|(other, _)| Note::DecisionsDiffer(txn, *other, now.node))
    })
}

fn irrevocable(_: &View<'_>, now: &Now<'_>, history: &History) -> Option<Note> {
    decisions(now).find_map(|(txn, decision)| {
        let mut before = history.seen.get(&txn)?.decided.iter();
        let other = before.find(|(node, other)| *node == now.node && *other != decision);
        other.map(|_| Note::Reversed(txn, now.node))
    })
}

fn commit_validity(_: &View<'_>, now: &Now<'_>, history: &History) -> Option<Note> {
    decisions(now).filter(|(_, decision)| *decision == Decision::Commit).find_map(|(txn, _)| {
        let seen = history.seen.get(&txn)?;
        let mut participants = seen.transfer.as_ref()?.participants();
        let missing = participants.find(|node| !seen.voted_yes.contains(node));
        missing.map(|node| Note::CommittedWithoutVote(txn, node))
    })
}

/// What accounts hold, and what those in doubt about a transaction that was committed will hold,
/// adds up to what was there at the beginning. A server that is down counts with what its disk
/// holds.
fn conservation(cluster: &View<'_>, now: &Now<'_>, history: &History) -> Option<Note> {
    let is_committed = |txn: TxnId| {
        history.is_committed(txn)
            || decisions(now).any(|decided| decided == (txn, Decision::Commit))
    };
    let held: i64 = logs(cluster).map(|(_, log)| log.change()).sum();
    let sum = held + due(cluster, &is_committed);
    (sum != 0).then_some(Note::MoneyChanged(sum))
}

/// By how much the accounts will change once those in doubt hear of what was committed.
pub(super) fn due(cluster: &View<'_>, is_committed: &dyn Fn(TxnId) -> bool) -> i64 {
    let each = logs(cluster).flat_map(|(node, log)| {
        let committed = log.in_doubt().iter().filter(|(txn, _)| is_committed(**txn));
        committed.map(move |(_, prepared)| prepared.transfer.change_at(node))
    });
    each.sum()
}

/// Each server's log; while it is down, what its disk holds.
fn logs<'a>(cluster: &'a View<'_>) -> impl Iterator<Item = (NodeId, &'a Log)> {
    let log =
        |(id, saved): (NodeId, &'a Log)| (id, cluster.node(id).map_or(saved, |node| &node.disk));
    (1..).map(NodeId).zip(cluster.disks).map(log)
}

impl History {
    /// Whether a server has decided to commit the transaction.
    pub(super) fn is_committed(&self, txn: TxnId) -> bool {
        let decided = self.seen.get(&txn).map_or(&[][..], |seen| &seen.decided);
        decided.iter().any(|(_, decision)| *decision == Decision::Commit)
    }

    /// Takes in what the last event did.
    pub(super) fn remember(&mut self, cluster: &View<'_>, now: &Now<'_>) {
        for note in now.notes {
            if let Note::Begun(txn, _) = note {
                let led = cluster.node(now.node).and_then(|node| node.memory.led.get(txn));
                self.entry(*txn).transfer = led.map(|led| Arc::clone(led.transfer()));
                self.forget(cluster);
            } else if let Note::Uncertain(txn) = note {
                self.entry(*txn).voted_yes.push(now.node);
            } else if let Note::Decided(txn, decision) = note {
                let entry = self.entry(*txn);
                if !entry.decided.contains(&(now.node, *decision)) {
                    entry.decided.push((now.node, *decision));
                }
            }
        }
    }

    fn entry(&mut self, txn: TxnId) -> &mut Seen {
        let none = || Seen { transfer: None, voted_yes: Vec::new(), decided: Vec::new() };
        self.seen.entry(txn).or_insert_with(none)
    }

    /// Forgets the oldest transactions that nobody is in doubt about or leads.
    fn forget(&mut self, cluster: &View<'_>) {
        if self.seen.len() < 2 * REMEMBERED {
            return;
        }
        let in_use = |txn: &TxnId| {
            cluster.disks.iter().any(|log| log.in_doubt().contains_key(txn))
                || cluster.disks.iter().any(|log| log.open().contains_key(txn))
                || cluster.up().any(|node| node.disk.in_doubt().contains_key(txn))
                || cluster.up().any(|node| node.memory.led.contains_key(txn))
        };
        let old: Vec<TxnId> = self.seen.keys().take(REMEMBERED).copied().collect();
        for txn in old.iter().filter(|txn| !in_use(txn)) {
            self.seen.remove(txn);
        }
    }
}
