//! The only place that prints. A closed pipe is not an error: whoever listened has gone.

use std::{
    fmt::Display,
    io::{self, IsTerminal, Write},
    time::Duration,
};

/// One line on standard output.
pub(crate) fn line(text: impl Display) {
    let mut out = io::stdout().lock();
    let _ = writeln!(out, "{text}");
    let _ = out.flush();
}

/// A line that starts a part of a command's work.
pub(crate) fn title(text: impl Display) {
    if io::stdout().is_terminal() {
        line(format_args!("\n\x1b[1m== {text}\x1b[0m"));
    } else {
        line(format_args!("\n== {text}"));
    }
}

/// A problem, on standard error.
pub(crate) fn error(text: impl Display) {
    let _ = writeln!(io::stderr().lock(), "error: {text}");
}

/// Lines that replace each other on a terminal, or that are printed now and then elsewhere.
pub(crate) fn replace(previous_lines: usize, lines: &[String]) {
    let mut out = io::stdout().lock();
    if previous_lines > 0 {
        let _ = write!(out, "\x1b[{previous_lines}A");
    }
    for line in lines {
        let _ = writeln!(out, "\x1b[2K{line}");
    }
    let _ = out.flush();
}

/// Whether lines can be replaced: somebody is looking at a terminal.
pub(crate) fn is_live() -> bool {
    io::stdout().is_terminal()
}

/// Seconds below two minutes, minutes and seconds above.
pub(crate) fn time(duration: Duration) -> String {
    let seconds = duration.as_secs();
    match seconds {
        0..10 => format!("{}.{} s", seconds, duration.subsec_millis() / 100),
        10..120 => format!("{seconds} s"),
        _ => format!("{} min {:02} s", seconds / 60, seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_worded_by_their_size() {
        assert_eq!(time(Duration::from_millis(1_250)), "1.2 s");
        assert_eq!(time(Duration::from_secs(119)), "119 s");
        assert_eq!(time(Duration::from_secs(125)), "2 min 05 s");
    }
}
