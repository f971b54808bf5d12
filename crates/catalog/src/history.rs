//! What a person did to a run, as something that can itself be changed: each act can be undone,
//! redone, taken out or moved in time, and acting in the past keeps the old future as a branch.
//!
//! A run is a value, so there is little to it: a branch is a list of acts, and every change of the
//! list is kept with what was there before and after. The run itself is computed again from where
//! two lists differ.

use crate::experiment::Experiment;
use machine::Micros;
use simulator::{Act, Action, Moment, Refusal};
use std::rc::Rc;

/// How many changes can be undone.
const EDITS_MAX: usize = 1_000;

/// Where a person is in a run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Playhead {
    /// How many events have happened.
    pub position: u32,
    /// The virtual time.
    pub time: Micros,
}

/// One future of a run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Branch {
    /// Its number, counted from 1 in the order in which branches began; stable.
    pub number: u32,
    /// What a person calls it; empty unless they named it.
    pub name: String,
    /// The acts, in order.
    pub acts: Vec<Act>,
    /// How many events of it are known.
    pub events: u32,
    /// Where the person was in it last.
    pub playhead: Playhead,
}

/// An act that can no longer be taken where it was, after what came before it has changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LeftOut {
    /// The act.
    pub act: Act,
    /// Why it cannot be taken.
    pub why: Refusal,
}

/// All branches, and which of them is open.
#[derive(Clone, PartialEq, Eq, Debug)]
struct State {
    branches: Vec<Rc<Branch>>,
    open: usize,
    /// The number of the next branch.
    next: u32,
}

/// A change that can be undone.
#[derive(Clone, Debug)]
struct Edit {
    before: State,
    after: State,
}

/// The branches of a run, and what can be undone and redone. It belongs to one open run, which is
/// given to each of its methods and changed by nothing else.
#[derive(Clone, Debug)]
pub struct History {
    state: State,
    done: Vec<Edit>,
    undone: Vec<Edit>,
}

impl History {
    /// The history of a run that has been opened: one branch, and nothing to undo.
    #[must_use]
    pub fn of(run: &dyn Experiment) -> Self {
        let branch = Branch {
            number: 1,
            name: String::new(),
            acts: run.trace().acts.clone(),
            events: run.length(),
            playhead: playhead(run),
        };
        let state = State { branches: vec![Rc::new(branch)], open: 0, next: 2 };
        History { state, done: Vec::new(), undone: Vec::new() }
    }

    /// The branches, as they were when each was last left.
    #[must_use]
    pub fn branches(&self) -> &[Rc<Branch>] {
        &self.state.branches
    }

    /// The place of the open branch among them.
    #[must_use]
    pub fn open(&self) -> usize {
        self.state.open
    }

    /// How many changes can be undone.
    #[must_use]
    pub fn undoable(&self) -> usize {
        self.done.len()
    }

    /// How many changes can be redone.
    #[must_use]
    pub fn redoable(&self) -> usize {
        self.undone.len()
    }

    /// Takes these actions now, one after the other, as one change. If a person acted after this
    /// moment, that future is kept as the branch it was, and a new branch begins here.
    ///
    /// # Errors
    /// Why an action cannot be taken; those before it are taken then, and none after it.
    pub fn act(&mut self, run: &mut dyn Experiment, actions: &[Action]) -> Result<(), Refusal> {
        let before = self.left(run);
        let earlier = acts_taken(run);
        let parts = earlier < run.trace().acts.len();
        let taken = actions.iter().try_for_each(|action| run.act(action.clone()));
        if acts_taken(run) == earlier {
            return taken;
        }
        let mut after = before.clone();
        if parts {
            after.begin();
        }
        self.keep(before, after.left(run));
        taken
    }

    /// Takes the act at this place of the open branch out. Returns the later acts that can no
    /// longer be taken without it. Does nothing if there is no such act.
    pub fn remove(&mut self, run: &mut dyn Experiment, act: usize) -> Vec<LeftOut> {
        let mut acts = run.trace().acts.clone();
        if act >= acts.len() {
            return Vec::new();
        }
        acts.remove(act);
        self.retake(run, &acts)
    }

    /// Moves the act at this place of the open branch to another time. Returns the acts that can
    /// no longer be taken then. Does nothing if there is no such act.
    pub fn shift(&mut self, run: &mut dyn Experiment, act: usize, to: Micros) -> Vec<LeftOut> {
        let mut acts = run.trace().acts.clone();
        if act >= acts.len() {
            return Vec::new();
        }
        let action = acts.remove(act).action;
        let place = acts.partition_point(|other| other.at.time < to);
        acts.insert(place, Act { at: Moment { time: to, after: 0 }, action });
        self.retake(run, &acts)
    }

