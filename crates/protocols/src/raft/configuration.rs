//! Configurations: who belongs to the cluster, what a majority of it is, and what a change makes of
//! it. Section 6; the dissertation, 4.1 to 4.3. Nothing here knows a server's state.

use core::fmt;
use machine::{NodeId, NodeSet, Quorum};

/// How a joint configuration is left.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Leaving {
    /// The leader leaves it as soon as it is committed (section 6).
    ByItself,
    /// Only when it is ordered to.
    ByOrder,
}

/// What becomes of one server.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Step {
    /// It votes, and its copies count.
    Voter(NodeId),
    /// It is told everything and counts for nothing (dissertation, 4.2.1).
    Learner(NodeId),
    /// It is neither.
    Removed(NodeId),
}

/// Why a change is impossible.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Impossible {
    /// The configuration is joint: it has to be left first.
    Joint,
    /// The configuration is not joint: there is nothing to leave.
    NotJoint,
    /// Nobody would be left to vote.
    NoVoters,
    /// There is no voter, and so no majority, that could agree to it.
    NoOldVoters,
    /// More than one voter would change, which takes a joint configuration.
    SeveralVoters,
}

/// How servers are counted. Raft's way is the default; the others are some of its rules, broken.
#[derive(Clone, Copy, Debug)]
pub struct Counting {
    /// Whether a joint configuration needs a majority of both halves.
    pub halves: Halves,
    /// How many fewer than a majority are enough.
    pub short_by: u8,
    /// Who counts without being a member.
    pub strangers: NodeSet,
}

/// Which halves of a joint configuration have to agree.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Halves {
    /// Both.
    Both,
    /// Only the new one.
    New,
}

impl Default for Counting {
    fn default() -> Self {
        Counting { halves: Halves::Both, short_by: 0, strangers: NodeSet::default() }
    }
}

/// Who belongs to the cluster.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Configuration {
    /// Those that vote; of a joint configuration, `C_new`.
    pub voters: NodeSet,
    /// Of a joint configuration, `C_old`; otherwise nobody.
    pub outgoing: NodeSet,
    /// Those that are told everything and do not vote. One of them that is still in `C_old` votes
    /// there until the joint configuration is left.
    pub learners: NodeSet,
    /// How it is left, if it is joint.
    pub leaving: Leaving,
}

/// How many of these make a majority.
pub(super) fn majority(members: NodeSet) -> u8 {
    Quorum::majority_of(members.len()).size()
}

impl Configuration {
    /// A configuration in which exactly these vote.
    #[must_use]
    pub fn of(voters: NodeSet) -> Self {
        let nobody = NodeSet::default();
        Configuration { voters, outgoing: nobody, learners: nobody, leaving: Leaving::ByItself }
    }

    /// Whether two majorities are needed.
    #[must_use]
    pub fn is_joint(&self) -> bool {
        !self.outgoing.is_empty()
    }

    /// Who votes, in either half.
    #[must_use]
    pub fn all_voters(&self) -> NodeSet {
        self.voters.or(self.outgoing)
    }

    /// Who is told everything.
    #[must_use]
    pub fn members(&self) -> NodeSet {
        self.all_voters().or(self.learners)
    }

    /// Whether these servers can decide: they are a majority; of a joint configuration, a majority
    /// of `C_old` and one of `C_new`. An empty half agrees to everything.
    #[must_use]
    pub fn is_quorum(&self, servers: NodeSet, counting: Counting) -> bool {
        let agrees = |half: NodeSet| {
            let counted = servers.and(half.or(counting.strangers)).len();
            half.is_empty() || counted >= majority(half).saturating_sub(counting.short_by).max(1)
        };
        agrees(self.voters) && (counting.halves == Halves::New || agrees(self.outgoing))
    }

    /// The greatest value that a quorum has reached, given one of each server, `S1` first; `None`
    /// if nobody votes, so that nobody holds anything back.
    #[must_use]
    pub fn reached<T: Ord + Copy>(&self, values: &[T], counting: Counting) -> Option<T> {
        let of = |node: NodeId| values[node.index()];
        let voters = || self.all_voters().or(counting.strangers).iter();
        let has_quorum = |value: &T| {
            self.is_quorum(voters().filter(|node| of(*node) >= *value).collect(), counting)
        };
        if self.all_voters().is_empty() { None } else { voters().map(of).filter(has_quorum).max() }
    }

    /// The configuration after these steps, in which one voter differs at most (4.1).
    ///
    /// # Errors
    /// Why that is impossible.
    pub fn simple(&self, steps: &[Step]) -> Result<Self, Impossible> {
        if self.is_joint() {
            return Err(Impossible::Joint);
        }
        let next = self.after(steps)?;
        let (old, new) = (self.voters, next.voters);
        if old.minus(new).or(new.minus(old)).len() > 1 {
            return Err(Impossible::SeveralVoters);
        }
        Ok(next)
    }

    /// The joint configuration of this one and the one after these steps (section 6).
    ///
    /// # Errors
    /// Why that is impossible.
    pub fn enter_joint(&self, leaving: Leaving, steps: &[Step]) -> Result<Self, Impossible> {
        if self.is_joint() {
            return Err(Impossible::Joint);
        }
        if self.voters.is_empty() {
            return Err(Impossible::NoOldVoters);
        }
        Configuration { outgoing: self.voters, leaving, ..*self }.after(steps)
    }

