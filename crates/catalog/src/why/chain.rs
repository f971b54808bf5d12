//! The chain of causes, from the record.

use super::cause::{Cause, Edge};
use super::look_back::{Halt, LookBack};
use super::round::{answers, arrived};
use super::value::{Travelling, Watched};
use machine::NodeId;
use simulator::{Action, Event, EventKind, Trace};

/// The greatest number of links.
const LINKS_MAX: usize = 32;

/// The links found so far, each event once.
#[derive(Default, Debug)]
pub(super) struct Chain {
    links: Vec<Cause>,
}

impl Chain {
    /// Adds an event with which a chain begins.
    pub(super) fn begin(&mut self, event: u32, edge: Edge) {
        self.push(event, edge);
    }

    /// Adds what led to a value of a server, as it is after the first `end` events.
    pub(super) fn of_server(
        &mut self,
        back: &mut LookBack<'_>,
        end: u32,
        node: NodeId,
        watched: Watched,
    ) -> Result<(), Halt> {
        let event = match back.last_change(end, node, &watched)? {
            Some(event) => event,
            None => watched.at_start(back.run(), node)?,
        };
        self.begin(event, Edge::Asked);
        self.follow(back, event, watched.travels(node))
    }

    /// Adds what led to an event that is in the chain: back to a person's act, a node's start, or
    /// the greatest number of links.
    pub(super) fn follow(
        &mut self,
        back: &mut LookBack<'_>,
        event: u32,
        value: Option<Travelling>,
    ) -> Result<(), Halt> {
        let (mut event, mut value) = (event, value);
        while self.links.len() < LINKS_MAX {
            for answer in answers(back.trace(), event) {
                self.push(answer, Edge::Answer(event));
            }
            let Some(edge) = before(back.trace(), event) else { break };
            if !self.push(edge.event, edge.edge) {
                break;
            }
            let source = match value {
                Some(value) => source(back, event, edge.event, value)?,
                None => None,
            };
            (event, value) = match source {
                Some((held, value)) => {
                    if held != edge.event && !self.push(held, Edge::Held(edge.event)) {
                        break;
                    }
                    (held, Some(value))
                }
                None => (edge.event, None),
            };
        }
        Ok(())
    }

    /// Whether it was not there before; then it is added, unless there is no room.
    fn push(&mut self, event: u32, edge: Edge) -> bool {
        let is_new = self.links.iter().all(|known| known.event != event);
        if is_new && self.links.len() < LINKS_MAX {
            self.links.push(Cause { event, edge });
        }
        is_new
    }

    /// The links, the last event first.
    pub(super) fn newest_first(mut self) -> Vec<Cause> {
        self.links.sort_unstable_by_key(|cause| core::cmp::Reverse(cause.event));
        self.links
    }
}

/// What the record says led to the event; `None` for a person's act and for a start.
fn before(trace: &Trace, event: u32) -> Option<Cause> {
    let Event { kind, packet, cause, .. } = trace.events[event as usize];
    let of = |cause: Option<u32>, edge: Edge| {
        cause.map(|cause| Cause { event: past_wait(trace, cause), edge })
    };
    match kind {
        EventKind::Started(_) => None,
        EventKind::Acted(act) => {
            let is_copy = matches!(trace.acts[act as usize].action, Action::Duplicate(_));
            let original = packet.filter(|_| is_copy);
            let sent = original.map(|packet| trace.packets[packet as usize].sent);
            let delivered = arrived(trace, event).and(cause);
            of(delivered.or(sent), Edge::Sent(event))
        }
        EventKind::Arrived | EventKind::Refused | EventKind::Lost(_) => {
            of(cause, Edge::Sent(event))
        }
        EventKind::Waits(_, None) => of(cause, Edge::Sent(event)),
        EventKind::Waits(_, Some(_)) => of(cause, Edge::Timer(event)),
        EventKind::Fired(..) => of(set_first(trace, event), Edge::Timer(event)),
        EventKind::Saved(_) => of(cause, Edge::Save(event)),
        EventKind::TimedOut(_) | EventKind::Retried(_) => of(cause, Edge::Wait(event)),
    }
}

/// Where the timer that went off was set, and if it had gone off then too, where it was set then,
/// and so on.
fn set_first(trace: &Trace, event: u32) -> Option<u32> {
    let kind = trace.events[event as usize].kind;
    let set_in = |event: u32| Some(past_wait(trace, trace.events[event as usize].cause?));
    let mut set = set_in(event)?;
    while trace.events[set as usize].kind == kind {
        set = set_in(set)?;
    }
    Some(set)
}

/// The same event; if in it something came to a slow node, the event that made it come.
fn past_wait(trace: &Trace, event: u32) -> u32 {
    let Event { kind, cause, .. } = trace.events[event as usize];
    if matches!(kind, EventKind::Waits(..)) { cause.unwrap_or(event) } else { event }
}

/// If the message that arrived in `event`, and left in `sent`, brought the value: the event in
/// which its sender came by the same value, which is now the sender's.
fn source(
    back: &mut LookBack<'_>,
    event: u32,
    sent: u32,
    value: Travelling,
) -> Result<Option<(u32, Travelling)>, Halt> {
    let trace = back.trace();
    let sender = arrived(trace, event).and_then(|packet| packet.from.node());
    // The copy of a message that a person made left in no server's event.
    let left = |sender: &NodeId| trace.events[sent as usize].place == Some((*sender).into());
    let Some(sender) = sender.filter(left) else { return Ok(None) };
    let Travelling { node, watched } = value;
    let brought = back.look(event + 1, node, &watched);
    if !brought.travels() || back.look(sent + 1, sender, &watched) != brought {
        return Ok(None);
    }
    let held = back.last_change(sent + 1, sender, &watched)?;
    let is_there = |held: &u32| trace.events[*held as usize].place == Some(sender.into());
    let held = held.filter(is_there);
    Ok(held.map(|held| (held, Travelling { node: sender, watched })))
}
