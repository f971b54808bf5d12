//! Servers, clients, messages and settings as bytes.

use super::{Damaged, Reader, Writer};
use crate::link::{LinkSettings, Rate};
use crate::message::MessageId;
use machine::{ClientId, Endpoint, Micros, NodeId, Span};

/// Twice the number of a server; twice that of a client, and one.
pub(super) fn write_end(writer: &mut Writer, end: Endpoint) {
    writer.number(match end {
        Endpoint::Node(NodeId(n)) => u64::from(n) << 1,
        Endpoint::Client(ClientId(n)) => u64::from(n) << 1 | 1,
    });
}

pub(super) fn read_end(reader: &mut Reader<'_>) -> Result<Endpoint, Damaged> {
    let code = reader.number()?;
    let number = u8::try_from(code >> 1).map_err(|_| Damaged)?;
    Ok(if code & 1 == 0 { NodeId(number).into() } else { ClientId(number).into() })
}

/// Both ends, then twice the number; for a copy, one more and then which.
pub(super) fn write_message(writer: &mut Writer, id: MessageId) {
    write_end(writer, id.from);
    write_end(writer, id.to);
    writer.number(u64::from(id.number) << 1 | u64::from(id.copy > 0));
    if id.copy > 0 {
        writer.byte(id.copy);
    }
}

pub(super) fn read_message(reader: &mut Reader<'_>) -> Result<MessageId, Damaged> {
    let (from, to) = (read_end(reader)?, read_end(reader)?);
    let code = reader.number()?;
    let number = u32::try_from(code >> 1).map_err(|_| Damaged)?;
    let copy = if code & 1 == 0 { 0 } else { reader.byte()? };
    Ok(MessageId { from, to, number, copy })
}

pub(super) fn write_span(writer: &mut Writer, span: Span) {
    writer.number(span.min.0);
    writer.number(span.max.0);
}

pub(super) fn read_span(reader: &mut Reader<'_>) -> Result<Span, Damaged> {
    Ok(Span { min: Micros(reader.number()?), max: Micros(reader.number()?) })
}

/// Three rates; then the delay.
pub(super) fn write_link(writer: &mut Writer, settings: &LinkSettings) {
    let rates = [settings.loss, settings.duplicate, settings.corrupt];
    let present = (0..3).filter(|n| rates[*n] != Rate(0)).map(|n| 1 << n).sum::<u8>();
    let has_delay = settings.delay != LinkSettings::default().delay;
    writer.byte(present | u8::from(settings.fifo) << 3 | u8::from(has_delay) << 4);
    for Rate(rate) in rates.into_iter().filter(|rate| *rate != Rate(0)) {
        writer.number(rate.into());
    }
    if has_delay {
        write_span(writer, settings.delay);
    }
}

pub(super) fn read_link(reader: &mut Reader<'_>) -> Result<LinkSettings, Damaged> {
    let flags = reader.byte()?;
    if flags >= 1 << 5 {
        return Err(Damaged);
    }
    let mut settings = LinkSettings { fifo: flags & 8 != 0, ..LinkSettings::default() };
    let rates = [&mut settings.loss, &mut settings.duplicate, &mut settings.corrupt];
    for (n, rate) in rates.into_iter().enumerate() {
        if flags & 1 << n != 0 {
            rate.0 = reader.medium()?;
        }
    }
    if flags & 16 != 0 {
        settings.delay = read_span(reader)?;
    }
    Ok(settings)
}
