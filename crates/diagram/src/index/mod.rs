//! What is remembered of a whole run so that any window of it can be drawn, at any zoom, without
//! reading the rest: every list is in the order of time and searched by halving.

mod cuts;
mod flights;
mod lanes;

use crate::arrow::{Ending, ending_of};
use crate::filter::Filter;
use crate::outline::Outline;
use crate::seen::Seen;
pub(crate) use cuts::Cuts;
pub(crate) use flights::{Flight, Flights};
pub(crate) use lanes::{ends, lane_of};
use machine::{Endpoint, Micros};
use simulator::{Event, EventKind, Trace};

/// When messages came to the ends of their ways at one lane, in order.
#[derive(Clone, Default, Debug)]
pub(crate) struct Traffic {
    pub(crate) arrived: Vec<Micros>,
    pub(crate) lost: Vec<Micros>,
}

/// What is remembered of a run, as far as a filter lets it through.
///
/// It is kept from one picture to the next: [`Index::follow`] reads only what a trace has gained.
#[derive(Clone, Debug)]
pub struct Index {
    nodes: u8,
    clients: u8,
    filter: Filter,
    pub(crate) outline: Outline,
    pub(crate) flights: Flights,
    pub(crate) cuts: Cuts,
    /// Of each server and client, the messages that were for it.
    traffic: Vec<Traffic>,
    /// Of each server and client, and of what belongs to none, the places of its events.
    events: Vec<Vec<u32>>,
    /// The events that are not the end of a message's way: timers, saves, clients that wait.
    pub(crate) ticks: Vec<u32>,
    eras: Vec<u64>,
    kinds: Vec<&'static str>,
    seen: Seen,
    packets: usize,
}

impl Index {
    /// An index of a run of so many servers and clients, in which nothing has happened yet.
    #[must_use]
    pub fn new(nodes: u8, clients: u8, filter: Filter) -> Self {
        let lanes = usize::from(nodes) + usize::from(clients);
        Index {
            nodes,
            clients,
            filter,
            outline: Outline::default(),
            flights: Flights::default(),
            cuts: Cuts::new(nodes, clients),
            traffic: vec![Traffic::default(); lanes],
            events: vec![Vec::new(); lanes + 1],
            ticks: Vec::new(),
            eras: Vec::new(),
            kinds: Vec::new(),
            seen: Seen::default(),
            packets: 0,
        }
    }

    /// What is drawn.
    #[must_use]
    pub fn filter(&self) -> &Filter {
        &self.filter
    }

    /// Every server and client, drawn or not.
    pub fn ends(&self) -> impl Iterator<Item = Endpoint> + Clone + use<> {
        ends(self.nodes, self.clients)
    }

    /// The terms, ballots, views or epochs of messages so far, in order.
    #[must_use]
    pub fn eras(&self) -> &[u64] {
        &self.eras
    }

    /// The kinds of messages so far, in the order in which each was sent first.
    #[must_use]
    pub fn kinds(&self) -> &[&'static str] {
        &self.kinds
    }

    /// How many messages of the run are drawn.
    #[must_use]
    pub fn messages(&self) -> usize {
        self.flights.len()
    }

    /// Draws something else from now on.
    pub fn set_filter(&mut self, filter: Filter) {
        if self.filter != filter {
            *self = Index::new(self.nodes, self.clients, filter);
        }
    }

    /// Takes in what the trace holds, from the beginning if it is not a longer version of the one
    /// seen before.
    pub fn follow(&mut self, trace: &Trace) {
        if !self.seen.is_of(trace) {
            *self = Index::new(self.nodes, self.clients, std::mem::take(&mut self.filter));
        }
        self.outline.follow(trace);
        for (number, packet) in (0_u32..).zip(&trace.packets).skip(self.packets) {
            if let Err(place) = self.eras.binary_search(&packet.era) {
                self.eras.insert(place, packet.era);
            }
            if !self.kinds.contains(&packet.kind) {
                self.kinds.push(packet.kind);
            }
            let sent = trace.events[packet.sent as usize].at;
            self.flights.sets_out(number, sent, self.filter.passes(packet));
        }
        self.packets = trace.packets.len();
        for (place, event) in (0_u32..).zip(&trace.events).skip(self.seen.events) {
            self.take(place, event, trace);
        }
        self.seen.is_all_of(trace);
    }

    fn take(&mut self, place: u32, event: &Event, trace: &Trace) {
        let lane = lane_of(event, trace);
        let row = lane.map_or(self.traffic.len(), |lane| self.lane(lane));
        if lane.is_some() || event.mark.is_some() {
            self.events[row].push(place);
        }
        self.cuts.take(event, trace);
        let is_tick = match event.kind {
            EventKind::Fired(..)
            | EventKind::Saved(_)
            | EventKind::TimedOut(_)
            | EventKind::Retried(_) => true,
            EventKind::Started(_)
            | EventKind::Acted(_)
            | EventKind::Arrived
            | EventKind::Refused
            | EventKind::Lost(_)
            | EventKind::Waits(..) => false,
        };
        if is_tick && lane.is_some_and(|lane| self.filter.shows(lane)) {
            self.ticks.push(place);
        }
        if let Some(ending) = ending_of(event, trace)
            && let Some(number) = event.packet
            && self.flights.ends(number, place, event.at)
        {
            let lane = self.lane(trace.packets[number as usize].to);
            match ending {
                Ending::Arrived | Ending::Refusal => self.traffic[lane].arrived.push(event.at),
                Ending::Damaged | Ending::Lost => self.traffic[lane].lost.push(event.at),
                Ending::InFlight => {}
            }
        }
    }

    fn lane(&self, end: Endpoint) -> usize {
        match end {
            Endpoint::Node(node) => node.index(),
            Endpoint::Client(client) => usize::from(self.nodes) + client.index(),
        }
    }

    /// The messages that were for it.
    pub(crate) fn traffic(&self, end: Endpoint) -> &Traffic {
        &self.traffic[self.lane(end)]
    }

    /// The places of the events of a lane; `None` for marks that belong to no lane.
    #[must_use]
    pub fn events(&self, lane: Option<Endpoint>) -> &[u32] {
        &self.events[lane.map_or(self.traffic.len(), |lane| self.lane(lane))]
    }

    /// The ticks in `[from, to)`, and how many they are.
    pub(crate) fn ticks(&self, trace: &Trace, from: Micros, to: Micros) -> &[u32] {
        let at = |place: &u32| trace.events[*place as usize].at;
        let first = self.ticks.partition_point(|place| at(place) < from);
        let end = self.ticks.partition_point(|place| at(place) < to);
        &self.ticks[first..end.max(first)]
    }
}
