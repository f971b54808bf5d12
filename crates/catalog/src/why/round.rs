//! The answers of one round: what several servers said to the same question of another.

use machine::{Endpoint, Mark};
use simulator::{Event, EventKind, Packet, Trace};

/// The other answers that were needed for this event: for each other sender, the last arrival
/// before it that belongs to the same round. Empty unless the event reached a threshold.
pub(super) fn answers(trace: &Trace, event: u32) -> Vec<u32> {
    let reached = match trace.events[event as usize].mark {
        Some(Mark::Election | Mark::Commit | Mark::Decision | Mark::Violation) => true,
        Some(Mark::Fault) | None => false,
    };
    let Some(last) = answer(trace, event).filter(|_| reached) else { return Vec::new() };
    let Some(begun) = begun(trace, event) else { return Vec::new() };
    let mut heard = vec![last.from];
    let mut found = Vec::new();
    for earlier in (begun + 1..event).rev() {
        let Some(packet) = answer(trace, earlier) else { continue };
        let is_like = packet.to == last.to && packet.kind == last.kind && packet.era == last.era;
        if is_like
            && !packet.is_refusal
            && !heard.contains(&packet.from)
            && self::begun(trace, earlier) == Some(begun)
        {
            heard.push(packet.from);
            found.push(earlier);
        }
    }
    found
}

/// The message that reached its receiver in this event.
pub(super) fn arrived(trace: &Trace, event: u32) -> Option<&Packet> {
    let Event { kind, place, packet, .. } = trace.events[event as usize];
    let arrives = match kind {
        // Of the acts on a message, only its delivery has a place.
        EventKind::Arrived | EventKind::Acted(_) => place.is_some(),
        EventKind::Started(_)
        | EventKind::Refused
        | EventKind::Lost(_)
        | EventKind::Fired(..)
        | EventKind::Saved(_)
        | EventKind::TimedOut(_)
        | EventKind::Retried(_)
        | EventKind::Waits(..) => false,
    };
    packet.filter(|_| arrives).map(|packet| &trace.packets[packet as usize])
}

/// The answer of one server to another that arrived in this event.
fn answer(trace: &Trace, event: u32) -> Option<&Packet> {
    let is_node = |end: Endpoint| end.node().is_some();
    arrived(trace, event)
        .filter(|packet| packet.is_reply && is_node(packet.from) && is_node(packet.to))
}

/// Where the round began to which this answer belongs: where the question left. If that was on
/// account of an earlier answer of the same kind, as when a leader tries again, where that one's
/// round began.
fn begun(trace: &Trace, event: u32) -> Option<u32> {
    let kind = answer(trace, event)?.kind;
    let mut event = event;
    while let Some(packet) = answer(trace, event).filter(|packet| packet.kind == kind) {
        let asked = question(trace, packet);
        match asked {
            Some(asked) => event = asked,
            None => return None,
        }
    }
    Some(event)
}

/// The event in which the question left that this message answers.
fn question(trace: &Trace, packet: &Packet) -> Option<u32> {
    let mut event = packet.sent;
    while let EventKind::Saved(_) = trace.events[event as usize].kind {
        event = trace.events[event as usize].cause?;
    }
    let question = arrived(trace, event)?;
    let answers = question.from == packet.to && question.to == packet.from;
    answers.then_some(question.sent)
}
