//! A command made of steps: each with a title, its time, and a line in the table at the end.

use std::time::{Duration, Instant};

use crate::{
    outcome::{Outcome, Problem},
    repository::Repository,
    say,
};

/// One part of a command's work.
pub(crate) struct Step {
    /// What `--only` calls it.
    pub(crate) name: &'static str,
    /// What it does, and roughly how long that takes on two cores.
    pub(crate) title: &'static str,
    /// The step whose result it uses, if any: it is left out when that one failed.
    pub(crate) needs: Option<&'static str>,
    /// The work.
    pub(crate) run: fn(&Repository) -> Outcome,
}

/// How a step ended.
#[derive(Debug, Clone, PartialEq, Eq)]
enum End {
    Passed(Duration),
    Failed(Duration),
    LeftOut(&'static str),
}

/// Runs the steps that were asked for, all of them when none was named, even after one failed.
pub(crate) fn run(repository: &Repository, all: &[Step], words: &[String]) -> Outcome {
    if words == ["--list"] {
        for step in all {
            say::line(format_args!("{:<12} {}", step.name, step.title));
        }
        return Ok(());
    }
    let chosen = choose(all, words)?;
    let mut ends: Vec<(&Step, End)> = Vec::new();
    for (index, step) in chosen.iter().enumerate() {
        let number = format!("{}/{}", index + 1, chosen.len());
        say::title(format_args!("{number} {}: {}", step.name, step.title));
        let end = run_one(repository, step, &ends);
        ends.push((*step, end));
    }
    print_table(&ends);
    let failed: Vec<&str> =
        ends.iter().filter(|(_, end)| !end.is_pass()).map(|e| e.0.name).collect();
    if failed.is_empty() {
        return Ok(());
    }
    Err(Problem::new(format!("failed: {}", failed.join(", "))))
}

fn run_one(repository: &Repository, step: &Step, ends: &[(&Step, End)]) -> End {
    let broken =
        ends.iter().find(|(before, end)| Some(before.name) == step.needs && !end.is_pass());
    if let Some((before, _)) = broken {
        say::line(format_args!("left out: it needs `{}`", before.name));
        return End::LeftOut(before.name);
    }
    let started = Instant::now();
    let result = (step.run)(repository);
    let took = started.elapsed();
    match result {
        Ok(()) => {
            say::line(format_args!("{} passed in {}", step.name, say::time(took)));
            End::Passed(took)
        }
        Err(problem) => {
            say::line(format_args!("{} FAILED: {problem}", step.name));
            End::Failed(took)
        }
    }
}

/// The steps named by `--only NAME`, which may be given several times.
fn choose<'a>(all: &'a [Step], words: &[String]) -> Outcome<Vec<&'a Step>> {
    let mut names = Vec::new();
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match (word.as_str(), words.next()) {
            ("--only", Some(name)) if all.iter().any(|step| step.name == name) => names.push(name),
            ("--only", _) => {
                let known: Vec<&str> = all.iter().map(|step| step.name).collect();
                return Err(Problem::new(format!("--only takes one of: {}", known.join(", "))));
            }
            _ => return Err(Problem::new(format!("allowed: --only STEP, --list; not `{word}`"))),
        }
    }
    Ok(all.iter().filter(|s| names.is_empty() || names.iter().any(|n| *n == s.name)).collect())
}

fn print_table(ends: &[(&Step, End)]) {
    say::title("Result");
    for (step, end) in ends {
        say::line(match end {
            End::Passed(took) => format!("{:<12} passed    {:>12}", step.name, say::time(*took)),
            End::Failed(took) => format!("{:<12} FAILED    {:>12}", step.name, say::time(*took)),
            End::LeftOut(before) => format!("{:<12} left out  (needs {before})", step.name),
        });
    }
    let total: Duration = ends.iter().map(|(_, end)| end.took()).sum();
    say::line(format_args!("{:<12}           {:>12}", "total", say::time(total)));
}

impl End {
    fn is_pass(&self) -> bool {
        matches!(self, Self::Passed(_))
    }

    fn took(&self) -> Duration {
        match self {
            Self::Passed(took) | Self::Failed(took) => *took,
            Self::LeftOut(_) => Duration::ZERO,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STEPS: [Step; 2] = [
        Step { name: "one", title: "", needs: None, run: |_| Ok(()) },
        Step { name: "two", title: "", needs: Some("one"), run: |_| Ok(()) },
    ];

    fn chosen(words: &[&str]) -> Outcome<Vec<&'static str>> {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        Ok(choose(&STEPS, &words)?.iter().map(|step| step.name).collect())
    }

    #[test]
    fn all_steps_run_unless_some_are_named() {
        assert_eq!(chosen(&[]), Ok(vec!["one", "two"]));
        assert_eq!(chosen(&["--only", "two"]), Ok(vec!["two"]));
    }

    #[test]
    fn unknown_steps_and_words_are_refused() {
        for bad in [&["--only"][..], &["--only", "three"], &["two"]] {
            assert!(chosen(bad).is_err(), "{bad:?}");
        }
    }
}
