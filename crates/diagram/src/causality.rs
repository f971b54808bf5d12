//! What had to happen before an event, and what it led to.
//!
//! Lamport's happened-before, from the record: in order at one place, from the sending of a message
//! to whatever happens to it, and from what the record gives as an event's cause. Causes come
//! before what they cause, so one pass over a stretch of the record is exact for that stretch: no
//! way from one of its events to another leaves it.

use machine::Endpoint;
use simulator::{Event, Trace};

/// The events from place `first` on that had to happen before the one at `event`, in order.
#[must_use]
pub fn past(trace: &Trace, event: u32, first: u32) -> Vec<u32> {
    let mut is_before = vec![false; event.saturating_sub(first) as usize + 1];
    let mut places: Vec<Endpoint> = Vec::new();
    let mut past = Vec::new();
    for number in (first..=event).rev() {
        let Some(it) = trace.events.get(number as usize) else { continue };
        let is_this = number == event;
        if !(is_this || is_before[(number - first) as usize] || stands_at(it, &places)) {
            continue;
        }
        if !is_this {
            past.push(number);
        }
        if let Some(place) = it.place.filter(|place| !places.contains(place)) {
            places.push(place);
        }
        for cause in causes(it, trace).into_iter().flatten().filter(|cause| *cause >= first) {
            is_before[(cause - first) as usize] = true;
        }
    }
    past.reverse();
    past
}

/// The events before place `end` that could only happen after the one at `event`, in order.
#[must_use]
pub fn future(trace: &Trace, event: u32, end: u32) -> Vec<u32> {
    let Some(begin) = trace.events.get(event as usize) else { return Vec::new() };
    let end = end.min(trace.events.len() as u32);
    let mut is_after = vec![false; end.saturating_sub(event) as usize];
    let mut places: Vec<Endpoint> = begin.place.into_iter().collect();
    let mut future = Vec::new();
    if let Some(first) = is_after.first_mut() {
        *first = true;
    }
    for number in event + 1..end {
        let it = &trace.events[number as usize];
        let led = |cause: u32| cause >= event && is_after[(cause - event) as usize];
        if stands_at(it, &places) || causes(it, trace).into_iter().flatten().any(led) {
            is_after[(number - event) as usize] = true;
            future.push(number);
            if let Some(place) = it.place.filter(|place| !places.contains(place)) {
                places.push(place);
            }
        }
    }
    future
}

fn stands_at(event: &Event, places: &[Endpoint]) -> bool {
    event.place.is_some_and(|place| places.contains(&place))
}

/// What led to an event, besides what happened before at the same place.
fn causes(event: &Event, trace: &Trace) -> [Option<u32>; 2] {
    let packet = event.packet.and_then(|packet| trace.packets.get(packet as usize));
    [event.cause, packet.map(|packet| packet.sent)]
}
