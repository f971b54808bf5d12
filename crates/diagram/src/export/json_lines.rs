//! One JSON object a line, one line an event: for scripts, `jq` and spreadsheets.

use super::json::{Object, quoted};
use super::{Telling, names};
use simulator::{Event, MessageId, Packet};

/// The run as JSON lines.
///
/// Each object holds the event's `number` (from 1), `time_us`, `kind`, `place` (a server, a client,
/// or null), `packet` (the message concerned, or null), `cause` (the number of the event that
/// caused it, or null), `text`, and `hash` (the trace hash up to it, in hexadecimal).
#[must_use]
pub fn json_lines(telling: &Telling<'_>) -> String {
    let mut text = String::new();
    for (place, event) in telling.events() {
        text.push_str(&line(telling, place, event));
        text.push('\n');
    }
    text
}

fn line(telling: &Telling<'_>, place: u32, event: &Event) -> String {
    let null = || "null".to_owned();
    let number = |event: u32| (event + 1).to_string();
    let packet = event.packet.map(|packet| &telling.trace.packets[packet as usize]);
    Object::default()
        .json("number", &number(place))
        .number("time_us", event.at.0)
        .text("kind", names::kind(event.kind))
        .json("place", &event.place.map_or_else(null, |end| quoted(&end.to_string())))
        .json("packet", &packet.map_or_else(null, message))
        .json("cause", &event.cause.map_or_else(null, number))
        .text("text", &(telling.sentences)(place).join("; "))
        .text("hash", &format!("{:016x}", event.hash))
        .end()
}

fn message(packet: &Packet) -> String {
    let Packet { from, to, number, copy, .. } = *packet;
    Object::default()
        .text("id", &MessageId { from, to, number, copy }.to_string())
        .text("from", &from.to_string())
        .text("to", &to.to_string())
        .text("kind", packet.kind)
        .number("era", packet.era)
        .number("sent_in", u64::from(packet.sent) + 1)
        .end()
}
