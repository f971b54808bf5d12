//! Runs that are kept: links and files, read and written.

mod load;
#[cfg(test)]
mod tests;

use crate::exit::Exit;
use catalog::{Experiment, RunFile, checks, to_link};
use load::Source;
pub(crate) use load::{Loaded, load};
use std::io::{self, Write};

/// Says what a link or a file holds, and whether its replay agrees.
pub(crate) fn open(word: &str, out: &mut impl Write) -> io::Result<Exit> {
    let Loaded { source, kept, experiment, .. } = match held(word) {
        Ok(loaded) => loaded,
        Err(what) => return wrong(out, &what),
    };
    let run = &kept.run;
    let what = match source {
        Source::Link => "a link",
        Source::Json => "a file",
        Source::Bytes => "a kept scenario",
        Source::Scenario => "a scenario, played",
    };
    writeln!(out, "{what}")?;
    if !kept.caption.is_empty() {
        writeln!(out, "  caption   {}", kept.caption)?;
    }
    writeln!(out, "  protocol  {}", run.setup.protocol)?;
    writeln!(out, "  nodes     {}", run.setup.nodes)?;
    writeln!(out, "  clients   {}", run.setup.clients)?;
    writeln!(out, "  seed      {}", run.setup.seed)?;
    writeln!(out, "  acts      {}", run.acts.len())?;
    writeln!(out, "  events    {}", run.events)?;
    writeln!(out, "  position  {}", kept.place.position)?;
    writeln!(out, "  hash      {:016x}", run.hash)?;
    if let Some((event, name)) = violation(experiment) {
        writeln!(out, "  violated  {name}, at event {event}")?;
    }
    writeln!(out, "  replay    agrees")?;
    Ok(Exit::Held)
}

/// The first violation, by the number of its event as a person counts them.
fn violation(mut experiment: Box<dyn Experiment>) -> Option<(u32, &'static str)> {
    experiment.seek(experiment.length());
    experiment.violation().map(|(event, name)| (event + 1, name))
}

/// Prints the run of a file as a link.
pub(crate) fn link(file: &str, out: &mut impl Write) -> io::Result<Exit> {
    let fragment =
        held(file).and_then(|loaded| to_link(&loaded.kept).map_err(|why| format!("{file}: {why}")));
    match fragment {
        Ok(fragment) => writeln!(out, "{fragment}").map(|()| Exit::Held),
        Err(what) => wrong(out, &what),
    }
}

/// Prints the run of a file as the file that a person keeps.
pub(crate) fn save(file: &str, out: &mut impl Write) -> io::Result<Exit> {
    let text = held(file).and_then(|Loaded { kept, experiment, .. }| {
        let file_of_run = RunFile { kept, checks: checks(&*experiment) };
        file_of_run.to_json().map_err(|why| format!("{file}: {why}"))
    });
    match text {
        Ok(text) => out.write_all(text.as_bytes()).map(|()| Exit::Held),
        Err(what) => wrong(out, &what),
    }
}

/// Reads and replays a run; one that a scenario gave only if that held.
fn held(word: &str) -> Result<Loaded, String> {
    let loaded = load(word)?;
    match &loaded.failure {
        None => Ok(loaded),
        Some(failure) => Err(format!("{word}: the scenario {failure}")),
    }
}

/// Says what is wrong, after what was printed before.
fn wrong(out: &mut impl Write, what: &str) -> io::Result<Exit> {
    out.flush()?;
    writeln!(io::stderr(), "synod: {what}")?;
    Ok(Exit::Wrong)
}
