//! A run as a file that a person keeps: JSON, with a check for every event.

use crate::base64;
use crate::open::OpenError;
use serde::{Deserialize, Serialize};
use simulator::{Act, Kept, Place, Run, Setup, check_bounds};

const FORMAT: &str = "synod-run";
/// The latest version that is read.
const VERSION: u64 = 3;
/// The one before, which knows no orders.
const WITHOUT_ORDERS: u64 = 2;
/// The earliest, which knows no slow nodes either. The earliest that can hold a run is written.
const EARLIEST: u64 = 1;
/// The largest file that is read.
const BYTES_MAX: usize = 8_000_000;

/// A run and everything that is kept of it in a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RunFile {
    /// The run, its caption, and where in it.
    pub kept: Kept,
    /// A byte an event, as [`crate::checks`] gives them.
    pub checks: Vec<u8>,
}

/// What every version of the format has.
#[derive(Deserialize)]
pub(crate) struct Head {
    pub(crate) format: String,
    pub(crate) version: u64,
}

impl Head {
    /// The head of a file of this format, of some version.
    ///
    /// # Errors
    /// What else it is.
    pub(crate) fn of(bytes: &[u8], format: &str) -> Result<Self, OpenError> {
        if bytes.len() > BYTES_MAX {
            return Err(wrong(&format!("the file has more than {BYTES_MAX} bytes")));
        }
        let head: Head = serde_json::from_slice(bytes).map_err(|error| problem(&error))?;
        if head.format != format {
            let found: String = head.format.chars().take(40).collect();
            return Err(wrong(&format!("its `format` is `{found}`, and `{format}` is expected")));
        }
        Ok(head)
    }
}

/// The file as it is written.
#[derive(Serialize, Deserialize)]
struct Document {
    format: String,
    version: u64,
    #[serde(default)]
    caption: String,
    setup: Setup,
    acts: Vec<Act>,
    events: u32,
    hash: String,
    #[serde(default)]
    place: Place,
    checks: String,
}

impl RunFile {
    /// The file's text.
    ///
    /// # Errors
    /// If the run is larger than any that is read.
    pub fn to_json(&self) -> Result<String, OpenError> {
        check_bounds(&self.kept).map_err(OpenError::TooLarge)?;
        let Kept { caption, run, place } = self.kept.clone();
        let document = Document {
            format: FORMAT.to_owned(),
            version: version(&run),
            caption: caption.to_string(),
            setup: run.setup,
            acts: run.acts,
            events: run.events,
            hash: format!("{:016x}", run.hash),
            place,
            checks: base64::encode(&self.checks),
        };
        let text = serde_json::to_string_pretty(&document);
        text.map(|text| text + "\n").map_err(|error| OpenError::File(error.to_string()))
    }

    /// Reads a file's bytes. The run is within every bound; opening it will tell whether it can be
    /// played.
    ///
    /// # Errors
    /// What was expected and where, or that a newer Synod wrote it.
    pub fn from_json(bytes: &[u8]) -> Result<Self, OpenError> {
        let head = Head::of(bytes, FORMAT)?;
        if !(EARLIEST..=VERSION).contains(&head.version) {
            return Err(OpenError::version(head.version, VERSION));
        }
        let document: Document = serde_json::from_slice(bytes).map_err(|error| problem(&error))?;
        let Document { setup, acts, events, place, .. } = document;
        let hash = hash(&document.hash)?;
        let checks = event_checks(&document.checks, events)?;
        check_position(place.position, events)?;
        let run = Run { setup, acts, events, hash };
        let kept = Kept { caption: document.caption.into(), run, place };
        check_bounds(&kept).map_err(OpenError::TooLarge)?;
        Ok(RunFile { kept, checks })
    }
}

/// The version that the run is written in.
fn version(run: &Run) -> u64 {
    if run.needs_latest() {
        VERSION
    } else if run.has_slow_nodes() {
        WITHOUT_ORDERS
    } else {
        EARLIEST
    }
}

/// The check of each event.
pub(crate) fn event_checks(text: &str, events: u32) -> Result<Vec<u8>, OpenError> {
    let checks = base64::decode(text)
        .ok_or_else(|| wrong("`checks` is expected to be base64url without padding"))?;
    if checks.len() == events as usize {
        return Ok(checks);
    }
    Err(wrong(&format!(
        "`checks` holds {} bytes, and one for each of {events} events is expected",
        checks.len()
    )))
}

/// A run has no more places than events.
pub(crate) fn check_position(position: u32, events: u32) -> Result<(), OpenError> {
    if position <= events {
        return Ok(());
    }
    Err(wrong(&format!(
        "`position` is {position}, and at most {events} is expected, as many as `events`"
    )))
}

/// Exactly 16 hexadecimal digits.
pub(crate) fn hash(text: &str) -> Result<u64, OpenError> {
    let is_hex = text.len() == 16 && text.bytes().all(|digit| digit.is_ascii_hexdigit());
    let hash = u64::from_str_radix(text, 16).ok().filter(|_| is_hex);
    hash.ok_or_else(|| wrong("`hash` is expected to be 16 hexadecimal digits"))
}

pub(crate) fn wrong(what: &str) -> OpenError {
    OpenError::File(what.to_owned())
}

/// What is wrong with the JSON, or with what it says.
pub(crate) fn problem(error: &serde_json::Error) -> OpenError {
    match error.classify() {
        serde_json::error::Category::Data => OpenError::File(format!("not a run: {error}")),
        serde_json::error::Category::Eof => OpenError::File(format!("it is cut short: {error}")),
        serde_json::error::Category::Syntax | serde_json::error::Category::Io => {
            OpenError::File(format!("it is not JSON: {error}"))
        }
    }
}
