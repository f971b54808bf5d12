//! A run that can be moved along, forwards and back, and acted on.
//!
//! Going back is replaying less: copies of the whole simulation are kept (every
//! [`CHECKPOINT_EVERY`] events), and what lies between is computed again. Copies share what did not
//! change (logs and disks are persistent structures), so they are small.

use crate::action::{Action, Refusal};
use crate::event::Trace;
use crate::past::Past;
use crate::run::{Act, Moment, Run, Setup};
use crate::scene::{Label, Scene, Table};
use crate::simulation::{Checking, Fields, Record, Simulation, Words};
use crate::stepping::{CarryOut, is_due, step};
use machine::{Micros, NodeId, Options, Protocol, Text, Underway};

/// How many events lie between two kept copies of the simulation, for each server: the more there
/// are, the larger is a copy.
const CHECKPOINT_EVERY: u32 = 120;
/// The greatest number of events of one run: about 200 MB of trace.
pub(crate) const EVENTS_MAX: u32 = 1_000_000;

/// A run of one protocol, with the present position in it.
#[derive(Debug)]
pub struct Timeline<P: Protocol> {
    setup: Setup,
    simulation: Simulation<P>,
    trace: Trace,
    notes: Vec<P::Note>,
    /// In order of their positions.
    checkpoints: Vec<(u32, Simulation<P>)>,
    record: Record<P>,
    /// How acts are carried out, since the first one: a page whose run nobody has acted on yet can
    /// load that later.
    carry_out: Option<CarryOut<P>>,
}

impl<P: Protocol> Timeline<P> {
    /// A run at its beginning: every node has started, and nothing else has happened. The setup
    /// must be valid and `options` made from it.
    #[must_use]
    pub fn new(setup: Setup, options: &Options) -> Self {
        let mut timeline = Timeline {
            simulation: Simulation::new(&setup, options),
            setup,
            trace: Trace::default(),
            notes: Vec::new(),
            checkpoints: Vec::new(),
            record: Record::default(),
            carry_out: None,
        };
        for _ in 0..timeline.beginning() {
            timeline.step();
        }
        timeline.checkpoints.push((timeline.beginning(), timeline.simulation.clone()));
        timeline
    }

    /// The position at which a run begins: each node's start is an event.
    fn beginning(&self) -> u32 {
        u32::from(self.setup.nodes)
    }

    /// What the run starts from.
    #[must_use]
    pub fn setup(&self) -> &Setup {
        &self.setup
    }

    /// The run as a value, with every known event.
    #[must_use]
    pub fn run(&self) -> Run {
        Run {
            setup: self.setup.clone(),
            acts: self.trace.acts.clone(),
            events: self.length(),
            hash: self.trace.events.last().map_or(0, |event| event.hash),
        }
    }

    /// The simulation at the present position.
    #[must_use]
    pub fn simulation(&self) -> &Simulation<P> {
        &self.simulation
    }

    /// The record of every known event.
    #[must_use]
    pub fn trace(&self) -> &Trace {
        &self.trace
    }

    /// The notes of the event at this place of the trace, in order.
    ///
    /// # Panics
    /// If the event is not known.
    #[must_use]
    pub fn notes(&self, event: u32) -> &[P::Note] {
        let (first, count) = self.trace.events[event as usize].notes;
        &self.notes[first as usize..][..count as usize]
    }

    /// How many events have happened at the present position.
    #[must_use]
    pub fn position(&self) -> u32 {
        self.simulation.position()
    }

    /// How many events are known.
    #[must_use]
    pub fn length(&self) -> u32 {
        self.trace.events.len() as u32
    }

    /// The virtual time.
    #[must_use]
    pub fn now(&self) -> Micros {
        self.simulation.now()
    }

    /// When the next event is due: by itself, or because a later act is known.
    #[must_use]
    pub fn next_due(&self) -> Option<Micros> {
        if self.position() >= EVENTS_MAX {
            return None;
        }
        let act = self.trace.acts.get(self.simulation.acts() as usize);
        let act = act.map(|act| act.at.time.max(self.now()));
        let own = self.simulation.next_due();
        act.into_iter().chain(own).min()
    }

    /// Goes on by one event. Returns whether there was one.
    pub fn step(&mut self) -> bool {
        if self.position() >= EVENTS_MAX {
            return false;
        }
        let acts = (&*self.trace.acts, self.carry_out);
        let happened = step(&mut self.simulation, acts, &mut self.record);
        if happened {
            self.keep();
        }
        happened
    }

