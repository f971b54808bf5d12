//! What can be done with a run, whatever its protocol.

use crate::list::Profile;
use crate::words::Language;
use core::any::Any;
use core::ops::Range;
use machine::{ClientId, Mark, Micros, NodeId, Tone};
use simulator::{Glance, Operation, Scene, Setup, Trace};

/// One event in words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Narration {
    /// A sentence for each thing that happened in the event, the most telling one first. A clause
    /// between `**` and `**` decides.
    pub sentences: Vec<Sentence>,
    /// A short label for the timeline, if the event leaves a mark there.
    pub mark: Option<(Mark, String)>,
}

/// One sentence of a narration.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sentence {
    /// The sentence, without a full stop.
    pub text: String,
    /// The source that says so, such as `Raft §5.4.1`; empty for what the world did.
    pub source: String,
    /// How it should sound.
    pub tone: Tone,
}

/// A copy of a run at some moment, to look back without moving the run. Properties are not checked.
pub trait Past {
    /// Goes on to just after the first `position` events; stays where it is if it is further.
    fn go_on(&mut self, position: u32);

    /// The essence of a server; of its log, the cells of these indexes.
    ///
    /// # Panics
    /// If there is no such server.
    fn server(&self, node: NodeId, log: Range<u64>, language: Language) -> Glance;

    /// The operation of this number of a client, if there is one.
    fn operation(&self, client: ClientId, number: u64) -> Option<&Operation>;
}

/// A run that is open: it can be looked at, moved along, and acted on.
///
/// Events are counted: position `n` is after the first `n` events. Going back and forth moves the
/// position among known events; stepping past the last known one computes the next.
pub trait Experiment {
    /// What the run starts from.
    fn setup(&self) -> &Setup;

    /// Its protocol, at first sight.
    fn profile(&self, language: Language) -> Profile;

    /// How many events have happened at the present position.
    fn position(&self) -> u32;

    /// How many events are known.
    fn length(&self) -> u32;

    /// The virtual time; at or after the last event that happened.
    fn now(&self) -> Micros;

    /// When the next event is due, known or not; `None` if nothing will happen by itself.
    fn next_due(&self) -> Option<Micros>;

    /// Goes on by one event. Returns whether there was one.
    fn step(&mut self) -> bool;

    /// Goes back to the time of the event before the last, and takes the last one back. Returns
    /// whether there was one.
    fn step_back(&mut self) -> bool;

    /// Goes to just after the first `position` events, computing them if need be. Stops early where
    /// nothing more happens by itself, and never goes before the start of the last node, which is
    /// where a run begins. Returns the position reached.
    fn seek(&mut self, position: u32) -> u32;

    /// Lets virtual time pass until `time`, with all that happens by then; at most `events` events.
    /// Does nothing if `time` is past.
    fn advance_to(&mut self, time: Micros, events: u32);

    /// The run itself, for what changes it.
    fn as_any(&self) -> &dyn Any;

    /// The same, to change it.
    fn as_any_mut(&mut self) -> &mut dyn Any;

    /// What the run looks like now.
    fn scene(&self, language: Language) -> Scene;

    /// The record of every known event.
    fn trace(&self) -> &Trace;

    /// The event at place `event` of the trace, in words.
    ///
    /// # Panics
    /// If the event is not known.
    fn narrate(&self, event: u32, language: Language) -> Narration;

    /// The first violation, by event: the place of the event in the trace, and the property's name.
    fn violation(&self) -> Option<(u32, &'static str)>;
}
