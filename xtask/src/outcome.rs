//! What a command comes to: nothing to add, or a problem worded for the person who ran it.

use std::fmt;

/// The result of anything that can fail for a reason outside this program.
pub(crate) type Outcome<T = ()> = Result<T, Problem>;

/// What went wrong and what to do about it, in sentences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem(String);

impl Problem {
    /// A problem in its final wording.
    pub(crate) fn new(words: impl Into<String>) -> Self {
        Self(words.into())
    }

    /// A failed file operation: what was tried, on which file, and the system's reason.
    pub(crate) fn file(tried: &str, path: &std::path::Path, reason: &std::io::Error) -> Self {
        Self(format!("could not {tried} {}: {reason}", path.display()))
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
