//! Links and what travels over them.

use super::{Key, World};
use crate::action::Refusal;
use crate::draw::Cause;
use crate::event::{Loss, Packet};
use crate::link::LinkSettings;
use crate::message::MessageId;
use machine::{Endpoint, Micros};

/// A directed link.
#[derive(Clone, Copy, Default, Debug)]
pub(crate) struct Link {
    /// How many messages were ever sent over it.
    sent: u32,
    /// When the latest of them is due.
    last_due: Micros,
    pub(crate) is_cut: bool,
    /// Its own settings, instead of everybody's.
    pub(crate) settings: Option<LinkSettings>,
}

/// A message in flight.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Flight {
    /// Its place in the trace.
    pub(crate) packet: u32,
    /// The event in which it left, or in which it came to a slow node, where it waits.
    pub(crate) cause: u32,
    pub(crate) sent: Micros,
    /// When it would arrive if nothing befell it.
    pub(crate) due: Micros,
    /// When the queue has it: `due`, or half-way if it will be lost.
    pub(crate) queued_for: Micros,
    /// How it will be lost, if it will.
    pub(crate) fate: Option<Loss>,
    /// The checksum that travels with it; damage flips a bit of it.
    pub(crate) checksum: u64,
}

/// What is known of a message when it leaves, besides who sends it to whom.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sending {
    pub(crate) kind: &'static str,
    pub(crate) era: u64,
    pub(crate) is_reply: bool,
    pub(crate) is_refusal: bool,
    pub(crate) checksum: u64,
    pub(crate) size: u32,
}

impl World {
    fn place_of(&self, end: Endpoint) -> usize {
        match end {
            Endpoint::Node(node) => node.index(),
            Endpoint::Client(client) => self.machines.len() + client.index(),
        }
    }

    fn link_place(&self, from: Endpoint, to: Endpoint) -> usize {
        self.place_of(from) * (self.machines.len() + self.clients.len()) + self.place_of(to)
    }

    /// The link from one end to another; both must exist.
    pub(crate) fn link(&self, from: Endpoint, to: Endpoint) -> &Link {
        &self.links[self.link_place(from, to)]
    }

    /// The same, to change it.
    pub(crate) fn link_mut(&mut self, from: Endpoint, to: Endpoint) -> &mut Link {
        let place = self.link_place(from, to);
        &mut self.links[place]
    }

    /// How the link treats messages.
    pub(crate) fn settings(&self, from: Endpoint, to: Endpoint) -> LinkSettings {
        self.link(from, to).settings.unwrap_or(self.network)
    }

    /// Sets a message on its way in the present event, and a copy of it if the network duplicates
    /// it. Returns the identities of both.
    pub(crate) fn send(
        &mut self,
        from: Endpoint,
        to: Endpoint,
        sending: Sending,
        packets: &mut Vec<Packet>,
    ) -> (MessageId, Option<MessageId>) {
        let link = self.link_mut(from, to);
        link.sent += 1;
        let id = MessageId { from, to, number: link.sent, copy: 0 };
        self.launch(id, sending, packets);
        let rate = self.settings(from, to).duplicate;
        let copied = self.draw.happens(Cause::Duplicate(id), rate);
        let copy = copied.then(|| self.duplicate(id, sending, packets)).flatten();
        (id, copy)
    }

    /// Sends a further copy of a message. `None` if it has as many copies as can be told apart.
    pub(crate) fn duplicate(
        &mut self,
        id: MessageId,
        sending: Sending,
        packets: &mut Vec<Packet>,
    ) -> Option<MessageId> {
        let copies = self.copies.entry(MessageId { copy: 0, ..id }).or_default();
        *copies = copies.checked_add(1)?;
        let copy = MessageId { copy: *copies, ..id };
        self.launch(copy, sending, packets);
        Some(copy)
    }

    /// Whether a further copy of the message can be told apart from those there are.
    pub(crate) fn can_duplicate(&self, id: MessageId) -> bool {
        self.copies.get(&MessageId { copy: 0, ..id }).is_none_or(|copies| *copies < u8::MAX)
    }

