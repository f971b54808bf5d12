//! Splitting the page's WebAssembly in two, so that a first visit waits for half of it.
//!
//! `#[wasm_split]` (src/controls.rs) marks what is fetched later. `wasm-split-cli` cuts what only
//! that function reaches out of what the compiler wrote, before wasm-bindgen sees it. So Trunk's
//! own result, which knows nothing of the cut, is replaced under the same names.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{files_in, names};
use crate::{
    outcome::{Outcome, Problem},
    program::Program,
    repository::Repository,
    say,
};

/// The feature of the page's package that marks where to cut.
pub(super) const FEATURE: &str = "split";

/// What the compiler wrote, below the target folder.
const WHOLE: &str = "wasm32-unknown-unknown/page/synod.wasm";

/// Before the name of a file in JavaScript. Elsewhere it is what WebAssembly calls its imports.
const NAMED_AFTER: [&str; 2] = ["from ", "new URL("];

/// The end of the name of Trunk's WebAssembly; before it stand the page's name and a hash.
const END: &str = "_bg.wasm";

/// Puts the split page in the place of the whole one in `staging`.
pub(super) fn split(repository: &Repository, staging: &Path) -> Outcome {
    say::title("Splitting off what is fetched when a person stirs");
    let stem = stem(staging)?;
    let parts = repository.target().join("dist-split");
    if parts.exists() {
        fs::remove_dir_all(&parts).map_err(|why| Problem::file("remove", &parts, &why))?;
    }
    let whole = repository.target().join(WHOLE);
    Program::new(repository, "wasm-split-cli")
        .args([&*whole.to_string_lossy(), &*parts.to_string_lossy()])
        .args(["--target", "web", "--out-name", &stem])
        .run()?;
    let main = parts.join(format!("{stem}.wasm"));
    // The parts reach one another through what the linker exports.
    Program::new(repository, "wasm-bindgen")
        .args(["--target", "web", "--no-typescript", "--keep-lld-exports", "--keep-debug"])
        .args(["--out-name", &stem, "--out-dir", &*staging.to_string_lossy()])
        .args([&*main.to_string_lossy()])
        .run()?;
    fs::remove_file(&main).map_err(|why| Problem::file("remove", &main, &why))?;
    let file = |end: &str| staging.join(format!("{stem}{end}"));
    names::shorten(&file(END), &file(".js"))?;
    adopt(&files_in(&parts)?, &stem, staging)
}

/// Moves the parts beside the page. Their names get the hash that the page's own files have, here
/// and wherever they are named, so that an old part is never met with a new page.
fn adopt(parts: &[PathBuf], stem: &str, staging: &Path) -> Outcome {
    let names: Vec<String> = parts.iter().map(|part| name(part)).collect();
    let glue = staging.join(format!("{stem}.js"));
    let rename = |from: &Path, to: &Path| {
        let mut text = fs::read_to_string(from).map_err(|why| Problem::file("read", from, &why))?;
        for (name, before) in names.iter().flat_map(|name| NAMED_AFTER.map(|it| (name, it))) {
            let hashed = hashed(name, stem);
            text = text.replace(&format!("{before}\"./{name}"), &format!("{before}\"./{hashed}"));
        }
        fs::write(to, text).map_err(|why| Problem::file("write", to, &why))
    };
    rename(&glue, &glue)?;
    for (part, name) in parts.iter().zip(&names) {
        let to = staging.join(hashed(name, stem));
        if name.ends_with(".js") {
            rename(part, &to)?;
        } else {
            fs::copy(part, &to).map_err(|why| Problem::file("copy", part, &why))?;
        }
    }
    Ok(())
}

/// `split_controls.wasm` beside `synod-1a2b.js` is `synod-1a2b-split_controls.wasm`.
fn hashed(name: &str, stem: &str) -> String {
    format!("{stem}-{}", name.trim_start_matches('_'))
}

fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// What the names of Trunk's JavaScript and WebAssembly begin with.
fn stem(staging: &Path) -> Outcome<String> {
    let names = files_in(staging)?.into_iter().map(|file| name(&file));
    let mut stems = names.filter_map(|name| name.strip_suffix(END).map(str::to_owned));
    stems.next().ok_or_else(|| Problem::new("Trunk wrote no WebAssembly into the page"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_named_after_the_page_it_belongs_to() {
        assert_eq!(hashed("split_controls.wasm", "synod-1a2b"), "synod-1a2b-split_controls.wasm");
        assert_eq!(hashed("__wasm_split.js", "synod-1a2b"), "synod-1a2b-wasm_split.js");
    }
}
