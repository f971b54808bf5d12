//! The safe parts of AC1 to AC5 (BHG 7.3), and that no money is made or lost.
//!
//! AC4 (if all vote yes and nothing fails, all commit) and AC5 (once failures are repaired, all
//! decide) say that something happens. Scenarios and the fuzzer's peace hold the cores to them.

use super::{Commit, Decision, Log, Note, Promise};
use litemap::LiteMap;
use machine::{Cluster, NodeId, Observed, Property, Transfer, TxnId};
use std::sync::Arc;

/// How many settled transactions are remembered.
const REMEMBERED: usize = 64;

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

/// Every property, with the titles of the promises in their order.
pub(crate) const fn properties<P: Commit>(titles: [P::Word; 4]) -> [Property<P>; 4] {
    const fn property<P: Commit>(
        promise: Promise,
        section: &'static str,
        title: P::Word,
        check: machine::Check<P>,
    ) -> Property<P> {
        Property { name: promise.name(), section, title, check }
    }
    let [one, two, three, four] = titles;
    [
        property(Promise::Agreement, "BHG 7.3, AC1", one, agreement::<P>),
        property(Promise::Irrevocable, "BHG 7.3, AC2", two, irrevocable::<P>),
        property(Promise::CommitValidity, "BHG 7.3, AC3", three, commit_validity::<P>),
        property(Promise::Conservation, "Gray 5.7", four, conservation::<P>),
    ]
}

/// The decisions of the last event.
fn decisions<P: Commit>(now: &Observed<'_, P>) -> impl Iterator<Item = (TxnId, Decision)> {
    now.notes.iter().filter_map(P::shared).filter_map(|note| {
        if let Note::Decided(txn, decision) = note { Some((txn, decision)) } else { None }
    })
}

fn agreement<P: Commit>(
    _: &Cluster<'_, P>,
    now: &Observed<'_, P>,
    history: &History,
) -> Option<P::Note> {
    decisions(now).find_map(|(txn, decision)| {
        let mut before = history.seen.get(&txn)?.decided.iter();
        let other = before.find(|(node, other)| *node != now.node && *other != decision);
        other.map(|(other, _)| Note::DecisionsDiffer(txn, *other, now.node).into())
    })
}

fn irrevocable<P: Commit>(
    _: &Cluster<'_, P>,
    now: &Observed<'_, P>,
    history: &History,
) -> Option<P::Note> {
    decisions(now).find_map(|(txn, decision)| {
        let mut before = history.seen.get(&txn)?.decided.iter();
        let other = before.find(|(node, other)| *node == now.node && *other != decision);
        other.map(|_| Note::Reversed(txn, now.node).into())
    })
}

fn commit_validity<P: Commit>(
    _: &Cluster<'_, P>,
    now: &Observed<'_, P>,
    history: &History,
) -> Option<P::Note> {
    decisions(now).filter(|(_, decision)| *decision == Decision::Commit).find_map(|(txn, _)| {
        let seen = history.seen.get(&txn)?;
        let mut participants = seen.transfer.as_ref()?.participants();
        let missing = participants.find(|node| !seen.voted_yes.contains(node));
        missing.map(|node| Note::CommittedWithoutVote(txn, node).into())
    })
}

/// What accounts hold, and what those in doubt about a transaction that was committed will hold,
/// adds up to what was there at the beginning. A server that is down counts with what its disk
/// holds.
fn conservation<P: Commit>(
    cluster: &Cluster<'_, P>,
    now: &Observed<'_, P>,
    history: &History,
) -> Option<P::Note> {
    let is_committed = |txn: TxnId| {
        history.is_committed(cluster, txn)
            || decisions(now).any(|decided| decided == (txn, Decision::Commit))
    };
    let held: i64 = logs(cluster).map(|(_, log)| log.change()).sum();
    let sum = held + due(cluster, &is_committed);
    (sum != 0).then(|| Note::MoneyChanged(sum).into())
}

/// By how much the accounts will change once those in doubt hear of what was committed.
pub(super) fn due<P: Commit>(
    cluster: &Cluster<'_, P>,
    is_committed: &dyn Fn(TxnId) -> bool,
) -> i64 {
    let each = logs(cluster).flat_map(|(node, log)| {
        let committed = log.in_doubt().iter().filter(|(txn, _)| is_committed(**txn));
        committed.map(move |(_, prepared)| prepared.transfer.change_at(node))
    });
    each.sum()
}

/// Each server's log; while it is down, what its disk holds.
pub(super) fn logs<'a, P: Commit>(
    cluster: &'a Cluster<'_, P>,
) -> impl Iterator<Item = (NodeId, &'a Log<P::Record>)> {
    let log = |(id, saved)| (id, cluster.node(id).map_or(saved, |node| &node.disk));
    (1..).map(NodeId).zip(cluster.disks).map(log)
}

impl History {
    /// Whether a server has decided to commit the transaction.
    pub(super) fn is_committed<P: Commit>(&self, cluster: &Cluster<'_, P>, txn: TxnId) -> bool {
        let decided = self.seen.get(&txn).map_or(&[][..], |seen| &seen.decided);
        decided.iter().any(|(_, decision)| *decision == Decision::Commit)
            // An account changes in the event that writes the decision, before it is on the disk.
            || cluster.up().any(|node| node.disk.decision(txn) == Some(Decision::Commit))
    }

    /// Takes in what the last event did.
    pub(crate) fn remember<P: Commit>(&mut self, cluster: &Cluster<'_, P>, now: &Observed<'_, P>) {
        for note in now.notes.iter().filter_map(P::shared) {
            if let Note::Begun(txn, _) = note {
                let led = cluster.node(now.node).and_then(|node| P::led(node, txn));
                self.entry(txn).transfer = led.map(Arc::clone);
                self.forget(cluster);
            } else if let Note::Uncertain(txn) = note {
                self.entry(txn).voted_yes.push(now.node);
            } else if let Note::Decided(txn, decision) = note {
                let entry = self.entry(txn);
                if !entry.decided.contains(&(now.node, decision)) {
                    entry.decided.push((now.node, decision));
                }
            }
        }
    }

    fn entry(&mut self, txn: TxnId) -> &mut Seen {
        let none = || Seen { transfer: None, voted_yes: Vec::new(), decided: Vec::new() };
        self.seen.entry(txn).or_insert_with(none)
    }

    /// Forgets the oldest transactions that nobody is in doubt about or leads.
    fn forget<P: Commit>(&mut self, cluster: &Cluster<'_, P>) {
        if self.seen.len() < 2 * REMEMBERED {
            return;
        }
        let in_use = |txn: &TxnId| {
            let logs = cluster.disks.iter().chain(cluster.up().map(|node| &node.disk));
            logs.into_iter()
                .any(|log| log.in_doubt().contains_key(txn) || log.open().contains_key(txn))
                || cluster.up().any(|node| P::led(node, *txn).is_some())
        };
        let old: Vec<TxnId> = self.seen.keys().take(REMEMBERED).copied().collect();
        for txn in old.iter().filter(|txn| !in_use(txn)) {
            self.seen.remove(txn);
        }
    }
}
