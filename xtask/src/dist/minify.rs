//! Shrinking JavaScript and style sheets with esbuild.

use std::path::{Path, PathBuf};

use crate::{outcome::Outcome, program::Program, repository::Repository};

/// Takes out of these files of a folder what only a reader needs.
pub(super) fn minify(repository: &Repository, folder: &Path, files: &[PathBuf]) -> Outcome {
    let script = repository.e2e().join("minify.mjs");
    let files = [script].into_iter().chain(files.iter().cloned());
    let files = files.map(|file| file.to_string_lossy().into_owned());
    Program::new(repository, "node").args(files).within(folder).run()
}
