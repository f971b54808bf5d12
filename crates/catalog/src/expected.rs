//! Whether what broke in a run is what its protocol's own theory predicts. Loaded with what asks.

use crate::experiment::Experiment;
use crate::words::Language;
use machine::{Circumstance, OptionInfo, Unit};
use simulator::{Action, Clock, Drive, LinkSettings, Setup};

/// The reason that the protocol's theory gives for this property to break in the event at place
/// `event` of the trace; `None` if it predicts none under what had come about by then. Rules that
/// were switched off do not matter to it.
#[must_use]
pub fn predicted(
    run: &dyn Experiment,
    property: &str,
    event: u32,
    language: Language,
) -> Option<&'static str> {
    let info = run.info(language);
    let applies = |when| match when {
        Circumstance::Untimely => is_untimely(run, info.options, event),
        Circumstance::Option(name) => is_changed(run.setup(), info.options, name),
        Circumstance::Value(name, value) => is_set(run.setup(), name, value),
        Circumstance::Clocks(name, value, drift) => {
            is_set(run.setup(), name, value) && has_wrong_clocks(run, info.options, drift, event)
        }
    };
    let mut all = info.predictions.iter();
    let found = all.find(|it| it.properties.contains(&property) && applies(it.when))?;
    Some(found.reason)
}

/// The same for a run in which every rule was followed until then: the theory is of the protocol as
/// it stands in its paper.
#[must_use]
pub fn expected(
    run: &dyn Experiment,
    property: &str,
    event: u32,
    language: Language,
) -> Option<&'static str> {
    let breaks_a_rule = |action: &Action| matches!(action, Action::BreakRule(_));
    let is_modified = !run.setup().rules_off.is_empty() || acts(run, event).any(breaks_a_rule);
    if is_modified { None } else { predicted(run, property, event, language) }
}

/// What was done up to this event.
fn acts(run: &dyn Experiment, event: u32) -> impl Iterator<Item = &Action> {
    let trace = run.trace();
    let events = trace.events.iter().take(event as usize + 1);
    let acts = events.filter_map(|event| event.kind.act());
    acts.filter_map(|place| trace.acts.get(place as usize)).map(|act| &act.action)
}

fn is_set(setup: &Setup, name: &str, value: u64) -> bool {
    setup.options.get(name) == Some(&value)
}

/// Whether a clock was further off than this option allows, or a timer not left to time.
fn has_wrong_clocks(run: &dyn Experiment, options: &[OptionInfo], drift: &str, event: u32) -> bool {
    let default = options.iter().find(|option| option.name == drift).map(|option| option.default);
    let percent = run.setup().options.get(drift).copied().or(default).unwrap_or_default();
    let is_wrong = |action: &Action| {
        if let Action::Clock(_, Clock { skew, drift }) = action {
            *skew != 0 || u64::from(drift.unsigned_abs()) > percent * 10_000
        } else {
            matches!(action, Action::Fire(..) | Action::Timer(..) | Action::Drive(Drive::Manual))
        }
    };
    run.setup().drive == Drive::Manual || acts(run, event).any(is_wrong)
}

fn is_changed(setup: &Setup, options: &[OptionInfo], name: &str) -> bool {
    let default = options.iter().find(|option| option.name == name).map(|option| option.default);
    setup.options.get(name).is_some_and(|value| Some(*value) != default)
}

/// Whether something may have come late, or not at all: because of the network, of a server, or of
/// a timeout that leaves it less time than by default.
fn is_untimely(run: &dyn Experiment, options: &[OptionInfo], event: u32) -> bool {
    let setup = run.setup();
    let mut timeouts = options.iter().filter(|option| option.unit == Unit::Ms);
    setup.network != LinkSettings::default()
        || setup.drive == Drive::Manual
        || timeouts.any(|timeout| is_changed(setup, options, timeout.name))
        || acts(run, event).any(makes_late)
}

/// Whether something may be late, or lost, because of this.
fn makes_late(action: &Action) -> bool {
    match action {
        Action::Pause(_)
        | Action::Fire(..)
        | Action::Timer(..)
        | Action::Cut(..)
        | Action::Partition(_)
        | Action::Isolate(_)
        | Action::Delay(..)
        | Action::Drop(_)
        | Action::Duplicate(_)
        | Action::Corrupt(_)
        | Action::Network(..)
        | Action::Disk(..)
        | Action::Clock(..)
        | Action::Slow(..)
        | Action::Drive(Drive::Manual) => true,
        Action::Crash(_)
        | Action::Restart(..)
        | Action::Resume(_)
        | Action::Request(..)
        | Action::Heal(..)
        | Action::HealAll
        | Action::Order(..)
        | Action::Deliver(_)
        | Action::BreakRule(_)
        | Action::FollowRule(_)
        | Action::Drive(Drive::Auto) => false,
    }
}
