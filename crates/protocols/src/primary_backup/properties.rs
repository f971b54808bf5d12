//! What primary-backup promises: one primary (Pb1), a service like that of one server (Pb4), and
//! what the lab's rules are for.
//!
//! The checks look at the cluster from outside and remember what they saw; they do not trust what
//! the core believes of itself. Logs are compared by prefix digest, so each check costs little.

use super::log::Log;
use super::note::Note;
use super::state::{LogIndex, Role, View, ViewNumber};
use super::word::Word;
use super::{PrimaryBackup, VIEW_SERVICE};
use litemap::LiteMap;
use machine::{ClientId, Cluster, Node, NodeId, Observed, Property};

/// A promise.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Promise {
    /// At most one server acts as primary of a view.
    OnePrimaryPerView,
    /// What was answered for is in the log of every primary of that view and of later ones.
    AcknowledgedSurvives,
    /// What a backup holds is the beginning of what its primary holds.
    BackupPrefix,
    /// A client's operation is applied at most once.
    AppliedOnce,
    /// A server never goes back to an older view.
    ViewMonotonic,
    /// Each view follows from the one before: its primary was primary or backup there.
    Succession,
}

impl Promise {
    /// Its name in files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Promise::OnePrimaryPerView => "one-primary-per-view",
            Promise::AcknowledgedSurvives => "acknowledged-survives",
            Promise::BackupPrefix => "backup-prefix",
            Promise::AppliedOnce => "applied-once",
            Promise::ViewMonotonic => "view-monotonic",
            Promise::Succession => "succession",
        }
    }
}

/// What was seen of one server when it last did something.
#[derive(Clone, Debug, Default)]
struct Seen {
    view: ViewNumber,
    settled: LogIndex,
    log: Log,
    /// The number of the last operation of each client in that log.
    applied: LiteMap<ClientId, u64>,
}

/// What the properties remember.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// Who was primary of each view.
    primaries: LiteMap<ViewNumber, NodeId>,
    /// For each place that was answered for: the digest of the log up to it, and the view of the
    /// primary that first answered for it.
    settled: rpds::Vector<(u64, ViewNumber)>,
    /// The last view that was on the view service's disk.
    view: View,
    seen: Vec<Seen>,
}

type Servers<'a> = Cluster<'a, PrimaryBackup>;
type Now<'a> = Observed<'a, PrimaryBackup>;

const fn property(
    promise: Promise,
    name: &'static str,
    section: &'static str,
    check: machine::Check<PrimaryBackup>,
) -> Property<PrimaryBackup> {
    Property { name, section, title: Word::Promise(promise), check }
}

/// Every property.
pub(super) static PROPERTIES: [Property<PrimaryBackup>; 6] = [
    property(Promise::OnePrimaryPerView, "one-primary-per-view", "Pb1", one_primary_per_view),
    property(Promise::AcknowledgedSurvives, "acknowledged-survives", "Pb4", acknowledged_survives),
    property(Promise::BackupPrefix, "backup-prefix", "lab 2B", backup_prefix),
    property(Promise::AppliedOnce, "applied-once", "lab 2B", applied_once),
    property(Promise::ViewMonotonic, "view-monotonic", "lab 2A", view_monotonic),
    property(Promise::Succession, "succession", "lab 2A", succession),
];

/// The view of which a server acts as primary.
fn acts_in(node: &Node<PrimaryBackup>) -> Option<ViewNumber> {
    match node.memory.role {
        Role::Primary { .. } => Some(node.memory.state.view.number),
        Role::ViewService { .. } | Role::Backup | Role::Spare => None,
    }
}

fn one_primary_per_view(cluster: &Servers<'_>, now: &Now<'_>, history: &History) -> Option<Note> {
    let view = acts_in(cluster.node(now.node)?)?;
    let first = *history.primaries.get(&view)?;
    (first != now.node).then_some(Note::TwoPrimaries(view, first, now.node))
}

/// The operations that a primary has answered for since it was last seen.
fn newly_settled(node: &Node<PrimaryBackup>, now: &Now<'_>, history: &History) -> (u64, u64) {
    let seen = history.seen.get(now.node.index()).filter(|_| !now.booted);
    let before = seen.map_or(0, |seen| seen.settled.0);
    (before + 1, node.memory.settled.0)
}

