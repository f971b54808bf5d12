//! Which configuration a server goes by, and whom it counts: section 6; the dissertation, 4.1 and
//! 4.2.2.

use super::Raft;
use super::configuration::{Configuration, Counting, Halves, majority};
use super::note::Note;
use super::rules::Rule;
use super::state::{LogIndex, Memory};
use machine::{Effects, Node, NodeId, NodeSet};

impl Raft {
    /// The configurations that a server knows of and may go by, each with the index of its entry,
    /// the latest first. The last one is where every server begins.
    fn configurations(&self, memory: &Memory) -> impl Iterator<Item = (LogIndex, Configuration)> {
        let at_once = self.follows(Rule::NewConfigurationAtOnce);
        let known = memory.state.log.configurations().iter().rev().copied();
        let used = known.filter(move |(index, _)| at_once || *index <= memory.commit);
        used.chain([(LogIndex(0), self.initial)])
    }

    /// Section 6: a server uses the latest configuration in its log, whether or not that is
    /// committed. It comes with its index.
    pub(super) fn latest(&self, memory: &Memory) -> (LogIndex, Configuration) {
        let mut known = self.configurations(memory);
        known.next().expect("every server begins with a configuration")
    }

    /// The configuration that a server goes by.
    pub(super) fn configuration(&self, memory: &Memory) -> Configuration {
        self.latest(memory).1
    }

    /// Says so if a follower goes by another configuration than before.
    pub(super) fn compare_configuration(
        &self,
        before: (LogIndex, Configuration),
        memory: &Memory,
        fx: &mut Effects<Self>,
    ) {
        let (index, configuration) = self.latest(memory);
        if (index, configuration) != before {
            fx.note(Note::ConfigurationUsed(index, configuration));
        }
    }

    /// Whether a server may stand for election: it votes. One that is being removed still does
    /// until it knows that to be committed, as nobody else may be able to win (4.2.2).
    pub(super) fn may_stand(&self, me: NodeId, memory: &Memory) -> bool {
        let mut known = self.configurations(memory);
        let votes =
            |(_, configuration): (LogIndex, Configuration)| configuration.all_voters().contains(me);
        known.next().is_some_and(|latest| {
            let is_open = latest.0 > memory.commit && self.follows(Rule::StandUntilRemoved);
            votes(latest) || (is_open && known.next().is_some_and(votes))
        })
    }

    /// Whom a leader tells everything: the members, and who catches up to become one.
    pub(super) fn peers(&self, node: &Node<Self>) -> NodeSet {
        let catch_up = node.memory.catch_up.as_ref();
        let newcomers = catch_up.map_or_else(NodeSet::default, |catch_up| catch_up.servers);
        self.configuration(&node.memory).members().or(newcomers).without(node.id)
    }

    /// How a server counts: without itself, if it is no member (section 6).
    pub(super) fn counting(&self, me: NodeId) -> Counting {
        let counts_itself = !self.follows(Rule::CountMembersOnly);
        Counting {
            halves: if self.follows(Rule::BothMajorities) { Halves::Both } else { Halves::New },
            short_by: 0,
            strangers: if counts_itself { [me].into_iter().collect() } else { NodeSet::default() },
        }
    }

    /// How a candidate counts votes.
    pub(super) fn counting_votes(&self, me: NodeId) -> Counting {
        let short_by = u8::from(!self.follows(Rule::MajorityToElect));
        Counting { short_by, ..self.counting(me) }
    }

    /// How a leader counts copies.
    pub(super) fn counting_copies(&self, me: NodeId) -> Counting {
        let short_by = u8::from(!self.follows(Rule::MajorityToCommit));
        Counting { short_by, ..self.counting(me) }
    }

    /// How many votes a candidate needs from these.
    pub(super) fn votes_needed(&self, half: NodeSet) -> u8 {
        let short_by = u8::from(!self.follows(Rule::MajorityToElect));
        (majority(half) - short_by).max(1)
    }
}
