//! The player: one line after the other.

use super::failure::Failure;
use super::judge::{Finding, Reading, judge};
use super::moment::go_to;
use super::show;
use crate::claim::Claim;
use crate::problem::Problem;
use crate::scenario::{Line, Scenario, Show};
use crate::step::{Goal, Step, Which};
use catalog::{Experiment, Language, refusal};
use core::fmt::Write;
use machine::{Endpoint, Mark, Micros};
use simulator::{Action, Drive, Refusal, Scene};

/// How much virtual time passes in manual mode before each command that acts, so that saves (which
/// take 1 to 2 ms unless a disk is slow) are done and a person can watch one step after the other.
const PACE: Micros = Micros::from_ms(10);
/// The greatest number of events of one `run` or `settle`.
const EVENTS_MAX: u32 = 100_000;
/// How many events a failure shows.
const LAST_EVENTS: u32 = 10;

/// Why playing stops.
pub(super) enum Stop {
    /// Something was not as it should be.
    Failed(Failure),
    /// The file is wrong.
    Wrong(Problem),
}

/// A scenario being played.
pub(super) struct Player<'a> {
    scenario: &'a Scenario,
    pub(super) experiment: Box<dyn Experiment>,
    pub(super) output: String,
    held: u32,
    /// Whether the last step was an `at`: what follows it happens at exactly that moment.
    is_exact: bool,
    driven: Drive,
}

impl<'a> Player<'a> {
    pub(super) fn new(scenario: &'a Scenario) -> Result<Self, Problem> {
        let experiment = catalog::open(scenario.setup.clone()).map_err(|error| Problem {
            line: 1,
            column: 1,
            message: error.to_string(),
        })?;
        let driven = scenario.setup.drive;
        let output = String::new();
        Ok(Player { scenario, experiment, output, held: 0, is_exact: false, driven })
    }

    /// Drives the run by one step.
    pub(super) fn drive(&mut self, step: &Step, line: &Line) -> Result<(), Stop> {
        let is_exact = core::mem::replace(&mut self.is_exact, matches!(step, Step::At(_)));
        if acts(step) && !is_exact && self.driven == Drive::Manual {
            self.pass_by(PACE, line)?;
        }
        match step {
            Step::Run(time) => self.pass_by(*time, line)?,
            Step::RunUntil(goal, within) => self.run_until(goal, *within, line)?,
            Step::At(moment) => {
                if !go_to(&mut *self.experiment, *moment, EVENTS_MAX) {
                    let expected = format!("to come to {} exactly", line.source);
                    return Err(failed(line, expected, self.place()));
                }
            }
            Step::Settle(among) => self.settle(among, line)?,
            Step::Act(action) => {
                self.act(action.clone(), line)?;
                if let Action::Drive(drive) = action {
                    self.driven = *drive;
                }
            }
            Step::Cut(ends) => self.on_links(*ends, Action::Cut, line)?,
            Step::Heal(ends) => self.on_links(*ends, Action::Heal, line)?,
            Step::Messages(verb, which) => self.on_messages(*verb, which, line)?,
            Step::Network(ends, change) => self.network(*ends, *change, line)?,
            Step::Disk(node, change) => self.disk(*node, *change, line)?,
            Step::Clock(node, change) => self.clock(*node, *change, line)?,
        }
        let place = self.place();
        let _ = writeln!(self.output, "{place}  {}", line.source);
        self.check_properties(line)
    }

    /// Checks what a line expects.
    pub(super) fn expect(&mut self, claim: &Claim, line: &Line) -> Result<(), Stop> {
        let finding = self.judge(claim, Reading::Exact, line)?;
        if !finding.holds {
            return Err(failed(line, finding.expected, finding.found));
        }
        self.held += 1;
        let _ = writeln!(self.output, "{:>19}  {}", "held", line.source);
        Ok(())
    }

    /// Prints what a line asks for.
    pub(super) fn show(&mut self, show: Show, line: &Line) -> Result<(), Stop> {
        let _ = writeln!(self.output, "{:>19}  {}", "", line.source);
        self.output.push_str(&show::show(&*self.experiment, show));
        Ok(())
    }

    /// Prints a failure and what led to it.
    pub(super) fn print_failure(&mut self, failure: &Failure) {
        let _ = writeln!(self.output, "{failure}");
        let _ = writeln!(self.output, "  the last events:");
        self.output.push_str(&show::show(&*self.experiment, Show::Events(LAST_EVENTS)));
    }

    /// Prints that everything held.
    pub(super) fn print_end(&mut self) {
        let (held, hash) = (self.held, self.experiment.trace_hash());
        let place = self.place();
        let s = if held == 1 { "" } else { "s" };
        let _ = writeln!(self.output, "{place}  held: {held} expectation{s}, trace {hash:016x}");
    }

    pub(super) fn scene(&self) -> Scene {
        self.experiment.scene(Language::English)
    }

    /// The virtual time and the number of events, as the output shows them.
    fn place(&self) -> String {
        let time = self.experiment.now().to_string();
        format!("{time:>11}{:>8}", self.experiment.position())
    }

    fn judge(&self, claim: &Claim, reading: Reading, line: &Line) -> Result<Finding, Stop> {
        judge(&*self.experiment, claim, reading).map_err(|message| {
            Stop::Wrong(Problem { line: line.number, column: line.column, message })
        })
    }

