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

mod cause;
mod chain;
mod question;
mod round;
mod value;
mod violation;

use crate::experiment::Experiment;
use crate::history::pass;
pub use cause::{Cause, Edge};
use chain::Chain;
use machine::ClientId;
use question::check;
pub use question::{NoAnswer, Question};
use simulator::Operation;
use value::Watched;

/// The events that led to what is asked about, as it is at the present position, newest first; 32
/// at most. The run is where it was afterwards.
///
/// Costs at most one pass over what has happened so far, going back from now in stretches of 256
/// events and stopping at the first that holds an answer; a broken property costs another.
///
/// # Errors
/// What is wrong with the question.
pub fn why(run: &mut dyn Experiment, question: &Question) -> Result<Vec<Cause>, NoAnswer> {
    check(run, question)?;
    let (position, now) = (run.position(), run.now());
    let found = answer(run, question, position);
    run.seek(position);
    pass(run, now);
    found
}

fn answer(
    run: &mut dyn Experiment,
    question: &Question,
    position: u32,
) -> Result<Vec<Cause>, NoAnswer> {
    let mut chain = Chain::default();
    match question {
        Question::Violation(name) => {
            let event = violation::event(run, name.as_deref())?;
            let rivals = violation::rivals(run, event);
            chain.begin(event, Edge::Asked);
            for rival in &rivals {
                chain.begin(*rival, Edge::Rival(event));
            }
            chain.follow(run, event, None);
            for rival in rivals {
                chain.follow(run, rival, None);
            }
        }
        Question::Answer(client, number) => {
            let event = heard(run, *client, *number, position)?;
            chain.begin(event, Edge::Asked);
            chain.follow(run, event, None);
        }
        Question::Role(node) => chain.of_server(run, position, *node, Watched::Role)?,
        Question::Era(node) => chain.of_server(run, position, *node, Watched::Era)?,
        Question::Field(node, name) => {
            chain.of_server(run, position, *node, Watched::field(name))?;
        }
        Question::Entry(node, index) => {
            chain.of_server(run, position, *node, Watched::Entry(*index))?;
        }
        Question::Decided(node, index) => {
            chain.of_server(run, position, *node, Watched::Decided(*index))?;
        }
    }
    Ok(chain.newest_first())
}

/// The event in which the client got the answer to its operation; if it has none, the one in which
/// it asked last.
fn heard(
    run: &mut dyn Experiment,
    client: ClientId,
    number: u64,
    position: u32,
) -> Result<u32, NoAnswer> {
    let none = NoAnswer::NoOperation(client, number);
    let Some(seen) = operation(run, client, number) else { return Err(none) };
    let asked = seen.attempts.last().map(|attempt| attempt.at);
    let Some(at) = seen.answer.as_ref().map(|(at, _)| *at).or(asked) else { return Err(none) };
    let happened = (0..).zip(&run.trace().events[..position as usize]);
    let then = happened.filter(|(_, event)| event.at == at && event.place == Some(client.into()));
    let then: Vec<u32> = then.map(|(event, _)| event).collect();
    // More than one only where several messages reached it in the same microsecond.
    for event in &then[..then.len().saturating_sub(1)] {
        run.seek(event + 1);
        if operation(run, client, number).as_ref() == Some(&seen) {
            return Ok(*event);
        }
    }
    then.last().copied().ok_or(none)
}

fn operation(run: &dyn Experiment, client: ClientId, number: u64) -> Option<Operation> {
    let scene = run.scene(crate::Language::default());
    let mut all = scene.clients.into_iter().nth(client.index())?.operations.into_iter();
    all.find(|operation| operation.number == number)
}