fn acknowledged_survives(cluster: &Servers<'_>, now: &Now<'_>, history: &History) -> Option<Note> {
    let node = cluster.node(now.node)?;
    let view = acts_in(node)?;
    let mode = cluster.protocol.mode();
    let log = &node.memory.state.log;
    // What was answered for before is here. Digests are of prefixes: the newest speaks for all.
    let known = history.settled.len() as u64;
    let older = |index: &u64| history.settled[(*index - 1) as usize].1 <= view;
    let lacks = |index: &u64| {
        log.digest_at(LogIndex(*index)) != Some(history.settled[(*index - 1) as usize].0)
    };
    if let Some(newest) = (1..=known).rev().find(older)
        && lacks(&newest)
    {
        let first = (1..=newest).find(|index| older(index) && lacks(index))?;
        return Some(Note::AcknowledgedLost(now.node, view, LogIndex(first), mode));
    }
    // What is answered for now is with every later primary, and nowhere something else.
    let (first, last) = newly_settled(node, now, history);
    let differs = (first..=last.min(known)).find(lacks);
    if let Some(index) = differs {
        return Some(Note::AcknowledgedDiffers(now.node, view, LogIndex(index), mode));
    }
    if first > last {
        return None;
    }
    let digest = log.digest_at(LogIndex(last));
    let later = cluster.up().filter_map(|other| Some((other, acts_in(other)?)));
    let mut without = later
        .filter(|(_, theirs)| *theirs > view)
        .filter(|(other, _)| other.memory.state.log.digest_at(LogIndex(last)) != digest);
    let (other, theirs) = without.next()?;
    let agreed = other.memory.state.log.agreement(log);
    Some(Note::AcknowledgedLost(other.id, theirs, agreed.next(), mode))
}

fn backup_prefix(cluster: &Servers<'_>, now: &Now<'_>, _: &History) -> Option<Note> {
    let node = cluster.node(now.node)?;
    let view = node.memory.state.view.number;
    let is_backup = |other: &Node<PrimaryBackup>| {
        let state = &other.memory.state;
        matches!(other.memory.role, Role::Backup)
            && (state.view.number, state.holds) == (view, view)
    };
    let primary = cluster.up().find(|other| acts_in(other) == Some(view))?;
    let mut backups = cluster.up().filter(|other| is_backup(other));
    let held = &primary.memory.state.log;
    let differs = backups.find(|backup| !backup.memory.state.log.is_prefix_of(held))?;
    let first = differs.memory.state.log.agreement(held).next();
    Some(Note::BackupDiffers(differs.id, primary.id, first))
}

/// The last operation of each client that a log holds, given what was known of its beginning; or
/// the first that it holds twice.
fn executed(log: &Log, seen: Option<&Seen>) -> Result<LiteMap<ClientId, u64>, (ClientId, u64)> {
    let known = seen.filter(|seen| seen.log.is_prefix_of(log));
    let mut applied = known.map(|seen| seen.applied.clone()).unwrap_or_default();
    let first = known.map_or(LogIndex(0), |seen| seen.log.last_index()).next();
    for (_, operation) in log.from(first) {
        let (client, number) = (operation.request.client, operation.request.number);
        if applied.insert(client, number).is_some_and(|before| before >= number) {
            return Err((client, number));
        }
    }
    Ok(applied)
}

fn applied_once(cluster: &Servers<'_>, now: &Now<'_>, history: &History) -> Option<Note> {
    let node = cluster.node(now.node)?;
    let seen = history.seen.get(now.node.index());
    let twice = executed(&node.memory.state.log, seen).err();
    twice.map(|(client, number)| Note::AppliedTwice(now.node, client, number))
}

fn view_monotonic(cluster: &Servers<'_>, now: &Now<'_>, history: &History) -> Option<Note> {
    let after = cluster.node(now.node)?.memory.state.view.number;
    let before = history.seen.get(now.node.index()).filter(|_| !now.booted)?.view;
    (after < before).then_some(Note::ViewFell(now.node, before, after))
}

fn succession(cluster: &Servers<'_>, _: &Now<'_>, history: &History) -> Option<Note> {
    let (before, after) = (history.view, cluster.disks[VIEW_SERVICE.index()].view);
    let follows = after.number == before.number.next()
        && (before.number == ViewNumber(0) || after.primary.is_some_and(|node| before.has(node)));
    (after != before && !follows).then_some(Note::NotSucceeding(before.number, after.number))
}

impl History {
    /// Takes in what the last event did.
    pub(super) fn remember(&mut self, cluster: &Servers<'_>, now: &Now<'_>) {
        self.view = cluster.disks[VIEW_SERVICE.index()].view;
        let Some(node) = cluster.node(now.node) else { return };
        let memory = &node.memory;
        if let Some(view) = acts_in(node) {
            self.primaries.entry(view).or_insert(now.node);
            while (self.settled.len() as u64) < memory.settled.0 {
                let index = LogIndex(self.settled.len() as u64 + 1);
                // Only without one of the rules is something answered for that is not there.
                let Some(digest) = memory.state.log.digest_at(index) else { break };
                self.settled.push_back_mut((digest, view));
            }
        }
        if self.seen.len() < cluster.nodes.len() {
            self.seen.resize_with(cluster.nodes.len(), Seen::default);
        }
        let seen = &mut self.seen[now.node.index()];
        seen.view = memory.state.view.number;
        seen.settled = memory.settled;
        if seen.log != memory.state.log {
            seen.applied = executed(&memory.state.log, Some(seen)).unwrap_or_default();
            seen.log = memory.state.log.clone();
        }
    }
}
