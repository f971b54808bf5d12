//! Fuzzing: random faults and requests, one run a seed, all properties checked after every event.
//!
//! A seed always gives the same run, whatever the number of threads, and the lowest failing seed is
//! the one reported.

pub(crate) mod chaos;
mod options;
mod search;
mod shrink;
mod trial;

use crate::exit::Exit;
use catalog::{OrderWords, ProtocolInfo};
pub(crate) use chaos::Clocks;
use lessons::to_scenario;
use machine::{Assumes, OptionInfo, Text, Workload};
pub(crate) use options::Drawn;
use search::Expected;
use std::collections::BTreeMap;
use std::io::{self, Write};
use trial::{Failure, Found};

/// What to fuzz, and how much.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    /// The protocol's name.
    pub(crate) protocol: &'static str,
    /// The options it takes.
    pub(crate) options: &'static [OptionInfo],
    /// What its clients ask for.
    pub(crate) workload: Workload,
    /// What its promises rest on.
    pub(crate) assumes: Assumes,
    /// How many seeds.
    pub(crate) seeds: u64,
    /// The first seed.
    pub(crate) start: u64,
    /// The least and the greatest number of servers.
    pub(crate) nodes: (u8, u8),
    /// How wrong clocks may be.
    pub(crate) clocks: Clocks,
    /// How many events of faults in each run.
    pub(crate) events: u32,
    /// Which options chance has a say in.
    pub(crate) drawn: Drawn,
    /// The options that are set; chance has no say in them.
    pub(crate) set: BTreeMap<Text, u64>,
    /// The rules that are switched off.
    pub(crate) rules_off: Vec<String>,
    /// The orders it takes.
    pub(crate) orders: Vec<OrderWords>,
}

impl Plan {
    /// What is done unless the command line says otherwise.
    pub(crate) fn new(info: &ProtocolInfo) -> Self {
        let (least, most) = info.profile.nodes;
        Plan {
            protocol: info.profile.name,
            options: info.options,
            workload: info.profile.workload,
            assumes: info.assumes,
            seeds: 1_000,
            start: 1,
            nodes: (3u8.clamp(least, most), 7u8.clamp(least, most)),
            clocks: Clocks::Any,
            events: 1_000,
            drawn: Drawn::Some,
            set: BTreeMap::new(),
            rules_off: Vec::new(),
            orders: info.orders.clone(),
        }
    }
}

/// Fuzzes, and prints how much was done and what was found.
pub(crate) fn fuzz(plan: &Plan, out: &mut impl Write) -> io::Result<Exit> {
    let start = std::time::Instant::now();
    let (tally, found) = search::search(plan);
    let seconds = start.elapsed().as_secs_f64();
    let rate = tally.events as f64 / seconds.max(1e-9);
    let (from, to) = plan.nodes;
    write!(out, "{}, {from} to {to} servers: ", plan.protocol)?;
    writeln!(
        out,
        "{} seeds, {} events, {seconds:.1} s, {rate:.0} events/s",
        tally.seeds, tally.events
    )?;
    if plan.assumes == Assumes::Synchrony {
        let strict = tally.strict;
        writeln!(
            out,
            "{strict} of them with crashes and restarts only, the others with all faults"
        )?;
    }
    for ((reason, name), Expected { seeds, first }) in &tally.expected {
        writeln!(out, "expected: {name}: {seeds} seeds, the first is {}; {reason}", first.0)?;
    }
    let Some((seed, found)) = found else {
        let held = if tally.expected.is_empty() {
            "no violation, and progress after every one of them"
        } else {
            "no other violation, and progress after every other one"
        };
        writeln!(out, "{held}")?;
        // Who asks for one seed wants to see what happens there.
        if let (1, Some(Expected { first: (seed, found), .. })) =
            (plan.seeds, tally.expected.into_values().next())
        {
            write_found(plan, seed, found, out)?;
        }
        return Ok(Exit::Held);
    };
    write_found(plan, seed, found, out)?;
    Ok(Exit::Failed)
}

/// Prints what was found with this seed as a scenario, as short as it can be made.
fn write_found(plan: &Plan, seed: u64, found: Found, out: &mut impl Write) -> io::Result<()> {
    let kept = found.run.acts.len();
    let (found, replays) = shrink::shrink(found);
    writeln!(out, "seed {seed}: {}", found.failure)?;
    let left = found.run.acts.len();
    writeln!(out, "{left} acts are left of {kept}, after {replays} replays:")?;
    writeln!(out)?;
    let set: String =
        plan.set.iter().map(|(name, value)| format!(" --option {name}={value}")).collect();
    let rules: String = plan.rules_off.iter().map(|rule| format!(" --rules-off {rule}")).collect();
    let (from, to) = plan.nodes;
    let (protocol, events) = (plan.protocol, plan.events);
    write!(out, "# synod fuzz {protocol} --seeds 1 --start {seed} --nodes {from}..{to}")?;
    let clocks = match plan.clocks {
        Clocks::Any => "",
        Clocks::Drift => " --clocks drift",
        Clocks::Sound => " --clocks sound",
    };
    let drawn = match plan.drawn {
        Drawn::Some => "",
        Drawn::All => " --all-options",
    };
    writeln!(out, " --events {events}{clocks}{drawn}{set}{rules}")?;
    writeln!(out, "# {}", found.failure)?;
    out.write_all(to_scenario(&found.run).as_bytes())?;
    if let Failure::Property(name, _, others) = &found.failure {
        for other in others {
            writeln!(out, "allow violation {other}")?;
        }
        writeln!(out, "expect violated {name}")?;
    }
    Ok(())
}
