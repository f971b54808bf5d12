//! Moving along a run: playing, stepping, seeking.

use super::{Changed, Pace, Session, Way};
use catalog::Experiment;
use machine::Mark;

/// How far ahead a marker is looked for among events that are not known yet.
const LOOK_AHEAD: u32 = 2_000;

impl Session {
    pub(super) fn toggle_play(&mut self) {
        self.pace = match self.pace {
            Pace::Playing => Pace::Still,
            Pace::Still => Pace::Playing,
        };
        self.menu = None;
    }

    /// A frame has moved the run on.
    pub(super) fn played(&mut self, from: u32) -> Changed {
        let (position, violation) = self.experiment.with(|run| (run.position(), run.violation()));
        if position == from {
            return Changed::No;
        }
        if violation.is_some_and(|(event, _)| event >= from && event < position) {
            self.pace = Pace::Still;
            self.tell();
        }
        self.see();
        Changed::Yes
    }

    /// So many events on or back. The run stands still then.
    pub(super) fn step(&mut self, way: Way, count: u32) {
        self.go(|run| match way {
            Way::Forward => {
                let mut left = count;
                while left > 0 && run.step() {
                    left -= 1;
                }
            }
            Way::Back if count == 1 => {
                run.step_back();
            }
            Way::Back => {
                run.seek(run.position().saturating_sub(count));
            }
        });
    }

    pub(super) fn seek(&mut self, position: u32) {
        self.go(|run| {
            run.seek(position);
        });
    }

    /// To the next or previous event that leaves a mark.
    pub(super) fn seek_marker(&mut self, way: Way) {
        self.go(|run| match way {
            Way::Forward => next_marker(run),
            Way::Back => previous_marker(run),
        });
    }

    fn go(&mut self, how: impl FnOnce(&mut dyn Experiment)) {
        self.experiment.with_mut(how);
        self.pace = Pace::Still;
        self.menu = None;
        self.tell();
        self.look();
    }
}

/// The mark that an event left.
fn mark(run: &dyn Experiment, event: u32) -> Option<Mark> {
    run.trace().events.get(event as usize).and_then(|event| event.mark)
}

fn next_marker(run: &mut dyn Experiment) {
    let start = run.position();
    let known = (start..run.length()).find(|event| mark(run, *event).is_some());
    if let Some(event) = known {
        run.seek(event + 1);
        return;
    }
    run.seek(run.length());
    for _ in 0..LOOK_AHEAD {
        if !run.step() || mark(run, run.position() - 1).is_some() {
            return;
        }
    }
}

fn previous_marker(run: &mut dyn Experiment) {
    let before = run.position().saturating_sub(1);
    let found = (0..before).rev().find(|event| mark(run, *event).is_some());
    run.seek(found.map_or(0, |event| event + 1));
}
