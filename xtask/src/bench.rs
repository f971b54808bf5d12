//! `cargo xtask bench`: how fast it is, on this machine, today.

use crate::{
    browser, dist, npm,
    outcome::Outcome,
    program::Program,
    repository::Repository,
    steps::{self, Step},
    tools,
};

const STEPS: [Step; 5] = [
    Step {
        name: "native",
        title: "events and commits per second (two minutes to compile)",
        needs: None,
        run: native,
    },
    Step { name: "wasm", title: "the same in WebAssembly, under Node", needs: None, run: wasm },
    Step { name: "dist", title: "the bytes of the first load", needs: None, run: dist::dist },
    Step { name: "page", title: "frame times while it plays", needs: Some("dist"), run: page },
    Step { name: "long", title: "five minutes at nine servers", needs: Some("dist"), run: long },
];

/// Runs all of it, or the steps that are named.
pub(crate) fn bench(repository: &Repository, words: &[String]) -> Outcome {
    steps::run(repository, &STEPS, words)
}

fn native(repository: &Repository) -> Outcome {
    let budget = dist::Budget::read(repository)?.number("Simulator, native", "events/s")?;
    let picture = dist::Budget::read(repository)?.number("Picture of 100,000 events", "ms")?;
    let words = format!("run --locked --release --package synod-bench -- {budget} {picture}");
    Program::new(repository, "cargo").args(words.split(' ')).run()?;
    let budget = dist::Budget::read(repository)?.number("Memory of 100,000 events", "MB")?;
    let words = format!(
        "run --locked --release --package synod-bench --features memory --bin memory -- {budget}"
    );
    Program::new(repository, "cargo").args(words.split(' ')).run()
}

/// The same measurements as a test for Node, built like the native ones.
fn wasm(repository: &Repository) -> Outcome {
    tools::ensure(repository)?;
    let words = "test --locked --release --package synod-bench --lib \
                 --target wasm32-unknown-unknown -- --nocapture";
    tools::wasm_tests(Program::new(repository, "cargo").args(words.split_whitespace())).run()
}

fn page(repository: &Repository) -> Outcome {
    npm::ensure(repository)?;
    browser::ensure(repository)?;
    let budget = dist::Budget::read(repository)?.number("Frames at 4x CPU throttle", "fps")?;
    Program::new(repository, "node")
        .args(["tests/e2e/bench.mjs", "--fps", &budget.to_string()])
        .run()
}

fn long(repository: &Repository) -> Outcome {
    npm::ensure(repository)?;
    browser::ensure(repository)?;
    let budget = dist::Budget::read(repository)?;
    let fps = budget.number("Frames of a long run", "fps")?;
    let megabytes = budget.number("Memory of 100,000 events", "MB")?;
    Program::new(repository, "node")
        .args(["tests/e2e/long.mjs", "--fps", &fps.to_string()])
        .args(["--megabytes", &megabytes.to_string()])
        .run()
}
