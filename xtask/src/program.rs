//! Running another program: in the repository, with the pinned tools first on its PATH.

use std::{
    env,
    ffi::OsString,
    io::ErrorKind,
    path::{Path, PathBuf},
    process::{Command, ExitStatus, Stdio},
};

use crate::{
    outcome::{Outcome, Problem},
    repository::Repository,
};

/// A program to run, and how a person would have typed it.
pub(crate) struct Program {
    command: Command,
    typed: String,
}

impl Program {
    /// A program found on the PATH, to run in the repository's top folder.
    pub(crate) fn new(repository: &Repository, name: &str) -> Self {
        // On Windows npm and npx are scripts, which are only found by their full name.
        let file = match name {
            "npm" | "npx" if cfg!(windows) => format!("{name}.cmd"),
            _ => name.to_owned(),
        };
        let mut command = Command::new(file);
        command.current_dir(repository.root());
        command.env("PATH", path_with(&repository.tools().join("bin")));
        // What Cargo told this program about itself is not true of the programs it starts.
        for (variable, _) in env::vars_os() {
            if variable
                .to_str()
                .is_some_and(|v| v.starts_with("CARGO_PKG_") || v == "CARGO_MANIFEST_DIR")
            {
                command.env_remove(variable);
            }
        }
        Self { command, typed: name.to_owned() }
    }

    /// Adds arguments.
    pub(crate) fn args<A: AsRef<str>>(mut self, args: impl IntoIterator<Item = A>) -> Self {
        for arg in args {
            self.typed.push(' ');
            self.typed.push_str(arg.as_ref());
            self.command.arg(arg.as_ref());
        }
        self
    }

    /// Sets an environment variable.
    pub(crate) fn env(mut self, name: &str, value: impl Into<OsString>) -> Self {
        self.command.env(name, value.into());
        self
    }

    /// Runs in another folder.
    pub(crate) fn within(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// Runs to the end, its output going where ours goes.
    pub(crate) fn run(mut self) -> Outcome {
        let status = self.command.stdin(Stdio::null()).status();
        let status = status.map_err(|reason| self.cannot_start(&reason))?;
        self.judge(status)
    }

    /// Runs to the end and returns its standard output. What it says on standard error is dropped.
    pub(crate) fn read(mut self) -> Outcome<String> {
        let output = self.command.stdin(Stdio::null()).stderr(Stdio::null()).output();
        let output = output.map_err(|reason| self.cannot_start(&reason))?;
        self.judge(output.status)?;
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// The command itself, for callers that wait for it in their own way.
    pub(crate) fn into_command(self) -> Command {
        self.command
    }

    /// How a person would have typed it.
    pub(crate) fn typed(&self) -> &str {
        &self.typed
    }

    fn judge(&self, status: ExitStatus) -> Outcome {
        if status.success() {
            return Ok(());
        }
        Err(Problem::new(format!("`{}` failed ({status})", self.typed)))
    }

    fn cannot_start(&self, reason: &std::io::Error) -> Problem {
        let name = self.typed.split(' ').next().unwrap_or_default();
        if reason.kind() == ErrorKind::NotFound {
            return Problem::new(format!("`{name}` was not found: {}", how_to_get(name)));
        }
        Problem::new(format!("`{name}` could not be started: {reason}"))
    }
}

fn how_to_get(name: &str) -> &'static str {
    match name {
        "node" | "npm" | "npx" => "install Node 20 or newer, from nodejs.org or your system",
        "cargo" | "rustup" | "rustc" => "install Rust with rustup, from rustup.rs",
        _ => "it should have been installed; remove target/tools and try again",
    }
}

fn path_with(first: &Path) -> OsString {
    let rest = env::var_os("PATH").unwrap_or_default();
    let folders = [PathBuf::from(first)].into_iter().chain(env::split_paths(&rest));
    // Joining fails only for folder names that a PATH cannot hold; the old PATH serves then.
    env::join_paths(folders).unwrap_or(rest)
}
