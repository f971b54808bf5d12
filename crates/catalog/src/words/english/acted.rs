//! What a person has done, as a sentence, in English.

use super::act::order;
use crate::words::{ActWords, OwnWords};
use machine::Micros;
use simulator::{Action, Clock, DiskFate, DiskTruth, Drive, Event, EventKind, Trace};

/// The words for what a person does.
pub(crate) static WORDS: ActWords = ActWords { acted, label };

/// What a person did in this event.
fn acted(trace: &Trace, event: &Event, action: &Action, own: OwnWords<'_>) -> String {
    let message = || {
        let packet = event.packet.map(|place| &trace.packets[place as usize]);
        packet.map_or_else(String::new, |p| format!("{} from {} to {}", p.kind, p.from, p.to))
    };
    match action {
        Action::Crash(node) => {
            let crash =
                trace.crashes.iter().find(|crash| event.kind == EventKind::Acted(crash.act));
            let counts = crash.map_or([0; 3], |crash| {
                [crash.unfinished, crash.claimed, crash.leaving + crash.inputs]
            });
            let lost =
                ["unfinished writes", "writes **only said to be saved**", "waiting messages"];
            let mut said = format!("You crash {node}: **its memory is gone**");
            for (count, what) in counts.iter().zip(lost).filter(|(count, _)| **count > 0) {
                said = format!("{said}; {what} lost: {count}");
            }
            said
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
        Action::Timer(node, timer, after) => {
            let ms = after.0 / 1_000;
            format!("You set {node}'s {timer} timer to go off {ms} ms from now")
        }
        Action::Order(node, name, named) => {
            format!("You order {node}: **{}**", order(name, named))
        }
        Action::Request(client, to, what) => {
            let to = to.map_or_else(|| "the cluster".to_string(), |to| to.to_string());
            format!("{client} asks {to}: {}", (own.command)(what))
        }
        Action::Cut(from, to) => {
            format!("You cut the link from {from} to {to}; the other direction still works")
        }
        Action::Heal(from, to) => format!("You heal the link from {from} to {to}"),
        Action::Partition(groups) => {
            let mut said = String::from("You partition the cluster:");
            for (place, group) in groups.iter().enumerate() {
                said += if place == 0 { "" } else { ", **apart from**" };
                group.iter().for_each(|end| said += &format!(" {end}"));
            }
            said
        }
        Action::Isolate(end) => format!("You isolate {end}: nothing reaches it or leaves it"),
        Action::HealAll => "You heal every link".into(),
        Action::Deliver(_) => format!("You deliver {}", message()),
        Action::Delay(_, by) => format!("You delay {} by {} ms", message(), by.0 / 1_000),
        Action::Drop(_) => format!("You drop {}", message()),
        Action::Duplicate(_) => format!("You duplicate {}", message()),
        Action::Corrupt(_) => format!("You damage {}", message()),
        Action::Network(None, _) => "You change how every link treats messages".into(),
        Action::Network(Some((from, to)), _) => {
            format!("You change how the link from {from} to {to} treats messages")
        }
        Action::Disk(node, settings) => match settings.truth {
            DiskTruth::Synced => {
                format!(
                    "From now on {node}'s disk takes up to {} ms to save",
                    settings.save.max.0 / 1_000
                )
            }
            DiskTruth::Unsynced => {
                format!("From now on {node}'s disk **says saved before it has saved**")
            }
        },
        Action::Clock(node, Clock { skew, drift }) => format!(
            "{node}'s clock is now **{:+} ms** off and runs **{:+} %** fast",
            skew / 1_000,
            drift / 10_000
        ),
        Action::Slow(node, pace) if pace.max == Micros(0) => {
            format!("{node} is no longer slow; it takes what waited, in order")
        }
        Action::Slow(node, pace) => format!(
            "From now on {node} is **slow**: each message and each timer takes it up to {} ms",
            pace.max.0 / 1_000
        ),
        Action::BreakRule(rule) => format!("From now on the rule {rule} is **not followed**"),
        Action::FollowRule(rule) => format!("The rule {rule} is followed again"),
        Action::Drive(Drive::Manual) => {
            "Timers and deliveries now wait for you: nothing happens by itself".into()
        }
        Action::Drive(Drive::Auto) => "Virtual time drives timers and deliveries again".into(),
    }
}

fn label(action: &Action) -> Option<String> {
    let label = match action {
        Action::Crash(node) => format!("crash {node}"),
        Action::Restart(node, _) => format!("restart {node}"),
        Action::Pause(node) => format!("pause {node}"),
        Action::Resume(node) => format!("resume {node}"),
        Action::Cut(from, to) => format!("cut {from}→{to}"),
        Action::Heal(from, to) => format!("heal {from}→{to}"),
        Action::Partition(_) => "partition".into(),
        Action::Isolate(end) => format!("isolate {end}"),
        Action::HealAll => "heal".into(),
        Action::Delay(id, _) => format!("delay {}→{}", id.from, id.to),
        Action::Drop(id) => format!("drop {}→{}", id.from, id.to),
        Action::Duplicate(id) => format!("duplicate {}→{}", id.from, id.to),
        Action::Corrupt(id) => format!("damage {}→{}", id.from, id.to),
        Action::Network(..) => "network".into(),
        Action::Disk(node, _) => format!("disk {node}"),
        Action::Clock(node, _) => format!("clock {node}"),
        Action::Slow(node, pace) if pace.max == Micros(0) => format!("{node} no longer slow"),
        Action::Slow(node, _) => format!("slow {node}"),
        Action::BreakRule(rule) => format!("{rule} off"),
        Action::FollowRule(rule) => format!("{rule} on"),
        Action::Fire(..)
        | Action::Timer(..)
        | Action::Request(..)
        | Action::Deliver(_)
        | Action::Drive(_)
        | Action::Order(..) => return None,
    };
    Some(label)
}
