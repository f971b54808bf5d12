//! Settings of rules, links, disks and clocks.

use super::values::{drift, duration, rate, skew, span};
use super::words::{Word, Words};
use crate::problem::Problem;
use crate::step::{ClockChange, DiskChange, NetworkChange};
use catalog::ProtocolInfo;
use machine::{Micros, Span, Text};
use simulator::{DiskTruth, LinkSettings};

/// Whether rules are followed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum RuleState {
    /// They are switched off.
    Off,
    /// They are followed.
    On,
}

/// `rules off NAME...` or `rules on NAME...`, after `rules`.
pub(super) fn rules(
    info: &ProtocolInfo,
    words: &mut Words,
) -> Result<(RuleState, Vec<Text>), Problem> {
    let word = words.need("`off` or `on`")?;
    let state = match word.text.as_str() {
        "off" => RuleState::Off,
        "on" => RuleState::On,
        _ => return Err(words.unknown("state of a rule", &word, &["off", "on"])),
    };
    let known: Vec<&str> = info.rules.iter().map(|rule| rule.name.key).collect();
    let mut names = vec![words.need("a rule's name")?];
    names.append(&mut words.rest());
    for name in &names {
        if !known.contains(&name.text.as_str()) {
            return Err(words.unknown("rule", name, &known));
        }
    }
    Ok((state, names.into_iter().map(|name| name.text.into()).collect()))
}

/// `delay 10..30ms loss 1% duplicate 0% corrupt 0% fifo on`: any of them, at least one.
pub(super) fn network(words: &mut Words) -> Result<NetworkChange, Problem> {
    let mut change = NetworkChange::default();
    let mut next = words.need("a setting, such as `delay 10..30ms`,")?;
    loop {
        let value = words.need(&format!("the value of `{}`", next.text))?;
        match next.text.as_str() {
            "delay" => change.delay = Some(span(words, &value)?),
            "loss" => change.loss = Some(rate(words, &value)?),
            "duplicate" => change.duplicate = Some(rate(words, &value)?),
            "corrupt" => change.corrupt = Some(rate(words, &value)?),
            "fifo" => {
                change.fifo = match value.text.as_str() {
                    "on" => Some(true),
                    "off" => Some(false),
                    _ => return Err(words.unknown("state of fifo", &value, &["on", "off"])),
                }
            }
            _ => {
                let allowed = ["delay", "loss", "duplicate", "corrupt", "fifo"];
                return Err(words.unknown("network setting", &next, &allowed));
            }
        }
        match words.take() {
            Some(word) => next = word,
            None => return Ok(change),
        }
    }
}

/// Makes the change to the settings.
pub(crate) fn apply(change: NetworkChange, settings: &mut LinkSettings) {
    settings.delay = change.delay.unwrap_or(settings.delay);
    settings.loss = change.loss.unwrap_or(settings.loss);
    settings.duplicate = change.duplicate.unwrap_or(settings.duplicate);
    settings.corrupt = change.corrupt.unwrap_or(settings.corrupt);
    settings.fifo = change.fifo.unwrap_or(settings.fifo);
}

/// `slow 20ms`, `slow 1..20ms`, `synced`, `unsynced`: one or two of them.
pub(super) fn disk(words: &mut Words) -> Result<DiskChange, Problem> {
    let mut change = DiskChange::default();
    let mut next = words.need("`slow TIME`, `unsynced` or `synced`")?;
    loop {
        match next.text.as_str() {
            "slow" => {
                let value = words.need("how long a save takes, such as 20ms,")?;
                change.save = Some(lasting(words, &value)?);
            }
            "synced" => change.truth = Some(DiskTruth::Synced),
            "unsynced" => change.truth = Some(DiskTruth::Unsynced),
            _ => {
                let allowed = ["slow", "synced", "unsynced"];
                return Err(words.unknown("disk setting", &next, &allowed));
            }
        }
        match words.take() {
            Some(word) => next = word,
            None => return Ok(change),
        }
    }
}

/// `20ms`, `5..20ms` or `off`, after `slow SERVER`.
pub(super) fn slow(words: &mut Words) -> Result<Span, Problem> {
    let value = words.need("how long each input takes, such as 20ms, or `off`")?;
    match value.text.as_str() {
        "off" => Ok(Span::exactly(Micros(0))),
        _ => lasting(words, &value),
    }
}

/// `20ms` or `1..20ms`.
fn lasting(words: &Words, value: &Word) -> Result<Span, Problem> {
    if value.text.contains("..") {
        span(words, value)
    } else {
        Ok(Span::exactly(duration(words, value)?))
    }
}

/// `+50ms`, after `skew SERVER`.
pub(super) fn skewed(words: &mut Words) -> Result<ClockChange, Problem> {
    let word = words.need("how far the clock is ahead, such as +50ms,")?;
    Ok(ClockChange { skew: Some(skew(words, &word)?), drift: None })
}

/// `2%`, after `drift SERVER`.
pub(super) fn drifting(words: &mut Words) -> Result<ClockChange, Problem> {
    let word = words.need("how much faster the clock runs, such as 2%,")?;
    Ok(ClockChange { skew: None, drift: Some(drift(words, &word)?) })
}

/// `skew +50ms drift 2%`, after `clock SERVER`: both, so that one act sets both.
pub(super) fn clock(words: &mut Words) -> Result<ClockChange, Problem> {
    let mut change = ClockChange::default();
    let mut next = words.need("`skew TIME` or `drift RATE`")?;
    loop {
        match next.text.as_str() {
            "skew" => change.skew = skewed(words)?.skew,
            "drift" => change.drift = drifting(words)?.drift,
            _ => return Err(words.unknown("clock setting", &next, &["skew", "drift"])),
        }
        match words.take() {
            Some(word) => next = word,
            None => return Ok(change),
        }
    }
}
