//! What Raft promises: figure 3 of the paper, and two promises to clients.
//!
//! The checks look at the cluster from outside and remember what they saw; they do not trust what
//! the core believes of itself. Logs are compared by prefix digest, so each check costs little.

use super::Raft;
use super::log::Log;
use super::note::Note;
use super::sessions::Sessions;
use super::state::{LogIndex, Role, Term};
use super::word::Word;
use litemap::LiteMap;
use machine::{ClientId, Cluster, Node, NodeId, Observed, Property, Record, Store, digest_of};

/// A promise.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Promise {
    /// At most one leader is elected in a term.
    ElectionSafety,
    /// A leader never overwrites or deletes entries of its log.
    LeaderAppendOnly,
    /// Logs with an entry of the same index and term are the same up to it.
    LogMatching,
    /// What is committed in a term is in the logs of all leaders of later terms.
    LeaderCompleteness,
    /// No two servers apply different entries at the same index.
    StateMachineSafety,
    /// A client's command is applied at most once.
    AppliedOnce,
    /// A server's commit index never falls while it is up.
    CommitMonotonic,
    /// A read sees all that was committed when it was asked for.
    FreshReads,
    /// A snapshot is what applying the entries up to its last one gives.
    SnapshotState,
    /// Nobody leads a cluster that it knows it has left.
    MembersLead,
}

impl Promise {
    /// Its name in files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Promise::ElectionSafety => "election-safety",
            Promise::LeaderAppendOnly => "leader-append-only",
            Promise::LogMatching => "log-matching",
            Promise::LeaderCompleteness => "leader-completeness",
            Promise::StateMachineSafety => "state-machine-safety",
            Promise::AppliedOnce => "applied-once",
            Promise::CommitMonotonic => "commit-monotonic",
            Promise::FreshReads => "fresh-reads",
            Promise::SnapshotState => "snapshot-state",
            Promise::MembersLead => "members-lead",
        }
    }
}

/// What was seen of one server when it last did something.
#[derive(Clone, Debug, Default)]
struct Seen {
    log: Log,
    /// The term it led then, if it led.
    led: Option<Term>,
    commit: LogIndex,
    applied: LogIndex,
    /// The last entry that is in its snapshot.
    snapshot: LogIndex,
    /// The number of the last command of each client that it has applied.
    executed: LiteMap<ClientId, u64>,
    /// How many entries were committed when it took each read that it did not answer at once.
    reads: LiteMap<(ClientId, u64), u64>,
}

/// What the properties remember.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// Who was leader in each term.
    leaders: LiteMap<Term, NodeId>,
    /// For each committed index: the digest of the log up to it, and the term of the server that
    /// first knew it to be committed.
    committed: rpds::Vector<(u64, Term)>,
    /// The digest of the entry first applied at each index.
    applied: rpds::Vector<u64>,
    /// The state after all committed entries, and the digest of what it was after each.
    replayed: (Store, Sessions),
    states: rpds::Vector<u64>,
    seen: Vec<Seen>,
}

type View<'a> = Cluster<'a, Raft>;
type Now<'a> = Observed<'a, Raft>;

const fn property(
    promise: Promise,
    name: &'static str,
    section: &'static str,
    check: machine::Check<Raft>,
) -> Property<Raft> {
    Property { name, section, title: Word::Promise(promise), check }
}

/// Every property.
pub(super) static PROPERTIES: [Property<Raft>; 10] = [
    property(Promise::ElectionSafety, "election-safety", "5.2", election_safety),
    property(Promise::LeaderAppendOnly, "leader-append-only", "5.3", leader_append_only),
    property(Promise::LogMatching, "log-matching", "5.3", log_matching),
    property(Promise::LeaderCompleteness, "leader-completeness", "5.4", leader_completeness),
    property(Promise::StateMachineSafety, "state-machine-safety", "5.4.3", state_machine_safety),
    property(Promise::AppliedOnce, "applied-once", "8", applied_once),
    property(Promise::CommitMonotonic, "commit-monotonic", "5.3", commit_monotonic),
    property(Promise::FreshReads, "fresh-reads", "6.4 (dissertation)", fresh_reads),
    property(Promise::SnapshotState, "snapshot-state", "7", snapshot_state),
    property(Promise::MembersLead, "members-lead", "6", members_lead),
];

