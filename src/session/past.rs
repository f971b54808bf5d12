//! Every change of the run: what a person does, and what they change of what was done.

use super::entering::{begin, open_scenario, return_to};
use super::{Dialog, ExperimentHandle, Notice, Opened, Pace, Session};
use crate::comparing::{Comparing, act_on_all};
use crate::words::Words;
use catalog::{Experiment, LeftOut};
use machine::Micros;
use simulator::{Action, Setup};
use std::rc::Rc;

/// A change of what a person did.
#[derive(Debug)]
pub(crate) enum Change {
    /// Does these things now, one after the other.
    Act(Vec<Action>),
    /// Takes the last change back.
    Undo,
    /// Makes it again.
    Redo,
    /// Takes the act at this place out.
    Remove(usize),
    /// Moves the act at this place to another time.
    Shift(usize, Micros),
    /// Opens the branch at this place.
    Switch(usize),
    /// Names the branch at this place.
    Rename(usize, String),
    /// Deletes the branch at this place.
    Delete(usize),
    /// Puts another run in the place of this one, standing still, with something to say of it.
    Open(Opened, Option<Notice>),
    /// Puts a scenario in its place: what it is called, its run and its caption.
    Scenario(Rc<str>, ExperimentHandle, Rc<str>),
    /// Puts a new run in its place, which plays.
    New(Setup),
    /// Opens runs side by side over it.
    Compare(Comparing),
    /// Says why something could not be opened; what is open stays.
    Refuse(Notice),
}

/// Makes the change, or says why it cannot be made.
pub(crate) fn change(session: &mut Session, change: Change) {
    let notice = match change {
        Change::Act(actions) => {
            session.menu = None;
            session.dialog = None;
            act(session, &actions)
        }
        Change::Open(opened, notice) => return return_to(session, opened, notice),
        Change::Scenario(title, run, caption) => {
            return open_scenario(session, title, run, caption);
        }
        Change::New(setup) => return begin(session, setup),
        Change::Compare(comparing) => {
            session.pace = Pace::Still;
            session.menu = None;
            session.dialog = Some(Dialog::Compare(comparing));
            return;
        }
        Change::Refuse(notice) => {
            session.dialog.take_if(|open| !matches!(open, Dialog::Compare(_)));
            session.notice = Some(notice);
            return;
        }
        change => {
            session.pace = Pace::Still;
            rewrite(session, change)
        }
    };
    if notice.is_some() {
        session.notice = notice;
    }
    session.edits = session.edits.wrapping_add(1);
    session.is_fresh = false;
    session.tell();
    session.look();
}

/// Does these things now. Returns what is to be said of it.
fn act(session: &mut Session, actions: &[Action]) -> Option<Notice> {
    if let Some((together, side)) = session.experiment.side() {
        return act_on_all(together, side, actions, session.words);
    }
    let (has_begun, done, is_broken) = session.experiment.change(|history, run| {
        let branches = history.branches().len();
        let done = history.act(run, actions);
        let is_broken = run.violation().is_some_and(|(at, _)| at + 1 == run.position());
        (history.branches().len() > branches, done, is_broken)
    });
    if is_broken {
        session.pace = Pace::Still;
    }
    match done {
        Ok(()) if has_begun => {
            Some(Notice::Remark(session.words.later().past.branch_begun.to_string()))
        }
        Ok(()) => None,
        Err(why) => Some(Notice::Problem(catalog::refusal(&why, session.words.language))),
    }
}

/// Changes what was done. Returns what is to be said of it.
fn rewrite(session: &Session, change: Change) -> Option<Notice> {
    let words = &session.words.later().past;
    let remark = |text: &str| Some(Notice::Remark(text.to_string()));
    session.experiment.change(|history, run| {
        let left_out = match change {
            Change::Undo if !history.undo(run) => return remark(words.no_undo),
            Change::Redo if !history.redo(run) => return remark(words.no_redo),
            Change::Act(_)
            | Change::Open(..)
            | Change::Scenario(..)
            | Change::New(_)
            | Change::Compare(_)
            | Change::Refuse(_)
            | Change::Undo
            | Change::Redo => Vec::new(),
            Change::Remove(act) => history.remove(run, act),
            Change::Shift(act, to) => history.shift(run, act, to),
            Change::Switch(branch) => {
                history.switch(run, branch);
                Vec::new()
            }
            Change::Rename(branch, name) => {
                history.rename(run, branch, name);
                Vec::new()
            }
            Change::Delete(branch) => {
                history.delete(run, branch);
                Vec::new()
            }
        };
        (!left_out.is_empty()).then(|| Notice::Remark(told(run, &left_out, session.words)))
    })
}

/// Which acts could not be taken any more, and why.
fn told(run: &dyn Experiment, acts: &[LeftOut], words: &Words) -> String {
    let (past, language) = (&words.later().past, words.language);
    let one = |LeftOut { act, why }: &LeftOut| {
        let act = catalog::act(run, &act.action, language);
        (past.left_out_one)(&act, &catalog::refusal(why, language))
    };
    (past.left_out)(&acts.iter().map(one).collect::<Vec<_>>().join("; "))
}
