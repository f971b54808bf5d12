//! Prints the native figures. With a number as its argument it exits with 1 unless the simulator
//! manages so many events per second without property checks; with a second one, also if drawing
//! the space-time diagram takes more milliseconds than that.

use bench::{
    Answering, LONG, PROPOSALS, ask, commit_all_on, commit_ours, commit_peer, draw, long_run, seek,
    simulate,
};
use catalog::Checking;
use std::io::{Write, stdout};
use std::process::ExitCode;
use std::time::Instant;

const EVENTS: u32 = 900_000;
const ROUNDS: usize = 5;
/// How long a frame lasts, in milliseconds.
const FRAME_MS: f64 = 1_000.0 / 60.0;

/// The best of several rounds, in seconds: the one least disturbed by the machine.
fn best(mut work: impl FnMut()) -> f64 {
    let round = |()| {
        let start = Instant::now();
        work();
        start.elapsed().as_secs_f64()
    };
    std::iter::repeat_n((), ROUNDS).map(round).fold(f64::INFINITY, f64::min)
}

fn main() -> std::io::Result<ExitCode> {
    let number = |place: usize| std::env::args().nth(place).and_then(|it| it.parse().ok());
    let (least, drawing_ms) = (number(1).unwrap_or(0.0), number(2).unwrap_or(f64::INFINITY));
    let rate = |checking| {
        f64::from(EVENTS)
            / best(|| {
                std::hint::black_box(simulate(EVENTS, checking));
            })
    };
    let (plain, checked) = (rate(Checking::Never), rate(Checking::Always));
    let per_second = |commit: fn(u64) -> u64| {
        let seconds =
            best(|| assert_eq!(commit(PROPOSALS), PROPOSALS, "every proposal is applied"));
        PROPOSALS as f64 / seconds
    };
    let (ours, peer) = (per_second(commit_ours), per_second(commit_peer));
    let all_on = per_second(commit_all_on);
    let mut out = stdout().lock();
    writeln!(out, "native  simulator, properties unchecked   {plain:>12.0} events/s")?;
    writeln!(out, "native  simulator, properties checked     {checked:>12.0} events/s")?;
    writeln!(out, "native  Raft, 3 nodes in process          {ours:>12.0} commits/s")?;
    writeln!(out, "native  the crate raft 0.7.0, the same    {peer:>12.0} commits/s")?;
    writeln!(out, "native  ratio, ours to the crate's        {:>12.2}", ours / peer)?;
    writeln!(out, "native  ours, every option on             {all_on:>12.0} commits/s")?;
    writeln!(out, "native  ratio, that to the crate's        {:>12.2}", all_on / peer)?;
    let mut run = long_run(LONG, Checking::Always);
    let start = Instant::now();
    let times = seek(run.as_mut(), || start.elapsed().as_secs_f64() * 1_000.0);
    let [p50, p99] = [times[times.len() / 2], times[times.len() * 99 / 100]];
    writeln!(out, "native  seek in {LONG} events, p50 and p99  {p50:>9.2} {p99:.2} ms")?;
    if p99 > FRAME_MS {
        writeln!(out, "over budget: a seek takes at most a frame, {FRAME_MS} ms")?;
        return Ok(ExitCode::FAILURE);
    }
    let Answering { longest, turn } = ask(run.as_mut(), || start.elapsed().as_secs_f64() * 1_000.0);
    writeln!(out, "native  why in {LONG} events, all and a turn    {longest:>9.2} {turn:.2} ms")?;
    if turn > FRAME_MS {
        writeln!(out, "over budget: a turn of an answer takes at most a frame, {FRAME_MS} ms")?;
        return Ok(ExitCode::FAILURE);
    }
    for events in [1_000, 10_000, LONG] {
        let run = long_run(events, Checking::Never);
        let times = draw(run.as_ref(), || start.elapsed().as_secs_f64() * 1_000.0);
        writeln!(
            out,
            "native  draw {events:>6} events: whole {:.2} ms, 300 ms of them {:.2} ms (longest \
             {:.2}), first look {:.1} ms",
            times.whole, times.window, times.longest, times.index
        )?;
        if times.whole.max(times.longest) > drawing_ms {
            writeln!(out, "over budget: a picture takes at most {drawing_ms} ms")?;
            return Ok(ExitCode::FAILURE);
        }
    }
    if plain < least {
        writeln!(out, "over budget: at least {least:.0} events/s are expected, unchecked")?;
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}