fn leads(node: &Node<Raft>) -> Option<Term> {
    matches!(node.memory.role, Role::Leader { .. }).then_some(node.memory.state.term)
}

fn election_safety(cluster: &View<'_>, now: &Now<'_>, history: &History) -> Option<Note> {
    let term = leads(cluster.node(now.node)?)?;
    let first = *history.leaders.get(&term)?;
    (first != now.node).then_some(Note::TwoLeaders(term, first, now.node))
}

fn leader_append_only(cluster: &View<'_>, now: &Now<'_>, history: &History) -> Option<Note> {
    let node = cluster.node(now.node)?;
    let seen = history.seen.get(now.node.index())?;
    if now.booted || seen.led.is_none() || seen.led != leads(node) {
        return None;
    }
    let (before, after) = (&seen.log, &node.memory.state.log);
    let last = before.last_index();
    if after.digest_at(last) == before.digest_at(last) {
        return None;
    }
    Some(Note::LeaderOverwrote(now.node, before.agreement(after).next()))
}

fn log_matching(cluster: &View<'_>, now: &Now<'_>, history: &History) -> Option<Note> {
    let node = cluster.node(now.node)?;
    let log = &node.memory.state.log;
    // While a server was down, others' logs changed unseen by it: a start compares it anew.
    let seen = history.seen.get(now.node.index()).filter(|_| !now.booted);
    if seen.is_some_and(|seen| seen.log == *log) {
        return None;
    }
    cluster.up().filter(|other| other.id != now.node).find_map(|other| {
        let theirs = &other.memory.state.log;
        let first = log.agreement(theirs).next().max(log.base().index).max(theirs.base().index);
        let last = log.last_index().min(theirs.last_index());
        let mut after = (first.0..=last.0).map(LogIndex);
        let same = after.find(|index| log.term_at(*index) == theirs.term_at(*index));
        let term = same.and_then(|index| log.term_at(index)).unwrap_or_default();
        same.map(|index| Note::LogsDiffer(now.node, other.id, index, term))
    })
}

fn leader_completeness(cluster: &View<'_>, now: &Now<'_>, history: &History) -> Option<Note> {
    let node = cluster.node(now.node)?;
    let was = history.seen.get(now.node.index());
    if let Some(term) = leads(node)
        && was.is_none_or(|seen| seen.led != Some(term))
    {
        let known = |index: LogIndex| history.committed.get((index.0 - 1) as usize).copied();
        return missing(node, term, LogIndex(history.committed.len() as u64), known);
    }
    // Something new is committed: every leader of a later term must have it already.
    let known = history.committed.len() as u64;
    let commit = node.memory.commit;
    if commit.0 <= known {
        return None;
    }
    let log = &node.memory.state.log;
    let committed_in = node.memory.state.term;
    let fresh = |index: LogIndex| match history.committed.get((index.0 - 1) as usize) {
        Some(committed) => Some(*committed),
        None => Some((log.digest_at(index)?, committed_in)),
    };
    let leaders = cluster.up().filter_map(|other| Some((other, leads(other)?)));
    let mut later = leaders.filter(|(_, term)| *term > committed_in);
    later.find_map(|(leader, term)| missing(leader, term, commit, fresh))
}

