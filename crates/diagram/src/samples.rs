//! Small traces written by hand, for tests.

use crate::frame::{Frame, Insets};
use crate::window::Window;
use machine::{Endpoint, Mark, Micros, NodeId, Shape, Status};
use simulator::{
    Act, Action, DiskFate, Event, EventKind, MessageId, MessageScene, Moment, Packet, Trace,
};

/// A picture of these milliseconds, 1,000 pixels of them with 50 left and right.
pub(crate) fn frame(from_ms: u64, to_ms: u64) -> Frame {
    Frame {
        width: 1_100.0,
        height: 180.0,
        insets: Insets { top: 24.0, right: 50.0, bottom: 36.0, left: 50.0 },
        window: Window { from: Micros::from_ms(from_ms), to: Micros::from_ms(to_ms) },
    }
}

pub(crate) fn leader(era: u64) -> Status {
    Status { shape: Shape::Hexagon, era }
}

pub(crate) fn follower(era: u64) -> Status {
    Status { shape: Shape::Ring, era }
}

/// A trace in the making.
#[derive(Default)]
pub(crate) struct Script {
    pub(crate) trace: Trace,
    pub(crate) in_flight: Vec<MessageScene>,
}

impl Script {
    /// Servers that have started as followers.
    pub(crate) fn started(nodes: u8) -> Self {
        let mut script = Script::default();
        for node in NodeId::all(nodes) {
            script.push(0, EventKind::Started(node), Some(node)).status = Some(follower(0));
        }
        script
    }

    /// A message from `S1` to `S2` leaves each millisecond and arrives in the next.
    pub(crate) fn busy(events: usize) -> Self {
        let mut script = Script::started(2);
        for ms in 0..events as u64 {
            if ms > 0 {
                script.ends(ms, EventKind::Arrived);
            }
            script.send(ms, NodeId(1), NodeId(2), 1);
        }
        // What leaves does so in the event in which the one before arrives.
        script.trace.events.retain(|event| !matches!(event.kind, EventKind::Fired(..)));
        for (place, packet) in script.trace.packets.iter_mut().enumerate() {
            packet.sent = place as u32 + 1;
        }
        script
    }

    pub(crate) fn becomes(&mut self, ms: u64, node: NodeId, status: Status) -> &mut Self {
        let timer = EventKind::Fired(node, machine::TimerId(0));
        self.push(ms, timer, Some(node)).status = Some(status);
        self
    }

    pub(crate) fn crash(&mut self, ms: u64, node: NodeId) -> &mut Self {
        self.act(ms, Some(node), Action::Crash(node))
    }

    pub(crate) fn restart(&mut self, ms: u64, node: NodeId, status: Status) -> &mut Self {
        self.act(ms, Some(node), Action::Restart(node, DiskFate::Keep));
        self.last().status = Some(status);
        self
    }

    pub(crate) fn pause(&mut self, ms: u64, node: NodeId) -> &mut Self {
        self.act(ms, Some(node), Action::Pause(node))
    }

    pub(crate) fn resume(&mut self, ms: u64, node: NodeId) -> &mut Self {
        self.act(ms, Some(node), Action::Resume(node))
    }

    /// The last event leaves a mark.
    pub(crate) fn mark(&mut self, mark: Mark) -> &mut Self {
        self.last().mark = Some(mark);
        self
    }

    /// A timer goes off and a message leaves.
    pub(crate) fn send(&mut self, ms: u64, from: NodeId, to: NodeId, era: u64) -> &mut Self {
        self.push(ms, EventKind::Fired(from, machine::TimerId(0)), Some(from));
        let sent = self.trace.events.len() as u32 - 1;
        self.trace.packets.push(Packet {
            from: from.into(),
            to: to.into(),
            number: self.trace.packets.len() as u32 + 1,
            copy: 0,
            kind: "Ask",
            era,
            is_reply: false,
            is_refusal: false,
            checksum: 0,
            sent,
            size: 0,
        });
        self
    }