    /// Fails if a property is broken that no line allows to break.
    fn check_properties(&self, line: &Line) -> Result<(), Stop> {
        if self.experiment.violation().is_none() {
            return Ok(());
        }
        for property in self.scene().properties {
            if let Some(broken) =
                property.broken.filter(|_| !self.scenario.may_break(property.name))
            {
                let expected = format!("{} to hold", property.name);
                let how = broken.sentence.replace("**", "");
                let found = format!("event {}: {how}", broken.event + 1);
                return Err(failed(line, expected, found));
            }
        }
        Ok(())
    }

    pub(super) fn act(&mut self, action: Action, line: &Line) -> Result<(), Stop> {
        self.experiment.act(action).map_err(|reason| refused(line, &reason))
    }

    fn pass_by(&mut self, time: Micros, line: &Line) -> Result<(), Stop> {
        let target = self.experiment.now().plus(time);
        self.experiment.advance_to(target, EVENTS_MAX);
        if self.experiment.now() < target { Err(self.too_long(line)) } else { Ok(()) }
    }

    fn too_long(&self, line: &Line) -> Stop {
        let expected = format!("at most {EVENTS_MAX} events in one step");
        failed(line, expected, format!("more; now at {}", self.place().trim()))
    }

    fn run_until(&mut self, goal: &Goal, within: Micros, line: &Line) -> Result<(), Stop> {
        let from = self.experiment.position();
        let end = self.experiment.now().plus(within);
        for _ in 0..EVENTS_MAX {
            if self.is_reached(goal, from, line)? {
                return Ok(());
            }
            match self.experiment.next_due() {
                Some(due) if due <= end => {
                    self.experiment.step();
                }
                Some(_) => {
                    self.experiment.advance_to(end, 1);
                    let found = format!("not within {within}{}", self.instead(goal, line)?);
                    return Err(failed(line, line.source.clone(), found));
                }
                None => {
                    let found = "not reached, and nothing more happens by itself".to_owned();
                    return Err(failed(line, line.source.clone(), found));
                }
            }
        }
        Err(self.too_long(line))
    }

    /// What is so instead of the goal, for a failure.
    fn instead(&self, goal: &Goal, line: &Line) -> Result<String, Stop> {
        match goal {
            Goal::Quiet | Goal::Election | Goal::Event(_) => Ok(String::new()),
            Goal::Claim(claim) => {
                Ok(format!(": {}", self.judge(claim, Reading::AtLeast, line)?.found))
            }
        }
    }

    fn is_reached(&self, goal: &Goal, from: u32, line: &Line) -> Result<bool, Stop> {
        match goal {
            Goal::Quiet => {
                let scene = self.scene();
                let saved = scene.nodes.iter().all(|node| node.unsaved_writes == 0);
                Ok(scene.messages.is_empty() && saved && scene.event > 0)
            }
            Goal::Election => {
                let position = self.experiment.position();
                let last = position.checked_sub(1).filter(|last| *last >= from);
                let mark = last.and_then(|last| self.experiment.trace().events[last as usize].mark);
                Ok(mark == Some(Mark::Election))
            }
            Goal::Event(count) => Ok(self.experiment.position() >= *count),
            Goal::Claim(claim) if self.may_have_come(claim, from) => {
                Ok(self.judge(claim, Reading::AtLeast, line)?.holds)
            }
            Goal::Claim(_) => Ok(false),
        }
    }

    /// Whether the last event, if it came after `from`, can have made the claim true. To look at a
    /// scene after each event would be slow.
    fn may_have_come(&self, claim: &Claim, from: u32) -> bool {
        let position = self.experiment.position();
        let last = position.checked_sub(1).filter(|last| *last >= from);
        let place = last.map(|last| self.experiment.trace().events[last as usize].place);
        match (place, claim.concerns()) {
            (Some(Some(place)), Some(concerned)) => place == concerned,
            (Some(None), Some(_)) => false,
            (None, _) | (_, None) => true,
        }
    }

    /// Rounds of letting saves finish and delivering what is in flight, until nothing is.
    fn settle(&mut self, among: &[Endpoint], line: &Line) -> Result<(), Stop> {
        let end = self.experiment.position().saturating_add(EVENTS_MAX);
        while self.experiment.position() < end {
            self.pass_by(PACE, line)?;
            let mut messages = self.deliverable(&Which::All);
            let is_named = |end: &Endpoint| among.is_empty() || among.contains(end);
            messages.retain(|message| is_named(&message.from) && is_named(&message.to));
            for message in &messages {
                self.act(Action::Deliver(*message), line)?;
            }
            if messages.is_empty() {
                // Only saves happen by themselves; what waits for a slow one may yet leave.
                let Some(due) = self.experiment.next_due() else { return Ok(()) };
                self.experiment.advance_to(due, EVENTS_MAX);
            }
        }
        Err(self.too_long(line))
    }
}

/// Whether a step takes actions, before which time passes in manual mode.
fn acts(step: &Step) -> bool {
    match step {
        Step::Run(_) | Step::RunUntil(..) | Step::At(_) | Step::Settle(_) => false,
        Step::Act(_)
        | Step::Cut(_)
        | Step::Heal(_)
        | Step::Messages(..)
        | Step::Network(..)
        | Step::Disk(..)
        | Step::Clock(..) => true,
    }
}

pub(super) fn failed(line: &Line, expected: String, found: String) -> Stop {
    let (column, source) = (line.column, line.source.clone());
    Stop::Failed(Failure { line: line.number, column, source, expected, found })
}

pub(super) fn refused(line: &Line, reason: &Refusal) -> Stop {
    let found = format!("it cannot: {}", refusal(reason, Language::English));
    failed(line, "the action to be possible".to_owned(), found)
}
