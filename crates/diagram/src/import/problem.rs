//! What can be wrong with a log.

use core::fmt;

/// What is wrong with a log, and in which line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LogProblem {
    /// The line, counted from 1.
    pub line: usize,
    /// What was found there, and what was expected.
    pub what: String,
}

impl LogProblem {
    pub(super) fn new(line: usize, what: impl Into<String>) -> Self {
        LogProblem { line, what: what.into() }
    }
}

impl fmt::Display for LogProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.what)
    }
}

impl std::error::Error for LogProblem {}