    /// The way of the last message ends.
    pub(crate) fn ends(&mut self, ms: u64, kind: EventKind) -> &mut Self {
        let packet = self.trace.packets.len() as u32 - 1;
        let to = self.trace.packets[packet as usize].to;
        let place = if matches!(kind, EventKind::Lost(_)) { None } else { to.node() };
        self.push(ms, kind, place).packet = Some(packet);
        self
    }

    /// The last message comes to a slow server.
    pub(crate) fn waits(&mut self, ms: u64, node: NodeId) -> &mut Self {
        self.ends(ms, EventKind::Waits(node, None))
    }

    /// What came in the last event is handled.
    pub(crate) fn handled(&mut self, ms: u64, kind: EventKind) -> &mut Self {
        let came = self.trace.events.len() as u32 - 1;
        self.ends(ms, kind).last().cause = Some(came);
        self
    }

    /// The last message is on its way.
    pub(crate) fn flies_until(&mut self, ms: u64) -> &mut Self {
        let id = self.last_message();
        let sent = self.trace.events.last().expect("it was sent").at;
        self.in_flight.push(MessageScene {
            id,
            kind: "Ask",
            brief: String::new(),
            era: 0,
            is_reply: false,
            is_refusal: false,
            is_corrupt: false,
            fields: Vec::new(),
            sent,
            due: Micros::from_ms(ms),
            waits_at_receiver: false,
        });
        self
    }

    pub(crate) fn delays(&mut self, ms: u64) -> &mut Self {
        let action = Action::Delay(self.last_message(), Micros::from_ms(1));
        self.act_on_message(ms, action)
    }

    pub(crate) fn drops(&mut self, ms: u64) -> &mut Self {
        let action = Action::Drop(self.last_message());
        self.act_on_message(ms, action)
    }

    pub(crate) fn delivers(&mut self, ms: u64) -> &mut Self {
        let action = Action::Deliver(self.last_message());
        self.act_on_message(ms, action)
    }

    /// The save that the last event asked for is finished.
    pub(crate) fn saves(&mut self, ms: u64) -> &mut Self {
        let asked = self.trace.events.len() as u32 - 1;
        let Some(Endpoint::Node(node)) = self.last().place else { panic!("a server asks") };
        self.push(ms, EventKind::Saved(node), Some(node)).cause = Some(asked);
        self
    }

    /// A person does something to links.
    pub(crate) fn link(&mut self, ms: u64, action: Action) -> &mut Self {
        self.act(ms, None, action)
    }

    fn last_message(&self) -> MessageId {
        let packet = self.trace.packets.last().expect("a message was sent");
        let Packet { from, to, number, copy, .. } = *packet;
        MessageId { from, to, number, copy }
    }

    fn act_on_message(&mut self, ms: u64, action: Action) -> &mut Self {
        let packet = self.trace.packets.len() as u32 - 1;
        self.act(ms, None, action);
        self.last().packet = Some(packet);
        self
    }

    fn act(&mut self, ms: u64, place: Option<NodeId>, action: Action) -> &mut Self {
        let act = self.trace.acts.len() as u32;
        let at = Moment { time: Micros::from_ms(ms), after: 0 };
        self.trace.acts.push(Act { at, action });
        self.push(ms, EventKind::Acted(act), place);
        self
    }

    fn last(&mut self) -> &mut Event {
        self.trace.events.last_mut().expect("something happened")
    }

    fn push(&mut self, ms: u64, kind: EventKind, place: Option<NodeId>) -> &mut Event {
        let before = self.trace.events.last().map_or(0, |event| event.hash);
        // Any chain of hashes will do that differs where the events differ.
        let hash = (before ^ ms ^ 0x9e37).wrapping_mul(0x0100_0000_01b3);
        self.trace.events.push(Event {
            at: Micros::from_ms(ms),
            kind,
            place: place.map(Endpoint::Node),
            packet: None,
            cause: None,
            notes: (0, 0),
            status: None,
            doubt: None,
            mark: None,
            hash,
        });
        self.last()
    }
}
