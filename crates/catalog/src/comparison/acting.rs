//! What a person does to one side is done to the others.

use super::past::acts;
use super::{Comparison, Mapping};
use crate::history::{Playhead, playhead};
use crate::open::OpenError;
use crate::words::Language;
use machine::{Endpoint, Micros};
use simulator::{Act, Action, Joint, MessageId, Refusal, Run, Setup};

/// Why an act goes to one side and not to another, on which nothing stands for what it is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Alone {
    /// There are fewer servers there.
    NoServer,
    /// No such message is in flight there.
    NoMessage,
    /// No such timer runs there.
    NoTimer,
    /// There is no such rule.
    NoRule,
    /// Its protocol takes no such order.
    NoOrder,
}

/// What was done.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Done {
    /// The sides that it did not go to, and why.
    pub left_out: Vec<(usize, Alone)>,
}

/// A side cannot do it, so nothing was done on any.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refused {
    /// Which side.
    pub side: usize,
    /// Why.
    pub why: Refusal,
}

impl Comparison {
    /// What `action` of side `from` is on each side.
    ///
    /// # Errors
    /// The first side that cannot do it, and why.
    pub fn carried(
        &self,
        from: usize,
        action: &Action,
    ) -> Result<(Vec<Option<Action>>, Done), Refused> {
        let mapping = self.mapping();
        let mut actions = Vec::new();
        let mut left_out = Vec::new();
        // The side that was acted on is the first to say no.
        self.run(from).check(action).map_err(|why| Refused { side: from, why })?;
        for side in 0..self.sides() {
            if side == from {
                actions.push(Some(action.clone()));
                continue;
            }
            match self.carry(&mapping, (from, side), action) {
                Ok(action) => {
                    self.run(side).check(&action).map_err(|why| Refused { side, why })?;
                    actions.push(Some(action));
                }
                Err(why) => {
                    actions.push(None);
                    left_out.push((side, why));
                }
            }
        }
        Ok((actions, Done { left_out }))
    }

    /// Does this now on side `from` and what it is on the others, as one change. What was known
    /// after the present moment is forgotten, and comes back with undo.
    ///
    /// # Errors
    /// The first side that cannot do it, and why; nothing has changed then.
    pub fn act(&mut self, from: usize, actions: &[Action]) -> Result<Done, Refused> {
        let before = self.state();
        let mut all = Done { left_out: Vec::new() };
        for action in actions {
            match self.carried(from, action) {
                Ok((actions, done)) => {
                    self.take(actions);
                    all.left_out.extend(done.left_out);
                }
                Err(refused) => {
                    self.restore(&before);
                    return Err(refused);
                }
            }
        }
        all.left_out.dedup();
        self.keep(before);
        Ok(all)
    }

    /// Does on each side what it can do, which was checked.
    pub(super) fn take(&mut self, actions: Vec<Option<Action>>) {
        let taken = self.taken();
        self.joints.truncate(taken);
        let mut joint: Joint = Vec::new();
        for (run, action) in self.runs.iter_mut().zip(actions) {
            let act = action.map(|action| {
                run.act(action).expect("checked");
                run.trace().acts.last().expect("it was just taken").clone()
            });
            joint.push(act);
        }
        self.joints.push(joint);
        self.end = Micros(0);
        self.forget_later_acts();
    }

    /// A side that had no part in what was done forgets the acts that were known to follow, too.
    fn forget_later_acts(&mut self) {
        for side in 0..self.sides() {
            let acts = acts(&self.joints, side);
            let run = &mut *self.runs[side];
            if run.trace().acts.len() > acts.len() {
                let Playhead { position, time } = playhead(run);
                run.retake(&acts);
                run.seek(position);
                run.pass_until(time);
            }
        }
    }

