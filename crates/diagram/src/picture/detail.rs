//! What is drawn one by one, and how much of it.

use super::View;
use crate::arrow::{Arrow, Ending, Way, came, ending};
use crate::band::Band;
use crate::frame::Frame;
use crate::index::Flight;
use crate::lane::Lane;
use crate::mark::rank;
use machine::{Mark, Micros};
use simulator::{MessageScene, Packet};

/// The least width of a band that can be seen, in pixels.
const NARROW: f64 = 0.3;
/// How far the arrow of a message goes of which nobody knows when it will arrive.
const HALFWAY: f64 = 0.5;

/// The messages on their way at some time of the window.
pub(super) fn arrows(frame: &Frame, lanes: &[Lane], of: &View<'_>) -> Vec<Arrow> {
    let window = frame.window;
    let begins = of.begins().max(window.from);
    let flights = of.index.flights.crossing(begins, window.to);
    flights.filter_map(|flight| arrow(frame, lanes, of, flight)).collect()
}

/// The arrow of a message, unless it belongs to what is drawn with another run.
pub(super) fn arrow(
    frame: &Frame,
    lanes: &[Lane],
    of: &View<'_>,
    flight: &Flight,
) -> Option<Arrow> {
    let packet = &of.trace.packets[flight.packet as usize];
    let (number, sent) = (flight.packet, flight.sent);
    let way = match flight.end() {
        Some((_, event)) if event < of.since => return None,
        Some((ended, event)) => {
            let event = &of.trace.events[event as usize];
            let (ending, share) = ending(event, packet, of.trace)?;
            let ended = came(event, of.trace).unwrap_or(ended);
            Way { packet, number, sent, ended, ending, share }
        }
        None => {
            let due = of.in_flight.iter().find(|message| is_it(message, packet));
            let (ended, share) =
                due.map_or((of.ends(), HALFWAY), |message| (message.due.max(sent), 1.0));
            Way { packet, number, sent, ended, ending: Ending::InFlight, share }
        }
    };
    way.place(frame, lanes)
}

fn is_it(message: &MessageScene, packet: &Packet) -> bool {
    let id = message.id;
    (id.from, id.to, id.number, id.copy) == (packet.from, packet.to, packet.number, packet.copy)
}

/// At most one mark for each pixel and lane of marks, the most telling one.
pub(super) fn thin(frame: &Frame, marks: &[(u32, Micros, Mark)]) -> Vec<(u32, Micros, Mark)> {
    let mut kept: Vec<(u32, Micros, Mark)> = Vec::new();
    let mut column = i64::MIN;
    for mark in marks {
        let here = frame.x(mark.1).floor() as i64;
        match kept.last_mut() {
            Some(last) if here == column => {
                if rank(mark.2) < rank(last.2) {
                    *last = *mark;
                }
            }
            Some(_) | None => kept.push(*mark),
        }
        column = here;
    }
    kept
}

/// The bands, those too narrow to be seen given to the one before.
pub(super) fn wide_enough(bands: Vec<Band>) -> Vec<Band> {
    let mut kept: Vec<Band> = Vec::with_capacity(bands.len());
    for band in bands {
        match kept.last_mut() {
            Some(last) if last.y == band.y && band.right - band.left < NARROW => {
                last.right = band.right;
            }
            Some(_) | None => kept.push(band),
        }
    }
    kept
}

/// What of the bands lies between these.
pub(super) fn between((left, right): (f64, f64), mut bands: Vec<Band>) -> Vec<Band> {
    for band in &mut bands {
        band.left = band.left.max(left);
        band.right = band.right.min(right);
    }
    bands.retain(|band| band.right > band.left);
    bands
}
