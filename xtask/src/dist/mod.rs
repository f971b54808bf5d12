//! `cargo xtask dist`: the release page in `dist/`.
//!
//! Trunk builds it, what a first visit does not need is split off, the style sheets become one, the
//! one inline script is allowed by its hash, wasm-opt and esbuild shrink everything, and the sizes
//! are held against the budget. All of that happens beside `dist/`, which is replaced at the end:
//! whoever serves it never sees half a page.

mod budget;
mod compile;
mod minify;
mod names;
mod policy;
mod split;
mod style;
mod wasm_opt;
mod weight;

use std::{
    fs,
    path::{Path, PathBuf},
};

pub(crate) use self::{budget::Budget, weight::Weight};
use crate::{
    npm,
    outcome::{Outcome, Problem},
    repository::Repository,
    say, tools,
};

/// Where the page is put together, relative to the top folder.
const STAGING: &str = "target/dist-staging";

/// Builds the page, prints its sizes, and fails when they exceed the budget.
pub(crate) fn dist(repository: &Repository) -> Outcome {
    let budget = Budget::read(repository)?;
    build(repository)?;
    let weight = Weight::of(&repository.dist())?;
    weight.print();
    budget.check_first_load(weight.first_load_gzip())
}

/// Builds the page into `dist/`.
fn build(repository: &Repository) -> Outcome {
    tools::ensure_for_dist(repository)?;
    npm::ensure(repository)?;
    say::title("Building the release page (one to two minutes the first time)");
    compile::trunk(repository)
        .args(["build", "--release", "--dist", STAGING, "--features", split::FEATURE])
        .run()?;
    let staging = repository.root().join(STAGING);
    split::split(repository, &staging)?;
    let page = staging.join("index.html");
    let html = fs::read_to_string(&page).map_err(|why| Problem::file("read", &page, &why))?;
    let html = policy::add_policy(&style::join(&html, &staging)?)?;
    fs::write(&page, html).map_err(|why| Problem::file("write", &page, &why))?;
    let mut files = files_in(&staging)?;
    let is = |file: &PathBuf, kind: &str| file.extension().is_some_and(|it| it == kind);
    for file in files.iter().filter(|file| is(file, "wasm")) {
        wasm_opt::shrink(repository, file)?;
    }
    files.retain(|file| is(file, "js") || is(file, "css"));
    minify::minify(repository, &staging, &files)?;
    replace(&repository.dist(), &staging)
}

/// Puts the folder `new` in the place of `old`.
fn replace(old: &Path, new: &Path) -> Outcome {
    if old.exists() {
        fs::remove_dir_all(old).map_err(|why| Problem::file("remove", old, &why))?;
    }
    fs::rename(new, old).map_err(|why| Problem::file("rename", new, &why))
}

/// All files below a folder, in a stable order.
fn files_in(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).map_err(|why| Problem::file("read", &folder, &why))?;
        for entry in entries {
            let path = entry.map_err(|why| Problem::file("read", &folder, &why))?.path();
            let list = if path.is_dir() { &mut folders } else { &mut files };
            list.push(path);
        }
    }
    files.sort();
    Ok(files)
}
