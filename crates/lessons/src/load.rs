//! What the page does with a scenario file.

use crate::play::{Failure, play};
use crate::problem::Problem;
use crate::read::parse;
use catalog::Experiment;

/// A scenario, played, and positioned at its beginning.
pub struct Loaded {
    /// Its title; empty if it gives none.
    pub title: String,
    /// What there is to see; empty if it gives none.
    pub caption: String,
    /// Its run at the beginning, with every event known.
    pub experiment: Box<dyn Experiment>,
    /// What failed while it was played, if anything; the run is known up to there.
    pub failure: Option<Failure>,
}

/// Plays a whole scenario file and goes back to its beginning.
///
/// # Errors
/// What is wrong with the file. That something in it fails is no error.
pub fn load(text: &str) -> Result<Loaded, Problem> {
    let scenario = parse(text)?;
    let mut played = play(&scenario)?;
    played.experiment.seek(0);
    Ok(Loaded {
        title: scenario.title,
        caption: scenario.caption,
        experiment: played.experiment,
        failure: played.failure,
    })
}
