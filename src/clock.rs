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
    frames: Cell<u32>,
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
    /// At every third frame: what moves slowly, and has to be painted anew for it.
    Often,
    /// At every sixth one: a text, which cannot be read faster.
    Seldom,
    /// At every fifteenth one: a table of figures.
    Rarely,
    /// At the first one from this time on: what the browser moves until then.
    Once(Micros),
}

impl Looks {
    fn at(self, frame: u32, now: Micros) -> bool {
        match self {
            Looks::Often => frame.is_multiple_of(3),
            Looks::Seldom => frame.is_multiple_of(6),
            Looks::Rarely => frame.is_multiple_of(15),
            Looks::Once(time) => now >= time,
        }
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
            frames: Cell::new(0),
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

    /// Shows the time of the next frame to those who look at it.
    pub(crate) fn advance(&self, now: Micros) {
        let frame = self.0.frames.get().wrapping_add(1);
        self.0.frames.set(frame);
        self.0.now.set(now);
        self.tell(|looks| looks.at(frame, now));
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
