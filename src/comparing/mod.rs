//! Runs side by side, in the place of the laboratory: one player, two or three stages and their
//! diagrams on one time axis, who is whom, and meters.
//!
//! Each side is a session of its own, whose run is a side of the comparison
//! ([`crate::session::ExperimentHandle::of`]); so its stage, menus and forms are those of the
//! laboratory. All of this is fetched late, its style sheet too.

mod act;
mod choose;
mod diagrams;
mod done;
mod figures;
mod player;
mod playing;
mod share;
mod table;
mod view;

use crate::session::{Sides, Together};
pub(crate) use act::act_on_all;
use catalog::{Comparison, Experiment, OpenError, comparison_link};
pub(crate) use choose::open_first;
use simulator::KeptComparison;
use std::cell::{Ref, RefCell};
use std::fmt;
use std::rc::Rc;
pub(crate) use view::comparing;

/// Runs side by side that are open. Two are equal when they are the same ones, looked at in the
/// same way.
#[derive(Clone)]
pub(crate) struct Comparing {
    together: Together,
    /// Another number whenever a person has changed or moved them.
    revision: u32,
}

/// Where they are held, with what there is to see in them, which may be empty.
struct Held(RefCell<Comparison>, Box<str>);

impl Sides for Held {
    fn all(&self) -> &RefCell<Comparison> {
        &self.0
    }

    fn caption(&self) -> &str {
        &self.1
    }

    fn run(&self, side: usize) -> Ref<'_, dyn Experiment> {
        Ref::map(self.0.borrow(), |all| all.run(side))
    }
}

impl Comparing {
    /// Takes them in.
    pub(crate) fn new(comparison: Comparison, caption: &str) -> Self {
        let together = Rc::new(Held(RefCell::new(comparison), caption.into()));
        Comparing { together, revision: 0 }
    }

    /// Whether it is the same comparison.
    pub(crate) fn is(&self, other: &Self) -> bool {
        std::ptr::addr_eq(Rc::as_ptr(&self.together), Rc::as_ptr(&other.together))
    }

    /// How many events are known of all sides.
    pub(crate) fn events(&self) -> u32 {
        self.together.all().borrow().runs().map(Experiment::length).sum()
    }

    /// All of it, to be kept.
    pub(crate) fn kept(&self) -> KeptComparison {
        self.together.all().borrow().kept(self.together.caption())
    }

    /// All of it as the fragment of an address.
    ///
    /// # Errors
    /// It is too large for one.
    pub(crate) fn link(&self) -> Result<String, OpenError> {
        comparison_link(&self.kept())
    }
}

impl PartialEq for Comparing {
    fn eq(&self, other: &Self) -> bool {
        self.is(other) && self.revision == other.revision
    }
}

impl fmt::Debug for Comparing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Comparing")
    }
}
