//! The tools that the page is built with, at the versions it is known to build with.
//!
//! Nothing is downloaded ready-made: each comes from the crate registry and is compiled once,
//! without optimisation. That halves the wait, and costs a third of a second at each build.

use std::{fs, path::Path};

use crate::{
    job::Job,
    outcome::{Outcome, Problem},
    program::Program,
    repository::Repository,
    say,
};

/// The last Trunk that compiles with the pinned Rust.
const TRUNK: &str = "0.21.14";

/// It reads what `wasm_split_helpers` in Cargo.lock writes.
const WASM_SPLIT: &str = "0.2.4";

/// What the page is compiled for.
const WASM: &str = "wasm32-unknown-unknown";

/// What tells that the standard library's source is there, below the compiler's own folder.
const SOURCE: &str = "lib/rustlib/src/rust/library/std/Cargo.toml";

/// The folder below the tools where they are compiled.
const BUILD: &str = "build";

/// A program to have, and how to get it.
struct Tool {
    name: &'static str,
    package: &'static str,
    version: String,
    programs: &'static [&'static str],
    crates: usize,
    arguments: &'static [&'static str],
}

/// Sees to it that Rust's WebAssembly target, Trunk and wasm-bindgen are there.
pub(crate) fn ensure(repository: &Repository) -> Outcome {
    ensure_all(repository, [trunk(), wasm_bindgen(repository)?], |_| Ok(Vec::new()))
}

/// The same, and what splits the release page.
pub(crate) fn ensure_for_dist(repository: &Repository) -> Outcome {
    ensure_source(repository)?;
    let wanted = [trunk(), wasm_bindgen(repository)?, wasm_split()];
    ensure_all(repository, wanted, |_| Ok(Vec::new()))
}

/// The same, and where that takes minutes, other jobs are done at the same time: installing leaves
/// a core idle now and then.
pub(crate) fn ensure_and_meanwhile(
    repository: &Repository,
    others: fn(&Repository) -> Outcome<Vec<Job>>,
) -> Outcome {
    ensure_all(repository, [trunk(), wasm_bindgen(repository)?], others)
}

fn ensure_all<const N: usize>(
    repository: &Repository,
    wanted: [Tool; N],
    others: fn(&Repository) -> Outcome<Vec<Job>>,
) -> Outcome {
    ensure_target(repository)?;
    let missing: Vec<&Tool> = wanted.iter().filter(|tool| !is_there(repository, tool)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let names: Vec<String> = missing.iter().map(|t| format!("{} {}", t.name, t.version)).collect();
    say::title(format_args!("Installing {} into target/tools", names.join(" and ")));
    say::line("This happens once and takes up to four minutes on two cores.");
    let jobs = missing.into_iter().map(|tool| install(repository, tool));
    let mut jobs = jobs.collect::<Outcome<Vec<Job>>>()?;
    jobs.extend(others(repository)?);
    Job::wait_for_all(jobs)?;
    // What the compilers left is many times the size of the tools. An interrupted installation
    // keeps it and goes on from there.
    let _ = fs::remove_dir_all(repository.tools().join(BUILD));
    Ok(())
}

/// Lets a `cargo test` for WebAssembly run its tests under Node.
pub(crate) fn wasm_tests(cargo: Program) -> Program {
    cargo
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner")
        .env("WASM_BINDGEN_TEST_ONLY_NODE", "1")
}

fn trunk() -> Tool {
    Tool {
        name: "Trunk",
        package: "trunk",
        version: TRUNK.to_owned(),
        programs: &["trunk"],
        crates: 374,
        // Its features are downloads over TLS, and it has nothing left to download here.
        arguments: &["--locked", "--no-default-features"],
    }
}

fn wasm_bindgen(repository: &Repository) -> Outcome<Tool> {
    let lock = repository.read("Cargo.lock")?;
    let version = locked_version(&lock, "wasm-bindgen").ok_or_else(|| {
        Problem::new("Cargo.lock names no wasm-bindgen; run `cargo update --workspace`")
    })?;
    Ok(Tool {
        name: "wasm-bindgen",
        package: "wasm-bindgen-cli",
        version: version.to_owned(),
        programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
        crates: 161,
        // Without --locked: the lock file it was published with may name withdrawn releases.
        arguments: &[],
    })
}

fn wasm_split() -> Tool {
    Tool {
        name: "wasm-split",
        package: "wasm_split_cli_support",
        version: WASM_SPLIT.to_owned(),
        programs: &["wasm-split-cli"],
        crates: 73,
        arguments: &["--locked", "--features", "build-binary"],
    }
}

/// Sees to it that the pinned Rust can compile for WebAssembly.
pub(crate) fn ensure_target(repository: &Repository) -> Outcome {
    let args = ["--print", "target-libdir", "--target", WASM];
    let folder = Program::new(repository, "rustc").args(args).read()?;
    if Path::new(folder.trim()).exists() {
        return Ok(());
    }
    say::title("Adding Rust's WebAssembly target (a few seconds, once)");
    Program::new(repository, "rustup").args(["target", "add", WASM]).run().map_err(|problem| {
        Problem::new(format!("{problem}\nRust needs the target {WASM}; rustup installs it."))
    })
}

/// Sees to it that the source of the standard library is there: the release page has its own build
/// of it.
fn ensure_source(repository: &Repository) -> Outcome {
    let sysroot = Program::new(repository, "rustc").args(["--print", "sysroot"]).read()?;
    if Path::new(sysroot.trim()).join(SOURCE).exists() {
        return Ok(());
    }
    say::title("Adding the source of Rust's standard library (a few seconds, once)");
    Program::new(repository, "rustup").args(["component", "add", "rust-src"]).run().map_err(
        |problem| Problem::new(format!("{problem}\nThe release page needs Rust's rust-src.")),
    )
}

/// Whether Cargo has installed it here, or it is on PATH, at this version.
fn is_there(repository: &Repository, tool: &Tool) -> bool {
    let installed = fs::read_to_string(repository.tools().join(".crates.toml")).unwrap_or_default();
    if installed.contains(&format!("\"{} {} (", tool.package, tool.version)) {
        return true;
    }
    tool.programs.iter().all(|program| {
        let answer = Program::new(repository, program).args(["--version"]).read();
        answer.is_ok_and(|text| text.split_whitespace().any(|word| word == tool.version))
    })
}

fn install(repository: &Repository, tool: &Tool) -> Outcome<Job> {
    let root = repository.tools();
    let root_text = root.to_string_lossy();
    let program = Program::new(repository, "cargo")
        .args(["install", tool.package, "--version", &tool.version, "--root", &*root_text])
        .args(["--force"])
        .args(tool.arguments)
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
        .env("CARGO_TARGET_DIR", root.join(BUILD).join(tool.package));
    let log = root.join(format!("{}.log", tool.package));
    let title = format!("{} {}", tool.name, tool.version);
    Job::start(&title, tool.crates, log, program)
}

/// The version of a package in the text of a Cargo.lock.
fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name).skip(1);
    lines.next()?.strip_prefix("version = \"")?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_read_of_the_package_with_exactly_that_name() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.1\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked_version(lock, "trunk"), None);
    }
}
