//! Prints what the searches find: `exhaust` those of the gate, `exhaust larger` those that take
//! minutes, `exhaust paths` the gate's with each run that breaks a promise.

use judges::exhaustion::{Found, Trial, broken, larger, whole};
use std::env;
use std::io::{self, Write};

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    let word = env::args().nth(1);
    let (searches, tells_paths) = match word.as_deref() {
        None => (whole().into_iter().map(|(trial, _)| trial).collect(), false),
        Some("paths") => (Vec::new(), true),
        Some("larger") => (larger(), false),
        Some(other) => {
            return Err(io::Error::other(format!("`larger`, `paths` or nothing, not `{other}`")));
        }
    };
    for trial in searches {
        tell(&mut out, &trial, &trial.run())?;
    }
    if word.as_deref() == Some("larger") {
        return Ok(());
    }
    for (trial, _, _) in broken() {
        let found = trial.run();
        tell(&mut out, &trial, &found)?;
        for (_, path) in found.broken.iter().filter(|_| tells_paths) {
            path.iter().try_for_each(|step| writeln!(out, "    {step}"))?;
        }
    }
    Ok(())
}

fn tell(out: &mut impl Write, trial: &Trial, found: &Found) -> io::Result<()> {
    let seconds = found.time.as_secs_f64();
    let (servers, messages) = found.met;
    write!(
        out,
        "{trial}: {} states, {} steps, depth {}, ",
        found.states, found.steps, found.depth
    )?;
    writeln!(out, "{servers} servers, {messages} messages, {seconds:.1} s")?;
    for (promise, path) in &found.broken {
        writeln!(out, "  {promise} breaks in {} steps", path.len())?;
    }
    for goal in &found.happened {
        writeln!(out, "  in some state {goal}")?;
    }
    if found.broken.is_empty() {
        writeln!(out, "  every promise holds in every state")?;
    }
    Ok(())
}
