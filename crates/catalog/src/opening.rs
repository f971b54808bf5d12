//! Opening a kept run in steps, so that a long one neither stops a page nor surprises a command.

use crate::experiment::Experiment;
use crate::open::{OpenError, open};
use crate::words::{Language, refusal};
use simulator::Run;

/// A kept run that is being replayed.
pub struct Opening {
    experiment: Box<dyn Experiment>,
    run: Run,
    /// How many of its acts were taken.
    acts: usize,
    /// What the trace hash after each event should end with; empty if that is not known.
    checks: Vec<u8>,
    /// How many events were compared with that.
    compared: usize,
}

/// What became of an [`Opening`].
pub enum Advanced {
    /// All of the run is replayed and agrees; it stands at its beginning.
    Whole(Box<dyn Experiment>),
    /// There is more to do.
    Part(Opening),
}

/// The last byte of the trace hash after each known event. The hash runs on from event to event, so
/// two runs that differ at one differ at nearly every later one, and a byte is enough to see where.
#[must_use]
pub fn checks(experiment: &dyn Experiment) -> Vec<u8> {
    experiment.trace().events.iter().map(|event| event.hash as u8).collect()
}

impl Opening {
    /// Begins to replay a run.
    ///
    /// # Errors
    /// What is wrong with its setup.
    pub fn new(run: Run) -> Result<Self, OpenError> {
        let experiment = open(run.setup.clone())?;
        Ok(Opening { experiment, run, acts: 0, checks: Vec::new(), compared: 0 })
    }

    /// Compares each event with its byte of `checks`, as [`checks`] gave them, from here on.
    #[must_use]
    pub fn with_checks(self, checks: Vec<u8>) -> Self {
        Opening { checks, ..self }
    }

    /// How many events are replayed, of how many.
    #[must_use]
    pub fn progress(&self) -> (u32, u32) {
        (self.experiment.length(), self.run.events)
    }

    /// Replays at most `events` events more, acts among them.
    ///
    /// # Errors
    /// An act that cannot be taken, or that the replay differs. With checks, it is told at which
    /// event it parts, or at one of the next few, as one byte in 256 is the same by chance.
    pub fn advance(mut self, events: u32) -> Result<Advanced, OpenError> {
        let end = self.experiment.length().saturating_add(events.max(1));
        while self.experiment.length() < end {
            let length = self.experiment.length();
            if length > self.run.events {
                return Err(self.differs(OpenError::Events(self.run.events, length)));
            }
            // One event too many is enough to know that there are too many.
            let left = (end - length).min(self.run.events - length + 1);
            let Some(act) = self.run.acts.get(self.acts) else { return self.advance_to_end(left) };
            if self.experiment.run_until(act.at, left) && self.experiment.length() < end {
                let taken = self.experiment.act_at(act);
                self.acts += 1;
                if let Err(why) = taken {
                    let why = refusal(&why, Language::default());
                    return Err(self.differs(OpenError::Act(self.acts, why)));
                }
            }
        }
        self.compare()?;
        Ok(Advanced::Part(self))
    }

    /// Every act is taken: what is left happens by itself.
    fn advance_to_end(mut self, events: u32) -> Result<Advanced, OpenError> {
        let goal = self.run.events.min(self.experiment.length().saturating_add(events));
        let reached = self.experiment.seek(goal);
        self.compare()?;
        if reached != goal {
            return Err(OpenError::Events(self.run.events, reached));
        }
        if reached != self.run.events {
            return Ok(Advanced::Part(self));
        }
        let hash = self.experiment.trace_hash();
        if hash != self.run.hash {
            return Err(OpenError::Hash(self.run.hash, hash));
        }
        self.experiment.seek(0);
        Ok(Advanced::Whole(self.experiment))
    }

    /// Compares what was replayed since the last time.
    fn compare(&mut self) -> Result<(), OpenError> {
        let events = &self.experiment.trace().events[self.compared..];
        let expected = self.checks.get(self.compared..).unwrap_or_default();
        let parts =
            events.iter().zip(expected).position(|(event, check)| event.hash as u8 != *check);
        if let Some(place) = parts {
            return Err(OpenError::Parts((self.compared + place) as u32 + 1));
        }
        self.compared += events.len();
        Ok(())
    }

    /// Where the replay parts, if that is known; otherwise what came of it.
    fn differs(&mut self, otherwise: OpenError) -> OpenError {
        self.compare().err().unwrap_or(otherwise)
    }
}
