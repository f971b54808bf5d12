//! What the simulated world does, in English.

use super::acted::acted;
use crate::words::{OwnWords, WorldWords};
use machine::{Command, Micros, Outcome, Reply};
use simulator::{Action, Event, EventKind, Loss, Packet, Trace};

/// The world's words.
pub(crate) static WORDS: WorldWords =
    WorldWords { event, act_label, violation: "violation", outcome, command };

fn event(trace: &Trace, event: &Event, own: OwnWords<'_>) -> String {
    let packet = event.packet.map(|place| &trace.packets[place as usize]);
    let about = |text: &dyn Fn(&Packet) -> String| packet.map_or_else(String::new, text);
    match event.kind {
        EventKind::Started(node) => format!("{node} starts"),
        EventKind::Acted(place) => acted(trace, event, &trace.acts[place as usize].action, own),
        EventKind::Arrived => about(&|p| {
            let copy = if p.copy > 0 { ", as **a second copy**" } else { "" };
            format!("{} from {} reaches {}{copy}", p.kind, p.from, p.to)
        }),
        EventKind::Refused => about(&|p| {
            format!(
                "{} from {} reaches {} damaged: **its checksum does not match**, so {} refuses it",
                p.kind, p.from, p.to, p.to
            )
        }),
        EventKind::Lost(loss) => about(&|p| lost(p, loss)),
        EventKind::Fired(node, id) => format!("{node}'s {} goes off", (own.timer)(id)),
        EventKind::Saved(node) => format!("{node}'s disk finishes a save"),
        EventKind::TimedOut(client) => {
            format!("{client} has waited long enough for an answer and asks another server")
        }
        EventKind::Retried(client) => format!("{client} asks again"),
        EventKind::Waits(node, what) => {
            let what = match what {
                Some(id) => format!("its {}", (own.timer)(id)),
                None => about(&|p| format!("{} from {}", p.kind, p.from)),
            };
            format!("{node} is slow: {what} **waits** until it gets to it")
        }
    }
}

fn lost(packet: &Packet, loss: Loss) -> String {
    let Packet { kind, from, to, .. } = packet;
    match loss {
        Loss::Chance => format!("The network loses {kind} from {from} to {to}"),
        Loss::Cut => format!("{kind} from {from} to {to} is lost: the link is cut"),
        Loss::ReceiverDown => format!("{kind} from {from} finds {to} down and is lost"),
        Loss::Dropped => format!("You drop {kind} from {from} to {to}"),
    }
}

fn act_label(trace: &Trace, event: &Event) -> Option<String> {
    let EventKind::Acted(place) = event.kind else { return None };
    let label = match &trace.acts[place as usize].action {
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

fn outcome(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Written => "ok".into(),
        Outcome::Value(Some(value)) => format!("{value}"),
        Outcome::Value(None) => "no value".into(),
        Outcome::Swapped => "swapped".into(),
        Outcome::Differs(Some(value)) => format!("not swapped: it holds {value}"),
        Outcome::Differs(None) => "not swapped: no value".into(),
        Outcome::Chosen(value) => format!("chosen: {}", command(value)),
        Outcome::Expired => "session expired".into(),
    }
}

pub(crate) fn command(command: &Command) -> String {
    match command {
        Command::Put(key, value) => format!("put {key} {value}"),
        Command::Get(key) => format!("get {key}"),
        Command::Cas(key, from, to) => format!("cas {key} {from} {to}"),
        Command::Append(key, value) => format!("append {key} {value}"),
    }
}

pub(crate) fn reply(reply: &Reply) -> String {
    match reply {
        Reply::Done(result) => outcome(result),
        Reply::Redirect(Some(leader)) => format!("ask {leader}"),
        Reply::Redirect(None) => "no leader".into(),
        Reply::Registered(session) => format!("session {}", session.0),
    }
}
