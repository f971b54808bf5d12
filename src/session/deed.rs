//! What a person does to a run, which waits until the page has what it takes to do it.

use super::{Change, Session, Target, change};
use crate::comparing::open_first;

/// Something a person does.
pub(crate) enum Deed {
    /// Does with this what the tool in hand does.
    Click(Target),
    /// Cuts the gathered servers off from the others.
    Partition,
    /// Crashes the selected server, or restarts it.
    ToggleCrash,
    /// Makes the selected server's next timer go off.
    FireTimer,
    /// Asks what to request of the selected server.
    AskRequest,
    /// Changes the run.
    Change(Change),
    /// Opens runs side by side.
    Compare,
}

impl Session {
    /// Does it as soon as what it takes is here.
    pub(super) fn begin(&mut self, wanted: Deed) {
        match self.controls {
            Some(controls) => (controls.deed)(self, wanted),
            None => self.waiting.borrow_mut().push(wanted),
        }
    }

    /// Does what waited.
    pub(super) fn catch_up(&mut self) {
        for waiting in self.waiting.take() {
            self.begin(waiting);
        }
    }
}

/// Does it, or says why it cannot be done.
pub(crate) fn deed(session: &mut Session, deed: Deed) {
    match deed {
        Deed::Click(target) => session.click(target),
        Deed::Partition => session.partition(),
        Deed::ToggleCrash => session.toggle_crash(),
        Deed::FireTimer => session.fire_timer(),
        Deed::AskRequest => session.ask_request(),
        Deed::Change(wanted) => change(session, wanted),
        Deed::Compare => open_first(session),
    }
}
