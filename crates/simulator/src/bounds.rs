//! How large a run may be that is kept: what somebody else wrote must not take all memory.
//!
//! Nothing a person does comes near any of these.

use crate::action::Action;
use crate::kept::Kept;
use crate::kept_comparison::KeptComparison;
use crate::run::Run;
use crate::timeline::EVENTS_MAX;
use machine::{Command, Micros, Text};

/// What is bounded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Bound {
    /// How many bytes a kept run has, before base64.
    Bytes,
    /// How many acts there are.
    Acts,
    /// How many events are known.
    Events,
    /// When the last act is, in microseconds.
    Time,
    /// How many bytes one text has: a key, a value, a name, the caption.
    Text,
    /// How many bytes the texts of all acts have, a repeated text counted each time.
    Texts,
    /// How many options are set, and how many rules are off.
    Names,
    /// How many groups one partition has, how many ends they have together, and how many servers
    /// one order names.
    Groups,
}

impl Bound {
    /// The most there may be.
    #[must_use]
    pub const fn most(self) -> u64 {
        match self {
            Bound::Bytes => 300_000,
            Bound::Acts => 10_000,
            Bound::Events => EVENTS_MAX as u64,
            Bound::Time => 1 << 50,
            Bound::Text => 1_000,
            Bound::Texts => 100_000,
            Bound::Names => 100,
            Bound::Groups => 40,
        }
    }

    /// # Errors
    /// This bound, if `found` is above it.
    pub(crate) fn check(self, found: usize) -> Result<(), Self> {
        if found as u64 <= self.most() { Ok(()) } else { Err(self) }
    }
}

/// Whether a kept run is within every bound.
///
/// # Errors
/// The first bound that it passes.
pub fn check_bounds(kept: &Kept) -> Result<(), Bound> {
    Bound::Text.check(kept.caption.len())?;
    check_run(&kept.run)
}

/// The same for a comparison, of which each run may be as large as one alone.
///
/// # Errors
/// The first bound that it passes.
pub fn check_comparison(kept: &KeptComparison) -> Result<(), Bound> {
    Bound::Text.check(kept.caption.len())?;
    if kept.end > Micros(Bound::Time.most()) {
        return Err(Bound::Time);
    }
    kept.sides.iter().try_for_each(|side| check_run(&side.run))
}

fn check_run(run: &Run) -> Result<(), Bound> {
    let Run { setup, acts, events, hash: _ } = run;
    Bound::Acts.check(acts.len())?;
    Bound::Events.check(*events as usize)?;
    Bound::Names.check(setup.options.len())?;
    Bound::Names.check(setup.rules_off.len())?;
    let names = setup.options.keys().chain(&setup.rules_off);
    for name in names.chain([&setup.protocol]) {
        Bound::Text.check(name.len())?;
    }
    let mut length = 0;
    for act in acts {
        if act.at.time > Micros(Bound::Time.most()) {
            return Err(Bound::Time);
        }
        for text in texts(&act.action).into_iter().flatten() {
            Bound::Text.check(text.len())?;
            length += text.len();
        }
        if let Action::Partition(groups) = &act.action {
            Bound::Groups.check(groups.len())?;
            Bound::Groups.check(groups.iter().map(Vec::len).sum())?;
        }
        if let Action::Order(_, _, named) = &act.action {
            Bound::Groups.check(named.len())?;
        }
    }
    Bound::Texts.check(length)
}

/// The texts of an action.
fn texts(action: &Action) -> [Option<&Text>; 3] {
    match action {
        Action::Fire(_, name)
        | Action::Timer(_, name, _)
        | Action::BreakRule(name)
        | Action::FollowRule(name)
        | Action::Order(_, name, _) => [Some(name), None, None],
        Action::Request(_, _, command) => match command {
            Command::Get(key) => [Some(key), None, None],
            Command::Put(key, value) | Command::Append(key, value) => {
                [Some(key), Some(value), None]
            }
            Command::Cas(key, from, to) => [Some(key), Some(from), Some(to)],
        },
        Action::Crash(_)
        | Action::Restart(..)
        | Action::Pause(_)
        | Action::Resume(_)
        | Action::Cut(..)
        | Action::Heal(..)
        | Action::Partition(_)
        | Action::Isolate(_)
        | Action::HealAll
        | Action::Deliver(_)
        | Action::Delay(..)
        | Action::Drop(_)
        | Action::Duplicate(_)
        | Action::Corrupt(_)
        | Action::Network(..)
        | Action::Disk(..)
        | Action::Clock(..)
        | Action::Drive(_)
        | Action::Slow(..) => [None, None, None],
    }
}
