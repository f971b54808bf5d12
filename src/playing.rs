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
/// A page that was hidden does not leap.
pub(crate) const FRAME_MS_MAX: f64 = 60.0;
/// Virtual time off by more than this, in milliseconds of the page, has taken another course.
const OFF_MS_MAX: f64 = 1.0;

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
            Frames::each(move |at| {
                let passed = last.replace(Some(at)).map_or(0.0, |last| at - last);
                let time = passed.clamp(0.0, FRAME_MS_MAX) * speed.micros_per_ms() + rest.get();
                rest.set(time.fract());
                let moves = advance(&experiment, Micros(time as u64), &send);
                let now = experiment.with(|run| run.now());
                if show(&clock, now, at, speed.micros_per_ms(), moves) {
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

/// Shows the virtual time it is in this frame, in which something happens or not; as a new course,
/// if time has not passed evenly. Returns whether what is told beside the stage is to follow.
pub(crate) fn show(clock: &Clock, now: Micros, at: f64, pace: f64, happens: bool) -> bool {
    let is_even = |course: Course| (at - course.at - course.until(now)).abs() < OFF_MS_MAX;
    if clock.course().is_some_and(is_even) {
        return clock.advance(now, happens);
    }
    clock.run(Course { at, from: now, pace });
    false
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
