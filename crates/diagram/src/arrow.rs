//! Arrows: messages on their way from lane to lane.

use crate::diagram::{Point, Subject};
use crate::frame::Frame;
use crate::lane::{Lane, height_of};
use crate::outline::acted;
use machine::{Endpoint, Micros};
use simulator::{Action, Event, EventKind, Loss, MessageScene, Packet, Trace};

/// How far along its way a message is shown to be lost when nothing says where it was.
const LOST_AT: f64 = 0.7;
/// How many events after the window are read to learn where the messages at its end are going.
const LOOK_AHEAD: usize = 512;

/// What became of a message.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ending {
    /// It arrived.
    Arrived,
    /// It arrived, and turns down what was asked.
    Refusal,
    /// It arrived damaged and was not read.
    Damaged,
    /// It was lost.
    Lost,
    /// It is on its way.
    InFlight,
}

/// A message on its way from lane to lane.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Arrow {
    /// Its place among the messages of the run.
    pub packet: u32,
    /// Where and when it left.
    pub from: Point,
    /// Where and when its way ended, or is due to end.
    pub to: Point,
    /// The term, ballot, view or epoch it carries; the colour.
    pub era: u64,
    /// What became of it.
    pub ending: Ending,
    /// Whether it is a copy of another message.
    pub is_copy: bool,
}

/// The arrows that cross the window: at most about `most`, thinned out evenly if there are more.
pub(crate) fn arrows(frame: &Frame, lanes: &[Lane], of: &Subject<'_>, most: usize) -> Vec<Arrow> {
    let trace = of.trace;
    let window = frame.window;
    let first = trace.events.partition_point(|event| event.at < window.from);
    let end = trace.events.partition_point(|event| event.at < window.to).max(first);
    // A message of the window's last events arrives after it; a little of what follows is read too.
    let read = trace.events.len().min(end + LOOK_AHEAD);
    let step = thinning(end - first, most);

    let mut arrows = Vec::new();
    for event in &trace.events[first..read] {
        let Some((packet, number)) = packet_of(event, trace) else { continue };
        let sent = trace.events[packet.sent as usize].at;
        if number % step != 0 || sent >= window.to {
            continue;
        }
        let Some((ending, share)) = ending(event, packet, trace) else { continue };
        // What waits at a slow receiver goes on along its lane until it is handled.
        let ended = came(event, trace).unwrap_or(event.at);
        let way = Way { packet, number, sent, ended, ending, share };
        let Some(arrow) = way.place(frame, lanes) else { continue };
        if ended < event.at {
            arrows.push(Arrow { ending: Ending::InFlight, ..arrow });
            let to = Point { x: frame.x(event.at), ..arrow.to };
            arrows.push(Arrow { from: arrow.to, to, ..arrow });
        } else {
            arrows.push(arrow);
        }
    }
    let in_flight = of.in_flight.iter().filter(|message| message.sent < window.to);
    for message in in_flight {
        let Some((packet, number)) = find(message, trace) else { continue };
        if number % step == 0 && message.due >= window.from {
            let (sent, ended) = (message.sent, message.due);
            let way = Way { packet, number, sent, ended, ending: Ending::InFlight, share: 1.0 };
            arrows.extend(way.place(frame, lanes));
        }
    }
    arrows
}

/// Every how many messages one is shown. A power of two, so that what is shown at a coarse step
/// is also shown at a finer one, and nothing flickers when the step changes.
fn thinning(events: usize, most: usize) -> u32 {
    let step = events.div_ceil(most.max(1)).max(1).next_power_of_two();
    u32::try_from(step).unwrap_or(u32::MAX)
}

fn packet_of<'a>(event: &Event, trace: &'a Trace) -> Option<(&'a Packet, u32)> {
    let number = event.packet?;
    trace.packets.get(number as usize).map(|packet| (packet, number))
}

/// The packet of a message in flight, and its place.
fn find<'a>(message: &MessageScene, trace: &'a Trace) -> Option<(&'a Packet, u32)> {
    let id = message.id;
    let sent = trace.events.partition_point(|event| event.at < message.sent);
    let first = trace.packets.partition_point(|packet| (packet.sent as usize) < sent);
    let is_it = |packet: &&Packet| {
        let number = (packet.number, packet.copy) == (id.number, id.copy);
        number && (packet.from, packet.to) == (id.from, id.to)
    };
    let after = trace.packets[first..].iter().position(|packet| is_it(&packet))?;
    let place = first + after;
    Some((&trace.packets[place], u32::try_from(place).ok()?))
}

