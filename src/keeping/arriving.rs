//! A run that is being opened: replayed in steps, so that a long one neither stops the page nor
//! cannot be stopped; and what came of it.

use crate::dom;
use crate::session::{Change, Dialog, Msg, Notice, Opened, first_setup};
use crate::words::Words;
use catalog::{Advanced, OpenError, Opening};
use simulator::{Kept, Place};
use std::cell::RefCell;
use std::rc::Rc;
use yew::prelude::{Callback, Html, html};

/// How many events are replayed before the time is looked at.
const EVENTS: u32 = 100;
/// A run that is replayed within this time opens without a word.
pub(super) const AT_ONCE_MS: f64 = 60.0;

/// From where a run comes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Source {
    /// From the address.
    Link,
    /// From a file of this name.
    File(String),
    /// From what the browser kept of the last session.
    Last,
}

/// A run that is being opened. Copies of it are the same one.
#[derive(Clone)]
pub(crate) struct Arriving(Rc<Inner>);

struct Inner {
    /// Nothing once it is over.
    opening: RefCell<Option<Opening>>,
    caption: String,
    place: Place,
    source: Source,
}

impl PartialEq for Arriving {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Arriving {
    /// Begins to open a run, which has a byte to check for each event, or none at all.
    ///
    /// # Errors
    /// What is wrong with its setup.
    pub(super) fn begin(source: Source, kept: Kept, checks: Vec<u8>) -> Result<Self, OpenError> {
        let Kept { caption, run, place } = kept;
        let opening = RefCell::new(Some(Opening::new(run)?.with_checks(checks)));
        Ok(Arriving(Rc::new(Inner { opening, caption: caption.to_string(), place, source })))
    }

    /// From where it comes.
    pub(crate) fn source(&self) -> &Source {
        &self.0.source
    }

    /// How many events are replayed, of how many.
    pub(crate) fn progress(&self) -> (u32, u32) {
        self.0.opening.borrow().as_ref().map_or((0, 0), Opening::progress)
    }

    /// Goes on for about so long. Returns what came of it, if it is over.
    pub(crate) fn advance(&self, ms: f64) -> Option<Result<Opened, OpenError>> {
        let end = dom::page_time() + ms;
        let mut opening = self.0.opening.take()?;
        loop {
            match opening.advance(EVENTS) {
                Ok(Advanced::Part(part)) => opening = part,
                Ok(Advanced::Whole(run)) => {
                    return Some(Ok(Opened::at(run, &self.0.caption, self.0.place)));
                }
                Err(why) => return Some(Err(why)),
            }
            if dom::page_time() >= end {
                self.0.opening.replace(Some(opening));
                return None;
            }
        }
    }
}

/// What came of opening a run: how the page changes, or what is said over what was open.
pub(crate) fn told(
    source: &Source,
    done: Result<Opened, OpenError>,
    words: &Words,
) -> Result<Change, Notice> {
    let later = &words.later().keeping;
    match (source, done) {
        (Source::Link | Source::File(_), Ok(opened)) => Ok(Change::Open(opened, None)),
        (Source::Last, Ok(opened)) => Ok(Change::Open(opened, Some(Notice::Offer(restored)))),
        (Source::Link, Err(why)) => {
            let notice = Notice::Problem((later.link_wrong)(&why.to_string()));
            // What stood there before would be taken for the run of the link.
            match catalog::open(first_setup()) {
                Ok(run) => {
                    let empty = Opened::at(run, "", Place::default());
                    Ok(Change::Open(empty, Some(notice)))
                }
                Err(_) => Err(notice),
            }
        }
        (Source::File(name), Err(why)) => {
            Err(Notice::Problem((later.file_wrong)(name, &why.to_string())))
        }
        (Source::Last, Err(why)) => Err(Notice::Remark((later.last_wrong)(&why.to_string()))),
    }
}

/// Says that the last session is open again, and offers a first visit.
fn restored(send: &Callback<Msg>, words: &'static Words) -> Html {
    let words = &words.later().keeping;
    let onclick = send.reform(|_| Msg::Change(Change::New(first_setup())));
    html! {
        <>
            { words.restored }
            { " " }
            <button type="button" class="button" {onclick}>{ words.afresh }</button>
        </>
    }
}

/// Opens a run in the open page: at once if that is quick, or else behind a dialog that says how
/// far it is.
pub(super) fn open(
    source: Source,
    found: Result<(Kept, Vec<u8>), OpenError>,
    send: &Callback<Msg>,
    words: &Words,
) {
    let begun = found.and_then(|(kept, checks)| Arriving::begin(source.clone(), kept, checks));
    let done = match begun {
        Ok(arriving) => match arriving.advance(AT_ONCE_MS) {
            Some(done) => done,
            None => return send.emit(Msg::Ask(Dialog::Opening(arriving))),
        },
        Err(why) => Err(why),
    };
    arrive(told(&source, done, words), send);
}

/// Does what came of opening a run.
pub(crate) fn arrive(what: Result<Change, Notice>, send: &Callback<Msg>) {
    send.emit(Msg::CloseDialog);
    send.emit(match what {
        Ok(change) => Msg::Change(change),
        Err(notice) => Msg::Notice(notice),
    });
}
