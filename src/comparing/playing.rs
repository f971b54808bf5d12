//! Playing: a little virtual time for all sides in each frame.

use super::table::{Do, is_broken_now};
use crate::clock::Clock;
use crate::frames::Frames;
use crate::playing::{EVENTS_MAX, FRAME_MS_MAX, show};
use crate::session::{Speed, Together};
use catalog::{Comparison, Experiment};
use machine::Micros;
use std::cell::{Cell, RefCell};
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
    let (clock, send, at_last) = (clock.clone(), send.clone(), send.clone());
    use_effect_with(Given(runs, together.clone()), move |Given(runs, together)| {
        let resting = clock.clone();
        let playing = runs.map(|speed| {
            let told = Rc::new(RefCell::new(Told::new(positions(&together.all().borrow()))));
            let (together, telling) = (together.clone(), told.clone());
            let last = Cell::new(None::<f64>);
            // Less than a microsecond is left over from frame to frame.
            let rest = Cell::new(0.0);
            let frames = Frames::each(move |at| {
                let passed = last.replace(Some(at)).map_or(0.0, |last| at - last);
                let time = passed.clamp(0.0, FRAME_MS_MAX) * speed.micros_per_ms() + rest.get();
                rest.set(time.fract());
                let (news, now) = {
                    let all = &mut *together.all().borrow_mut();
                    let until = all.now().plus(Micros(time as u64));
                    play_until(all, until);
                    let how = if all.runs().any(is_broken_now) { Tell::All } else { Tell::One };
                    (telling.borrow_mut().next(&positions(all), how), all.now())
                };
                let is_news = news.is_some();
                if let Some(from) = news {
                    send.emit(Do::Played(from));
                }
                if show(&clock, now, at, speed.micros_per_ms(), is_news) {
                    send.emit(Do::Settled);
                }
            });
            (frames, told)
        });
        let together = together.clone();
        move || {
            let left = playing.and_then(|(frames, told)| {
                drop(frames);
                told.borrow_mut().next(&positions(&together.all().borrow()), Tell::All)
            });
            resting.rest();
            if let Some(from) = left {
                at_last.emit(Do::Played(from));
            }
        }
    });
}

fn positions(all: &Comparison) -> Vec<u32> {
    all.runs().map(Experiment::position).collect()
}

/// How many sides are told of in a frame.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Tell {
    One,
    All,
}

/// Up to which event each side was told of, and of which one last. What happens to several sides at
/// once, as it mostly does, is drawn a side a frame, so that no frame becomes long.
struct Told {
    until: Vec<u32>,
    last: usize,
}

impl Told {
    fn new(until: Vec<u32>) -> Self {
        Told { until, last: 0 }
    }

    /// From which event on there is news of each side in this frame, if there is any. Who was told
    /// of last has to wait longest.
    fn next(&mut self, positions: &[u32], how: Tell) -> Option<Vec<u32>> {
        let sides = (1..=positions.len()).map(|step| (self.last + step) % positions.len());
        let behind = sides.filter(|side| self.until[*side] != positions[*side]);
        let most = match how {
            Tell::One => 1,
            Tell::All => positions.len(),
        };
        let chosen: Vec<usize> = behind.take(most).collect();
        self.last = *chosen.last()?;
        let mut from = positions.to_vec();
        for side in chosen {
            from[side] = std::mem::replace(&mut self.until[side], positions[side]);
        }
        Some(from)
    }
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

#[cfg(test)]
mod tests {
    use super::{Tell, Told};

    #[test]
    fn sides_with_news_at_once_are_told_of_one_a_frame_and_in_turn() {
        let mut told = Told::new(vec![5, 5, 5]);
        assert_eq!(told.next(&[5, 5, 5], Tell::One), None);
        assert_eq!(told.next(&[5, 8, 6], Tell::One), Some(vec![5, 5, 6]));
        assert_eq!(told.next(&[5, 9, 7], Tell::One), Some(vec![5, 9, 5]));
        assert_eq!(told.next(&[6, 9, 7], Tell::One), Some(vec![5, 9, 7]));
        assert_eq!(told.next(&[6, 9, 7], Tell::One), Some(vec![6, 8, 7]));
        assert_eq!(told.next(&[6, 9, 7], Tell::All), None);
    }

    #[test]
    fn all_sides_are_told_of_where_the_runs_stop() {
        let mut told = Told::new(vec![5, 5, 5]);
        assert_eq!(told.next(&[7, 8, 5], Tell::All), Some(vec![5, 5, 5]));
        assert_eq!(told.next(&[7, 8, 5], Tell::All), None);
    }
}
