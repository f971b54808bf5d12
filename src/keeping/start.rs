//! What the page opens with, if not with the first run.

use super::LAST;
use super::arriving::{AT_ONCE_MS, Arriving, Found, Source, told};
use crate::browser;
use crate::session::{Dialog, Pace, Session, change};
use crate::storage;

/// Opens what the address holds, or else the last session, in place of the first run, and shows it.
/// A run that takes long is opened before the person's eyes.
pub(crate) fn start(mut session: Session, show: fn(Session)) {
    let fragment = browser::fragment();
    let (source, link) = if fragment.is_empty() {
        (Source::Last, storage::get(LAST).unwrap_or_default())
    } else {
        (Source::Link, fragment)
    };
    let begun = Found::in_link(&link).and_then(|found| Arriving::begin(source.clone(), found));
    let done = match begun {
        Ok(arriving) => match arriving.advance(AT_ONCE_MS) {
            Some(done) => done,
            None => {
                session.pace = Pace::Still;
                session.dialog = Some(Dialog::Opening(arriving));
                return show(session);
            }
        },
        Err(why) => Err(why),
    };
    match told(&source, done, session.words) {
        Ok(what) => {
            change(&mut session, what);
            session.beside = session.scene.clone();
            session.below = session.scene.clone();
        }
        Err(notice) => session.notice = Some(notice),
    }
    show(session);
}
