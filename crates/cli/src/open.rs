//! Opens the run of a file.

use catalog::Experiment;
use simulator::{Kept, NotKept};
use std::path::Path;

/// A run, with every event known.
pub(crate) struct Opened {
    pub(crate) experiment: Box<dyn Experiment>,
    /// How its scenario failed, if it did.
    pub(crate) failure: Option<String>,
}

/// Opens a kept run, if that is how the file's name ends, or plays a scenario. Complains in words.
pub(crate) fn open(file: &str) -> Result<Opened, String> {
    let bytes = std::fs::read(file).map_err(|error| format!("cannot be read: {error}"))?;
    if Path::new(file).extension().is_some_and(|extension| extension == "run") {
        return kept(&bytes);
    }
    let text = String::from_utf8(bytes)
        .map_err(|_| "is no scenario, which is text; a kept run's name ends in .run".to_owned())?;
    let played = lessons::parse(&text).and_then(|scenario| lessons::play(&scenario));
    let played = played.map_err(|problem| problem.to_string())?;
    let failure = played.failure.map(|failure| failure.to_string());
    Ok(Opened { experiment: played.experiment, failure })
}

fn kept(bytes: &[u8]) -> Result<Opened, String> {
    let kept = Kept::decode(bytes).map_err(|why| match why {
        NotKept::Version(version) => {
            format!("was kept by another version of Synod, in format {version}")
        }
        NotKept::Damaged => "is no kept run, or a damaged one".to_owned(),
    })?;
    let experiment = catalog::replay(&kept.run).map_err(|error| error.to_string())?;
    Ok(Opened { experiment, failure: None })
}
