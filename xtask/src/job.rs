//! Long quiet work in the background: its output goes to a log, its progress to the terminal.

use std::{
    fs::{self, File},
    path::PathBuf,
    process::{Child, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::{
    outcome::{Outcome, Problem},
    program::Program,
    say,
};

/// How often the progress is looked at, and how often it is printed where no terminal is.
const LOOK_EVERY: Duration = Duration::from_millis(250);
const PRINT_EVERY: Duration = Duration::from_secs(15);

/// How much of a failed job's log is shown.
const LOG_LINES_SHOWN: usize = 30;

/// A program at work in the background, which compiles crates and writes a log.
pub(crate) struct Job {
    title: String,
    crates_expected: usize,
    log: PathBuf,
    child: Child,
    started: Instant,
    ended: Option<Duration>,
}

impl Job {
    /// Starts a program whose output goes to `log`.
    pub(crate) fn start(
        title: &str,
        crates_expected: usize,
        log: PathBuf,
        program: Program,
    ) -> Outcome<Self> {
        if let Some(folder) = log.parent() {
            fs::create_dir_all(folder)
                .map_err(|reason| Problem::file("create", folder, &reason))?;
        }
        let create = || File::create(&log).and_then(|file| Ok((file.try_clone()?, file)));
        let (out, err) = create().map_err(|reason| Problem::file("write", &log, &reason))?;
        let typed = program.typed().to_owned();
        let child = program
            .into_command()
            .stdin(Stdio::null())
            .stdout(out)
            .stderr(err)
            .spawn()
            .map_err(|reason| Problem::new(format!("could not start `{typed}`: {reason}")))?;
        let title = title.to_owned();
        Ok(Self { title, crates_expected, log, child, started: Instant::now(), ended: None })
    }

    /// Waits for all of them, showing how far each has come. Stops the others when one fails.
    pub(crate) fn wait_for_all(mut jobs: Vec<Self>) -> Outcome {
        let mut shown = 0;
        let mut printed = Instant::now();
        loop {
            let failed = jobs.iter_mut().find_map(|job| job.look().err());
            if let Some(problem) = failed {
                for job in &mut jobs {
                    let _ = job.child.kill();
                }
                return Err(problem);
            }
            let done = jobs.iter().all(|job| job.ended.is_some());
            let lines: Vec<String> = jobs.iter().map(Self::status).collect();
            if say::is_live() {
                say::replace(shown, &lines);
                shown = lines.len();
            } else if done || printed.elapsed() >= PRINT_EVERY {
                lines.iter().for_each(say::line);
                printed = Instant::now();
            }
            if done {
                return Ok(());
            }
            thread::sleep(LOOK_EVERY);
        }
    }

    fn look(&mut self) -> Outcome {
        if self.ended.is_some() {
            return Ok(());
        }
        match self.child.try_wait() {
            Ok(None) => Ok(()),
            Ok(Some(status)) if status.success() => {
                self.ended = Some(self.started.elapsed());
                Ok(())
            }
            Ok(Some(status)) => Err(self.failure(&status.to_string())),
            Err(reason) => Err(self.failure(&reason.to_string())),
        }
    }

    fn failure(&self, reason: &str) -> Problem {
        let log = fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        let tail = lines[lines.len().saturating_sub(LOG_LINES_SHOWN)..].join("\n");
        let (title, path) = (&self.title, self.log.display());
        Problem::new(format!("{title} failed ({reason}). The end of {path}:\n\n{tail}"))
    }

    fn status(&self) -> String {
        if let Some(duration) = self.ended {
            return format!("  {}: done in {}", self.title, say::time(duration));
        }
        let log = fs::read_to_string(&self.log).unwrap_or_default();
        let (count, last) = progress(&log);
        let elapsed = say::time(self.started.elapsed());
        let expected = self.crates_expected.max(count);
        format!("  {}: {elapsed}, {count} of about {expected} crates, {last}", self.title)
    }
}

/// How many crates a log of Cargo's says were compiled, and what it did last.
fn progress(log: &str) -> (usize, String) {
    let compiled = |line: &&str| line.trim_start().starts_with("Compiling ");
    let last = log.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or("starting");
    let words: Vec<&str> = last.split_whitespace().take(2).collect();
    (log.lines().filter(compiled).count(), words.join(" ").to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_counts_compiled_crates_and_names_the_last() {
        let log = "  Downloaded a v1\n   Compiling a v1.0.0\n   Compiling b v0.2.0 (proc-macro)\n";
        assert_eq!(progress(log), (2, "compiling b".to_owned()));
    }

    #[test]
    fn an_empty_log_is_starting() {
        assert_eq!(progress(""), (0, "starting".to_owned()));
    }
}
