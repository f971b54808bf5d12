//! Changing who belongs to the cluster: joint consensus (section 6; the dissertation, 4.3), one
//! server at a time (4.1), and new servers that catch up first (4.2.1).
//!
//! Every change is an entry of the log, in force as soon as it is there. Where it adds voters, the
//! leader first sends them its log for some rounds, of which the last must be short.

use super::configuration::{Configuration, Impossible, Leaving, Step};
use super::note::Note;
use super::rules::Rule;
use super::state::{Content, Entry, LogIndex, Memory, Role};
use super::{Raft, Timer};
use machine::{Effects, Node, NodeId, NodeSet, Span};

/// How many rounds new servers have to catch up (4.2.1).
const ROUNDS_MAX: u8 = 10;

/// How changes are made.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum Changes {
    /// In one step if one voter differs, otherwise by a joint configuration.
    Auto,
    /// By a joint configuration that the leader leaves by itself.
    Implicit,
    /// By a joint configuration that is left when a person says so.
    Explicit,
}

impl Changes {
    /// What the option's number stands for.
    pub(super) fn chosen(number: u64) -> Self {
        match number {
            0 => Changes::Auto,
            1 => Changes::Implicit,
            _ => Changes::Explicit,
        }
    }
}

/// Whether a round was shorter than an election timeout, as far as is known.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Pace {
    Quick,
    Slow,
}

/// How far a server is known to be: the last entry it has, and the bytes of a snapshot after that.
type Reached = (LogIndex, u64);

/// New voters that catch up (4.2.1).
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct CatchUp {
    /// Who they are.
    pub servers: NodeSet,
    /// The configuration in which they vote.
    pub target: Configuration,
    /// The round, from 1.
    pub round: u8,
    /// It is over when they have this entry: the leader's last when it began.
    pub end: LogIndex,
    pace: Pace,
    /// How far all of them were when the timer was last set.
    reached: Reached,
}

/// Why an order to change the cluster is not carried out.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Refused {
    /// The server does not lead.
    NotLeading,
    /// It hands over.
    HandingOver,
    /// The change before is not committed, or not even appended (4.1).
    ChangeUnderWay,
    /// It has committed nothing of its term yet (4.1, as corrected in 2015).
    NothingCommitted,
    /// Everything is as it should be already.
    Nothing,
    /// It cannot be.
    Impossible(Impossible),
}

type Named<'a> = &'a [NodeId];

impl Raft {
    /// These shall vote, besides those who do.
    pub(super) fn add_server(&self, node: &mut Node<Self>, named: Named, fx: &mut Effects<Self>) {
        self.change_each(node, named, Step::Voter, fx);
    }

    /// These shall learn.
    pub(super) fn add_learner(&self, node: &mut Node<Self>, named: Named, fx: &mut Effects<Self>) {
        self.change_each(node, named, Step::Learner, fx);
    }

    /// These shall vote if they learn.
    pub(super) fn promote(&self, node: &mut Node<Self>, named: Named, fx: &mut Effects<Self>) {
        let learners = self.configuration(&node.memory).learners;
        let named: Vec<NodeId> =
            named.iter().copied().filter(|named| learners.contains(*named)).collect();
        self.change_each(node, &named, Step::Voter, fx);
    }

    /// These shall leave.
    pub(super) fn remove_server(
        &self,
        node: &mut Node<Self>,
        named: Named,
        fx: &mut Effects<Self>,
    ) {
        self.change_each(node, named, Step::Removed, fx);
    }

    /// These shall vote, and nobody else.
    pub(super) fn reconfigure(&self, node: &mut Node<Self>, named: Named, fx: &mut Effects<Self>) {
        let wanted: NodeSet = named.iter().copied().collect();
        let leaving = self.configuration(&node.memory).voters.minus(wanted);
        let steps = wanted.iter().map(Step::Voter).chain(leaving.iter().map(Step::Removed));
        self.change(node, &steps.collect::<Vec<_>>(), fx);
    }

    /// The joint configuration is to be left.
    pub(super) fn leave_joint(&self, node: &mut Node<Self>, _: Named, fx: &mut Effects<Self>) {
        let left = self.may_change(node).and_then(|()| {
            self.configuration(&node.memory).leave_joint().map_err(Refused::Impossible)
        });
        match left {
            Ok(left) => self.append_configuration(node, left, fx),
            Err(why) => fx.note(Note::ChangeRefused(why)),
        }
    }

