//! A comparison as a file that a person keeps: JSON, with a check for every event of every side.

use crate::base64;
use crate::open::OpenError;
use crate::run_file::{Head, check_position, event_checks, hash, problem, wrong};
use machine::Micros;
use serde::{Deserialize, Serialize};
use simulator::{Act, KeptComparison, KeptSide, Run, Setup, check_comparison};

const FORMAT: &str = "synod-comparison";
/// The latest version that is read.
const VERSION: u64 = 2;
/// The earliest, which knows no orders. The earliest that can hold a comparison is written.
const EARLIEST: u64 = 1;

/// A comparison and everything that is kept of it in a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ComparisonFile {
    /// The comparison, its caption, and where in it.
    pub kept: KeptComparison,
    /// For each side a byte an event, as [`crate::checks`] gives them.
    pub checks: Vec<Vec<u8>>,
}

/// The file as it is written.
#[derive(Serialize, Deserialize)]
struct Document {
    format: String,
    version: u64,
    #[serde(default)]
    caption: String,
    time: Micros,
    end: Micros,
    sides: Vec<Side>,
    together: Vec<u8>,
}

#[derive(Serialize, Deserialize)]
struct Side {
    setup: Setup,
    acts: Vec<Act>,
    events: u32,
    hash: String,
    position: u32,
    checks: String,
}

/// Whether a file is meant to be a comparison rather than a run.
#[must_use]
pub fn is_comparison_file(bytes: &[u8]) -> bool {
    Head::of(bytes, FORMAT).is_ok()
}

impl ComparisonFile {
    /// The file's text.
    ///
    /// # Errors
    /// If a side is larger than any that is read.
    pub fn to_json(&self) -> Result<String, OpenError> {
        check_comparison(&self.kept).map_err(OpenError::TooLarge)?;
        let version = if self.kept.needs_latest() { VERSION } else { EARLIEST };
        let KeptComparison { caption, sides, together, time, end } = self.kept.clone();
        let side = |(KeptSide { run, position }, checks): (KeptSide, &Vec<u8>)| Side {
            setup: run.setup,
            acts: run.acts,
            events: run.events,
            hash: format!("{:016x}", run.hash),
            position,
            checks: base64::encode(checks),
        };
        let document = Document {
            format: FORMAT.to_owned(),
            version,
            caption: caption.to_string(),
            time,
            end,
            sides: sides.into_iter().zip(&self.checks).map(side).collect(),
            together,
        };
        let text = serde_json::to_string_pretty(&document);
        text.map(|text| text + "\n").map_err(|error| OpenError::File(error.to_string()))
    }

    /// Reads a file's bytes. Every side is within every bound; opening it will tell whether it can
    /// be played.
    ///
    /// # Errors
    /// What was expected and where, or that a newer Synod wrote it.
    pub fn from_json(bytes: &[u8]) -> Result<Self, OpenError> {
        let head = Head::of(bytes, FORMAT)?;
        if !(EARLIEST..=VERSION).contains(&head.version) {
            return Err(OpenError::version(head.version, VERSION));
        }
        let document: Document = serde_json::from_slice(bytes).map_err(|error| problem(&error))?;
        let Document { caption, time, end, together, .. } = document;
        let mut sides = Vec::new();
        let mut checks = Vec::new();
        for side in document.sides {
            let Side { setup, acts, events, position, .. } = side;
            checks.push(event_checks(&side.checks, events)?);
            check_position(position, events)?;
            let run = Run { setup, acts, events, hash: hash(&side.hash)? };
            sides.push(KeptSide { run, position });
        }
        let kept = KeptComparison { caption: caption.into(), sides, together, time, end };
        check_comparison(&kept).map_err(OpenError::TooLarge)?;
        if kept.joints().is_none() {
            return Err(wrong(
                "`together` is expected to say of each thing done on which of 2 or 3 sides it \
                 was, each act of each side once, at one time, all sides to have one seed, and \
                 `end` not to be before `time`",
            ));
        }
        Ok(ComparisonFile { kept, checks })
    }
}
