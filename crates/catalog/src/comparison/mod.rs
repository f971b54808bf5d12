//! Runs side by side: the same seed, the same faults at the same virtual time, one clock.
//!
//! Each side is an ordinary run, so everything there is for runs works on each of them. What is
//! added here is that they move together, that what a person does to one is done to the others
//! ([`Mapping`] says to whom), and that this is one thing to undo, to link to and to measure.

mod acting;
mod file;
mod keeping;
mod link;
mod mapping;
mod meters;
mod past;
mod prepared;
mod requests;

pub use acting::{Alone, Done, Refused};
pub use file::{ComparisonFile, is_comparison_file};
pub use keeping::{ComparisonAdvanced, ComparisonOpening, open_comparison};
pub use link::{comparison_link, comparison_of, is_comparison};
pub use mapping::{Mapping, Part};
pub use meters::{Availability, InDoubt, MeterRow, Meters, Spread};
pub use prepared::{PREPARED, Prepared, PreparedWords, Topic};

use crate::experiment::Experiment;
use crate::history::{acts_taken, go, pass};
use crate::open::{OpenError, open};
use machine::Micros;
use past::Edit;
use simulator::{Joint, KeptComparison, Setup};

/// Runs side by side, at one virtual time.
pub struct Comparison {
    runs: Vec<Box<dyn Experiment>>,
    /// All that a person did, in order; on each side its acts are those of its run.
    joints: Vec<Joint>,
    /// The latest time it has been, unless what was done has changed since.
    end: Micros,
    done: Vec<Edit>,
    undone: Vec<Edit>,
}

impl Comparison {
    /// Opens new runs side by side, at their beginning.
    ///
    /// # Errors
    /// What is wrong with the setups, of each or of all together.
    pub fn open(setups: Vec<Setup>) -> Result<Self, OpenError> {
        let (least, most) = KeptComparison::SIDES;
        if !(least..=most).contains(&setups.len()) {
            return Err(OpenError::Sides(setups.len()));
        }
        if setups.iter().any(|setup| setup.seed != setups[0].seed) {
            return Err(OpenError::Seeds);
        }
        let runs: Vec<Box<dyn Experiment>> =
            setups.into_iter().map(open).collect::<Result<_, _>>()?;
        Ok(Self::of(runs, Vec::new(), Micros(0)))
    }

    /// Runs that are open, and what a person did to them.
    fn of(runs: Vec<Box<dyn Experiment>>, joints: Vec<Joint>, end: Micros) -> Self {
        Comparison { runs, joints, end, done: Vec::new(), undone: Vec::new() }
    }

    /// How many sides there are.
    #[must_use]
    pub fn sides(&self) -> usize {
        self.runs.len()
    }

    /// The run of a side, to look at.
    ///
    /// # Panics
    /// If there is no such side.
    #[must_use]
    pub fn run(&self, side: usize) -> &(dyn Experiment + 'static) {
        &*self.runs[side]
    }

    /// The run of every side.
    pub fn runs(&self) -> impl ExactSizeIterator<Item = &dyn Experiment> {
        self.runs.iter().map(|run| &**run)
    }

    /// What a person did, in order, later acts too: for each side the act there.
    #[must_use]
    pub fn joints(&self) -> &[Joint] {
        &self.joints
    }

    /// The virtual time, of all sides.
    #[must_use]
    pub fn now(&self) -> Micros {
        self.runs().map(|run| run.now()).max().unwrap_or_default()
    }

    /// The latest time it has been since what was done changed last, or when the last known event
    /// happens.
    #[must_use]
    pub fn end(&self) -> Micros {
        let ends = self.runs().filter_map(|run| run.trace().events.last().map(|event| event.at));
        ends.chain([self.now(), self.end]).max().unwrap_or_default()
    }

    /// When the next event of any side is due; `None` if nothing will happen by itself.
    #[must_use]
    pub fn next_due(&self) -> Option<Micros> {
        self.runs().filter_map(Experiment::next_due).min()
    }

