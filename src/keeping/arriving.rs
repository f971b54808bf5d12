//! A run that is being opened: replayed in steps, so that a long one neither stops the page nor
//! cannot be stopped; and what came of it.

use crate::comparing::Comparing;
use crate::dom;
use crate::session::{Change, Dialog, Msg, Notice, Opened, first_setup};
use crate::words::Words;
use catalog::{
    Advanced, ComparisonAdvanced, ComparisonFile, ComparisonOpening, OpenError, Opening,
};
use catalog::{comparison_of, from_link, is_comparison};
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
    opening: RefCell<Option<Coming>>,
    source: Source,
}

/// What is being opened.
enum Coming {
    /// A run, with its caption and its place.
    Run(Opening, String, Place),
    /// Runs side by side, with what they say of themselves.
    Comparison(ComparisonOpening, String),
}

/// What was found to be opened, with a byte to check for each event, or none at all.
pub(super) enum Found {
    /// A run.
    Run(Kept, Vec<u8>),
    /// Runs side by side.
    Comparison(ComparisonFile),
}

impl Found {
    /// What a fragment of an address holds.
    ///
    /// # Errors
    /// Why it holds nothing.
    pub(super) fn in_link(fragment: &str) -> Result<Self, OpenError> {
        if is_comparison(fragment) {
            let kept = comparison_of(fragment)?;
            return Ok(Found::Comparison(ComparisonFile { kept, checks: Vec::new() }));
        }
        from_link(fragment).map(|kept| Found::Run(kept, Vec::new()))
    }
}

/// What has been opened.
pub(crate) enum Arrived {
    /// A run.
    Run(Opened),
    /// Runs side by side.
    Comparison(Comparing),
}

impl PartialEq for Arriving {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Arriving {
    /// Begins to open what was found.
    ///
    /// # Errors
    /// What is wrong with its setup.
    pub(super) fn begin(source: Source, found: Found) -> Result<Self, OpenError> {
        let coming = match found {
            Found::Run(Kept { caption, run, place }, checks) => {
                Coming::Run(Opening::new(run)?.with_checks(checks), caption.to_string(), place)
            }
            Found::Comparison(ComparisonFile { kept, checks }) => {
                let caption = kept.caption.to_string();
                Coming::Comparison(ComparisonOpening::new(kept, &checks)?, caption)
            }
        };
        Ok(Arriving(Rc::new(Inner { opening: RefCell::new(Some(coming)), source })))
    }

    /// From where it comes.
    pub(crate) fn source(&self) -> &Source {
        &self.0.source
    }

    /// How many events are replayed, of how many.
    pub(crate) fn progress(&self) -> (u32, u32) {
        match &*self.0.opening.borrow() {
            Some(Coming::Run(opening, ..)) => opening.progress(),
            Some(Coming::Comparison(opening, _)) => opening.progress(),
            None => (0, 0),
        }
    }

    /// Goes on for about so long. Returns what came of it, if it is over.
    pub(crate) fn advance(&self, ms: f64) -> Option<Result<Arrived, OpenError>> {
        let end = dom::page_time() + ms;
        let mut coming = self.0.opening.take()?;
        loop {
            coming = match coming.go_on() {
                Ok(Ok(arrived)) => return Some(Ok(arrived)),
                Ok(Err(part)) => part,
                Err(why) => return Some(Err(why)),
            };
            if dom::page_time() >= end {
                self.0.opening.replace(Some(coming));
                return None;
            }
        }
    }
}

impl Coming {
    /// A little more of it: what has arrived, or what is left to do.
    fn go_on(self) -> Result<Result<Arrived, Self>, OpenError> {
        Ok(match self {
            Coming::Run(opening, caption, place) => match opening.advance(EVENTS)? {
                Advanced::Whole(run) => Ok(Arrived::Run(Opened::at(run, &caption, place))),
                Advanced::Part(part) => Err(Coming::Run(part, caption, place)),
            },
            Coming::Comparison(opening, caption) => match opening.advance(EVENTS)? {
                ComparisonAdvanced::Whole(comparison) => {
                    Ok(Arrived::Comparison(Comparing::new(comparison, &caption)))
                }
                ComparisonAdvanced::Part(part) => Err(Coming::Comparison(part, caption)),
            },
        })
    }
}

/// What came of opening a run: how the page changes, or what is said over what was open.
pub(crate) fn told(
    source: &Source,
    done: Result<Arrived, OpenError>,
    words: &Words,
) -> Result<Change, Notice> {
    let later = &words.later().keeping;
    match (source, done) {
        (_, Ok(Arrived::Comparison(comparing))) => Ok(Change::Compare(comparing)),
        (Source::Link | Source::File(_), Ok(Arrived::Run(opened))) => {
            Ok(Change::Open(opened, None))
        }
        (Source::Last, Ok(Arrived::Run(opened))) => {
            Ok(Change::Open(opened, Some(Notice::Offer(restored))))
        }
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
    found: Result<Found, OpenError>,
    send: &Callback<Msg>,
    words: &Words,
) {
    let begun = found.and_then(|found| Arriving::begin(source.clone(), found));
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
    send.emit(Msg::Change(what.unwrap_or_else(Change::Refuse)));
}
