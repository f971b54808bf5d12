//! The virtual time that is shown, which moves every frame while the rest of the page stands still.

use machine::Micros;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use yew::html::ImplicitClone;
use yew::prelude::{Callback, hook, use_effect_with, use_force_update};

/// The clock of the page. Copies of it are the same clock.
#[derive(Clone)]
pub(crate) struct Clock(Rc<Inner>);

struct Inner {
    now: Cell<Micros>,
    course: Cell<Option<Course>>,
    /// Of each its number, at which frames it looks, and whom to tell.
    listeners: RefCell<Vec<(u32, Looks, Callback<()>)>>,
    next: Cell<u32>,
    turns: Turns,
}

/// Virtual time passing evenly: what moves with it can be left to the browser.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Course {
    /// A time of the page, in milliseconds.
    pub(crate) at: f64,
    /// The virtual time it was then.
    pub(crate) from: Micros,
    /// How many microseconds pass in a millisecond of the page.
    pub(crate) pace: f64,
}

impl Course {
    /// How many milliseconds of the page after its beginning the virtual time is `moment`; below
    /// zero if it was so before.
    pub(crate) fn until(&self, moment: Micros) -> f64 {
        (moment.0 as f64 - self.from.0 as f64) / self.pace
    }
}

/// How often one who looks at the clock looks while the run plays. When it stands still all have
/// seen the same.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Looks {
    /// What moves slowly, and has to be painted anew for it.
    Often,
    /// What is told of the events beside the stage, which has no listener.
    Behind,
    /// A text, which cannot be read faster.
    Seldom,
    /// A table of figures.
    Rarely,
    /// At the first frame from this time on: what the browser moves until then.
    Once(Micros),
}

/// After how many frames it is whose turn, the most frequent first.
const TURNS: [(Looks, u32); 4] =
    [(Looks::Often, 3), (Looks::Behind, 3), (Looks::Seldom, 6), (Looks::Rarely, 15)];
/// How many times as long they wait while every frame has an event.
const PATIENCE: u32 = 3;

/// Who looks in which frame. The browser takes twice as long for a frame in which anything changes,
/// and longer still for one in which everything does: so they take turns, one a frame, and wait for
/// a frame without an event, but not for ever.
#[derive(Default)]
struct Turns(Cell<[u32; TURNS.len()]>);

impl Turns {
    /// Whose turn it is in the next frame, in which something happens or not.
    fn next(&self, happens: bool) -> Option<Looks> {
        let mut waited = self.0.get().map(|frames| frames + 1);
        let patience = if happens { PATIENCE } else { 1 };
        let mut turn = None;
        let mut longest = 1;
        for (place, (looks, every)) in TURNS.into_iter().enumerate() {
            // How many times as long as they should; of two alike, who looks less often.
            let late = waited[place] / (every * patience);
            if late >= longest {
                (turn, longest) = (Some((place, looks, every)), late);
            }
        }
        let turn = turn.map(|(place, looks, every)| {
            waited[place] %= every;
            looks
        });
        self.0.set(waited);
        turn
    }
}

impl ImplicitClone for Clock {}

impl PartialEq for Clock {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Clock {
    /// A clock that shows `now`.
    pub(crate) fn new(now: Micros) -> Self {
        Clock(Rc::new(Inner {
            now: Cell::new(now),
            course: Cell::new(None),
            listeners: RefCell::default(),
            next: Cell::new(0),
            turns: Turns::default(),
        }))
    }

    /// What it shows.
    pub(crate) fn now(&self) -> Micros {
        self.0.now.get()
    }

    /// How time passes, unless it stands still.
    pub(crate) fn course(&self) -> Option<Course> {
        self.0.course.get()
    }

    /// The last time at which the page itself put in its place what moves.
    pub(crate) fn since(&self) -> Micros {
        self.course().map_or(self.now(), |course| course.from)
    }

    /// Shows another time, at which it stands still, to all who look.
    pub(crate) fn set(&self, now: Micros) {
        self.0.now.set(now);
        self.rest();
    }

    /// Stands still, and shows the present time to those too who look seldom.
    pub(crate) fn rest(&self) {
        self.0.course.set(None);
        self.tell(|_| true);
    }

    /// Time passes like this from now on.
    pub(crate) fn run(&self, course: Course) {
        self.0.now.set(course.from);
        self.0.course.set(Some(course));
        self.tell(|_| true);
    }

    /// Shows the time of the next frame, in which something happens or not, to those whose turn it
    /// is. Returns whether it is that of what is told beside the stage.
    pub(crate) fn advance(&self, now: Micros, happens: bool) -> bool {
        self.0.now.set(now);
        let turn = self.0.turns.next(happens);
        self.tell(|looks| match looks {
            Looks::Once(time) => now >= time,
            Looks::Often | Looks::Behind | Looks::Seldom | Looks::Rarely => Some(looks) == turn,
        });
        turn == Some(Looks::Behind)
    }

    fn tell(&self, whom: impl Fn(Looks) -> bool) {
        let listeners = self.0.listeners.borrow();
        let chosen = listeners.iter().filter(|(_, looks, _)| whom(*looks));
        let chosen: Vec<Callback<()>> = chosen.map(|(.., listener)| listener.clone()).collect();
        drop(listeners);
        for listener in chosen {
            listener.emit(());
        }
    }

    fn listen(&self, looks: Looks, listener: Callback<()>) -> u32 {
        let id = self.0.next.get();
        self.0.next.set(id + 1);
        self.0.listeners.borrow_mut().push((id, looks, listener));
        id
    }

    fn forget(&self, id: u32) {
        self.0.listeners.borrow_mut().retain(|(known, ..)| *known != id);
    }
}

/// What the clock shows. The component is drawn again as often as it looks.
#[hook]
pub(crate) fn use_now(clock: &Clock, looks: Looks) -> Micros {
    let update = use_force_update();
    use_effect_with((clock.clone(), looks), move |(clock, looks)| {
        let id = clock.listen(*looks, Callback::from(move |()| update.force_update()));
        let clock = clock.clone();
        move || clock.forget(id)
    });
    clock.now()
}

#[cfg(test)]
mod tests {
    use super::{Looks, TURNS, Turns};

    /// Whose turn it is in the first frames, if something happens in these or not.
    fn turns(happens: impl Iterator<Item = bool>) -> Vec<Option<Looks>> {
        let turns = Turns::default();
        happens.map(|happens| turns.next(happens)).collect()
    }

    #[test]
    fn each_has_its_turn_about_as_often_as_it_should_and_none_in_the_frame_of_another() {
        let turns = turns((0..900).map(|_| false));
        for (looks, every) in TURNS {
            let times = turns.iter().filter(|turn| **turn == Some(looks)).count() as u32;
            assert!((900 * 9 / 10 / every..=900 / every).contains(&times), "{looks:?}: {times}");
        }
    }

    #[test]
    fn what_changes_slowly_waits_for_a_frame_without_an_event_but_not_for_ever() {
        let some = turns((0..9).map(|frame| frame != 4));
        assert_eq!(some[..4], [None; 4]);
        assert!(some[4].is_some());
        let ever = turns((0..900).map(|_| true));
        for (looks, _) in TURNS {
            assert!(ever.contains(&Some(looks)), "{looks:?}");
        }
        assert!(ever.iter().flatten().count() < 300);
    }
}
