//! `cargo xtask test`: everything that must hold, what fails fastest first. It changes no file.

use std::fs;

use crate::{
    browser, dist, npm,
    outcome::{Outcome, Problem},
    program::Program,
    repository::Repository,
    steps::{self, Step},
    tidy, tools,
};

/// The times are those of a first run on two cores; later ones are far shorter.
const STEPS: [Step; 8] = [
    Step { name: "format", title: "cargo fmt (a second)", needs: None, run: format },
    Step {
        name: "tidy",
        title: "the repository's own rules (a second)",
        needs: None,
        run: tidy::tidy,
    },
    Step { name: "lint", title: "clippy, native (about a minute)", needs: None, run: lint },
    Step { name: "test", title: "unit tests and scenarios (five minutes)", needs: None, run: test },
    Step {
        name: "lint-wasm",
        title: "clippy, WebAssembly (a minute)",
        needs: None,
        run: lint_wasm,
    },
    Step {
        name: "golden-wasm",
        title: "the golden runs in WebAssembly, under Node (a minute, and four to install tools)",
        needs: None,
        run: golden_wasm,
    },
    Step { name: "dist", title: "the release page (three minutes)", needs: None, run: dist::dist },
    Step {
        name: "page",
        title: "the page in headless Chromium (ten minutes)",
        needs: Some("dist"),
        run: page,
    },
];

/// One browser leaves a third of two cores idle; with two at once the tests take a third less time.
const FILES_AT_ONCE: &str = "--test-concurrency=2";

/// Runs the gate, or the steps of it that are named.
pub(crate) fn gate(repository: &Repository, words: &[String]) -> Outcome {
    steps::run(repository, &STEPS, words)
}

fn cargo(repository: &Repository, words: &str) -> Program {
    Program::new(repository, "cargo").args(words.split(' '))
}

fn format(repository: &Repository) -> Outcome {
    cargo(repository, "fmt --all --check")
        .run()
        .map_err(|problem| Problem::new(format!("{problem}; `cargo xtask fix` formats the code")))
}

fn lint(repository: &Repository) -> Outcome {
    cargo(repository, "clippy --locked --workspace --all-targets -- -D warnings").run()
}

/// The page, and with it every crate of ours that it is built from; in one piece, and split.
fn lint_wasm(repository: &Repository) -> Outcome {
    tools::ensure_target(repository)?;
    let page = "clippy --locked --package synod --target wasm32-unknown-unknown";
    cargo(repository, &format!("{page} -- -D warnings")).run()?;
    cargo(repository, &format!("{page} --features split -- -D warnings")).run()
}

fn test(repository: &Repository) -> Outcome {
    cargo(repository, "test --locked --workspace").run()
}

fn golden_wasm(repository: &Repository) -> Outcome {
    tools::ensure(repository)?;
    let words =
        "test --locked --package synod-catalog --test golden --target wasm32-unknown-unknown";
    tools::wasm_tests(cargo(repository, words)).run()
}

fn page(repository: &Repository) -> Outcome {
    npm::ensure(repository)?;
    browser::ensure(repository)?;
    // Tests call it, and none has the time to wait for a compiler.
    cargo(repository, "build --locked --package synod-cli").run()?;
    let folder = repository.e2e();
    let entries = fs::read_dir(&folder).map_err(|why| Problem::file("read", &folder, &why))?;
    let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut specs: Vec<String> = names.filter(|name| name.ends_with(".test.mjs")).collect();
    specs.sort();
    if specs.is_empty() {
        return Err(Problem::new("there is no test in tests/e2e"));
    }
    Program::new(repository, "node")
        .args(["--test", FILES_AT_ONCE, "--test-reporter=spec"])
        .args(specs)
        .within(&folder)
        .run()
}
