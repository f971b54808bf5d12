//! Prints how much memory a long run takes, with its copies to go back to. With a number as its
//! argument it exits with 1 if that is more than so many megabytes.

use bench::{LONG, long_run};
use catalog::Checking;
use peak_alloc::PeakAlloc;
use std::io::{Write, stdout};
use std::process::ExitCode;

#[global_allocator]
static COUNTED: PeakAlloc = PeakAlloc;

fn main() -> std::io::Result<ExitCode> {
    let before = COUNTED.current_usage();
    let run = long_run(LONG, Checking::Always);
    let megabytes = (COUNTED.current_usage() - before) as f64 / 1e6;
    let mut out = stdout().lock();
    writeln!(out, "native  memory of {} events               {megabytes:>9.1} MB", run.length())?;
    let most = std::env::args().nth(1).and_then(|argument| argument.parse().ok());
    if most.is_some_and(|most: f64| megabytes > most) {
        writeln!(out, "over budget")?;
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}