    fn change_each(
        &self,
        node: &mut Node<Self>,
        named: Named,
        step: fn(NodeId) -> Step,
        fx: &mut Effects<Self>,
    ) {
        let steps: Vec<Step> = named.iter().copied().map(step).collect();
        self.change(node, &steps, fx);
    }

    fn change(&self, node: &mut Node<Self>, steps: &[Step], fx: &mut Effects<Self>) {
        let target = self.may_change(node).and_then(|()| self.target(node, steps));
        match target {
            Ok(target) => self.begin_change(node, target, fx),
            Err(why) => fx.note(Note::ChangeRefused(why)),
        }
    }

    fn may_change(&self, node: &Node<Self>) -> Result<(), Refused> {
        let memory = &node.memory;
        let (log, commit) = (&memory.state.log, memory.commit);
        let is_under_way = has_open_change(memory) || memory.catch_up.is_some();
        if !matches!(memory.role, Role::Leader { .. }) {
            Err(Refused::NotLeading)
        } else if memory.contact.transfer.is_some() {
            Err(Refused::HandingOver)
        // 4.1: one change at a time, so that the majorities of any two configurations in use meet.
        } else if is_under_way && self.follows(Rule::OneChangeAtATime) {
            Err(Refused::ChangeUnderWay)
        // 4.1, as Ongaro corrected it in 2015: before that, a change of an earlier leader may still
        // come back, and this one's majority need not meet the majority of that one.
        } else if log.term_at(commit) != Some(memory.state.term)
            && self.follows(Rule::ChangeAfterOwnTerm)
        {
            Err(Refused::NothingCommitted)
        } else {
            Ok(())
        }
    }

    /// The configuration that comes next.
    fn target(&self, node: &Node<Self>, steps: &[Step]) -> Result<Configuration, Refused> {
        let old = self.configuration(&node.memory);
        if old.after(steps) == Ok(old) {
            return Err(Refused::Nothing);
        }
        let target = match (self.changes, old.simple(steps)) {
            // Figure 10: to switch at once lets two majorities decide that share nobody.
            (Changes::Auto, Err(Impossible::SeveralVoters))
                if !self.follows(Rule::JointConsensus) =>
            {
                old.after(steps)
            }
            (Changes::Auto, Err(Impossible::SeveralVoters)) | (Changes::Implicit, _) => {
                old.enter_joint(Leaving::ByItself, steps)
            }
            (Changes::Auto, simple) => simple,
            (Changes::Explicit, _) => old.enter_joint(Leaving::ByOrder, steps),
        };
        target.map_err(Refused::Impossible)
    }

    /// 4.2.1: who is to vote and does not yet catches up first.
    fn begin_change(&self, node: &mut Node<Self>, target: Configuration, fx: &mut Effects<Self>) {
        let old = self.configuration(&node.memory);
        let last = node.memory.state.log.last_index();
        // Nothing is known of who was no member, whatever it held when it was one.
        let memory = &mut node.memory;
        if let Role::Leader { next, matched } = &mut memory.role {
            for newcomer in target.members().minus(old.members()).without(node.id).iter() {
                next[newcomer.index()] = last.next();
                matched[newcomer.index()] = LogIndex(0);
                memory.sending.remove(&newcomer);
            }
        }
        let servers = target.voters.minus(old.voters).without(node.id);
        if servers.is_empty() || !self.follows(Rule::CatchUpFirst) {
            self.append_configuration(node, target, fx);
            return;
        }
        let (reached, end) = (Reached::default(), LogIndex(0));
        let catch_up = CatchUp { servers, target, round: 0, end, pace: Pace::Slow, reached };
        node.memory.catch_up = Some(catch_up);
        self.next_round(node, fx);
        for server in servers.iter() {
            self.send_entries(&mut node.memory, server, fx);
        }
    }

    fn next_round(&self, node: &mut Node<Self>, fx: &mut Effects<Self>) {
        let last = node.memory.state.log.last_index();
        let Some(catch_up) = &mut node.memory.catch_up else { return };
        catch_up.round += 1;
        catch_up.end = last;
        catch_up.pace = Pace::Quick;
        fx.note(Note::CatchUpRound(catch_up.servers, catch_up.round, last));
        self.time_catch_up(node, fx);
        self.follow_catch_up(node, fx);
    }

    fn time_catch_up(&self, node: &mut Node<Self>, fx: &mut Effects<Self>) {
        let reached = least(node);
        let Some(catch_up) = &mut node.memory.catch_up else { return };
        catch_up.reached = reached;
        fx.set_timer(Timer::CatchUp, Span::exactly(self.election.min));
    }

