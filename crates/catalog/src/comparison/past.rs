//! What can be undone in a comparison, and taken out of it.

use super::Comparison;
use crate::history::{LeftOut, Playhead, playhead};
use machine::Micros;
use simulator::{Act, Joint};

/// How many changes can be undone.
const EDITS_MAX: usize = 1_000;

/// All that a comparison is at one moment, besides its setups.
#[derive(Clone, Debug)]
pub(super) struct State {
    joints: Vec<Joint>,
    end: Micros,
    /// For each side how many events are known, and where the person is.
    sides: Vec<(u32, Playhead)>,
}

/// A change that can be undone.
#[derive(Clone, Debug)]
pub(super) struct Edit {
    before: State,
    after: State,
}

impl Comparison {
    pub(super) fn state(&self) -> State {
        let sides = self.runs().map(|run| (run.length(), playhead(run))).collect();
        State { joints: self.joints.clone(), end: self.end(), sides }
    }

    /// Remembers a change that was made.
    pub(super) fn keep(&mut self, before: State) {
        let after = self.state();
        if before.joints == after.joints {
            return;
        }
        self.undone.clear();
        self.done.push(Edit { before, after });
        if self.done.len() > EDITS_MAX {
            self.done.remove(0);
        }
    }

    /// How many changes can be undone, and how many redone.
    #[must_use]
    pub fn edits(&self) -> (usize, usize) {
        (self.done.len(), self.undone.len())
    }

    /// Takes the last change back, and goes where the person was before it. Returns whether there
    /// was one.
    pub fn undo(&mut self) -> bool {
        let Some(edit) = self.done.pop() else { return false };
        self.restore(&edit.before);
        self.undone.push(edit);
        true
    }

    /// Makes the change again that was undone last. Returns whether there was one.
    pub fn redo(&mut self) -> bool {
        let Some(edit) = self.undone.pop() else { return false };
        self.restore(&edit.after);
        self.done.push(edit);
        true
    }

    /// Takes out what was done at this place of [`Comparison::joints`], on every side, and stays at
    /// the present time. Returns the later acts that can no longer be taken without it, each with
    /// its side; the others stay. Does nothing if there is no such place.
    pub fn remove(&mut self, joint: usize) -> Vec<(usize, LeftOut)> {
        if joint >= self.joints.len() {
            return Vec::new();
        }
        let before = self.state();
        let now = self.now();
        self.joints.remove(joint);
        let mut missing = Vec::new();
        for side in 0..self.sides() {
            let left_out = self.runs[side].retake(&acts(&self.joints, side));
            for joint in &mut self.joints {
                let is_out = |act: &mut Act| left_out.iter().any(|out| out.act == *act);
                joint[side].take_if(is_out);
            }
            missing.extend(left_out.into_iter().map(|out| (side, out)));
        }
        self.joints.retain(|joint| joint.iter().any(Option::is_some));
        self.end = Micros(0);
        self.seek(now);
        self.keep(before);
        missing
    }

    /// Brings everything to what it was.
    pub(super) fn restore(&mut self, state: &State) {
        self.joints.clone_from(&state.joints);
        self.end = state.end;
        for (side, (length, playhead)) in state.sides.iter().enumerate() {
            let run = &mut *self.runs[side];
            let left_out = run.retake(&acts(&self.joints, side));
            assert!(left_out.is_empty(), "what was taken before can be taken again");
            run.seek((*length).max(run.length()));
            run.seek(playhead.position);
            run.pass_until(playhead.time);
        }
    }
}

/// The acts of one side.
pub(super) fn acts(joints: &[Joint], side: usize) -> Vec<Act> {
    joints.iter().filter_map(|joint| joint[side].clone()).collect()
}