/// The first entry up to `last` that was committed in an earlier term and that this leader lacks.
/// `committed` gives the digest of the log up to an index, and the term that it was committed in.
/// What a snapshot has replaced is there if the log's base is what was committed.
fn missing(
    leader: &Node<Raft>,
    term: Term,
    last: LogIndex,
    committed: impl Fn(LogIndex) -> Option<(u64, Term)>,
) -> Option<Note> {
    let log = &leader.memory.state.log;
    let is_earlier = |index: &LogIndex| committed(*index).is_some_and(|(_, was)| was < term);
    let lacks = |index: &LogIndex| {
        let index = (*index).max(log.base().index);
        committed(index).is_some_and(|(digest, _)| log.digest_at(index) != Some(digest))
    };
    // Digests are of prefixes: if the last one is there, so are all before it.
    let newest = (1..=last.0).rev().map(LogIndex).find(is_earlier)?;
    if !lacks(&newest) {
        return None;
    }
    let mut earlier = (1..=newest.0).map(LogIndex).filter(is_earlier);
    let first = earlier.find(lacks)?;
    Some(Note::CommittedMissing(leader.id, term, first))
}

/// What the server has applied since it was last seen, with the digest of each entry.
fn newly_applied<'a>(
    node: &'a Node<Raft>,
    now: &Now<'_>,
    history: &History,
) -> impl Iterator<Item = (LogIndex, u64)> + use<'a> {
    let seen = history.seen.get(now.node.index()).filter(|_| !now.booted);
    let before = seen.map_or(LogIndex(0), |seen| seen.applied);
    let entries = node.memory.state.log.from(before.next());
    let applied = entries.take_while(|(index, _)| *index <= node.memory.applied);
    applied.map(|(index, entry)| (index, digest_of(entry)))
}

fn state_machine_safety(cluster: &View<'_>, now: &Now<'_>, history: &History) -> Option<Note> {
    let node = cluster.node(now.node)?;
    let first = |index: LogIndex| history.applied.get((index.0 - 1) as usize).copied();
    let mut applied = newly_applied(node, now, history);
    let differs =
        applied.find(|(index, digest)| first(*index).is_some_and(|first| first != *digest));
    differs.map(|(index, _)| Note::AppliedDifferently(now.node, index))
}

fn applied_once(_: &View<'_>, now: &Now<'_>, history: &History) -> Option<Note> {
    if !now.notes.iter().any(|note| matches!(note, Note::Applied(..))) {
        return None;
    }
    let none = LiteMap::new();
    let seen = history.seen.get(now.node.index()).filter(|_| !now.booted);
    let mut executed = seen.map_or(&none, |seen| &seen.executed).clone();
    now.notes.iter().find_map(|note| {
        let Note::Applied(_, client, number) = *note else { return None };
        let before = executed.insert(client, number);
        before
            .is_some_and(|before| before >= number)
            .then_some(Note::AppliedTwice(now.node, client, number))
    })
}

fn commit_monotonic(cluster: &View<'_>, now: &Now<'_>, history: &History) -> Option<Note> {
    let node = cluster.node(now.node)?;
    let before = history.seen.get(now.node.index()).filter(|_| !now.booted)?.commit;
    let after = node.memory.commit;
    (after < before).then_some(Note::CommitFell(now.node, before, after))
}

fn fresh_reads(_: &View<'_>, now: &Now<'_>, history: &History) -> Option<Note> {
    now.notes.iter().find_map(|note| {
        let Note::ReadServed(client, number, applied) = *note else { return None };
        let seen = history.seen.get(now.node.index())?;
        let taken = seen.reads.get(&(client, number)).copied();
        let committed = LogIndex(taken.unwrap_or(history.committed.len() as u64));
        (applied < committed).then_some(Note::StaleRead(now.node, client, committed))
    })
}