/// How a message's way ended in this event, if one did.
pub(crate) fn ending_of(event: &Event, trace: &Trace) -> Option<Ending> {
    let (packet, _) = packet_of(event, trace)?;
    ending(event, packet, trace).map(|(ending, _)| ending)
}

/// How the message's way ended in this event, if it did, and how much of the way it went.
pub(crate) fn ending(event: &Event, packet: &Packet, trace: &Trace) -> Option<(Ending, f64)> {
    let arrived = if packet.is_refusal { Ending::Refusal } else { Ending::Arrived };
    match event.kind {
        EventKind::Arrived => Some((arrived, 1.0)),
        EventKind::Refused => Some((Ending::Damaged, 1.0)),
        EventKind::Lost(loss) => Some((Ending::Lost, lost_at(loss))),
        EventKind::Acted(_) => match acted(event, trace) {
            Some(Action::Deliver(_)) => Some((arrived, 1.0)),
            Some(Action::Drop(_)) => Some((Ending::Lost, LOST_AT)),
            Some(_) | None => None,
        },
        EventKind::Started(_)
        | EventKind::Fired(..)
        | EventKind::Saved(_)
        | EventKind::TimedOut(_)
        | EventKind::Retried(_)
        | EventKind::Waits(..) => None,
    }
}

/// When what is handled, or lost, in this event came to a slow node, if it did.
pub(crate) fn came(event: &Event, trace: &Trace) -> Option<Micros> {
    let came = trace.events.get(event.cause? as usize)?;
    matches!(came.kind, EventKind::Waits(..)).then_some(came.at)
}

fn lost_at(loss: Loss) -> f64 {
    match loss {
        Loss::ReceiverDown => 1.0,
        Loss::Chance | Loss::Cut | Loss::Dropped => LOST_AT,
    }
}

/// A message's way through time, not yet placed.
pub(crate) struct Way<'a> {
    pub(crate) packet: &'a Packet,
    pub(crate) number: u32,
    pub(crate) sent: Micros,
    pub(crate) ended: Micros,
    pub(crate) ending: Ending,
    /// How much of the way from lane to lane it went.
    pub(crate) share: f64,
}

