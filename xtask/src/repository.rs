//! Where things are in the repository.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use crate::outcome::{Outcome, Problem};

/// The repository this command belongs to.
pub(crate) struct Repository {
    root: PathBuf,
}

impl Repository {
    /// The repository whose `xtask` is running.
    ///
    /// Cargo says where at run time; the compile-time answer serves a program started by hand.
    pub(crate) fn find() -> Outcome<Self> {
        let xtask = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        match xtask.parent() {
            Some(root) if root.join("Trunk.toml").exists() => Ok(Self { root: root.to_owned() }),
            _ => Err(Problem::new("run this inside the repository, as `cargo xtask COMMAND`")),
        }
    }

    /// The top folder.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Where Cargo keeps what it compiled.
    pub(crate) fn target(&self) -> PathBuf {
        let chosen = env::var_os("CARGO_TARGET_DIR");
        self.root.join(chosen.map_or_else(|| PathBuf::from("target"), PathBuf::from))
    }

    /// Where pinned tools are installed.
    pub(crate) fn tools(&self) -> PathBuf {
        self.root.join("target").join("tools")
    }

    /// The finished page.
    pub(crate) fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// The browser tests, and the npm packages that they and `dist` use.
    pub(crate) fn e2e(&self) -> PathBuf {
        self.root.join("tests").join("e2e")
    }

    /// The text of a file, given relative to the top folder.
    pub(crate) fn read(&self, path: &str) -> Outcome<String> {
        let path = self.root.join(path);
        fs::read_to_string(&path).map_err(|reason| Problem::file("read", &path, &reason))
    }
}
