//! What a person has done, as a sentence, in English.

use super::world::command;
use machine::{Micros, Span};
use simulator::{
    Action, Clock, DiskFate, DiskTruth, Drive, Erased, Event, LinkSettings, Rate, Trace,
};

/// What a person did in this event.
pub(super) fn acted(trace: &Trace, event: &Event, action: &Action) -> String {
    let message = || {
        let packet = event.packet.map(|place| &trace.packets[place as usize]);
        packet.map_or_else(String::new, |p| format!("{} from {} to {}", p.kind, p.from, p.to))
    };
    match action {
        Action::Crash(node) => {
            let crash = trace.crashes.iter().find(|crash| {
                trace.events.get(crash.event as usize).is_some_and(|it| it.kind == event.kind)
            });
            format!("You crash {node}: **its memory is gone**{}", crash.map_or("".into(), erased))
        }
        Action::Restart(node, DiskFate::Keep) => {
            format!("You restart {node}; it knows what its disk holds and nothing else")
        }
        Action::Restart(node, DiskFate::Lose) => {
            format!("You restart {node} with an **empty disk**: it has forgotten everything")
        }
        Action::Pause(node) => {
            format!("You pause {node}: it stands still, and what reaches it waits")
        }
        Action::Resume(node) => format!("You let {node} go on; it takes what waited, in order"),
        Action::Fire(node, timer) => format!("You make {node}'s {timer} timer go off"),
        Action::Request(client, to, what) => {
            let to = to.map_or_else(|| "the cluster".to_string(), |to| to.to_string());
            format!("{client} asks {to}: {}", command(what))
        }
        Action::Cut(from, to) => {
            format!("You cut the link from {from} to {to}; the other direction still works")
        }
        Action::Heal(from, to) => format!("You heal the link from {from} to {to}"),
        Action::Partition(groups) => format!(
            "You partition the cluster into {}: different groups **cannot reach each other**",
            super::act::groups(groups)
        ),
        Action::Isolate(end) => format!("You isolate {end}: nothing reaches it or leaves it"),
        Action::HealAll => "You heal every link".into(),
        Action::Deliver(_) => format!("You deliver {}", message()),
        Action::Delay(_, by) => format!("You delay {} by {} ms", message(), by.0 / 1_000),
        Action::Drop(_) => format!("You drop {}", message()),
        Action::Duplicate(_) => format!("You duplicate {}", message()),
        Action::Corrupt(_) => format!("You damage {}", message()),
        Action::Network(None, settings) => {
            format!("You change how every link treats messages: {}", link(settings))
        }
        Action::Network(Some((from, to)), settings) => {
            let how = link(settings);
            format!("You change how the link from {from} to {to} treats messages: {how}")
        }
        Action::Disk(node, settings) => match settings.truth {
            DiskTruth::Synced => {
                format!("From now on {node}'s disk takes {} to save", span(settings.save))
            }
            DiskTruth::Unsynced => {
                format!("From now on {node}'s disk **says saved before it has saved**")
            }
        },
        Action::Clock(node, clock) => format!("You set {node}'s clock: it is {}", off(*clock)),
        Action::Slow(node, pace) if pace.max == Micros(0) => {
            format!("{node} is no longer slow; it takes what waited, in order")
        }
        Action::Slow(node, pace) => format!(
            "From now on {node} is **slow**: each message and each timer takes it {}",
            span(*pace)
        ),
        Action::BreakRule(rule) => format!("From now on the rule {rule} is **not followed**"),
        Action::FollowRule(rule) => format!("The rule {rule} is followed again"),
        Action::Drive(Drive::Manual) => {
            "Timers and deliveries now wait for you: nothing happens by itself".into()
        }
        Action::Drive(Drive::Auto) => "Virtual time drives timers and deliveries again".into(),
    }
}

/// What a crash erased besides the memory.
fn erased(crash: &Erased) -> String {
    let counts = [
        (
            crash.unfinished,
            "write that its disk had not finished",
            "writes that its disk had not finished",
        ),
        (
            crash.claimed,
            "write that its disk **only said** it had saved",
            "writes that its disk **only said** it had saved",
        ),
        (crash.leaving, "message that waited for the disk", "messages that waited for the disk"),
        (crash.inputs, "input that it had not handled", "inputs that it had not handled"),
    ];
    let lost = counts.iter().filter(|(count, ..)| *count > 0);
    let lost =
        lost.map(|(count, one, many)| format!("{count} {}", if *count == 1 { one } else { many }));
    let lost: Vec<String> = lost.collect();
    if lost.is_empty() {
        return "; all that it wrote is on its disk".into();
    }
    format!(", and with it {}", lost.join(", "))
}

/// How a link treats messages.
fn link(settings: &LinkSettings) -> String {
    let LinkSettings { delay, loss, duplicate, corrupt, fifo } = *settings;
    let rates = [(loss, "lost"), (duplicate, "duplicated"), (corrupt, "damaged")];
    let rates = rates.iter().filter(|(rate, _)| *rate != Rate(0));
    let rates = rates.map(|(rate, what)| format!(", {} % {what}", decimal(rate.0.into(), 10_000)));
    let order = if fifo { ", in order" } else { "" };
    format!("{}{}{order}", span(delay), rates.collect::<String>())
}

/// How far a clock is off.
fn off(clock: Clock) -> String {
    let skew = decimal(clock.skew.unsigned_abs(), 1_000);
    let drift = decimal(clock.drift.unsigned_abs().into(), 10_000);
    let way = if clock.skew < 0 { "behind" } else { "ahead" };
    let speed = if clock.drift < 0 { "slow" } else { "fast" };
    match (clock.skew, clock.drift) {
        (0, 0) => "right again".into(),
        (_, 0) => format!("**{skew} ms {way}**"),
        (0, _) => format!("**{drift} % {speed}**"),
        (_, _) => format!("**{skew} ms {way}** and **{drift} % {speed}**"),
    }
}

fn span(span: Span) -> String {
    let (min, max) = (decimal(span.min.0, 1_000), decimal(span.max.0, 1_000));
    if min == max { format!("{max} ms") } else { format!("{min} to {max} ms") }
}

/// So many parts of a unit, as a decimal number.
fn decimal(parts: u64, unit: u64) -> String {
    let digits = unit.ilog10() as usize;
    let (whole, part) = (parts / unit, parts % unit);
    let part = format!("{part:0digits$}");
    let part = part.trim_end_matches('0');
    if part.is_empty() { whole.to_string() } else { format!("{whole}.{part}") }
}
