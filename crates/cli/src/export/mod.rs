//! Writes a run in the format of another program.

mod format;
mod write;

use crate::exit::Exit;
use crate::open::{Opened, open};
pub(crate) use format::Format;
use std::io::{self, Write};

/// What to write, how, and where to.
#[derive(Clone, Default, Debug)]
pub(crate) struct Order {
    /// A scenario file, or a kept run.
    pub(crate) file: String,
    /// The format.
    pub(crate) format: Format,
    /// The file to write; the standard output if none is given.
    pub(crate) out: Option<String>,
}

/// Writes the run. If it is that of a scenario that failed, it ends there, which is said.
pub(crate) fn export(order: &Order, out: &mut impl Write) -> io::Result<Exit> {
    let file = &order.file;
    let Opened { mut experiment, failure } = match open(file) {
        Ok(opened) => opened,
        Err(what) => return wrong(file, &what),
    };
    let text = match write::write(order.format, &mut *experiment) {
        Ok(text) => text,
        Err(what) => return wrong(file, &what),
    };
    match &order.out {
        None => out.write_all(text.as_bytes())?,
        Some(path) => {
            if let Err(error) = std::fs::write(path, text) {
                return wrong(path, &format!("cannot be written: {error}"));
            }
        }
    }
    let Some(failure) = failure else { return Ok(Exit::Held) };
    out.flush()?;
    writeln!(io::stderr(), "synod: {file}: the run ends where the scenario {failure}")?;
    Ok(Exit::Failed)
}

fn wrong(file: &str, what: &str) -> io::Result<Exit> {
    writeln!(io::stderr(), "synod: {file}: {what}")?;
    Ok(Exit::Wrong)
}
