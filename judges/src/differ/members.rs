//! Who belongs to a cluster, in the words of both cores.
//!
//! Ours goes by a configuration as soon as it is in the log (section 6), the crate when it is told
//! to. So an adapter tells the crate at once. To the crate the entry is a command like any other: a
//! number that no client's command has.

use machine::{NodeId, NodeSet};
use protocols::raft::{Configuration, Content, Counting, Entry, Leaving};
use raft::eraftpb::{ConfChangeSingle, ConfChangeType, ConfState};
use raft::storage::MemStorage;
use raft::{Changer, Raft};

/// What marks the number of a configuration.
const MARK: u64 = 1 << 63;

/// What an entry of ours holds, as a number: of a command, or of a configuration.
#[must_use]
pub fn number(entry: &Entry) -> Option<u64> {
    match &entry.content {
        Content::NoOp => None,
        Content::Request(request) => Some(request.number),
        Content::Configuration(configuration) => Some(encode(configuration)),
    }
}

/// Whether a client asked for it.
#[must_use]
pub fn is_command(number: u64) -> bool {
    number & MARK == 0
}

/// A configuration as a number.
#[must_use]
pub fn encode(configuration: &Configuration) -> u64 {
    let bits = |set: NodeSet| set.iter().fold(0, |bits, node| bits | 1 << node.0);
    let leaving = match configuration.leaving {
        Leaving::ByItself => 0,
        Leaving::ByOrder => 1,
    };
    let Configuration { voters, outgoing, learners, .. } = *configuration;
    MARK | leaving << 48 | bits(learners) << 32 | bits(outgoing) << 16 | bits(voters)
}

/// The configuration of this number.
#[must_use]
pub fn decode(number: u64) -> Configuration {
    let set = |bits: u64| NodeId::all(15).filter(|node| bits >> node.0 & 1 == 1).collect();
    let leaving = if number >> 48 & 1 == 1 { Leaving::ByOrder } else { Leaving::ByItself };
    let (voters, outgoing, learners) = (set(number), set(number >> 16), set(number >> 32));
    Configuration { voters, outgoing, learners, leaving }
}

/// Whether these decide in this configuration, as figure 2 and section 6 count.
#[must_use]
pub fn decide(configuration: u64, servers: NodeSet) -> bool {
    decode(configuration).is_quorum(servers, Counting::default())
}

fn ids(set: NodeSet) -> Vec<u64> {
    set.iter().map(|node| u64::from(node.0)).collect()
}

fn set(ids: &[u64]) -> NodeSet {
    ids.iter().map(|id| NodeId(*id as u8)).collect()
}

/// For the crate a server is always a member, and stays one: who does not vote in the end learns,
/// and counts for nothing so.
fn with_itself(configuration: &Configuration, me: NodeId) -> Configuration {
    let mut known = *configuration;
    if !known.voters.contains(me) {
        known.learners = known.learners.with(me);
    }
    known
}

/// As the crate keeps it.
#[must_use]
pub fn conf_state(configuration: &Configuration, me: NodeId) -> ConfState {
    let known = with_itself(configuration, me);
    ConfState {
        voters: ids(known.voters),
        voters_outgoing: ids(known.outgoing),
        learners: ids(known.learners.minus(known.outgoing)),
        learners_next: ids(known.learners.and(known.outgoing)),
        ..ConfState::default()
    }
}

/// What the crate's server goes by now, as our number; `told` is what it was told last.
#[must_use]
pub fn of_theirs(raft: &Raft<MemStorage>, me: NodeId, told: &Configuration) -> u64 {
    let state = raft.prs().conf().to_conf_state();
    let mut learners = set(&state.learners).or(set(&state.learners_next));
    if !told.learners.contains(me) {
        learners = learners.without(me);
    }
    let (voters, outgoing) = (set(&state.voters), set(&state.voters_outgoing));
    encode(&Configuration { voters, outgoing, learners, leaving: told.leaving })
}

/// Tells a leader of the crate's to go by the next configuration, by its own steps.
///
/// # Panics
/// If the crate finds that the one cannot follow the other.
pub fn lead_into(
    raft: &mut Raft<MemStorage>,
    me: NodeId,
    before: &Configuration,
    after: &Configuration,
) {
    let (old, new) = (with_itself(before, me), with_itself(after, me));
    let mut next = |changer: &dyn Fn(Changer<'_>) -> raft::Result<_>| {
        let (configuration, changes) = changer(Changer::new(raft.prs())).expect("it can follow");
        let last = raft.raft_log.last_index();
        raft.mut_prs().apply_conf(configuration, changes, last);
    };
    if new.is_joint() {
        next(&|changer| changer.enter_joint(false, &steps(&old, &new)));
    } else if old.is_joint() {
        next(&|changer| changer.leave_joint());
    } else {
        next(&|mut changer| changer.simple(&steps(&old, &new)));
    }
    raft.post_conf_change();
}

/// What becomes of which servers.
fn steps(old: &Configuration, new: &Configuration) -> Vec<ConfChangeSingle> {
    let step = |kind| {
        move |node: NodeId| {
            let mut step = ConfChangeSingle { node_id: node.0.into(), ..Default::default() };
            step.set_change_type(kind);
            step
        }
    };
    let voters = new.voters.minus(old.voters).iter().map(step(ConfChangeType::AddNode));
    let learners = new.learners.minus(old.learners).iter();
    let learners = learners.map(step(ConfChangeType::AddLearnerNode));
    let kept = new.voters.or(new.learners);
    let removed = old.voters.or(old.learners).minus(kept).iter();
    voters.chain(learners).chain(removed.map(step(ConfChangeType::RemoveNode))).collect()
}
