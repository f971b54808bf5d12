//! Plays scenario files.

use crate::exit::Exit;
use std::io::{self, Write};

/// Plays each file and prints its output; the exit status is that of the worst.
pub(crate) fn run(files: &[String], out: &mut impl Write) -> io::Result<Exit> {
    let mut worst = Exit::Held;
    for file in files {
        if files.len() > 1 {
            writeln!(out, "{file}")?;
        }
        worst = worst.max(play(file, out)?);
    }
    Ok(worst)
}

fn play(file: &str, out: &mut impl Write) -> io::Result<Exit> {
    let text = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) => return wrong(out, file, &format!("cannot be read: {error}")),
    };
    let played = lessons::parse(&text).and_then(|scenario| lessons::play(&scenario));
    match played {
        Ok(played) => {
            out.write_all(played.output.as_bytes())?;
            Ok(if played.failure.is_none() { Exit::Held } else { Exit::Failed })
        }
        Err(problem) => wrong(out, file, &problem.to_string()),
    }
}

/// Says what is wrong with a file, after what was printed before.
fn wrong(out: &mut impl Write, file: &str, what: &str) -> io::Result<Exit> {
    out.flush()?;
    writeln!(io::stderr(), "synod: {file}: {what}")?;
    Ok(Exit::Wrong)
}