    /// Opens the branch at this place. Does nothing if there is none.
    pub fn switch(&mut self, run: &mut dyn Experiment, branch: usize) {
        if branch < self.state.branches.len() {
            self.state = self.left(run);
            self.state.open = branch;
            self.restore(run);
        }
    }

    /// Names the branch at this place.
    pub fn rename(&mut self, run: &dyn Experiment, branch: usize, name: String) {
        let before = self.left(run);
        let mut after = before.clone();
        if let Some(branch) = after.branches.get_mut(branch) {
            Rc::make_mut(branch).name = name;
            self.keep(before, after);
        }
    }

    /// Deletes the branch at this place, unless it is the only one; if it is the open one, its
    /// neighbour is opened.
    pub fn delete(&mut self, run: &mut dyn Experiment, branch: usize) {
        let before = self.left(run);
        if branch >= before.branches.len() || before.branches.len() == 1 {
            return;
        }
        let mut after = before.clone();
        after.branches.remove(branch);
        let was_open = after.open == branch;
        if after.open > branch || after.open == after.branches.len() {
            after.open -= 1;
        }
        self.keep(before, after);
        if was_open {
            self.restore(run);
        }
    }

    /// Takes the last change back, and goes where the person was before it. Returns whether there
    /// was one.
    pub fn undo(&mut self, run: &mut dyn Experiment) -> bool {
        let Some(edit) = self.done.pop() else { return false };
        self.state = edit.before.clone();
        self.undone.push(edit);
        self.restore(run);
        true
    }

    /// Makes the change again that was undone last. Returns whether there was one.
    pub fn redo(&mut self, run: &mut dyn Experiment) -> bool {
        let Some(edit) = self.undone.pop() else { return false };
        self.state = edit.after.clone();
        self.done.push(edit);
        self.restore(run);
        true
    }

    /// The open branch with other acts, at the same time as before.
    fn retake(&mut self, run: &mut dyn Experiment, acts: &[Act]) -> Vec<LeftOut> {
        let before = self.left(run);
        let now = run.now();
        let left_out = run.retake(acts);
        go(run, now);
        self.keep(before.clone(), before.left(run));
        left_out
    }

    fn keep(&mut self, before: State, after: State) {
        self.state = after.clone();
        self.undone.clear();
        self.done.push(Edit { before, after });
        if self.done.len() > EDITS_MAX {
            self.done.remove(0);
        }
    }

    fn left(&self, run: &dyn Experiment) -> State {
        self.state.clone().left(run)
    }

    /// Brings the run to what the open branch says.
    fn restore(&mut self, run: &mut dyn Experiment) {
        let branch = self.state.branches[self.state.open].clone();
        let left_out = run.retake(&branch.acts);
        assert!(left_out.is_empty(), "what was taken before can be taken again");
        run.seek(branch.events.max(run.length()));
        run.seek(branch.playhead.position);
        pass(run, branch.playhead.time);
    }
}

impl State {
    /// The same, with the open branch as the run is now.
    fn left(mut self, run: &dyn Experiment) -> State {
        let branch = Rc::make_mut(&mut self.branches[self.open]);
        branch.acts.clone_from(&run.trace().acts);
        branch.events = run.length();
        branch.playhead = playhead(run);
        self
    }

    /// A branch for what the run is now, beside the one that was open.
    fn begin(&mut self) {
        let branch = Branch {
            number: self.next,
            name: String::new(),
            ..(*self.branches[self.open]).clone()
        };
        self.next += 1;
        self.open += 1;
        self.branches.insert(self.open, Rc::new(branch));
    }
}

pub(crate) fn playhead(run: &dyn Experiment) -> Playhead {
    Playhead { position: run.position(), time: run.now() }
}

/// Goes to this time: after all that has happened by then.
pub(crate) fn go(run: &mut dyn Experiment, time: Micros) {
    let position = run.trace().events.partition_point(|event| event.at <= time);
    if position < run.length() as usize {
        run.seek(position as u32);
        pass(run, time);
    } else {
        run.seek(run.length());
        run.advance_to(time, u32::MAX);
    }
}

/// Lets time pass until then without an event.
pub(crate) fn pass(run: &mut dyn Experiment, time: Micros) {
    if run.next_due().is_none_or(|due| due > time) {
        run.advance_to(time, 1);
    }
}

/// How many acts were taken up to the present position.
pub(crate) fn acts_taken(run: &dyn Experiment) -> usize {
    let events = &run.trace().events[..run.position() as usize];
    let last = events.iter().rev().find_map(|event| event.kind.act());
    last.map_or(0, |act| act as usize + 1)
}
