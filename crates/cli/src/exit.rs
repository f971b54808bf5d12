//! How the command ends.

use std::process::ExitCode;

/// What the exit status says.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Exit {
    /// 0: everything held.
    Held,
    /// 1: an expectation or a property failed.
    Failed,
    /// 2: the command line or a file is wrong.
    Wrong,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Held => ExitCode::SUCCESS,
            Exit::Failed => ExitCode::from(1),
            Exit::Wrong => ExitCode::from(2),
        }
    }
}
