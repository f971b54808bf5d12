//! Looking for the answer, for a part of each frame.

use super::link::{Link, link};
use crate::dom;
use crate::session::ExperimentHandle;
use crate::words::Words;
use catalog::{Asking, Question};
use std::rc::Rc;

/// How much of a frame may be spent, in milliseconds.
const FRAME_MS: f64 = 8.0;

/// A question and what is known of its answer.
pub(super) struct Asked {
    asking: Option<Asking>,
    found: Option<Rc<[Link]>>,
}

/// How it stands with the answer.
pub(super) enum Standing {
    /// It is looked for, and has been down to this event.
    Looking(u32),
    /// It is found.
    Found(Rc<[Link]>),
    /// There is none.
    None,
    /// The run has been changed since, before what was asked about.
    Changed,
}

impl Asked {
    /// Asks about the run as it is now.
    pub(super) fn new(run: &ExperimentHandle, question: &Question) -> Self {
        let asking = run.with(|run| Asking::new(run, question).ok());
        Asked { asking, found: None }
    }

    /// Looks for the answer for as long as a frame allows.
    pub(super) fn go_on(&mut self, run: &ExperimentHandle, words: &'static Words) {
        let end = dom::page_time() + FRAME_MS;
        run.with(|run| {
            while let Some(asking) = self.asking.as_mut().filter(|it| it.is_of(run)) {
                if self.found.is_some() || dom::page_time() > end {
                    return;
                }
                match asking.go_on(run) {
                    Some(Ok(causes)) => {
                        self.found = Some(causes.iter().map(|it| link(run, it, words)).collect());
                    }
                    Some(Err(_)) => self.asking = None,
                    None => {}
                }
            }
        });
    }

    pub(super) fn standing(&self, run: &ExperimentHandle) -> Standing {
        match (&self.asking, &self.found) {
            (None, _) => Standing::None,
            (Some(asking), _) if !run.with(|run| asking.is_of(run)) => Standing::Changed,
            (Some(asking), None) => Standing::Looking(asking.looked_at()),
            (Some(_), Some(links)) => Standing::Found(links.clone()),
        }
    }
}
