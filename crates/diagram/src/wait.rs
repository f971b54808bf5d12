//! Waits: how long inputs lay at a slow or paused node before it handled them.

use crate::diagram::Subject;
use crate::frame::Frame;
use crate::lane::{Lane, height_of};
use machine::{Endpoint, Micros};
use simulator::{Event, EventKind, Trace};

/// How many events after the window are read to learn how long what came in it had to wait.
const LOOK_AHEAD: usize = 512;
/// A wait shorter than this many pixels is not drawn.
const SHORTEST: f64 = 0.5;

/// A stretch of a node's lane during which an input waited there.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Wait {
    /// Its left end in pixels: where the input came.
    pub left: f64,
    /// Its right end: where it was handled, or lost.
    pub right: f64,
    /// The lane's centre.
    pub y: f64,
}

/// The event in which the input came to a slow node that is handled, or lost, in this one.
pub(crate) fn waited_since<'a>(event: &Event, trace: &'a Trace) -> Option<&'a Event> {
    let came = trace.events.get(event.cause? as usize)?;
    match came.kind {
        EventKind::Waits(..) => Some(came),
        EventKind::Started(_)
        | EventKind::Acted(_)
        | EventKind::Arrived
        | EventKind::Refused
        | EventKind::Lost(_)
        | EventKind::Fired(..)
        | EventKind::Saved(_)
        | EventKind::TimedOut(_)
        | EventKind::Retried(_) => None,
    }
}

/// The waits that cross the window.
pub(crate) fn waits(frame: &Frame, lanes: &[Lane], of: &Subject<'_>) -> Vec<Wait> {
    let (trace, window) = (of.trace, frame.window);
    let first = trace.events.partition_point(|event| event.at < window.from);
    let end = trace.events.partition_point(|event| event.at < window.to).max(first);
    let read = trace.events.len().min(end + LOOK_AHEAD);
    let over = trace.events[first..read].iter().filter_map(|event| {
        let came = waited_since(event, trace)?;
        Some((came.place?, came.at, event.at))
    });
    let last = trace.events.last().map_or(Micros(0), |event| event.at);
    let present = of.in_flight.iter().filter(|message| message.waits_at_receiver);
    let present = present.map(|message| (message.id.to, message.due, last));
    let place = |(end, from, to): (Endpoint, Micros, Micros)| {
        let (left, right) = (frame.x(window.clamp(from)), frame.x(window.clamp(to)));
        let y = height_of(lanes, end)?;
        (right - left >= SHORTEST).then_some(Wait { left, right, y })
    };
    over.chain(present).filter_map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::{Wait, waits};
    use crate::arrow::{Arrow, arrows};
    use crate::diagram::Subject;
    use crate::outline::Outline;
    use crate::samples::{Script, frame};
    use machine::NodeId;
    use simulator::EventKind;

    fn look(script: &Script) -> (Vec<Wait>, Vec<Arrow>) {
        let frame = frame(0, 1_000);
        let lanes = frame.lanes(2, 0);
        let (trace, outline) = (&script.trace, &Outline::default());
        let of = Subject { trace, outline, nodes: 2, clients: 0, in_flight: &script.in_flight };
        (waits(&frame, &lanes, &of), arrows(&frame, &lanes, &of, 100))
    }

    #[test]
    fn a_message_ends_where_it_came_and_waits_until_it_is_handled() {
        let mut script = Script::started(2);
        script.send(100, NodeId(1), NodeId(2), 3);
        script.waits(200, NodeId(2)).handled(450, EventKind::Arrived);
        let (waits, arrows) = look(&script);
        let y = frame(0, 1_000).lanes(2, 0)[1].y;
        assert_eq!(waits, [Wait { left: 250.0, right: 500.0, y }]);
        assert_eq!(arrows.iter().map(|arrow| arrow.to.x).collect::<Vec<_>>(), [250.0]);
    }

    #[test]
    fn what_did_not_wait_is_no_wait() {
        let mut script = Script::started(2);
        script.send(100, NodeId(1), NodeId(2), 3).ends(200, EventKind::Arrived);
        assert_eq!(look(&script).0, []);
    }
}
