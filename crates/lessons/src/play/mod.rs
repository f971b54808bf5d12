//! Plays a [`Scenario`]: turns its steps into actions on a run, and checks what it expects.

mod acting;
mod failure;
mod judge;
mod linear;
mod moment;
mod player;
mod show;
mod single;

use crate::problem::Problem;
use crate::scenario::{Scenario, What};
use catalog::Experiment;
pub use failure::Failure;
pub use linear::{Verdict, linearizable};
pub use moment::go_to;
use player::{Player, Stop};

/// A scenario that has been played.
pub struct Played {
    /// Its run, at the end.
    pub experiment: Box<dyn Experiment>,
    /// What it printed: each step with the time and the number of events after it, each
    /// expectation that held, everything shown, and how it ended.
    pub output: String,
    /// The expectation, property or action that failed, if one did; nothing after it was played.
    pub failure: Option<Failure>,
}

/// Plays a scenario from its beginning to its end, or to the first failure.
///
/// # Errors
/// A mistake in the file that only playing shows, such as a field that no server has.
pub fn play(scenario: &Scenario) -> Result<Played, Problem> {
    let mut player = Player::new(scenario)?;
    let mut failure = None;
    for line in &scenario.lines {
        let outcome = match &line.what {
            What::Drive(step) => player.drive(step, line),
            What::Expect(claim) => player.expect(claim, line),
            What::Show(show) => player.show(*show, line),
            What::Allow(_) => Ok(()),
        };
        match outcome {
            Ok(()) => {}
            Err(Stop::Wrong(problem)) => return Err(problem),
            Err(Stop::Failed(stop)) => {
                player.print_failure(&stop);
                failure = Some(stop);
                break;
            }
        }
    }
    if failure.is_none() {
        player.print_end();
    }
    let Player { experiment, output, .. } = player;
    Ok(Played { experiment, output, failure })
}
