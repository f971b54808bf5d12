//! What the simulated world does, in English.

use crate::words::{TimerTitle, WorldWords};
use machine::{Command, Outcome, Reply};
use simulator::{
    Action, DiskFate, DiskTruth, Drive, Event, EventKind, Loss, Packet, Refusal, Trace,
};

/// The world's words.
pub(crate) static WORDS: WorldWords =
    WorldWords { event, act_label, violation: "violation", refusal, outcome, command };

fn event(trace: &Trace, event: &Event, timer: TimerTitle<'_>) -> String {
    let packet = event.packet.map(|place| &trace.packets[place as usize]);
    let about = |text: &dyn Fn(&Packet) -> String| packet.map_or_else(String::new, text);
    match event.kind {
        EventKind::Started(node) => format!("{node} starts"),
        EventKind::Acted(place) => acted(&trace.acts[place as usize].action, packet),
        EventKind::Arrived => about(&|p| format!("{} from {} reaches {}", p.kind, p.from, p.to)),
        EventKind::Refused => about(&|p| {
            format!(
                "{} from {} reaches {} damaged: **its checksum does not match**, so {} refuses it",
                p.kind, p.from, p.to, p.to
            )
        }),
        EventKind::Lost(loss) => about(&|p| lost(p, loss)),
        EventKind::Fired(node, id) => format!("{node}'s {} goes off", timer(id)),
        EventKind::Saved(node) => format!("{node}'s disk finishes a save"),
        EventKind::TimedOut(client) => {
            format!("{client} has waited long enough for an answer and asks another server")
        }
        EventKind::Retried(client) => format!("{client} asks again"),
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

fn acted(action: &Action, packet: Option<&Packet>) -> String {
    let message =
        || packet.map_or_else(String::new, |p| format!("{} from {} to {}", p.kind, p.from, p.to));
    match action {
        Action::Crash(node) => format!(
            "You crash {node}: **its memory is gone**, and with it every write that its disk had \
             not finished"
        ),
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
        Action::Partition(_) => {
            "You partition the cluster: servers in different groups cannot reach each other".into()
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
            DiskTruth::Synced => format!("You change how fast {node}'s disk saves"),
            DiskTruth::Unsynced => {
                format!("From now on {node}'s disk **says saved before it has saved**")
            }
        },
        Action::Clock(node, _) => format!("You set {node}'s clock"),
        Action::BreakRule(rule) => format!("From now on the rule {rule} is **not followed**"),
        Action::FollowRule(rule) => format!("The rule {rule} is followed again"),
        Action::Drive(Drive::Manual) => {
            "Timers and deliveries now wait for you: nothing happens by itself".into()
        }
        Action::Drive(Drive::Auto) => "Virtual time drives timers and deliveries again".into(),
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
        Action::BreakRule(rule) => format!("{rule} off"),
        Action::FollowRule(rule) => format!("{rule} on"),
        Action::Fire(..) | Action::Request(..) | Action::Deliver(_) | Action::Drive(_) => {
            return None;
        }
    };
    Some(label)
}

fn refusal(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Unknown(end) => format!("There is no {end} in this run"),
        Refusal::Crashed(node) => format!("{node} is crashed; restart it first"),
        Refusal::Up(node) => format!("{node} is up already"),
        Refusal::Paused(node) => format!("{node} is paused; resume it first"),
        Refusal::NotPaused(node) => format!("{node} is not paused"),
        Refusal::NoTimer(name, known) => {
            format!("There is no timer named `{name}`; there are: {}", known.join(", "))
        }
        Refusal::TimerNotSet(node, timer) => format!("{node}'s {timer} timer is not running"),
        Refusal::NotInFlight(id) => {
            format!("Message {id} is not in flight: it has arrived or was lost")
        }
        Refusal::TooManyCopies(id) => format!("Message {id} has 255 copies already"),
        Refusal::Unreachable(id) => {
            format!("{} cannot be reached from {}: heal the link or restart it", id.to, id.from)
        }
        Refusal::ClientBusy(client) => {
            format!("{client} still waits for its last answer; it asks for one thing at a time")
        }
        Refusal::NoLink(from, to) => format!("There is no link from {from} to {to}"),
        Refusal::AlreadyCut(from, to) => format!("The link from {from} to {to} is cut already"),
        Refusal::NotCut(from, to) => format!("The link from {from} to {to} is not cut"),
        Refusal::InTwoGroups(end) => format!("{end} stands in two groups; one is expected"),
        Refusal::NoRule(name, known) => {
            format!("There is no rule named `{name}`; there are: {}", known.join(", "))
        }
        Refusal::EmptyRange => "The shortest time is longer than the longest".into(),
        Refusal::OutOfRange => {
            "Out of range: a rate is 0 to 100 %, a time at most an hour, a clock off by less than \
             50 %"
                .into()
        }
        Refusal::RunTooLong => {
            "This run has reached its greatest length, 1,000,000 events; go back or start anew"
                .into()
        }
    }
}

fn outcome(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Written => "ok".into(),
        Outcome::Value(Some(value)) => format!("{value}"),
        Outcome::Value(None) => "no value".into(),
        Outcome::Swapped => "swapped".into(),
        Outcome::Differs(Some(value)) => format!("not swapped: it holds {value}"),
        Outcome::Differs(None) => "not swapped: no value".into(),
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
    }
}