    /// Keeps what the last event left behind, unless it was known.
    fn keep(&mut self) {
        let position = self.position();
        if position > self.length() {
            make_room(&mut self.trace.events, 1);
            make_room(&mut self.trace.packets, self.record.packets.len());
            make_room(&mut self.notes, self.record.notes.len());
            self.trace.events.extend(self.record.event);
            self.trace.packets.extend_from_slice(&self.record.packets);
            self.notes.append(&mut self.record.notes);
            self.trace.crashes.extend(self.record.erased);
        }
        let last = self.checkpoints.last().map_or(0, |(kept, _)| *kept);
        let every = CHECKPOINT_EVERY * u32::from(self.setup.nodes);
        if position.is_multiple_of(every) && position > last {
            self.checkpoints.push((position, self.simulation.clone()));
        }
    }

    /// Takes the last event back. Returns whether there was one.
    pub fn step_back(&mut self) -> bool {
        let position = self.position();
        if position == self.beginning() {
            return false;
        }
        self.seek(position - 1);
        true
    }

    /// Goes to just after the first `position` events, but not before every node has started, and
    /// not further than events go. Returns the position reached.
    pub fn seek(&mut self, position: u32) -> u32 {
        let position = position.max(self.beginning());
        let from = self.position();
        let checkpoint = self.checkpoint(position);
        let kept = self.checkpoints[checkpoint].0;
        if from > position || kept > from || (from == position && self.has_passed()) {
            self.simulation = self.checkpoints[checkpoint].1.clone();
        }
        // Checking what was checked before costs time and finds nothing new, but keeps the history.
        while self.position() < position {
            if !self.step() {
                break;
            }
        }
        self.position()
    }

    /// The place of the last kept copy at this position or before it. The beginning is always kept.
    fn checkpoint(&self, position: u32) -> usize {
        self.checkpoints.partition_point(|(kept, _)| *kept <= position).saturating_sub(1)
    }

    /// Whether time has passed since the last event.
    fn has_passed(&self) -> bool {
        self.simulation.events_now() == 0
    }

    /// Lets virtual time pass until `time`, with all that happens by then, but at most `events`
    /// events. Does nothing if `time` is past.
    pub fn advance_to(&mut self, time: Micros, events: u32) {
        for _ in 0..events {
            match self.next_due() {
                Some(due) if due <= time => {
                    self.step();
                }
                Some(_) | None => {
                    if time > self.now() && self.position() < EVENTS_MAX {
                        self.simulation.pass_until(time);
                    }
                    return;
                }
            }
        }
    }

    /// Lets virtual time pass until `time`, but without any event: at most to just before the next.
    pub fn pass_until(&mut self, time: Micros) {
        let time = self.next_due().map_or(time, |due| due.min(time));
        if time > self.now() {
            self.simulation.pass_until(time);
        }
    }

    /// Whether the action can be taken now.
    ///
    /// # Errors
    /// Why it cannot.
    pub fn check(&self, action: &Action) -> Result<(), Refusal> {
        if self.position() >= EVENTS_MAX {
            return Err(Refusal::RunTooLong);
        }
        self.simulation.check(action)
    }

    /// Takes the action now. Events and acts known after the present position are forgotten.
    ///
    /// # Errors
    /// Why it cannot be taken; nothing has changed then.
    pub fn act(&mut self, action: Action) -> Result<(), Refusal> {
        self.check(&action)?;
        self.forget_future();
        let at = Moment { time: self.now(), after: self.simulation.events_now() };
        self.carry_out = Some(Simulation::act);
        self.simulation.act(&action, &mut self.record);
        self.trace.acts.push(Act { at, action });
        self.keep();
        Ok(())
    }

    /// Adds an act that comes later than all that is known, as when a kept run is opened.
    ///
    /// # Errors
    /// Why it cannot be taken then; nothing has changed, but events before it are known now.
    pub fn act_at(&mut self, act: &Act) -> Result<(), Refusal> {
        self.run_until(act.at, u32::MAX);
        self.check(&act.action)?;
        self.simulation.pass_until(act.at.time.max(self.now()));
        self.act(act.action.clone())
    }

