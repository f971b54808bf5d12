//! A Mermaid sequence diagram, for documents and issues.
//!
//! Such a diagram has no measure of time: an arrow stands where the message's way ended, since that
//! is where it had an effect. Messages still on their way at the end come last, with an open head.

use super::Telling;
use crate::arrow::{Ending, ending_of};
use crate::outline::acted;
use core::fmt::Write;
use machine::{Endpoint, Mark};
use simulator::{Action, Event, EventKind, Packet};

/// The run as a Mermaid `sequenceDiagram`.
///
/// Servers and clients are participants, messages arrows with their kind (replies dashed, lost and
/// damaged ones ending in a cross). Notes tell what leaves a mark (crashes, elections, commits,
/// violations), which timers went off, and which messages came damaged.
#[must_use]
pub fn mermaid(telling: &Telling<'_>) -> String {
    let mut text = "sequenceDiagram\n".to_owned();
    for end in telling.ends() {
        let _ = writeln!(text, "    participant {end}");
    }
    let packets = &telling.trace.packets;
    let mut in_flight = vec![true; packets.len()];
    for (place, event) in telling.events() {
        if let (Some(ending), Some(packet)) = (ending_of(event, telling.trace), event.packet) {
            in_flight[packet as usize] = false;
            push_arrow(&mut text, &packets[packet as usize], ending);
        }
        push_notes(&mut text, telling, place, event);
    }
    let left = packets.iter().zip(in_flight).filter(|(_, is_in_flight)| *is_in_flight);
    for (packet, _) in left {
        push_arrow(&mut text, packet, Ending::InFlight);
    }
    text
}

fn push_arrow(text: &mut String, packet: &Packet, ending: Ending) {
    let line = if packet.is_reply { "--" } else { "-" };
    let head = match ending {
        Ending::Arrived | Ending::Refusal => ">>",
        Ending::Damaged | Ending::Lost => "x",
        Ending::InFlight => ")",
    };
    let Packet { from, to, kind, .. } = packet;
    let _ = writeln!(text, "    {from}{line}{head}{to}: {}", escaped(kind));
}

fn push_notes(text: &mut String, telling: &Telling<'_>, place: u32, event: &Event) {
    let sentence = || telling.sentence(place);
    let happened = needs_telling(event, telling).then(sentence);
    let mark = event.mark.map(|mark| match mark {
        // Its label only says that something broke.
        Mark::Violation => sentence(),
        Mark::Election | Mark::Commit | Mark::Decision | Mark::Fault => {
            (telling.mark)(place).unwrap_or_else(sentence)
        }
    });
    let mark = mark.filter(|mark| happened.as_ref() != Some(mark));
    for note in happened.into_iter().chain(mark) {
        let _ = writeln!(text, "    Note over {}: {}", over(telling, event), escaped(&note));
    }
}

/// Whether there is something to say of an event for which no arrow stands.
fn needs_telling(event: &Event, telling: &Telling<'_>) -> bool {
    match event.kind {
        EventKind::Refused
        | EventKind::Fired(..)
        | EventKind::TimedOut(_)
        | EventKind::Retried(_)
        | EventKind::Waits(..) => true,
        EventKind::Acted(_) => matches!(acted(event, telling.trace), Some(Action::Fire(..))),
        EventKind::Started(_) | EventKind::Arrived | EventKind::Lost(_) | EventKind::Saved(_) => {
            false
        }
    }
}

/// Whom a note concerns: where it happened, a message's ends, or everybody.
fn over(telling: &Telling<'_>, event: &Event) -> String {
    if let Some(end) = event.place {
        return end.to_string();
    }
    let packet = event.packet.map(|packet| &telling.trace.packets[packet as usize]);
    let everybody = || telling.ends().next().zip(telling.ends().last());
    let pair = packet.map(|packet| (packet.from, packet.to)).or_else(everybody);
    match pair {
        Some((first, last)) if first != last => format!("{first},{last}"),
        Some((first, _)) => first.to_string(),
        // A run has a server at least.
        None => Endpoint::Node(machine::NodeId(1)).to_string(),
    }
}

/// Letters, digits and the marks that mean nothing to Mermaid stay; any other becomes `#code;`.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            control if control.is_control() => escaped.push(' '),
            plain if plain.is_alphanumeric() || " .,'()!?/=+-_→§".contains(plain) => {
                escaped.push(plain);
            }
            other => {
                let _ = write!(escaped, "#{};", u32::from(other));
            }
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn what_mermaid_reads_as_its_own_is_written_as_codes() {
        assert_eq!(escaped("S1's log §5.3, x→1 (no-op)"), "S1's log §5.3, x→1 (no-op)");
        assert_eq!(escaped("a;b#c:d\ne"), "a#59;b#35;c#58;d e");
        assert_eq!(escaped("%%<br>"), "#37;#37;#60;br#62;");
    }
}
