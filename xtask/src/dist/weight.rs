//! What the page weighs: each file, and what a first visit loads, before and after gzip.

use std::{
    collections::BTreeSet,
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use flate2::{Compression, write::GzEncoder};

use super::files_in;
use crate::{
    outcome::{Outcome, Problem},
    say,
};

/// One file of the page.
struct Part {
    path: PathBuf,
    raw: usize,
    gzip: usize,
    first: bool,
}

/// The files of a built page and their sizes.
pub(crate) struct Weight {
    parts: Vec<Part>,
}

impl Weight {
    /// Weighs the page in a folder.
    pub(crate) fn of(folder: &Path) -> Outcome<Self> {
        let first = first_load(folder)?;
        let mut parts = Vec::new();
        for file in files_in(folder)? {
            let bytes = fs::read(&file).map_err(|why| Problem::file("read", &file, &why))?;
            let path = file.strip_prefix(folder).unwrap_or(&file).to_owned();
            let first = first.contains(&path);
            parts.push(Part { path, raw: bytes.len(), gzip: gzip_size(&bytes), first });
        }
        Ok(Self { parts })
    }

    /// Bytes of the first load after gzip.
    pub(crate) fn first_load_gzip(&self) -> usize {
        self.first().map(|part| part.gzip).sum()
    }

    /// The table: each file of the first load, the rest in one line, and the first load's sum.
    pub(crate) fn print(&self) {
        say::title("The page's bytes");
        say::line(format_args!("{:>10} {:>10}", "raw", "gzip"));
        for part in self.first() {
            say::line(format_args!("{:>10} {:>10}  {}", part.raw, part.gzip, part.path.display()));
        }
        let later: Vec<&Part> = self.parts.iter().filter(|part| !part.first).collect();
        let raw: usize = later.iter().map(|part| part.raw).sum();
        let gzip: usize = later.iter().map(|part| part.gzip).sum();
        say::line(format_args!("{raw:>10} {gzip:>10}  in {} files fetched later", later.len()));
        let raw: usize = self.first().map(|part| part.raw).sum();
        say::line(format_args!("{raw:>10} {:>10}  first load", self.first_load_gzip()));
    }

    fn first(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(|part| part.first)
    }
}

/// What a visit loads at once: the page, and every file that it, or a file it loads, names.
///
/// Any quoted or parenthesised text that is the path of an existing file counts, so that imports,
/// preloads, style sheets and fonts need no parser each. That errs on the heavy side only. What a
/// function fetches when it is called does not: `tests/e2e` holds the page to that.
fn first_load(folder: &Path) -> Outcome<BTreeSet<PathBuf>> {
    let mut found = BTreeSet::new();
    let mut open = vec![PathBuf::from("index.html")];
    while let Some(file) = open.pop() {
        if !folder.join(&file).is_file() || !found.insert(file.clone()) {
            continue;
        }
        let is_text = file.extension().is_some_and(|e| e == "html" || e == "css" || e == "js");
        if is_text {
            let path = folder.join(&file);
            let text =
                fs::read_to_string(&path).map_err(|why| Problem::file("read", &path, &why))?;
            let beside = file.parent().unwrap_or(Path::new("")).to_owned();
            open.extend(quoted(&text).filter(|name| is_path(name)).map(|name| {
                beside.join(name.trim_start_matches("./")).components().collect::<PathBuf>()
            }));
        }
    }
    Ok(found)
}

/// What is before the name of a file that is fetched when it is asked for.
const FETCHED_LATER: &str = "fetch(new URL(\"";

/// The pieces of a text between quotes or parentheses of any kind.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    let at_once = text.split(FETCHED_LATER).enumerate().map(|(place, piece)| match place {
        0 => piece,
        _ => piece.split_once('"').map_or("", |(_, rest)| rest),
    });
    at_once.flat_map(|piece| piece.split(['"', '\'', '`', '(', ')']))
}

fn is_path(name: &str) -> bool {
    let is_path_char = |c: char| c.is_ascii_alphanumeric() || "-_./".contains(c);
    name.contains('.') && name.len() < 200 && name.chars().all(is_path_char)
}

fn gzip_size(bytes: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    let written = encoder.write_all(bytes).and_then(|()| encoder.finish());
    // Writing into memory cannot fail.
    written.map_or(bytes.len(), |compressed| compressed.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_found_between_quotes_and_parentheses() {
        let text = r#"import a from './a.js'; x = "b c"; @import url(c.css); `d`"#;
        let found: Vec<&str> = quoted(text).filter(|name| is_path(name)).collect();
        assert_eq!(found, ["./a.js", "c.css"]);
        let text = r#"fetch(new URL("./later.wasm", import.meta.url)); new URL("now.wasm")"#;
        let found: Vec<&str> = quoted(text).filter(|name| is_path(name)).collect();
        assert_eq!(found, ["now.wasm"]);
    }

    #[test]
    fn gzip_makes_repetition_small() {
        assert!(gzip_size(&[7; 10_000]) < 100);
    }
}
