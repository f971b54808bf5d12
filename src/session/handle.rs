//! The open run with its history, which components look into without owning them.

use catalog::{Experiment, History};
use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;
use yew::html::ImplicitClone;

/// The open run. Two handles are equal when they hold the same run.
#[derive(Clone)]
pub(crate) struct ExperimentHandle(Rc<RefCell<Open>>);

struct Open {
    run: Box<dyn Experiment>,
    history: History,
}

impl ExperimentHandle {
    /// Takes the run in.
    pub(crate) fn new(experiment: Box<dyn Experiment>) -> Self {
        let history = History::of(experiment.as_ref());
        ExperimentHandle(Rc::new(RefCell::new(Open { run: experiment, history })))
    }

    /// Looks at the run.
    pub(crate) fn with<R>(&self, look: impl FnOnce(&dyn Experiment) -> R) -> R {
        look(self.0.borrow().run.as_ref())
    }

    /// Looks at what a person did to the run.
    pub(crate) fn with_history<R>(&self, look: impl FnOnce(&History) -> R) -> R {
        look(&self.0.borrow().history)
    }

    /// Changes what a person did to the run.
    pub(crate) fn change<R>(
        &self,
        change: impl FnOnce(&mut History, &mut dyn Experiment) -> R,
    ) -> R {
        let open = &mut *self.0.borrow_mut();
        change(&mut open.history, open.run.as_mut())
    }

    /// Moves the run along.
    pub(crate) fn with_mut<R>(&self, change: impl FnOnce(&mut dyn Experiment) -> R) -> R {
        change(self.0.borrow_mut().run.as_mut())
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
