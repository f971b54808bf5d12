//! The open run with its history, which components look into without owning them.

use catalog::{Comparison, Experiment, History};
use std::cell::{Ref, RefCell, RefMut};
use std::fmt;
use std::rc::Rc;
use yew::html::ImplicitClone;

/// Runs side by side, which each of them leads to. What they are made of is fetched late, so they
/// are behind a table of functions.
pub(crate) type Together = Rc<dyn Sides>;

/// Runs side by side.
pub(crate) trait Sides {
    /// All of them.
    fn all(&self) -> &RefCell<Comparison>;

    /// What there is to see; may be empty.
    fn caption(&self) -> &str;

    /// One of them.
    fn run(&self, side: usize) -> Ref<'_, dyn Experiment>;
}

/// The open run. Two handles are equal when they hold the same run.
#[derive(Clone)]
pub(crate) struct ExperimentHandle(Rc<Open>);

struct Open {
    run: Held,
    /// That of a run which is a side of a comparison stays as it is: what is done to it is done to
    /// all sides, and is of the comparison's past.
    history: RefCell<History>,
}

/// Where the run is.
enum Held {
    /// Here.
    Alone(RefCell<Box<dyn Experiment>>),
    /// It is this side of a comparison.
    Side(Together, usize),
}

impl ExperimentHandle {
    /// Takes the run in.
    pub(crate) fn new(experiment: Box<dyn Experiment>) -> Self {
        let history = RefCell::new(History::of(experiment.as_ref()));
        ExperimentHandle(Rc::new(Open { run: Held::Alone(RefCell::new(experiment)), history }))
    }

    /// A side of a comparison.
    pub(crate) fn of(together: &Together, side: usize) -> Self {
        let history = RefCell::new(History::of(&*together.run(side)));
        ExperimentHandle(Rc::new(Open { run: Held::Side(together.clone(), side), history }))
    }

    /// The comparison that it is a side of, and which side, if it is one.
    pub(crate) fn side(&self) -> Option<(&Together, usize)> {
        match &self.0.run {
            Held::Alone(_) => None,
            Held::Side(together, side) => Some((together, *side)),
        }
    }

    // One function, however many look: each look is compiled for itself.
    #[inline(never)]
    fn run(&self) -> Ref<'_, dyn Experiment> {
        match &self.0.run {
            Held::Alone(run) => Ref::map(run.borrow(), |run| run.as_ref()),
            Held::Side(together, side) => together.run(*side),
        }
    }

    #[inline(never)]
    fn run_mut(&self) -> RefMut<'_, dyn Experiment> {
        match &self.0.run {
            Held::Alone(run) => RefMut::map(run.borrow_mut(), |run| run.as_mut()),
            Held::Side(..) => unreachable!("a side moves with the others alone"),
        }
    }

    /// Looks at the run.
    pub(crate) fn with<R>(&self, look: impl FnOnce(&dyn Experiment) -> R) -> R {
        look(&*self.run())
    }

    /// Looks at what a person did to the run.
    pub(crate) fn with_history<R>(&self, look: impl FnOnce(&History) -> R) -> R {
        look(&self.0.history.borrow())
    }

    /// Changes what a person did to the run.
    pub(crate) fn change<R>(
        &self,
        change: impl FnOnce(&mut History, &mut dyn Experiment) -> R,
    ) -> R {
        change(&mut self.0.history.borrow_mut(), &mut *self.run_mut())
    }

    /// Moves the run along.
    pub(crate) fn with_mut<R>(&self, change: impl FnOnce(&mut dyn Experiment) -> R) -> R {
        change(&mut *self.run_mut())
    }
}

impl PartialEq for ExperimentHandle {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl fmt::Debug for ExperimentHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ExperimentHandle")
    }
}

impl ImplicitClone for ExperimentHandle {}
