//! Chromium, for the tests of the page: found, or installed in the way this machine allows.

use std::path::Path;

use crate::{
    outcome::{Outcome, Problem},
    program::Program,
    repository::Repository,
    say,
};

/// Sees to it that the browser tests will find a Chromium.
pub(crate) fn ensure(repository: &Repository) -> Outcome {
    if is_there(repository) {
        return Ok(());
    }
    let tried = if is_root(repository) && Path::new("/usr/bin/apt-get").exists() {
        say::title("Installing Chromium with apt-get (about a minute)");
        install_with_apt(repository)
    } else {
        say::title("Installing Chromium with Playwright (about a minute)");
        let install = ["playwright-core", "install", "chromium"];
        Program::new(repository, "npx").args(install).within(&repository.e2e()).run()
    };
    if tried.is_ok() && is_there(repository) {
        return Ok(());
    }
    let reason = tried.err().map(|problem| format!(" ({problem})")).unwrap_or_default();
    Err(Problem::new(format!(
        "no Chromium was found, and none could be installed{reason}.\n\
         Install Chromium or Google Chrome with your system's package manager, \
         or set SYNOD_BROWSER to the path of one."
    )))
}

fn is_there(repository: &Repository) -> bool {
    Program::new(repository, "node").args(["tests/e2e/browser.mjs"]).read().is_ok()
}

fn is_root(repository: &Repository) -> bool {
    cfg!(unix)
        && Program::new(repository, "id").args(["-u"]).read().is_ok_and(|id| id.trim() == "0")
}

fn install_with_apt(repository: &Repository) -> Outcome {
    let apt = |words: &[&str]| {
        Program::new(repository, "apt-get")
            .args(words)
            .env("DEBIAN_FRONTEND", "noninteractive")
            .run()
    };
    apt(&["update", "-qq"])?;
    apt(&["install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-dejavu-core"])
}
