//! From a run to a scenario file that replays it, event by event.

use core::fmt::Write;
use machine::{Command, Endpoint, Micros, Span};
use simulator::{Act, Action, DiskFate, DiskTruth, Drive, LinkSettings, Rate, Run, Setup};

/// Writes a run as a scenario file. Playing it gives the same events: its last line checks the
/// trace hash.
#[must_use]
pub fn to_scenario(run: &Run) -> String {
    let mut text = header(&run.setup);
    text.push('\n');
    for Act { at, action } in &run.acts {
        let _ = writeln!(text, "at {}us after {}", at.time.0, at.after);
        let _ = writeln!(text, "{}", line(action));
    }
    // The run goes on by itself after the last act.
    let _ = writeln!(text, "run until event {}", run.events);
    let _ = writeln!(text, "expect hash {:016x}", run.hash);
    text
}

fn header(setup: &Setup) -> String {
    let mut text = String::new();
    let _ = writeln!(text, "protocol {}", setup.protocol);
    let _ = writeln!(text, "nodes {}", setup.nodes);
    let _ = writeln!(text, "clients {}", setup.clients);
    let _ = writeln!(text, "seed {}", setup.seed);
    for (name, value) in &setup.options {
        let _ = writeln!(text, "option {name} {value}");
    }
    for name in &setup.rules_off {
        let _ = writeln!(text, "rules off {name}");
    }
    let _ = writeln!(text, "network {}", link_settings(&setup.network));
    let _ = writeln!(text, "{}", drive(setup.drive));
    text
}

/// The command that takes this action, and no other.
fn line(action: &Action) -> String {
    match action {
        Action::Crash(node) => format!("crash {node}"),
        Action::Restart(node, DiskFate::Keep) => format!("restart {node}"),
        Action::Restart(node, DiskFate::Lose) => format!("restart {node} lose-disk"),
        Action::Pause(node) => format!("pause {node}"),
        Action::Resume(node) => format!("resume {node}"),
        Action::Fire(node, timer) => format!("fire {node} {timer}"),
        Action::Timer(node, timer, after) => format!("timer {node} {timer} {}us", after.0),
        Action::Order(node, name, named) => {
            named.iter().fold(format!("{name} {node}"), |line, named| format!("{line} {named}"))
        }
        Action::Request(client, to, command) => {
            let to = to.map_or("any".to_owned(), |to| to.to_string());
            format!("request {client} {to} {}", request(command))
        }
        Action::Cut(from, to) => format!("cut {from}->{to}"),
        Action::Heal(from, to) => format!("heal {from}->{to}"),
        Action::Partition(groups) => format!("partition {}", partition(groups)),
        Action::Isolate(end) => format!("isolate {end}"),
        Action::HealAll => "heal".to_owned(),
        Action::Deliver(id) => format!("deliver {id}"),
        Action::Delay(id, by) => format!("delay {id} {}us", by.0),
        Action::Drop(id) => format!("drop {id}"),
        Action::Duplicate(id) => format!("duplicate {id}"),
        Action::Corrupt(id) => format!("corrupt {id}"),
        Action::Network(None, settings) => format!("network {}", link_settings(settings)),
        Action::Network(Some((from, to)), settings) => {
            format!("network {from}->{to} {}", link_settings(settings))
        }
        Action::Disk(node, settings) => {
            let truth = match settings.truth {
                DiskTruth::Synced => "synced",
                DiskTruth::Unsynced => "unsynced",
            };
            format!("disk {node} slow {} {truth}", span(settings.save))
        }
        Action::Clock(node, clock) => {
            let sign = if clock.skew < 0 { '-' } else { '+' };
            let skew = Micros(clock.skew.unsigned_abs());
            let drift_sign = if clock.drift < 0 { "-" } else { "" };
            let drift = rate(Rate(clock.drift.unsigned_abs()));
            format!("clock {node} skew {sign}{}us drift {drift_sign}{drift}", skew.0)
        }
        Action::Slow(node, pace) if pace.max == Micros(0) => format!("slow {node} off"),
        Action::Slow(node, pace) => format!("slow {node} {}", span(*pace)),
        Action::BreakRule(name) => format!("rules off {name}"),
        Action::FollowRule(name) => format!("rules on {name}"),
        Action::Drive(by) => drive(*by).to_owned(),
    }
}

fn request(command: &Command) -> String {
    match command {
        Command::Put(key, value) => format!("put {} {}", word(key), word(value)),
        Command::Get(key) => format!("get {}", word(key)),
        Command::Cas(key, from, to) => format!("cas {} {} {}", word(key), word(from), word(to)),
        Command::Append(key, value) => format!("append {} {}", word(key), word(value)),
    }
}

/// A word, in quotes if it needs them.
fn word(text: &str) -> String {
    let is_plain = !text.is_empty()
        && !text.starts_with(['"', '#'])
        && !text.contains(|letter: char| letter.is_whitespace() || letter == '\\');
    if is_plain {
        return text.to_owned();
    }
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    format!("\"{escaped}\"")
}

fn partition(groups: &[Vec<Endpoint>]) -> String {
    let group =
        |group: &Vec<Endpoint>| group.iter().map(Endpoint::to_string).collect::<Vec<_>>().join(" ");
    groups.iter().map(group).collect::<Vec<_>>().join(" | ")
}

fn drive(drive: Drive) -> &'static str {
    match drive {
        Drive::Auto => "auto",
        Drive::Manual => "manual",
    }
}

fn link_settings(settings: &LinkSettings) -> String {
    let LinkSettings { delay, loss, duplicate, corrupt, fifo } = *settings;
    let fifo = if fifo { "on" } else { "off" };
    let rates = [("loss", loss), ("duplicate", duplicate), ("corrupt", corrupt)];
    let rates = rates.map(|(name, value)| format!("{name} {}", rate(value))).join(" ");
    format!("delay {} {rates} fifo {fifo}", span(delay))
}

fn span(span: Span) -> String {
    format!("{}..{}us", span.min.0, span.max.0)
}

/// In per cent, exactly: a part per million is 0.0001 %.
fn rate(rate: Rate) -> String {
    match (rate.0 / 10_000, rate.0 % 10_000) {
        (whole, 0) => format!("{whole}%"),
        (whole, part) => format!("{whole}.{part:04}%"),
    }
}