    /// `C_new` of a joint configuration.
    ///
    /// # Errors
    /// If it is not joint.
    pub fn leave_joint(&self) -> Result<Self, Impossible> {
        if !self.is_joint() {
            return Err(Impossible::NotJoint);
        }
        let (outgoing, leaving) = (NodeSet::default(), Leaving::ByItself);
        Ok(Configuration { outgoing, leaving, ..*self })
    }

    /// The configuration after these steps, however many voters change.
    ///
    /// # Errors
    /// If nobody would vote.
    pub fn after(&self, steps: &[Step]) -> Result<Self, Impossible> {
        let mut next = *self;
        for step in steps {
            let (Step::Voter(node) | Step::Learner(node) | Step::Removed(node)) = *step;
            next.voters = next.voters.without(node);
            next.learners = next.learners.without(node);
            match step {
                Step::Voter(_) => next.voters = next.voters.with(node),
                Step::Learner(_) => next.learners = next.learners.with(node),
                Step::Removed(_) => {}
            }
        }
        if next.voters.is_empty() { Err(Impossible::NoVoters) } else { Ok(next) }
    }
}

/// As a log cell shows it: `{1,2,3}`, joint `{1,2,3}→{2,3,4}`, with learners `{1,2,3}+{4}`.
impl fmt::Display for Configuration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_joint() {
            set(f, self.outgoing)?;
            f.write_str("→")?;
        }
        set(f, self.voters)?;
        if !self.learners.is_empty() {
            f.write_str("+")?;
            set(f, self.learners)?;
        }
        Ok(())
    }
}

fn set(f: &mut fmt::Formatter<'_>, nodes: NodeSet) -> fmt::Result {
    let mut before = "{";
    for node in nodes.iter() {
        write!(f, "{before}{}", node.0)?;
        before = ",";
    }
    f.write_str("}")
}

#[cfg(test)]
mod tests {
    use super::{Configuration, Counting, Impossible, Leaving, Step};
    use machine::{NodeId, NodeSet};

    fn set(nodes: &[u8]) -> NodeSet {
        nodes.iter().copied().map(NodeId).collect()
    }

    fn of(nodes: &[u8]) -> Configuration {
        Configuration::of(set(nodes))
    }

    #[test]
    fn a_majority_is_more_than_half() {
        let needed = |count| {
            let all = Configuration::of(NodeSet::first(count));
            let is_quorum = |few: &u8| all.is_quorum(NodeSet::first(*few), Counting::default());
            (0..=count).find(is_quorum).unwrap()
        };
        assert_eq!((1..=9).map(needed).collect::<Vec<_>>(), [1, 2, 2, 3, 3, 4, 4, 5, 5]);
    }

    #[test]
    fn a_joint_configuration_needs_a_majority_of_each_half() {
        let steps = [Step::Removed(NodeId(1)), Step::Voter(NodeId(4)), Step::Voter(NodeId(5))];
        let joint = of(&[1, 2, 3]).enter_joint(Leaving::ByItself, &steps).unwrap();
        assert_eq!(joint.to_string(), "{1,2,3}→{2,3,4,5}");
        let decides = |nodes: &[u8]| joint.is_quorum(set(nodes), Counting::default());
        assert!(decides(&[1, 2, 4, 5]) && decides(&[2, 3, 4]));
        assert!(!decides(&[1, 2, 3]) && !decides(&[3, 4, 5]) && !decides(&[1, 2]));
        assert_eq!(joint.reached(&[9, 8, 7, 6, 5], Counting::default()), Some(6));
        assert_eq!(joint.leave_joint().unwrap(), of(&[2, 3, 4, 5]));
    }

    #[test]
    fn a_voter_that_becomes_a_learner_votes_in_the_old_half_until_that_is_left() {
        let steps = [Step::Learner(NodeId(1)), Step::Voter(NodeId(3))];
        let joint = of(&[1, 2]).enter_joint(Leaving::ByOrder, &steps).unwrap();
        assert!(joint.all_voters().contains(NodeId(1)));
        let new = joint.leave_joint().unwrap();
        assert_eq!(new.to_string(), "{2,3}+{1}");
        assert!(!new.all_voters().contains(NodeId(1)) && new.members().contains(NodeId(1)));
    }

    #[test]
    fn one_server_at_a_time_and_never_nobody() {
        let two = [Step::Voter(NodeId(3)), Step::Voter(NodeId(4))];
        assert_eq!(of(&[1, 2]).simple(&two), Err(Impossible::SeveralVoters));
        assert_eq!(of(&[1]).simple(&[Step::Removed(NodeId(1))]), Err(Impossible::NoVoters));
        let joint = of(&[1, 2]).enter_joint(Leaving::ByItself, &two).unwrap();
        assert_eq!(joint.simple(&[]), Err(Impossible::Joint));
        assert_eq!(of(&[1]).leave_joint(), Err(Impossible::NotJoint));
    }
}