    /// What `action` of the first of two sides is on the second.
    fn carry(
        &self,
        mapping: &Mapping,
        (from, to): (usize, usize),
        action: &Action,
    ) -> Result<Action, Alone> {
        let node = |node| mapping.node(from, to, node).ok_or(Alone::NoServer);
        let end = |end| mapping.end(from, to, end).ok_or(Alone::NoServer);
        let message = |id| self.same_message(mapping, (from, to), id);
        let ends = |group: &Vec<Endpoint>| -> Vec<Endpoint> {
            group.iter().filter_map(|end| mapping.end(from, to, *end)).collect()
        };
        let timed = |action| match self.run(to).check(&action) {
            Err(Refusal::NoTimer(..) | Refusal::TimerNotSet(..)) => Err(Alone::NoTimer),
            Ok(()) | Err(_) => Ok(action),
        };
        let there = self.run(to).info(Language::default());
        Ok(match action {
            Action::Crash(who) => Action::Crash(node(*who)?),
            Action::Restart(who, fate) => Action::Restart(node(*who)?, *fate),
            Action::Pause(who) => Action::Pause(node(*who)?),
            Action::Resume(who) => Action::Resume(node(*who)?),
            Action::Fire(who, timer) => timed(Action::Fire(node(*who)?, timer.clone()))?,
            Action::Timer(who, timer, after) => {
                timed(Action::Timer(node(*who)?, timer.clone(), *after))?
            }
            Action::Order(who, name, named) => {
                if !there.orders.iter().any(|order| order.name.key == &**name) {
                    return Err(Alone::NoOrder);
                }
                let named = named.iter().map(|named| node(*named)).collect::<Result<_, _>>()?;
                Action::Order(node(*who)?, name.clone(), named)
            }
            Action::Request(client, None, command) => {
                Action::Request(*client, None, command.clone())
            }
            Action::Request(client, Some(who), command) => {
                Action::Request(*client, Some(node(*who)?), command.clone())
            }
            Action::Cut(one, other) => Action::Cut(end(*one)?, end(*other)?),
            Action::Heal(one, other) => Action::Heal(end(*one)?, end(*other)?),
            Action::Partition(groups) => Action::Partition(groups.iter().map(ends).collect()),
            Action::Isolate(who) => Action::Isolate(end(*who)?),
            Action::HealAll => Action::HealAll,
            Action::Deliver(id) => Action::Deliver(message(*id)?),
            Action::Delay(id, by) => Action::Delay(message(*id)?, *by),
            Action::Drop(id) => Action::Drop(message(*id)?),
            Action::Duplicate(id) => Action::Duplicate(message(*id)?),
            Action::Corrupt(id) => Action::Corrupt(message(*id)?),
            Action::Network(None, settings) => Action::Network(None, *settings),
            Action::Network(Some((one, other)), settings) => {
                Action::Network(Some((end(*one)?, end(*other)?)), *settings)
            }
            Action::Disk(who, settings) => Action::Disk(node(*who)?, *settings),
            Action::Clock(who, clock) => Action::Clock(node(*who)?, *clock),
            Action::Slow(who, pace) => Action::Slow(node(*who)?, *pace),
            Action::BreakRule(name) | Action::FollowRule(name) => {
                let is_there = there.rules.iter().any(|rule| rule.name.key == &**name);
                if is_there { action.clone() } else { return Err(Alone::NoRule) }
            }
            Action::Drive(drive) => Action::Drive(*drive),
        })
    }

    /// The message in flight on the second side that travels the same link with the same number
    /// and is of the same kind.
    fn same_message(
        &self,
        mapping: &Mapping,
        (from, to): (usize, usize),
        id: MessageId,
    ) -> Result<MessageId, Alone> {
        let kind = |side: usize, id: MessageId| {
            let messages = self.run(side).scene(Language::default()).messages;
            messages.into_iter().find(|message| message.id == id).map(|message| message.kind)
        };
        let same = mapping.message(from, to, id).ok_or(Alone::NoServer)?;
        let here = kind(from, id).ok_or(Alone::NoMessage)?;
        if kind(to, same) == Some(here) { Ok(same) } else { Err(Alone::NoMessage) }
    }

    /// A run that there is, and new ones beside it to which all that was done to it is done as far
    /// as it can be. The comparison stands where `run` ends. Returns how many of its acts some
    /// other side could not do.
    ///
    /// # Errors
    /// What is wrong with the run or with a setup.
    pub fn beside(run: &Run, others: Vec<Setup>) -> Result<(Self, usize), OpenError> {
        let setups = [run.setup.clone()].into_iter().chain(others).collect();
        let mut comparison = Comparison::open(setups)?;
        let mut missing = 0;
        for act in &run.acts {
            comparison.runs[0].run_until(act.at, u32::MAX);
            comparison.runs[0].pass_until(act.at.time);
            for other in &mut comparison.runs[1..] {
                other.advance_to(act.at.time, u32::MAX);
            }
            missing += usize::from(comparison.follow(act)?);
        }
        comparison.runs[0].seek(run.events);
        let end = comparison.now();
        comparison.seek(end);
        Ok((comparison, missing))
    }

    /// Does to every side what was done to the first, where it can be done. Returns whether some
    /// side could not.
    fn follow(&mut self, act: &Act) -> Result<bool, OpenError> {
        let mapping = self.mapping();
        let carried = |side: usize| {
            let action = self.carry(&mapping, (0, side), &act.action).ok()?;
            self.run(side).check(&action).is_ok().then_some(action)
        };
        let others: Vec<Option<Action>> = (1..self.sides()).map(carried).collect();
        let is_missing = others.iter().any(Option::is_none);
        self.run(0).check(&act.action).map_err(|why| {
            let place = self.joints.len() + 1;
            OpenError::Act(place, crate::words::refusal(&why, Language::default()))
        })?;
        self.take([Some(act.action.clone())].into_iter().chain(others).collect());
        Ok(is_missing)
    }
}