impl Way<'_> {
    /// The arrow, if both ends have lanes. It may reach out of the window on either side: the
    /// page cuts it off there, so that its slope stays true.
    pub(crate) fn place(&self, frame: &Frame, lanes: &[Lane]) -> Option<Arrow> {
        let height = |end: Endpoint| height_of(lanes, end);
        let (top, bottom) = (height(self.packet.from)?, height(self.packet.to)?);
        let from = Point { x: frame.x(self.sent), y: top };
        let to = Point { x: frame.x(self.ended), y: top + (bottom - top) * self.share };
        Some(Arrow {
            packet: self.number,
            from,
            to,
            era: self.packet.era,
            ending: self.ending,
            is_copy: self.packet.copy > 0,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Arrow, Ending, arrows};
    use crate::diagram::Subject;
    use crate::outline::Outline;
    use crate::samples::{Script, frame};
    use machine::NodeId;
    use simulator::{EventKind, Loss};

    const S1: NodeId = NodeId(1);
    const S2: NodeId = NodeId(2);

    fn arrows_of(script: &Script, from_ms: u64, to_ms: u64, most: usize) -> Vec<Arrow> {
        let frame = frame(from_ms, to_ms);
        let outline = Outline::default();
        let in_flight = &script.in_flight;
        let trace = &script.trace;
        let of = Subject { trace, outline: &outline, nodes: 2, clients: 0, in_flight };
        arrows(&frame, &frame.lanes(2, 0), &of, most)
    }

    #[test]
    fn a_message_goes_from_the_senders_lane_to_the_receivers() {
        let mut script = Script::started(2);
        script.send(100, S1, S2, 3).ends(200, EventKind::Arrived);
        let [arrow] = arrows_of(&script, 0, 1_000, 100)[..] else { panic!("one message") };
        assert_eq!((arrow.from.x, arrow.to.x), (150.0, 250.0));
        assert!(arrow.from.y < arrow.to.y);
        assert_eq!((arrow.era, arrow.ending), (3, Ending::Arrived));
    }

    #[test]
    fn a_lost_message_ends_before_the_other_lane() {
        let mut script = Script::started(2);
        script.send(100, S1, S2, 3).ends(200, EventKind::Lost(Loss::Chance));
        script.send(300, S1, S2, 3).ends(400, EventKind::Arrived);
        let [lost, whole] = arrows_of(&script, 0, 1_000, 100)[..] else { panic!("two messages") };
        assert_eq!(lost.ending, Ending::Lost);
        assert!(lost.from.y < lost.to.y && lost.to.y < whole.to.y);
    }

    #[test]
    fn a_message_lost_to_a_crashed_server_reaches_its_lane() {
        let mut script = Script::started(2);
        script.send(100, S1, S2, 3).ends(200, EventKind::Lost(Loss::ReceiverDown));
        let [lost] = arrows_of(&script, 0, 1_000, 100)[..] else { panic!("one message") };
        assert_eq!(lost.to.y, frame(0, 1).lanes(2, 0)[1].y);
    }

    #[test]
    fn a_damaged_message_is_told_from_one_that_was_read() {
        let mut script = Script::started(2);
        script.send(100, S1, S2, 3).ends(200, EventKind::Refused);
        assert_eq!(arrows_of(&script, 0, 1_000, 100)[0].ending, Ending::Damaged);
    }

    #[test]
    fn what_a_person_drops_or_delivers_ends_there_and_what_they_delay_does_not() {
        let mut script = Script::started(2);
        script.send(100, S1, S2, 3).delays(150).drops(200);
        script.send(300, S1, S2, 3).delivers(310);
        let endings: Vec<Ending> =
            arrows_of(&script, 0, 1_000, 100).iter().map(|arrow| arrow.ending).collect();
        assert_eq!(endings, [Ending::Lost, Ending::Arrived]);
    }

    #[test]
    fn a_message_goes_on_along_the_lane_of_a_slow_server_until_it_is_handled() {
        let mut script = Script::started(2);
        script.send(100, S1, S2, 3).waits(200, S2).handled(450, EventKind::Refused);
        let [way, wait] = arrows_of(&script, 0, 1_000, 100)[..] else { panic!("one message") };
        assert_eq!((way.from.x, way.to.x, way.ending), (150.0, 250.0, Ending::InFlight));
        assert_eq!((wait.from, wait.to.x, wait.ending), (way.to, 500.0, Ending::Damaged));
        assert_eq!(wait.to.y, way.to.y);
    }

    #[test]
    fn only_messages_that_cross_the_window_are_drawn() {
        let mut script = Script::started(2);
        script.send(100, S1, S2, 1).ends(200, EventKind::Arrived);
        script.send(250, S1, S2, 2).ends(350, EventKind::Arrived);
        script.send(450, S1, S2, 3).ends(550, EventKind::Arrived);
        script.send(700, S1, S2, 4).ends(800, EventKind::Arrived);
        let eras: Vec<u64> =
            arrows_of(&script, 300, 500, 100).iter().map(|arrow| arrow.era).collect();
        assert_eq!(eras, [2, 3]);
    }

    #[test]
    fn a_message_on_its_way_points_to_where_it_is_due() {
        let mut script = Script::started(2);
        script.send(100, S1, S2, 5).flies_until(400);
        let [arrow] = arrows_of(&script, 0, 1_000, 100)[..] else { panic!("one message") };
        assert_eq!((arrow.ending, arrow.to.x), (Ending::InFlight, 450.0));
    }

    #[test]
    fn too_many_messages_are_thinned_out_to_a_subset() {
        let script = Script::busy(2_000);
        let all = arrows_of(&script, 0, 1_000, usize::MAX);
        let some = arrows_of(&script, 0, 1_000, 1_000);
        let few = arrows_of(&script, 0, 1_000, 300);
        assert!(few.len() < some.len() && some.len() < all.len());
        assert!(few.len() <= 300 && few.len() >= 100, "{}", few.len());
        assert!(few.iter().all(|arrow| some.contains(arrow)));
    }
}
