//! How a run is told.
//!
//! The first run of a page is told in few words until a person acts: those for acts, and for what a
//! protocol does only with unusual options or on an order, are loaded with what acts.

use crate::words::{ActWords, Language, OwnWords, Worded, acts, world};
use simulator::{Event, EventKind, Trace, Words};

/// Which words a run of `P` is told in.
pub(crate) struct Telling<P: Worded> {
    words: fn(Language) -> &'static Words<P>,
    acts: Option<fn(Language) -> &'static ActWords>,
}

impl<P: Worded> Telling<P> {
    /// All words.
    pub(crate) fn full() -> Self {
        Telling { words: P::words, acts: Some(acts) }
    }

    /// The words for a run of the usual options in which nobody has acted.
    pub(crate) fn brief() -> Self {
        Telling { words: P::brief, acts: None }
    }

    /// The protocol's words.
    pub(crate) fn words(&self, language: Language) -> &'static Words<P> {
        (self.words)(language)
    }

    /// An event as a sentence, without what the protocol noted.
    pub(crate) fn event(
        &self,
        trace: &Trace,
        event: &Event,
        own: OwnWords<'_>,
        language: Language,
    ) -> String {
        let acted = || self.acted(trace, event, own, language);
        (world(language).event)(trace, event, own).or_else(acted).unwrap_or_default()
    }

    fn acted(
        &self,
        trace: &Trace,
        event: &Event,
        own: OwnWords<'_>,
        language: Language,
    ) -> Option<String> {
        let (EventKind::Acted(place), Some(words)) = (event.kind, self.acts) else { return None };
        Some((words(language).acted)(trace, event, &trace.acts[place as usize].action, own))
    }

    /// A short label for the timeline, for an act that breaks or mends something.
    pub(crate) fn act_label(
        &self,
        trace: &Trace,
        event: &Event,
        language: Language,
    ) -> Option<String> {
        let (EventKind::Acted(place), Some(words)) = (event.kind, self.acts) else { return None };
        (words(language).label)(&trace.acts[place as usize].action)
    }
}