/// Checked where a state comes from a snapshot: when one is taken or received, and when a server
/// starts with one.
fn snapshot_state(cluster: &View<'_>, now: &Now<'_>, history: &History) -> Option<Note> {
    let node = cluster.node(now.node)?;
    let memory = &node.memory;
    let differs = |index: LogIndex, state: (&Store, &Sessions)| {
        let known = history.states.get(index.0.checked_sub(1)? as usize);
        known.is_some_and(|known| *known != digest_of(&state)).then_some(index)
    };
    let taken = memory.latest_snapshot().filter(|taken| {
        let seen = history.seen.get(now.node.index());
        seen.is_none_or(|seen| seen.snapshot != taken.base.index)
    });
    let wrong = taken.and_then(|taken| differs(taken.base.index, (&taken.store, &taken.sessions)));
    let state = (&memory.store, &memory.sessions);
    let started = || now.booted.then(|| differs(memory.applied, state)).flatten();
    wrong.or_else(started).map(|index| Note::SnapshotWrong(now.node, index))
}

fn members_lead(cluster: &View<'_>, now: &Now<'_>, _: &History) -> Option<Note> {
    let node = cluster.node(now.node)?;
    leads(node)?;
    let (index, configuration) = cluster.protocol.latest(&node.memory);
    let has_left = index <= node.memory.commit && !configuration.all_voters().contains(now.node);
    has_left.then_some(Note::LeadsOutside(now.node, index))
}

impl History {
    /// Takes in what the last event did.
    pub(super) fn remember(&mut self, cluster: &View<'_>, now: &Now<'_>) {
        let Some(node) = cluster.node(now.node) else { return };
        let led = leads(node);
        if let Some(term) = led {
            self.leaders.entry(term).or_insert(now.node);
        }
        let committed = self.committed.len() as u64;
        self.remember_committed(cluster.protocol, node);
        for (index, digest) in newly_applied(node, now, self) {
            if index.0 == self.applied.len() as u64 + 1 {
                self.applied.push_back_mut(digest);
            }
        }
        if self.seen.len() < cluster.nodes.len() {
            self.seen.resize_with(cluster.nodes.len(), Seen::default);
        }
        let seen = &mut self.seen[now.node.index()];
        if now.booted {
            *seen = Seen::default();
        }
        seen.snapshot = node.memory.snapshot_index();
        // What a snapshot says was carried out must not be carried out again.
        if now.booted || now.notes.iter().any(|note| matches!(note, Note::SnapshotInstalled(_))) {
            let records = node.memory.store.records();
            let remembered = records.filter_map(|record| match record {
                Record::Session(client, number, _) => Some((client, number)),
                Record::Value(..) => None,
            });
            let open = node.memory.sessions.open.iter();
            let last = open.filter_map(|(_, open)| Some((open.client, open.last.as_ref()?.0)));
            for (client, number) in remembered.chain(last) {
                let executed = seen.executed.entry(client).or_default();
                *executed = number.max(*executed);
            }
        }
        for note in now.notes {
            if let Note::Applied(_, client, number) = *note {
                seen.executed.insert(client, number);
            } else if let Note::ReadTaken(client, number, _) | Note::ReadWaits(client, number, _) =
                *note
            {
                seen.reads.insert((client, number), committed);
            } else if let Note::ReadServed(client, number, _) = *note {
                seen.reads.remove(&(client, number));
            }
        }
        seen.led = led;
        seen.commit = node.memory.commit;
        seen.applied = node.memory.applied;
        if seen.log != node.memory.state.log {
            seen.log = node.memory.state.log.clone();
        }
    }

    fn remember_committed(&mut self, raft: &Raft, node: &Node<Raft>) {
        let state = &node.memory.state;
        while (self.committed.len() as u64) < node.memory.commit.0 {
            let index = LogIndex(self.committed.len() as u64 + 1);
            // Only without one of the rules can a server think committed what it does not have.
            let Some(digest) = state.log.digest_at(index) else { return };
            self.committed.push_back_mut((digest, state.term));
            let (store, sessions) = &mut self.replayed;
            if let Some(entry) = state.log.get(index) {
                raft.close_sessions(sessions, entry.time.0);
                if let Some(request) = entry.content.request() {
                    raft.execute((store, sessions), index, request);
                }
            }
            self.states.push_back_mut(digest_of(&(store, sessions)));
        }
    }
}
