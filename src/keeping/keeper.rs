//! What keeps the open run: a little after each thing that a person does, the run is written into
//! the address and into the browser's store; another run gets an entry of its own in the browser's
//! history, and the browser's buttons go from run to run.

use super::LAST;
use super::address::CHARACTERS_MAX;
use super::arriving::{Found, Source, open};
use super::drop::DropTarget;
use super::entries::{Entries, Gone};
use crate::browser::{call, get, text, window};
use crate::dom;
use crate::session::{Change, Dialog, Msg, Notice, Opened, Pace, Session, first_setup};
use crate::storage;
use crate::words::Words;
use catalog::OpenError;
use simulator::Place;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use yew::prelude::{Callback, Html, Properties, component, html, use_effect_with, use_memo};

/// So long after what a person did last it is written down.
const REST_MS: u32 = 400;

/// What there is to keep, and by what it is known that a person did something.
#[derive(Clone, PartialEq)]
struct Seen {
    opened: Opened,
    edits: u32,
    /// Which look at the run this is, while it stands still.
    still: Option<u32>,
}

#[derive(Properties, PartialEq, Clone)]
struct KeeperProps {
    seen: Seen,
    /// Where the next run goes, when the page has just begun.
    next: Next,
    send: Callback<Msg>,
    words: &'static Words,
}

/// What keeps the open run, and the target for files that are dragged over the page.
pub(crate) fn keeper(session: &Session, send: &Callback<Msg>) -> Html {
    let seen = Seen {
        opened: session.opened(),
        edits: session.edits,
        still: (session.pace == Pace::Still).then_some(session.revision),
    };
    // What the page began to open has its entry.
    let next = match session.dialog {
        Some(Dialog::Opening(_)) => Next::Present,
        Some(_) | None => Next::New,
    };
    html! { <Keeper {seen} {next} {send} words={session.words} /> }
}

#[component]
fn Keeper(props: &KeeperProps) -> Html {
    let keeping = {
        let props = props.clone();
        use_memo((), move |()| Keeping::new(props))
    };
    {
        let keeping = keeping.clone();
        use_effect_with(props.seen.clone(), move |seen| keeping.see(seen.clone()));
    }
    use_effect_with((), move |()| {
        let (here, left) = (keeping.clone(), keeping.clone());
        let moving = dom::listen(&["popstate", "hashchange"], move |_| here.follow());
        let leaving = dom::listen(&["visibilitychange", "pagehide"], move |_| left.hide());
        move || drop((moving, leaving))
    });
    html! { <DropTarget send={&props.send} words={props.words} /> }
}

/// What is kept. Copies of it are the same one.
#[derive(Clone)]
struct Keeping(Rc<RefCell<State>>);

struct State {
    seen: Seen,
    entries: Entries,
    /// Where the next run goes that is seen.
    next: Next,
    /// Whether a person did anything to what is open, so that it is worth keeping.
    is_touched: bool,
    /// How often something was done: who waits for a rest knows by it that there was none.
    count: u32,
    /// Whether it was said that the browser keeps nothing.
    is_told: bool,
    send: Callback<Msg>,
    words: &'static Words,
}

/// Where a run goes in the browser's history.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    /// Into an entry of its own.
    New,
    /// Into the one that the browser has gone to.
    Present,
}

impl Keeping {
    fn new(props: KeeperProps) -> Self {
        let KeeperProps { seen, next, send, words } = props;
        let is_touched = seen.edits > 0;
        Keeping(Rc::new(RefCell::new(State {
            seen,
            entries: Entries::first(),
            next,
            is_touched,
            count: 0,
            is_told: false,
            send,
            words,
        })))
    }

    /// Something has changed.
    fn see(&self, seen: Seen) {
        let state = &mut *self.0.borrow_mut();
        let before = std::mem::replace(&mut state.seen, seen);
        let now = &state.seen;
        if !before.opened.is_beside(&now.opened) {
            state.count += 1;
            if state.next == Next::New {
                state.entries.write(fragment(&before.opened.link()));
                let fragment = fragment(&now.opened.link());
                state.entries.push(before.opened, fragment);
            }
            state.next = Next::New;
            state.is_touched = false;
            return;
        }
        // That the run plays on is nothing to keep.
        let is_moved = now.still.is_some() && now.still != before.still;
        if now.edits != before.edits || now.opened != before.opened || is_moved {
            state.is_touched = true;
        } else if state.count > 0 || !state.is_touched {
            return;
        }
        state.count += 1;
        self.write_later(state.count);
    }

    /// Writes when nothing was done for a while.
    fn write_later(&self, count: u32) {
        let keeping = self.clone();
        let rested = Closure::once_into_js(move || {
            let is_newest = keeping.0.borrow().count == count;
            if is_newest {
                keeping.write();
            }
        });
        // A window can always be asked; where it cannot, the page writes when it is left.
        let _ = call(&window(), "setTimeout", &[rested, REST_MS.into()]);
    }

    /// The page may not come back.
    fn hide(&self) {
        let is_hidden = text(&get(&window(), "document"), "visibilityState") == "hidden";
        let is_touched = self.0.borrow().is_touched;
        if is_hidden && is_touched {
            self.write();
        }
    }

    /// Writes what is open into the address and the store, and says once if that cannot be.
    fn write(&self) {
        let (notice, send) = {
            let mut state = self.0.borrow_mut();
            (state.write(), state.send.clone())
        };
        if let Some(notice) = notice {
            send.emit(Msg::Notice(notice));
        }
    }

    /// The browser went to another entry of its history, or the address was changed by hand.
    fn follow(&self) {
        let (gone, send, words) = {
            let state = &mut *self.0.borrow_mut();
            let gone = state.entries.follow(&state.seen.opened);
            state.next = match &gone {
                Gone::Nowhere => state.next,
                Gone::To(opened) if opened.is_beside(&state.seen.opened) => Next::New,
                Gone::To(_) | Gone::Address(_) => Next::Present,
            };
            (gone, state.send.clone(), state.words)
        };
        match gone {
            Gone::Nowhere => {}
            Gone::To(opened) => send.emit(Msg::Change(Change::Open(opened, None))),
            Gone::Address(fragment) if fragment.is_empty() => {
                let notice = Notice::Remark(words.later().keeping.gone.to_string());
                if let Ok(run) = catalog::open(first_setup()) {
                    let empty = Opened::at(run, "", Place::default());
                    send.emit(Msg::Change(Change::Open(empty, Some(notice))));
                }
            }
            Gone::Address(fragment) => {
                open(Source::Link, Found::in_link(&fragment), &send, words);
            }
        }
    }
}

impl State {
    /// Writes what is open into the address and the store. Returns what is to be said of it.
    fn write(&mut self) -> Option<Notice> {
        let link = self.seen.opened.link();
        self.entries.write(fragment(&link));
        let words = &self.words.later().keeping;
        let problem = match link {
            Ok(link) => (!storage::set(LAST, &link)).then(|| words.not_kept.to_string()),
            Err(why) => Some((words.too_large)(&why.to_string())),
        };
        let problem = problem.filter(|_| !self.is_told)?;
        self.is_told = true;
        Some(Notice::Remark(problem))
    }
}

/// The link, if it is short enough for an address.
fn fragment(link: &Result<String, OpenError>) -> String {
    let short = link.as_ref().ok().filter(|link| link.len() <= CHARACTERS_MAX);
    short.cloned().unwrap_or_default()
}
