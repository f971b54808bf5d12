//! Playing: a little virtual time for all sides in each frame.

use super::table::{Do, is_broken_now};
use crate::clock::Clock;
use crate::frames::Frames;
use crate::playing::{EVENTS_MAX, FRAME_MS_MAX, Following, show};
use crate::session::{Speed, Together};
use catalog::{Comparison, Experiment};
use machine::Micros;
use std::cell::Cell;
use std::rc::Rc;
use yew::prelude::{Callback, hook, use_effect_with};

/// Who plays; two are equal when they play the same at the same speed.
#[derive(Clone)]
struct Given(Option<Speed>, Together);

impl PartialEq for Given {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0 && std::ptr::addr_eq(Rc::as_ptr(&self.1), Rc::as_ptr(&other.1))
    }
}

/// Moves all sides on while they run; tells of events, and moves the clock.
#[hook]
pub(super) fn use_playing_all(
    runs: Option<Speed>,
    together: &Together,
    clock: &Clock,
    send: &Callback<Do>,
) {
    let (clock, send) = (clock.clone(), send.clone());
    use_effect_with(Given(runs, together.clone()), move |Given(runs, together)| {
        let resting = clock.clone();
        let frames = runs.map(|speed| {
            let together = together.clone();
            let last = Cell::new(None::<f64>);
            // Less than a microsecond is left over from frame to frame.
            let rest = Cell::new(0.0);
            let following = Following::default();
            Frames::each(move |at| {
                let passed = last.replace(Some(at)).map_or(0.0, |last| at - last);
                let time = passed.clamp(0.0, FRAME_MS_MAX) * speed.micros_per_ms() + rest.get();
                rest.set(time.fract());
                let (from, now, has_moved) = {
                    let all = &mut *together.all().borrow_mut();
                    let from: Vec<u32> = all.runs().map(Experiment::position).collect();
                    let until = all.now().plus(Micros(time as u64));
                    play_until(all, until);
                    let has_moved = all.runs().zip(&from).any(|(run, from)| run.position() > *from);
                    (from, all.now(), has_moved)
                };
                if has_moved {
                    send.emit(Do::Played(from));
                }
                show(&clock, now, at, speed.micros_per_ms());
                if following.next(has_moved) {
                    send.emit(Do::Settled);
                }
            })
        });
        move || {
            drop(frames);
            resting.rest();
        }
    });
}

/// Lets time pass until then, but not beyond an event that breaks a property.
fn play_until(all: &mut Comparison, until: Micros) {
    for _ in 0..EVENTS_MAX {
        if all.next_due().is_none_or(|due| due > until) {
            all.advance_to(until, 1);
            return;
        }
        all.step();
        if all.runs().any(is_broken_now) {
            return;
        }
    }
}
