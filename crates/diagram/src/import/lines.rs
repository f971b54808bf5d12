//! The lines of a ShiViz log, two an event: `(?<event>.*)\n(?<host>\S*) (?<clock>{.*})`, which is
//! what ShiViz expects unless it is told otherwise; or the host and its clock first, as GoVector
//! writes them.

use super::problem::LogProblem;
use std::iter::Peekable;

/// An event as it stands in the log.
pub(super) struct Entry<'a> {
    /// The line of its host and clock, counted from 1.
    pub(super) line: usize,
    pub(super) text: &'a str,
    pub(super) host: &'a str,
    /// An object in JSON, if the log is well-formed.
    pub(super) clock: &'a str,
}

/// Which of an event's two lines comes first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Text,
    Clock,
}

/// The events, in the order of the lines.
pub(super) fn entries(log: &str) -> Result<Vec<Entry<'_>>, LogProblem> {
    let is_blank = |(_, line): &(usize, &str)| line.trim().is_empty();
    // A log may begin with the expression that takes it apart.
    let is_heading = |(_, line): &(usize, &str)| line.contains("(?<host>") || is_blank(&(0, line));
    let lines = log.lines().enumerate().map(|(place, line)| (place + 1, line));
    let mut lines = lines.skip_while(is_heading).peekable();
    let form = match lines.peek() {
        Some((_, line)) if host_and_clock(line).is_some() => Form::Clock,
        Some(_) => Form::Text,
        None => return Err(LogProblem::new(1, "the log is empty, and events are expected")),
    };
    let mut entries = Vec::new();
    loop {
        while lines.next_if(is_blank).is_some() {
            // An event without a text leaves its line blank, before its host and clock.
            if form == Form::Text
                && lines.peek().is_some_and(|(_, it)| host_and_clock(it).is_some())
            {
                entries.push(clock_line(&mut lines, "")?);
            }
        }
        if lines.peek().is_none() {
            return Ok(entries);
        }
        entries.push(match form {
            Form::Text => {
                let (line, text) = lines.next().expect("there is a line, as was seen above");
                if lines.peek().is_none() {
                    return Err(expected_clock(line + 1, ""));
                }
                clock_line(&mut lines, text)?
            }
            Form::Clock => {
                let entry = clock_line(&mut lines, "")?;
                let text = lines.next().map_or("", |(_, text)| text);
                Entry { text, ..entry }
            }
        });
    }
}

fn clock_line<'a>(
    lines: &mut Peekable<impl Iterator<Item = (usize, &'a str)>>,
    text: &'a str,
) -> Result<Entry<'a>, LogProblem> {
    let (line, found) = lines.next().expect("whoever asks has seen that there is a line");
    match host_and_clock(found) {
        Some((host, clock)) => Ok(Entry { line, text, host, clock }),
        None => Err(expected_clock(line, found)),
    }
}

fn expected_clock(line: usize, found: &str) -> LogProblem {
    let found: String = found.chars().take(40).collect();
    let expected = r#"a host and its clock are expected, such as `S1 {"S1":1}`"#;
    LogProblem::new(line, format!("{expected}, and `{found}` is found"))
}

/// `(?<host>\S*) (?<clock>{.*})`, at the beginning of a line; a host has a name here.
fn host_and_clock(line: &str) -> Option<(&str, &str)> {
    let (host, clock) = line.split_once(' ')?;
    let end = clock.rfind('}')?;
    let has_name = !host.is_empty() && !host.contains(char::is_whitespace);
    (has_name && clock.starts_with('{')).then_some((host, &clock[..=end]))
}
