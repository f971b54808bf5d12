//! A comparison as a value, and opening it again.

use super::Comparison;
use crate::experiment::Experiment;
use crate::open::OpenError;
use crate::opening::{Advanced, Opening};
use simulator::{Joint, KeptComparison, KeptSide, sides_of};

impl Comparison {
    /// All there is to keep of it: a link and a file say this.
    #[must_use]
    pub fn kept(&self, caption: &str) -> KeptComparison {
        let side = |run: &dyn Experiment| KeptSide { run: run.run(), position: run.position() };
        KeptComparison {
            caption: caption.into(),
            sides: self.runs().map(side).collect(),
            together: self.joints().iter().map(sides_of).collect(),
            time: self.now(),
            end: self.end(),
        }
    }
}

/// A kept comparison that is being replayed, one side after the other.
pub struct ComparisonOpening {
    kept: KeptComparison,
    joints: Vec<Joint>,
    whole: Vec<Box<dyn Experiment>>,
    /// The sides that are not whole, the next one last.
    left: Vec<Opening>,
}

/// What became of a [`ComparisonOpening`].
pub enum ComparisonAdvanced {
    /// Every side is replayed and agrees; it stands where it was kept.
    Whole(Comparison),
    /// There is more to do.
    Part(ComparisonOpening),
}

impl ComparisonOpening {
    /// Begins to replay a comparison; with a byte of `checks` for each event of each side, or none.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn new(kept: KeptComparison, checks: &[Vec<u8>]) -> Result<Self, OpenError> {
        let joints = kept.joints().ok_or(OpenError::Damaged)?;
        let mut left = Vec::new();
        for (side, KeptSide { run, .. }) in kept.sides.iter().enumerate().rev() {
            let opening = Opening::new(run.clone()).map_err(|why| at(side, why))?;
            left.push(opening.with_checks(checks.get(side).cloned().unwrap_or_default()));
        }
        Ok(ComparisonOpening { kept, joints, whole: Vec::new(), left })
    }

    /// How many events are replayed, of how many.
    #[must_use]
    pub fn progress(&self) -> (u32, u32) {
        let whole = self.whole.iter().map(|run| run.length());
        let all = self.kept.sides.iter().map(|side| side.run.events);
        let part = self.left.last().map_or(0, |opening| opening.progress().0);
        (whole.sum::<u32>() + part, all.sum())
    }

    /// Replays at most `events` events more.
    ///
    /// # Errors
    /// Which side cannot be replayed, and why.
    pub fn advance(mut self, events: u32) -> Result<ComparisonAdvanced, OpenError> {
        let side = self.whole.len();
        if let Some(opening) = self.left.pop() {
            match opening.advance(events).map_err(|why| at(side, why))? {
                Advanced::Whole(run) => self.whole.push(run),
                Advanced::Part(opening) => self.left.push(opening),
            }
            if !self.left.is_empty() {
                return Ok(ComparisonAdvanced::Part(self));
            }
        }
        // It has not been later than what would have happened next, whatever the bytes say.
        let mut end = self.kept.end;
        for (run, side) in self.whole.iter_mut().zip(&self.kept.sides) {
            run.seek(run.length());
            end = run.next_due().map_or(end, |due| due.min(end));
            run.seek(side.position);
            run.pass_until(self.kept.time);
        }
        Ok(ComparisonAdvanced::Whole(Comparison::of(self.whole, self.joints, end)))
    }
}

/// Replays a kept comparison, however long that takes: [`ComparisonOpening`] does it in steps.
///
/// # Errors
/// Which side cannot be replayed, and why.
pub fn open_comparison(kept: KeptComparison, checks: &[Vec<u8>]) -> Result<Comparison, OpenError> {
    let mut opening = ComparisonOpening::new(kept, checks)?;
    loop {
        opening = match opening.advance(u32::MAX)? {
            ComparisonAdvanced::Whole(comparison) => return Ok(comparison),
            ComparisonAdvanced::Part(opening) => opening,
        };
    }
}

fn at(side: usize, why: OpenError) -> OpenError {
    OpenError::Side(side + 1, Box::new(why))
}
