//! The developer's commands, run as `cargo xtask COMMAND` from anywhere in the repository.
//!
//! Each command installs what it needs at a pinned version under `target/tools`, says what it is
//! doing and how long that takes, and exits non-zero with a sentence on what to do.

mod bench;
mod browser;
mod dist;
mod fix;
mod gate;
mod job;
mod npm;
mod outcome;
mod program;
mod repository;
mod say;
mod serve;
mod steps;
mod tidy;
mod tools;

use std::process::ExitCode;

use crate::{
    outcome::{Outcome, Problem},
    repository::Repository,
};

const USAGE: &str = "\
usage: cargo xtask COMMAND

  serve [--port N] [--open]    build the page and serve it on 127.0.0.1 (default port 8080)
  test [--only STEP] [--list]  everything that must hold; changes no file
  fix [--only STEP] [--list]   format, apply lint fixes, rewrite golden outputs and screenshots
  dist                         the release page in dist/, with its sizes against the budget
  tidy                         the rules of the repository that no compiler checks
  bench [--only STEP] [--list] events per second, frame times, bytes";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match run(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            say::error(&problem);
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[String]) -> Outcome {
    let Some((command, rest)) = words.split_first() else {
        return Err(Problem::new(USAGE));
    };
    let repository = Repository::find()?;
    match command.as_str() {
        "serve" => serve::serve(&repository, rest),
        "test" => gate::gate(&repository, rest),
        "fix" => fix::fix(&repository, rest),
        "bench" => bench::bench(&repository, rest),
        "tidy" => no_words(rest).and_then(|()| tidy::tidy(&repository)),
        "dist" => no_words(rest).and_then(|()| dist::dist(&repository)),
        serve::ANNOUNCE => serve::announce(rest),
        "help" | "--help" | "-h" => {
            say::line(USAGE);
            Ok(())
        }
        other => Err(Problem::new(format!("there is no command `{other}`\n\n{USAGE}"))),
    }
}

fn no_words(rest: &[String]) -> Outcome {
    match rest.first() {
        None => Ok(()),
        Some(word) => Err(Problem::new(format!("`{word}` is not expected here\n\n{USAGE}"))),
    }
}
