//! Runs to write down, and the words for them.

use catalog::{Experiment, Language};
use diagram::export::Telling;
use simulator::Scene;
use std::fs;
use std::path::Path;

/// Plays a scenario to its end.
pub(crate) fn played(text: &str) -> Box<dyn Experiment> {
    let scenario = lessons::parse(text).unwrap();
    let played = lessons::play(&scenario).unwrap();
    assert!(played.failure.is_none(), "{}", played.output);
    played.experiment
}

/// A scenario of the tests, played.
pub(crate) fn named(name: &str) -> Box<dyn Experiment> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let path = root.join("tests/scenarios/raft").join(name).with_extension("scenario");
    played(&fs::read_to_string(path).unwrap())
}

/// Every scenario of the page and of the tests, played: its name and its run.
pub(crate) fn all() -> Vec<(String, Box<dyn Experiment>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folders = ["static/scenarios/raft", "tests/scenarios/raft"];
    let entries = folders.iter().flat_map(|folder| fs::read_dir(root.join(folder)).unwrap());
    let paths = entries.map(|entry| entry.unwrap().path());
    let scenarios = paths.filter(|path| path.extension().is_some_and(|end| end == "scenario"));
    let all: Vec<_> = scenarios
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            (path.display().to_string(), played(&text))
        })
        .collect();
    assert!(all.len() > 40, "there are only {} scenarios", all.len());
    all
}

/// What this export makes of a run.
pub(crate) fn told(experiment: &dyn Experiment, export: fn(&Telling<'_>) -> String) -> String {
    let narrate = |event| experiment.narrate(event, Language::English);
    let events = &experiment.trace().events;
    export(&Telling {
        setup: experiment.setup(),
        trace: experiment.trace(),
        sentences: &|event| {
            let sentences = narrate(event).sentences.into_iter();
            sentences.map(|sentence| sentence.text.replace("**", "")).collect()
        },
        mark: &|event| narrate(event).mark.map(|(_, label)| label),
        role: &|event| format!("{:?}", events[event as usize].status.unwrap().shape),
    })
}

/// What the run looks like at its beginning and after each event.
pub(crate) fn scenes(experiment: &mut dyn Experiment) -> Vec<Scene> {
    let length = experiment.length();
    let first = experiment.seek(0);
    let mut scenes = Vec::new();
    for position in first..=length {
        experiment.seek(position);
        scenes.push(experiment.scene(Language::English));
    }
    scenes
}