    fn launch(&mut self, id: MessageId, sending: Sending, packets: &mut Vec<Packet>) {
        let settings = self.settings(id.from, id.to);
        let travel = self.draw.time(Cause::Delay(id), settings.delay);
        let now = self.now;
        let link = self.link_mut(id.from, id.to);
        let mut due = now.plus(travel);
        if settings.fifo {
            due = due.max(link.last_due.plus(Micros(1)));
        }
        link.last_due = link.last_due.max(due);
        let fate = if link.is_cut {
            Some(Loss::Cut)
        } else {
            self.draw.happens(Cause::Loss(id), settings.loss).then_some(Loss::Chance)
        };
        let damaged = self.draw.happens(Cause::Corrupt(id), settings.corrupt);
        let checksum = if damaged { self.damage(id, sending.checksum) } else { sending.checksum };
        let halfway = Micros(now.0 + (due.0 - now.0) / 2);
        let queued_for = if fate.is_some() { halfway } else { due };
        let flight = Flight {
            packet: self.packets,
            cause: self.events,
            sent: now,
            due,
            queued_for,
            fate,
            checksum,
        };
        self.packets += 1;
        self.queue.insert((queued_for, Key::Message(id)));
        self.flights.insert(id, flight);
        packets.push(Packet {
            from: id.from,
            to: id.to,
            number: id.number,
            copy: id.copy,
            kind: sending.kind,
            era: sending.era,
            is_reply: sending.is_reply,
            is_refusal: sending.is_refusal,
            checksum: sending.checksum,
            sent: self.events,
            size: sending.size,
        });
    }

    fn damage(&self, id: MessageId, checksum: u64) -> u64 {
        checksum ^ (1 << self.draw.below(Cause::Bit(id), 64))
    }

    /// Damages a message in flight.
    pub(crate) fn corrupt(&mut self, id: MessageId) {
        let damaged = self.damage(id, self.flights[&id].checksum);
        self.update_flight(id, |flight| flight.checksum = damaged);
    }

    /// Makes a message in flight arrive, or be lost, later. One that waits at a slow node comes
    /// there again.
    pub(crate) fn delay(&mut self, id: MessageId, by: Micros) {
        let entry = (self.flights[&id].queued_for, Key::Message(id));
        if let Endpoint::Node(node) = id.to
            && self.withdraw(node, &entry)
        {
            self.queue.insert(entry);
        }
        self.update_flight(id, |flight| {
            flight.due = flight.due.plus(by);
            flight.queued_for = flight.queued_for.plus(by);
        });
    }

    fn update_flight(&mut self, id: MessageId, change: impl FnOnce(&mut Flight)) {
        let mut flight = self.flights[&id];
        let is_queued = self.queue.remove(&(flight.queued_for, Key::Message(id)));
        change(&mut flight);
        if is_queued {
            self.queue.insert((flight.queued_for, Key::Message(id)));
        }
        self.flights.insert(id, flight);
    }

    /// Takes a message out of the air, or away from the slow node it waits at.
    pub(crate) fn land(&mut self, id: MessageId) -> Flight {
        let flight = self.flights.remove(&id).expect("the caller knows it to be in flight");
        let entry = (flight.queued_for, Key::Message(id));
        if !self.queue.remove(&entry)
            && let Endpoint::Node(node) = id.to
        {
            self.withdraw(node, &entry);
        }
        flight
    }

    /// Whether the message has come to a slow node and waits there.
    pub(crate) fn waits(&self, id: MessageId, flight: &Flight) -> bool {
        let entry = (flight.queued_for, Key::Message(id));
        id.to.node().is_some_and(|node| self.machine(node).work.has(&entry))
    }

    /// Cuts or heals a link. What is in flight over a cut link is lost when it would arrive.
    pub(crate) fn set_cut(&mut self, from: Endpoint, to: Endpoint, cut: bool) {
        self.link_mut(from, to).is_cut = cut;
    }

    /// Every directed link that exists: from any end to any other, but not from client to client.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (Endpoint, Endpoint)> + use<> {
        let ends = self.ends();
        let pairs = ends.clone().flat_map(move |from| ends.clone().map(move |to| (from, to)));
        pairs.filter(|(from, to)| is_link(*from, *to))
    }

    /// Whether both ends exist.
    pub(crate) fn check_end(&self, end: Endpoint) -> Result<(), Refusal> {
        let exists = match end {
            Endpoint::Node(node) => node.0 > 0 && node.index() < self.machines.len(),
            Endpoint::Client(client) => client.0 > 0 && client.index() < self.clients.len(),
        };
        if exists { Ok(()) } else { Err(Refusal::Unknown(end)) }
    }

    /// Whether there is such a link.
    pub(crate) fn check_link(&self, from: Endpoint, to: Endpoint) -> Result<(), Refusal> {
        self.check_end(from)?;
        self.check_end(to)?;
        if is_link(from, to) { Ok(()) } else { Err(Refusal::NoLink(from, to)) }
    }
}

fn is_link(from: Endpoint, to: Endpoint) -> bool {
    from != to && (from.node().is_some() || to.node().is_some())
}
