//! Differential testing against the crate `raft`: plays so many schedules and prints the figures.
//!
//! `cargo run --release -p synod-judges --bin differ -- 100000`; a second number is the first seed,
//! a third the only way to compare: 0 message by message, 1 whole clusters.

#[cfg(not(target_family = "wasm"))]
fn main() -> std::io::Result<std::process::ExitCode> {
    use judges::differ::{Player, Tally, clusters::Clusters, play, twins::Twins};
    use std::io::{Write, stdout};
    use std::process::ExitCode;
    use std::time::Instant;

    let number = |place: usize| std::env::args().nth(place).and_then(|it| it.parse::<u64>().ok());
    let (schedules, first) = (number(1).unwrap_or(1_000), number(2).unwrap_or(1));
    let ways: [(&str, Player); 2] =
        [("message by message", play::<Twins>), ("whole clusters", play::<Clusters>)];
    let mut out = stdout().lock();
    let only = number(3);
    for (place, (name, play)) in (0..).zip(ways) {
        if only.is_some_and(|only| only != place) {
            continue;
        }
        let (mut tally, start) = (Tally::default(), Instant::now());
        for seed in first..first + schedules {
            if let Err(difference) = play(seed, &[], &mut tally) {
                writeln!(out, "{name}: {difference}")?;
                return Ok(ExitCode::FAILURE);
            }
        }
        writeln!(out, "Against the crate raft 0.7.0, {name}:")?;
        writeln!(out, "{tally}{:>14} unexplained", 0)?;
        writeln!(out, "{:>14.1} seconds", start.elapsed().as_secs_f64())?;
    }
    Ok(ExitCode::SUCCESS)
}

#[cfg(target_family = "wasm")]
fn main() {}