    /// Replaces the acts by others, which stand in the order of their moments, and goes to just
    /// after the last of them. What lies before the first difference stays known. Returns the acts
    /// that can no longer be taken, each with the reason; the run goes on without them.
    pub fn retake(&mut self, acts: &[Act]) -> Vec<(Act, Refusal)> {
        let old = &self.trace.acts;
        let common = old.iter().zip(acts).take_while(|(old, new)| old == new).count();
        let [old, new] = [old.get(common), acts.get(common)].map(|act| self.place_of(act));
        self.seek(old.min(new));
        self.forget_future();
        let retaken = acts[common..].iter();
        retaken.filter_map(|act| Some((act.clone(), self.act_at(act).err()?))).collect()
    }

    /// How many of the known events come before this act would; all of them if there is none.
    fn place_of(&self, act: Option<&Act>) -> u32 {
        let Some(at) = act.map(|act| act.at) else { return self.length() };
        let events = &self.trace.events;
        let then = events.partition_point(|event| event.at < at.time);
        let later = events[then..].partition_point(|event| event.at == at.time);
        (then + later.min(at.after as usize)) as u32
    }

    /// Goes on until an act of this moment would be next, but by at most `events` events. Returns
    /// whether it is next, or nothing more happens before it.
    pub fn run_until(&mut self, at: Moment, events: u32) -> bool {
        for _ in 0..events {
            if self.next_due().is_none() || is_due(&self.simulation, at) {
                return true;
            }
            self.step();
        }
        self.next_due().is_none() || is_due(&self.simulation, at)
    }

    fn forget_future(&mut self) {
        let position = self.position();
        let (packets, notes) = self.simulation.counts();
        self.trace.events.truncate(position as usize);
        self.trace.packets.truncate(packets as usize);
        self.trace.acts.truncate(self.simulation.acts() as usize);
        let acts = self.simulation.acts();
        self.trace.crashes.retain(|crash| crash.act < acts);
        self.notes.truncate(notes as usize);
        self.checkpoints.retain(|(kept, _)| *kept <= position);
    }

    /// What the run looks like now.
    #[must_use]
    pub fn scene(&self, words: &Words<P>) -> Scene {
        self.simulation.scene(words, &self.fields_before(words), self.length())
    }

    /// What every server that is up is in the middle of.
    #[must_use]
    pub fn underway(&self, words: &Words<P>) -> Vec<(NodeId, Underway<Label>)> {
        self.simulation.underway(words)
    }

    /// Why a node would not obey an order now: what it would say, if that is all it would do.
    #[must_use]
    pub fn declined(&self, node: NodeId, name: &Text, named: &[NodeId]) -> Option<P::Note> {
        self.simulation.declined(node, name, named)
    }

    /// The servers compared, where logs side by side do not say it all.
    #[must_use]
    pub fn table(&self, words: &Words<P>) -> Table {
        self.simulation.table(words, &|id, txn| {
            let happened = 0..self.position();
            let is_it = |event: &u32| {
                let place = self.trace.events[*event as usize].place;
                place == Some(id.into())
                    && self.notes(*event).iter().any(|note| P::doubts(note) == Some(txn))
            };
            let event = happened.rev().find(is_it)?;
            Some(self.trace.events[event as usize].at)
        })
    }

    /// The nodes' fields before the last event, computed again from the nearest kept copy.
    fn fields_before(&self, words: &Words<P>) -> Vec<Fields> {
        if self.position() == self.beginning() {
            return self.simulation.fields(words);
        }
        self.past(self.position() - 1).simulation().fields(words)
    }

    /// A copy of the run as it was just after the first `position` events.
    #[must_use]
    pub fn past(&self, position: u32) -> Past<'_, P> {
        let kept = self.checkpoints[self.checkpoint(position)].1.clone();
        let mut past = Past::new(kept, (&self.trace.acts, self.carry_out));
        past.go_on(position);
        past
    }

    /// The stable name and the text of the node's role; `None` while it is down.
    #[must_use]
    pub fn role(&self, node: NodeId, words: &Words<P>) -> Option<Label> {
        self.simulation.role(node, words)
    }

    /// Whether properties are checked after each event, from here on.
    pub fn check_properties(&mut self, checking: Checking) {
        self.simulation.checking = checking;
    }
}

/// Makes room for so many more. A vector by itself takes twice the room it has when that is full;
/// a record of a long run would be half empty.
fn make_room<T>(record: &mut Vec<T>, more: usize) {
    if record.capacity() - record.len() < more {
        record.reserve_exact(more.max(record.len() / 8));
    }
}
