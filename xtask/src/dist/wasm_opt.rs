//! Shrinking WebAssembly with Binaryen's `wasm-opt`.

use std::{fs, path::Path};

use crate::{
    outcome::{Outcome, Problem},
    program::Program,
    repository::Repository,
    say,
};

/// Older ones cannot read what today's compiler writes.
const OLDEST: u32 = 120;

/// For size: functions of like names are alike, and compress better side by side. The WebAssembly
/// features are those that the pinned Rust uses; a part that was split
/// off does not say which they are. The linker puts the stack first, so that nothing lies at the
/// lowest addresses.
const ARGUMENTS: [&str; 14] = [
    "-Oz",
    "--low-memory-unused",
    "--converge",
    "--reorder-functions-by-name",
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
    "-o",
];

/// Replaces a WebAssembly file by a smaller one that does the same.
pub(crate) fn shrink(repository: &Repository, file: &Path) -> Outcome {
    say::title("Shrinking the WebAssembly with wasm-opt (10 to 30 seconds)");
    let small = file.with_extension("small");
    let (from, to) = (file.to_string_lossy(), small.to_string_lossy());
    let before = size(file)?;
    wasm_opt(repository).args(ARGUMENTS).args([&*to, &*from]).run()?;
    fs::rename(&small, file).map_err(|why| Problem::file("rename", &small, &why))?;
    say::line(format_args!("{before} bytes before, {} after", size(file)?));
    Ok(())
}

/// The one on PATH when it is new enough, else the one that npm installed, which runs under Node.
fn wasm_opt(repository: &Repository) -> Program {
    let answer = Program::new(repository, "wasm-opt").args(["--version"]).read();
    if answer.is_ok_and(|text| version(&text).is_some_and(|version| version >= OLDEST)) {
        return Program::new(repository, "wasm-opt");
    }
    let script = repository.e2e().join("node_modules/binaryen/bin/wasm-opt");
    Program::new(repository, "node").args([&*script.to_string_lossy()])
}

/// The number in "wasm-opt version 132 (version_132)".
fn version(answer: &str) -> Option<u32> {
    answer.split_whitespace().find_map(|word| word.parse().ok())
}

fn size(file: &Path) -> Outcome<u64> {
    let data = fs::metadata(file).map_err(|why| Problem::file("read", file, &why))?;
    Ok(data.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_the_number_in_the_answer() {
        assert_eq!(version("wasm-opt version 132 (version_132)"), Some(132));
        assert_eq!(version("wasm-opt version 108"), Some(108));
        assert_eq!(version("command not found"), None);
    }
}
