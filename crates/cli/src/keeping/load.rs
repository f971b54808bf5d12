//! A run from whatever it is kept in, replayed.

use catalog::{Advanced, Experiment, OpenError, Opening, RunFile, from_link};
use simulator::{Kept, Place};
use std::fs;

/// What a run was kept in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Source {
    /// The fragment of an address.
    Link,
    /// A file that a person kept.
    Json,
    /// A scenario's run, as the page fetches it.
    Bytes,
    /// A scenario file.
    Scenario,
}

/// A run whose replay agrees; the experiment stands at its beginning and knows every event.
pub(crate) struct Loaded {
    pub(crate) source: Source,
    pub(crate) kept: Kept,
    pub(crate) experiment: Box<dyn Experiment>,
    /// How its scenario failed, if it did; the run ends there.
    pub(crate) failure: Option<String>,
}

/// Reads and replays the run in this file, or in this link if there is no such file.
pub(crate) fn load(word: &str) -> Result<Loaded, String> {
    // A link never names a file: it may be given with or without the address before it.
    if word.contains("://") || word.starts_with('#') {
        return from_fragment(word, "the link");
    }
    match fs::read(word) {
        Ok(bytes) => from_bytes(&bytes).map_err(|what| format!("{word}: {what}")),
        Err(error) => {
            let short: String = word.chars().take(60).collect();
            let is_link_like =
                word.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b));
            if is_link_like && word.len() > 20 {
                return from_fragment(word, &short);
            }
            Err(format!("{short}: cannot be read: {error}"))
        }
    }
}

fn from_fragment(word: &str, name: &str) -> Result<Loaded, String> {
    let fragment = word.rsplit_once('#').map_or(word, |(_, fragment)| fragment);
    let kept = from_link(fragment).map_err(|why| format!("{name}: {why}"))?;
    let opened = Opening::new(kept.run.clone()).and_then(whole);
    let experiment = opened.map_err(|why| format!("{name}: {why}"))?;
    Ok(Loaded { source: Source::Link, kept, experiment, failure: None })
}

fn from_bytes(bytes: &[u8]) -> Result<Loaded, String> {
    let said = |why: OpenError| why.to_string();
    // A text never begins with a byte this small, and a kept run always does.
    let begins_with = bytes.iter().find(|byte| !byte.is_ascii_whitespace());
    if bytes.first().is_some_and(|byte| *byte < b'\t') {
        let kept = Kept::decode(bytes).map_err(OpenError::from).map_err(said)?;
        let experiment = Opening::new(kept.run.clone()).and_then(whole).map_err(said)?;
        return Ok(Loaded { source: Source::Bytes, kept, experiment, failure: None });
    }
    if begins_with == Some(&b'{') {
        let RunFile { kept, checks } = RunFile::from_json(bytes).map_err(said)?;
        let opening = Opening::new(kept.run.clone()).map(|opening| opening.with_checks(checks));
        let experiment = opening.and_then(whole).map_err(said)?;
        return Ok(Loaded { source: Source::Json, kept, experiment, failure: None });
    }
    let text = str::from_utf8(bytes)
        .map_err(|_| "it is neither a run in JSON, nor a kept run, nor a scenario".to_owned())?;
    from_scenario(text)
}

fn from_scenario(text: &str) -> Result<Loaded, String> {
    let scenario = lessons::parse(text).map_err(|problem| problem.to_string())?;
    let played = lessons::play(&scenario).map_err(|problem| problem.to_string())?;
    let failure = played.failure.map(|failure| failure.to_string());
    let run = played.experiment.run();
    let kept = Kept { caption: scenario.caption.into(), run, place: Place::default() };
    let mut experiment = played.experiment;
    experiment.seek(0);
    Ok(Loaded { source: Source::Scenario, kept, experiment, failure })
}

fn whole(mut opening: Opening) -> Result<Box<dyn Experiment>, OpenError> {
    loop {
        opening = match opening.advance(u32::MAX)? {
            Advanced::Whole(experiment) => return Ok(experiment),
            Advanced::Part(opening) => opening,
        };
    }
}
