//! The open run, which components look into without owning it.

use catalog::Experiment;
use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;
use yew::html::ImplicitClone;

/// The open run. Two handles are equal when they hold the same run.
#[derive(Clone)]
pub(crate) struct ExperimentHandle(Rc<RefCell<Box<dyn Experiment>>>);

impl ExperimentHandle {
    /// Takes the run in.
    pub(crate) fn new(experiment: Box<dyn Experiment>) -> Self {
        ExperimentHandle(Rc::new(RefCell::new(experiment)))
    }

    /// Looks at the run.
    pub(crate) fn with<R>(&self, look: impl FnOnce(&dyn Experiment) -> R) -> R {
        look(self.0.borrow().as_ref())
    }

    /// Moves the run along, or changes it.
    pub(crate) fn with_mut<R>(&self, change: impl FnOnce(&mut dyn Experiment) -> R) -> R {
        change(self.0.borrow_mut().as_mut())
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