    /// Goes on by one event: of the side whose next is due first, of those the first. What a person
    /// did to several sides is one event of each of them, and they happen together. Returns whether
    /// there was one.
    pub fn step(&mut self) -> bool {
        let due = (0..).zip(self.runs()).filter_map(|(side, run)| Some((run.next_due()?, side)));
        let Some((_, side)) = due.min() else { return false };
        if !self.runs[side].step() {
            return false;
        }
        if let Some(joint) = self.joint_of_last(side) {
            for other in 0..self.sides() {
                let Some(act) = self.act_on(joint, other) else { continue };
                while acts_taken(self.run(other)) <= act && self.runs[other].step() {}
            }
        }
        self.keep_time();
        true
    }

    /// Takes the last event back, of the side on which it happened last, and goes to the time of
    /// the event before it. Returns whether there was one.
    pub fn step_back(&mut self) -> bool {
        self.end = self.end();
        let last = (0..).zip(self.runs()).filter_map(|(side, run)| Some((last_event(run)?, side)));
        let Some((_, side)) = last.max() else { return false };
        let joint = self.joint_of_last(side);
        self.runs[side].step_back();
        if let Some(joint) = joint {
            for other in 0..self.sides() {
                let Some(act) = self.act_on(joint, other) else { continue };
                while acts_taken(self.run(other)) > act && self.runs[other].step_back() {}
            }
        }
        let time = self.runs().filter_map(last_event).max().unwrap_or_default();
        for run in &mut self.runs {
            let position = run.position();
            run.seek(position);
            run.pass_until(time);
        }
        true
    }

    /// Goes to this time: after all that has happened by then on every side.
    pub fn seek(&mut self, time: Micros) {
        self.end = self.end();
        for run in &mut self.runs {
            go(&mut **run, time);
        }
    }

    /// Lets virtual time pass until `time` on every side, with all that happens by then; at most
    /// `events` events.
    pub fn advance_to(&mut self, time: Micros, events: u32) {
        for _ in 0..events {
            if self.next_due().is_none_or(|due| due > time) || !self.step() {
                self.runs.iter_mut().for_each(|run| pass(&mut **run, time));
                return;
            }
        }
    }

    /// No side lags behind the time of another, except where its own next event is due then.
    fn keep_time(&mut self) {
        let now = self.now();
        self.runs.iter_mut().for_each(|run| run.pass_until(now));
    }

    /// What a person did that is the last event of this side, if it is one.
    fn joint_of_last(&self, side: usize) -> Option<usize> {
        let run = self.run(side);
        let place = (run.position() as usize).checked_sub(1)?;
        let act = run.trace().events[place].kind.act()? as usize;
        let on_side = (0..self.joints.len()).filter(|joint| self.joints[*joint][side].is_some());
        on_side.into_iter().nth(act)
    }

    /// Which act of this side belongs to the joint one, counted from 0.
    fn act_on(&self, joint: usize, side: usize) -> Option<usize> {
        self.joints[joint][side].as_ref()?;
        Some(self.joints[..joint].iter().filter(|joint| joint[side].is_some()).count())
    }

    /// How much of what a person did lies before the present.
    #[must_use]
    pub fn taken(&self) -> usize {
        let mut left: Vec<usize> = self.runs().map(acts_taken).collect();
        let is_taken = |joint: &&Joint| {
            let mut sides = joint.iter().zip(&mut left).filter(|(act, _)| act.is_some());
            sides.all(|(_, left)| {
                let is_taken = *left > 0;
                *left = left.saturating_sub(1);
                is_taken
            })
        };
        self.joints.iter().take_while(is_taken).count()
    }
}

/// When the last event happened; `None` at the beginning.
fn last_event(run: &dyn Experiment) -> Option<Micros> {
    let position = run.position();
    let has_begun = position > u32::from(run.setup().nodes);
    has_begun.then(|| run.trace().events[position as usize - 1].at)
}
