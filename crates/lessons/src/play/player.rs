//! The player: one line after the other.

use super::failure::Failure;
use super::judge::{Finding, Reading, judge};
use super::moment::go_to;
use super::show;
use crate::problem::Problem;
use crate::read::apply;
use crate::scenario::{Line, Scenario, Show};
use crate::step::{ClockChange, DiskChange, End, Ends, Goal, NetworkChange, Step, Ways, Which};
use crate::step::Verb;
use catalog::{Experiment, Language, refusal};
use core::fmt::Write;
use machine::{Endpoint, Mark, Micros, NodeId};
use simulator::{Action, Drive, MessageId, Refusal, Scene};

/// How much virtual time passes in manual mode before each command that acts, so that saves (which
/// take 1 to 2 ms unless a disk is slow) are done and a person can watch one step after the other.
pub const PACE: Micros = Micros::from_ms(10);
/// The greatest number of events of one `run` or `settle`.
pub const EVENTS_MAX: u32 = 100_000;
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
        let experiment = catalog::open(scenario.setup.clone())
            .map_err(|error| Problem { line: 1, column: 1, message: error.to_string() })?;
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
            Step::Settle => self.settle(line)?,
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
    pub(super) fn expect(&mut self, claim: &crate::claim::Claim, line: &Line) -> Result<(), Stop> {
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

    fn scene(&self) -> Scene {
        self.experiment.scene(Language::English)
    }

    /// The virtual time and the number of events, as the output shows them.
    fn place(&self) -> String {
        let time = self.experiment.now().to_string();
        format!("{time:>11}{:>8}", self.experiment.position())
    }

    fn judge(
        &self,
        claim: &crate::claim::Claim,
        reading: Reading,
        line: &Line,
    ) -> Result<Finding, Stop> {
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
            if let Some(broken) = property.broken.filter(|_| !self.scenario.may_break(property.name))
            {
                let expected = format!("{} to hold", property.name);
                let found = format!("broken by event {}: {}", broken.event + 1, broken.sentence);
                return Err(failed(line, expected, found));
            }
        }
        Ok(())
    }

    fn act(&mut self, action: Action, line: &Line) -> Result<(), Stop> {
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
            Goal::Claim(claim) => Ok(self.judge(claim, Reading::AtLeast, line)?.holds),
        }
    }

    /// Rounds of letting saves finish and delivering what is in flight, until nothing is.
    fn settle(&mut self, line: &Line) -> Result<(), Stop> {
        let end = self.experiment.position().saturating_add(EVENTS_MAX);
        while self.experiment.position() < end {
            self.pass_by(PACE, line)?;
            let messages = self.deliverable(&Which::All);
            for message in &messages {
                self.act(Action::Deliver(*message), line)?;
            }
            if messages.is_empty() && self.experiment.next_due().is_none() {
                return Ok(());
            }
        }
        Err(self.too_long(line))
    }

    fn on_messages(&mut self, verb: Verb, which: &Which, line: &Line) -> Result<(), Stop> {
        let messages = match (verb, which) {
            // What cannot arrive now is left in flight where a pattern means several links.
            (Verb::Deliver, Which::All) => self.deliverable(which),
            (Verb::Deliver, Which::On(ends, _)) if is_pattern(*ends) => self.deliverable(which),
            (_, Which::All | Which::On(..) | Which::One(_)) => self.in_flight(which),
        };
        if messages.is_empty() {
            let flying: Vec<String> = self.scene().messages.iter().map(show::message).collect();
            let found = match flying.as_slice() {
                [] => "nothing is in flight".to_owned(),
                [..] => format!("in flight: {}", flying.join(", ")),
            };
            return Err(failed(line, "such a message in flight".to_owned(), found));
        }
        for message in messages {
            self.act(verb.on(message), line)?;
        }
        Ok(())
    }

    /// The messages meant that are in flight, in the order in which they were sent.
    fn in_flight(&self, which: &Which) -> Vec<MessageId> {
        if let Which::One(id) = which {
            return vec![*id];
        }
        let mut found: Vec<(Micros, MessageId)> = self
            .scene()
            .messages
            .iter()
            .filter(|message| match which {
                Which::All => true,
                Which::One(id) => *id == message.id,
                Which::On(ends, kind) => {
                    let of_kind = kind.as_ref().is_none_or(|kind| **kind == *message.kind);
                    of_kind && is_on(*ends, message.id.from, message.id.to)
                }
            })
            .map(|message| (message.sent, message.id))
            .collect();
        found.sort_unstable();
        found.into_iter().map(|(_, id)| id).collect()
    }

    fn deliverable(&self, which: &Which) -> Vec<MessageId> {
        let mut messages = self.in_flight(which);
        messages.retain(|message| self.experiment.check(&Action::Deliver(*message)).is_ok());
        messages
    }

    /// Takes an action on each link meant, leaving those where it is done already.
    fn on_links(
        &mut self,
        ends: Ends,
        action: fn(Endpoint, Endpoint) -> Action,
        line: &Line,
    ) -> Result<(), Stop> {
        let mut reason = None;
        let mut is_done = false;
        for (from, to) in self.links(ends) {
            match self.experiment.act(action(from, to)) {
                Ok(()) => is_done = true,
                Err(refusal) => reason = Some(refusal),
            }
        }
        match reason {
            Some(reason) if !is_done => Err(refused(line, &reason)),
            Some(_) | None => Ok(()),
        }
    }

    /// The directed links meant; `*` stands for every other server.
    fn links(&self, ends: Ends) -> Vec<(Endpoint, Endpoint)> {
        let nodes: Vec<Endpoint> =
            NodeId::all(self.experiment.setup().nodes).map(Endpoint::Node).collect();
        let all = |end| match end {
            End::One(one) => vec![one],
            End::Any => nodes.clone(),
        };
        let mut links = Vec::new();
        for from in all(ends.from) {
            for to in all(ends.to) {
                if from == to && is_pattern(ends) {
                    continue;
                }
                links.push((from, to));
                if ends.ways == Ways::Both && !links.contains(&(to, from)) {
                    links.push((to, from));
                }
            }
        }
        links
    }

    fn network(
        &mut self,
        ends: Option<Ends>,
        change: NetworkChange,
        line: &Line,
    ) -> Result<(), Stop> {
        let scene = self.scene();
        let Some(ends) = ends else {
            let mut settings = scene.network;
            apply(change, &mut settings);
            return self.act(Action::Network(None, settings), line);
        };
        for (from, to) in self.links(ends) {
            let link = scene.links.iter().find(|link| (link.from, link.to) == (from, to));
            let mut settings = link.map_or(scene.network, |link| link.settings);
            apply(change, &mut settings);
            self.act(Action::Network(Some((from, to)), settings), line)?;
        }
        Ok(())
    }

    fn disk(&mut self, node: NodeId, change: DiskChange, line: &Line) -> Result<(), Stop> {
        let mut settings = self.scene().nodes[node.index()].disk_settings;
        settings.save = change.save.unwrap_or(settings.save);
        settings.truth = change.truth.unwrap_or(settings.truth);
        self.act(Action::Disk(node, settings), line)
    }

    fn clock(&mut self, node: NodeId, change: ClockChange, line: &Line) -> Result<(), Stop> {
        let mut clock = self.scene().nodes[node.index()].clock;
        clock.skew = change.skew.unwrap_or(clock.skew);
        clock.drift = change.drift.unwrap_or(clock.drift);
        self.act(Action::Clock(node, clock), line)
    }
}

/// Whether a step takes actions, before which time passes in manual mode.
fn acts(step: &Step) -> bool {
    match step {
        Step::Run(_) | Step::RunUntil(..) | Step::At(_) | Step::Settle => false,
        Step::Act(_)
        | Step::Cut(_)
        | Step::Heal(_)
        | Step::Messages(..)
        | Step::Network(..)
        | Step::Disk(..)
        | Step::Clock(..) => true,
    }
}

fn is_pattern(ends: Ends) -> bool {
    ends.from == End::Any || ends.to == End::Any
}

fn is_on(ends: Ends, from: Endpoint, to: Endpoint) -> bool {
    let there = ends.from.admits(from) && ends.to.admits(to);
    let back = ends.from.admits(to) && ends.to.admits(from);
    there || (ends.ways == Ways::Both && back)
}

fn failed(line: &Line, expected: String, found: String) -> Stop {
    let (column, source) = (line.column, line.source.clone());
    Stop::Failed(Failure { line: line.number, column, source, expected, found })
}

fn refused(line: &Line, reason: &Refusal) -> Stop {
    let found = format!("it cannot: {}", refusal(reason, Language::English));
    failed(line, "the action to be possible".to_owned(), found)
}
