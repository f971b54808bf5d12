//! What the narration says: the most telling of what happened lately.

use catalog::{Experiment, Language, Narration, Sentence};
use machine::Tone;

/// For how long a sentence stays while the run plays, unless something more telling happens.
const STAYS_MS: f64 = 2_600.0;

/// A narrated event.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    /// The event in words.
    pub(crate) narration: Narration,
    weight: u8,
    at: f64,
}

impl Told {
    /// The last event that happened, told at `at` milliseconds of the page's time; `None` at the
    /// beginning, before which only servers started.
    pub(crate) fn last(run: &dyn Experiment, at: f64, language: Language) -> Option<Told> {
        let position = run.position();
        (position > u32::from(run.setup().nodes)).then(|| told(run, position, language, at))
    }

    /// What to say after the run played on from position `from`, at `at` milliseconds of the
    /// page's time. What was said before stays for a while.
    pub(crate) fn after_playing(
        before: Option<&Told>,
        run: &dyn Experiment,
        from: u32,
        at: f64,
        language: Language,
    ) -> Option<Told> {
        // After a leap only the end of it is worth words.
        let first = from.max(run.position().saturating_sub(12));
        let new = (first..run.position()).map(|event| told(run, event + 1, language, at));
        let best = new.reduce(|best, next| if next.weight >= best.weight { next } else { best })?;
        match before {
            Some(said) if at - said.at < STAYS_MS && said.weight > best.weight => None,
            Some(_) | None => Some(best),
        }
    }
}

/// The event at this place of the trace in words, the most telling sentence first.
pub(crate) fn telling(run: &dyn Experiment, event: u32, language: Language) -> Narration {
    let mut narration = run.narrate(event, language);
    // What came of an act tells more than that a person did it.
    for sentence in std::mem::take(&mut narration.sentences) {
        let known = &mut narration.sentences;
        let place = known.partition_point(|other| weight(other) >= weight(&sentence));
        known.insert(place, sentence);
    }
    narration
}

fn told(run: &dyn Experiment, event: u32, language: Language, at: f64) -> Told {
    let narration = telling(run, event - 1, language);
    let weight = narration.sentences.first().map_or(0, weight);
    let mark = u8::from(narration.mark.is_some()) * 2;
    // What a person did is answered before anything else is told.
    let is_act = run.trace().events[event as usize - 1].kind.act().is_some();
    let act = u8::from(is_act) * 5;
    Told { narration, weight: weight + mark + act, at }
}

/// How telling a sentence is.
fn weight(sentence: &Sentence) -> u8 {
    match sentence.tone {
        Tone::Broken => 9,
        Tone::Progress => 6,
        Tone::Refusal => 5,
        Tone::Plain if !sentence.source.is_empty() => 3,
        Tone::Plain => 1,
        Tone::Ignored => 0,
    }
}
