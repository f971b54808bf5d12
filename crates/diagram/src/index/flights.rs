//! The messages that are drawn, findable by when they were on their way.

use machine::Micros;

/// How many messages are looked at together.
const BLOCK: usize = 128;
/// No event, or no place.
const NONE: u32 = u32::MAX;

/// A message and its way through time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Flight {
    /// Its place among the messages of the run.
    pub(crate) packet: u32,
    pub(crate) sent: Micros,
    ended: Micros,
    event: u32,
}

impl Flight {
    /// When and in which event its way ended, if it has.
    pub(crate) fn end(&self) -> Option<(Micros, u32)> {
        (self.event != NONE).then_some((self.ended, self.event))
    }
}

/// Some messages that set out one after the other.
#[derive(Clone, Copy, Default, Debug)]
struct Block {
    /// How many are on their way still.
    open: u32,
    /// When the last of the others ended.
    ended: Micros,
}

/// The messages that are drawn, in the order in which they set out.
#[derive(Clone, Default, Debug)]
pub(crate) struct Flights {
    all: Vec<Flight>,
    blocks: Vec<Block>,
    /// Of each message of the run its place in `all`.
    places: Vec<u32>,
    /// When each of them ended that has, in order.
    ends: Vec<Micros>,
}

impl Flights {
    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }

    pub(crate) fn sets_out(&mut self, packet: u32, sent: Micros, is_drawn: bool) {
        if !is_drawn {
            self.places.push(NONE);
            return;
        }
        self.places.push(self.all.len() as u32);
        if self.all.len().is_multiple_of(BLOCK) {
            self.blocks.push(Block::default());
        }
        if let Some(block) = self.blocks.last_mut() {
            block.open += 1;
        }
        self.all.push(Flight { packet, sent, ended: Micros(u64::MAX), event: NONE });
    }

    /// The message's way ended in this event. Returns whether the message is drawn.
    pub(crate) fn ends(&mut self, packet: u32, event: u32, at: Micros) -> bool {
        let Some(flight) = self.places.get(packet as usize).filter(|place| **place != NONE) else {
            return false;
        };
        let place = *flight as usize;
        let block = &mut self.blocks[place / BLOCK];
        block.open -= 1;
        block.ended = block.ended.max(at);
        self.all[place] = Flight { ended: at, event, ..self.all[place] };
        self.ends.push(at);
        true
    }

    /// The message at this place of the run, if it is drawn.
    pub(crate) fn of(&self, packet: u32) -> Option<Flight> {
        let place = *self.places.get(packet as usize)?;
        self.all.get(place as usize).copied()
    }

    /// How many set out or ended in `[from, to)`, whichever are more.
    pub(crate) fn count(&self, from: Micros, to: Micros) -> usize {
        let (first, end) = self.sent_in(from, to);
        let ended = |at: Micros| self.ends.partition_point(|end| *end < at);
        (end - first).max(ended(to).saturating_sub(ended(from)))
    }

    fn sent_in(&self, from: Micros, to: Micros) -> (usize, usize) {
        let first = self.all.partition_point(|flight| flight.sent < from);
        (first, self.all.partition_point(|flight| flight.sent < to).max(first))
    }

    /// The messages that were on their way at some time of `[from, to)`. Those that set out before
    /// are found without looking at the blocks in which all had ended by then.
    pub(crate) fn crossing(&self, from: Micros, to: Micros) -> impl Iterator<Item = &Flight> {
        let (first, end) = self.sent_in(from, to);
        let is_open = move |block: &&(usize, &Block)| block.1.open > 0 || block.1.ended >= from;
        let before = self.blocks[..first.div_ceil(BLOCK)].iter().enumerate();
        let of_block = move |(block, _): (usize, &Block)| {
            let begin = block * BLOCK;
            self.all[begin..first.min(begin + BLOCK)].iter()
        };
        let earlier = before.filter(move |block| is_open(&block)).flat_map(of_block);
        earlier.filter(move |flight| flight.ended >= from).chain(&self.all[first..end])
    }
}

#[cfg(test)]
mod tests {
    use super::Flights;
    use machine::Micros;

    /// A message sets out every microsecond and is on its way for ten; every hundredth for 5,000,
    /// and every thousandth for ever.
    fn flights() -> Flights {
        let mut flights = Flights::default();
        let long = |packet: u32| if packet.is_multiple_of(100) { 5_000 } else { 10 };
        for packet in 0..20_000_u32 {
            flights.sets_out(packet, Micros(packet.into()), true);
        }
        let mut ends: Vec<(u64, u32)> = (0..20_000_u32)
            .filter(|packet| !packet.is_multiple_of(1_000))
            .map(|packet| (u64::from(packet) + long(packet), packet))
            .collect();
        ends.sort_unstable();
        for (event, (at, packet)) in (0..).zip(ends) {
            assert!(flights.ends(packet, event, Micros(at)));
        }
        flights
    }

    #[test]
    fn the_same_messages_cross_a_window_as_when_all_are_looked_at() {
        let flights = flights();
        for (from, to) in [(0, 50), (777, 778), (9_990, 10_500), (19_999, 40_000), (3, 3)] {
            let (from, to) = (Micros(from), Micros(to));
            let found: Vec<u32> = flights.crossing(from, to).map(|flight| flight.packet).collect();
            let crosses = |packet: &u32| {
                let flight = flights.of(*packet).expect("all are drawn");
                flight.sent < to && (flight.sent >= from || flight.ended >= from)
            };
            let expected: Vec<u32> = (0..20_000).filter(crosses).collect();
            assert_eq!(found, expected, "{from} {to}");
        }
    }

    #[test]
    fn a_message_that_is_not_drawn_does_not_cross_anything() {
        let mut flights = Flights::default();
        flights.sets_out(0, Micros(0), false);
        flights.sets_out(1, Micros(0), true);
        assert!(!flights.ends(0, 5, Micros(9)));
        assert_eq!(flights.crossing(Micros(0), Micros(20)).count(), 1);
        assert_eq!(flights.of(0), None);
    }
}
