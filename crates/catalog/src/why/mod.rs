//! Why something is as a person sees it: the events that led to it, from the record.
//!
//! The first link is the event that set the value asked about. From each link on, the record says
//! what came before it: an arrival was sent, a timer was set, a save was asked for, a client began
//! to wait. Three things are added to that. Where an event reached a threshold (it leaves the mark
//! of an election, a commit or a decision), the other answers of the same round stand beside it.
//! Where a message brought the value, and its sender held the same value, the chain goes on where
//! the sender came by it. And a periodic timer is followed back to whoever set it first.
//!
//! Every link lies in the causal past of the one it led to, but for [`Edge::Rival`], which a broken
//! property sets beside the event that broke it because the two never met.
//!
//! What the record does not tell is not told: a message that waited behind a save is traced to that
//! save, and so to the event that asked for it.

mod asking;
mod cause;
mod chain;
mod look_back;
mod question;
mod round;
mod value;
mod violation;

use crate::experiment::Experiment;
pub use asking::Asking;
pub use cause::{Cause, Edge};
pub use question::{NoAnswer, Question};

/// The events that led to what is asked about, as it is at the present position, newest first; 32
/// at most.
///
/// Costs at most one pass over what has happened so far for each server that the value came by,
/// going back from now and stopping at the first stretch that holds an answer; [`Asking`] does the
/// same a stretch at a time.
///
/// # Errors
/// What is wrong with the question.
pub fn why(run: &dyn Experiment, question: &Question) -> Result<Vec<Cause>, NoAnswer> {
    let mut asking = Asking::new(run, question)?;
    loop {
        if let Some(answer) = asking.go_on(run) {
            return answer;
        }
    }
}
