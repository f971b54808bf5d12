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
    listeners: RefCell<Vec<(u32, Callback<()>)>>,
    next: Cell<u32>,
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
            listeners: RefCell::default(),
            next: Cell::new(0),
        }))
    }

    /// What it shows.
    pub(crate) fn now(&self) -> Micros {
        self.0.now.get()
    }

    /// Shows another time to all who look.
    pub(crate) fn set(&self, now: Micros) {
        if self.0.now.replace(now) == now {
            return;
        }
        let listeners: Vec<Callback<()>> =
            self.0.listeners.borrow().iter().map(|(_, listener)| listener.clone()).collect();
        for listener in listeners {
            listener.emit(());
        }
    }

    fn listen(&self, listener: Callback<()>) -> u32 {
        let id = self.0.next.get();
        self.0.next.set(id + 1);
        self.0.listeners.borrow_mut().push((id, listener));
        id
    }

    fn forget(&self, id: u32) {
        self.0.listeners.borrow_mut().retain(|(known, _)| *known != id);
    }
}

/// What the clock shows. The component is drawn again whenever that changes.
#[hook]
pub(crate) fn use_now(clock: &Clock) -> Micros {
    let update = use_force_update();
    use_effect_with(clock.clone(), move |clock| {
        let id = clock.listen(Callback::from(move |()| update.force_update()));
        let clock = clock.clone();
        move || clock.forget(id)
    });
    clock.now()
}