    /// 4.2.1: a round ends when the new servers have all that the leader had when it began. The
    /// change begins if that took less than an election timeout.
    pub(super) fn follow_catch_up(&self, node: &mut Node<Self>, fx: &mut Effects<Self>) {
        let reached = least(node);
        let Some(catch_up) = &mut node.memory.catch_up else { return };
        if reached.0 < catch_up.end {
            return;
        }
        match catch_up.pace {
            Pace::Quick => {
                let (round, target) = (catch_up.round, catch_up.target);
                fx.note(Note::CaughtUp(catch_up.servers, round));
                self.forget_catch_up(node, fx);
                self.append_configuration(node, target, fx);
            }
            Pace::Slow if catch_up.round < ROUNDS_MAX => self.next_round(node, fx),
            Pace::Slow => self.give_up_change(node, fx),
        }
    }

    /// An election timeout has passed since the round began, or since this was last looked at.
    pub(super) fn on_catch_up_timer(&self, node: &mut Node<Self>, fx: &mut Effects<Self>) {
        let reached = least(node);
        let Some(catch_up) = &mut node.memory.catch_up else { return };
        // 4.2.1: a new server that does not answer must not hold up other changes for ever.
        if reached <= catch_up.reached {
            self.give_up_change(node, fx);
            return;
        }
        catch_up.pace = Pace::Slow;
        fx.note(Note::CatchUpSlow(catch_up.servers, catch_up.round));
        self.time_catch_up(node, fx);
    }

    fn give_up_change(&self, node: &mut Node<Self>, fx: &mut Effects<Self>) {
        if let Some(catch_up) = &node.memory.catch_up {
            fx.note(Note::ChangeGivenUp(catch_up.servers));
        }
        self.forget_catch_up(node, fx);
    }

    pub(super) fn forget_catch_up(&self, node: &mut Node<Self>, fx: &mut Effects<Self>) {
        if node.memory.catch_up.take().is_some() {
            fx.cancel_timer(Timer::CatchUp);
        }
    }

    fn append_configuration(
        &self,
        node: &mut Node<Self>,
        configuration: Configuration,
        fx: &mut Effects<Self>,
    ) {
        // Who votes no more cannot lead after this server.
        let voters = configuration.all_voters();
        if node.memory.contact.transfer.is_some_and(|successor| !voters.contains(successor)) {
            fx.cancel_timer(Timer::Transfer);
            self.give_up_transfer(node, fx);
        }
        let term = node.memory.state.term;
        let index = node.memory.state.log.last_index().next();
        fx.note(Note::ConfigurationAppended(index, configuration));
        let (time, content) = (self.stamp(fx), Content::Configuration(configuration));
        self.append(node, Entry { term, content, time }, fx);
        // A smaller cluster may have answered the round under way already.
        let (me, sent) = (node.id, node.memory.contact.sent);
        self.hear_follower(node, me, sent, fx);
    }

    /// Section 6: once `C_old,new` is committed the leader goes on to `C_new`; once that is, a
    /// leader that is not in it steps down.
    pub(super) fn go_on_changing(&self, node: &mut Node<Self>, fx: &mut Effects<Self>) {
        if has_open_change(&node.memory) || !matches!(node.memory.role, Role::Leader { .. }) {
            return;
        }
        let (index, configuration) = self.latest(&node.memory);
        match configuration.leave_joint() {
            Ok(left) => {
                if configuration.leaving == Leaving::ByItself {
                    self.append_configuration(node, left, fx);
                }
            }
            Err(_) if configuration.voters.contains(node.id) => {}
            Err(_) if !self.follows(Rule::StepDownWhenRemoved) => {}
            Err(_) => {
                fx.note(Note::LeftAsLeader(index));
                self.become_follower(node, None, fx);
            }
        }
    }
}

/// Whether the latest configuration in the log is not known to be committed.
fn has_open_change(memory: &Memory) -> bool {
    let latest = memory.state.log.configurations().last();
    latest.is_some_and(|(index, _)| *index > memory.commit)
}

/// How far every server is that catches up.
fn least(node: &Node<Raft>) -> Reached {
    let Role::Leader { matched, .. } = &node.memory.role else { return Reached::default() };
    let servers = node.memory.catch_up.iter().flat_map(|catch_up| catch_up.servers.iter());
    let reached = servers.map(|server| {
        let sending = node.memory.sending.get(&server);
        (matched[server.index()], sending.map_or(0, |sending| sending.offset))
    });
    reached.min().unwrap_or_default()
}
