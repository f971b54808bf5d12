//! The npm packages of `tests/e2e`: Playwright, axe, wasm-opt, esbuild and Mermaid.

use std::fs;

use crate::{
    outcome::{Outcome, Problem},
    program::Program,
    repository::Repository,
    say,
};

/// A copy of the lock file that the installed packages came from.
const STAMP: &str = "node_modules/.installed-from";

/// Installs exactly what the lock file names, unless that is already there.
pub(crate) fn ensure(repository: &Repository) -> Outcome {
    let folder = repository.e2e();
    let lock_file = folder.join("package-lock.json");
    let lock = fs::read_to_string(&lock_file)
        .map_err(|reason| Problem::file("read", &lock_file, &reason))?;
    let stamp = folder.join(STAMP);
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    say::title("Installing the npm packages of tests/e2e (about 10 seconds)");
    Program::new(repository, "npm").args(["ci"]).within(&folder).run()?;
    fs::write(&stamp, lock).map_err(|reason| Problem::file("write", &stamp, &reason))
}
