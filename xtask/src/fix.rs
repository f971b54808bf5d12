//! `cargo xtask fix`: the one command that writes what the gate compares.

use crate::{
    browser, dist, npm,
    outcome::Outcome,
    program::Program,
    repository::Repository,
    steps::{self, Step},
};

const STEPS: [Step; 4] = [
    Step { name: "format", title: "cargo fmt", needs: None, run: format },
    Step { name: "lint", title: "what clippy can put right by itself", needs: None, run: lint },
    Step { name: "golden", title: "the golden outputs of all scenarios", needs: None, run: golden },
    Step { name: "screenshots", title: "the pictures in docs/", needs: None, run: screenshots },
];

/// Each picture: its name, and how `screenshot.mjs` takes it.
const PICTURES: [(&str, &str); 2] = [("light", "--theme light"), ("dark", "--theme dark")];

/// Runs all of it, or the steps that are named.
pub(crate) fn fix(repository: &Repository, words: &[String]) -> Outcome {
    steps::run(repository, &STEPS, words)
}

fn format(repository: &Repository) -> Outcome {
    Program::new(repository, "cargo").args(["fmt", "--all"]).run()
}

fn lint(repository: &Repository) -> Outcome {
    let words = "clippy --fix --allow-dirty --allow-staged --workspace --all-targets";
    Program::new(repository, "cargo").args(words.split(' ')).run()
}

fn golden(repository: &Repository) -> Outcome {
    let words = ["test", "--workspace"];
    Program::new(repository, "cargo").args(words).env("SYNOD_WRITE_GOLDEN", "1").run()
}

fn screenshots(repository: &Repository) -> Outcome {
    npm::ensure(repository)?;
    browser::ensure(repository)?;
    dist::dist(repository)?;
    for (name, look) in PICTURES {
        Program::new(repository, "node")
            .args(["tests/e2e/screenshot.mjs", "--wait", "9000"])
            .args(look.split(' '))
            .args(["--out", &format!("docs/screenshot-{name}.png")])
            .run()?;
    }
    Ok(())
}
