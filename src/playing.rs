//! Playing: a little virtual time for each frame.

use crate::clock::{Clock, Course};
use crate::frames::Frames;
use crate::session::{ExperimentHandle, Msg, Speed};
use catalog::Experiment;
use machine::Micros;
use std::cell::Cell;
use yew::prelude::{Callback, hook, use_effect_with};

/// At most so many events for one frame, so that a frame stays short.
pub(crate) const EVENTS_MAX: u32 = 400;
/// What follows the stage does so at most once in so many frames: to draw everything after every
/// event is too much when they come close together.
const FRAMES_BEHIND: u32 = 3;
/// While every frame has an event, it does so in one of these.
const FRAMES_BEHIND_MOST: u32 = 8;
/// A page that was hidden does not leap.
pub(crate) const FRAME_MS_MAX: f64 = 60.0;
/// Virtual time off by more than this, in milliseconds of the page, has taken another course.
const OFF_MS_MAX: f64 = 1.0;

/// In which frames what follows the stage does so: now and then in one in which nothing happens, or
/// after a while in one in which something does.
#[derive(Default)]
pub(crate) struct Following(Cell<u32>);

impl Following {
    /// Whether it does in the next frame, in which something happens or not.
    pub(crate) fn next(&self, happens: bool) -> bool {
        let waited = self.0.get() + 1;
        let follows = waited >= if happens { FRAMES_BEHIND_MOST } else { FRAMES_BEHIND };
        self.0.set(if follows { 0 } else { waited });
        follows
    }
}

/// Moves the run on while `runs`; tells of events, and moves the clock.
#[hook]
pub(crate) fn use_playing(
    runs: Option<Speed>,
    experiment: &ExperimentHandle,
    clock: &Clock,
    send: &Callback<Msg>,
) {
    let given = (runs, experiment.clone());
    let (clock, send) = (clock.clone(), send.clone());
    use_effect_with(given, move |(runs, experiment)| {
        let resting = clock.clone();
        let frames = runs.map(|speed| {
            let experiment = experiment.clone();
            let last = Cell::new(None::<f64>);
            // Less than a microsecond is left over from frame to frame.
            let rest = Cell::new(0.0);
            let following = Following::default();
            Frames::each(move |at| {
                let passed = last.replace(Some(at)).map_or(0.0, |last| at - last);
                let time = passed.clamp(0.0, FRAME_MS_MAX) * speed.micros_per_ms() + rest.get();
                rest.set(time.fract());
                let moves = advance(&experiment, Micros(time as u64), &send);
                show(&clock, experiment.with(|run| run.now()), at, speed.micros_per_ms());
                if following.next(moves) {
                    send.emit(Msg::Settled);
                }
            })
        });
        move || {
            drop(frames);
            resting.rest();
        }
    });
}

/// Moves the run on by so much. Returns whether there was an event.
fn advance(experiment: &ExperimentHandle, time: Micros, send: &Callback<Msg>) -> bool {
    let (from, position) = experiment.with_mut(|run| {
        let from = run.position();
        let until = run.now().plus(time);
        play_until(run, until);
        (from, run.position())
    });
    if position != from {
        send.emit(Msg::Played(from));
    }
    position != from
}

/// Shows the virtual time it is in this frame; as a new course, if time has not passed evenly.
pub(crate) fn show(clock: &Clock, now: Micros, at: f64, pace: f64) {
    let is_even = |course: Course| (at - course.at - course.until(now)).abs() < OFF_MS_MAX;
    if clock.course().is_some_and(is_even) {
        clock.advance(now);
    } else {
        clock.run(Course { at, from: now, pace });
    }
}

/// Lets time pass until then, but not beyond the event that breaks a property.
fn play_until(run: &mut dyn Experiment, until: Micros) {
    for _ in 0..EVENTS_MAX {
        if run.next_due().is_none_or(|due| due > until) {
            run.advance_to(until, 1);
            return;
        }
        run.step();
        if run.violation().is_some_and(|(event, _)| event + 1 == run.position()) {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FRAMES_BEHIND, FRAMES_BEHIND_MOST, Following};

    /// In which frames what follows does so, if something happens in these or not.
    fn follows(happens: &[bool]) -> Vec<usize> {
        let following = Following::default();
        let each = happens.iter().map(|happens| following.next(*happens));
        each.enumerate().filter_map(|(frame, follows)| follows.then_some(frame + 1)).collect()
    }

    #[test]
    fn what_follows_the_stage_waits_for_a_frame_in_which_nothing_happens_but_not_for_ever() {
        let (some, most) = (FRAMES_BEHIND as usize, FRAMES_BEHIND_MOST as usize);
        assert_eq!(follows(&vec![false; 2 * some]), [some, 2 * some]);
        assert_eq!(follows(&vec![true; 2 * most]), [most, 2 * most]);
        let mut mixed = vec![true; some + 1];
        mixed.push(false);
        assert_eq!(follows(&mixed), [some + 2]);
    }
}
