//! A question that is being answered.

use super::cause::{Cause, Edge};
use super::chain::Chain;
use super::look_back::{Halt, LookBack, Memory};
use super::question::{NoAnswer, Question, check};
use super::value::Watched;
use super::violation;
use crate::experiment::Experiment;
use machine::{ClientId, NodeId};

/// A question about a run as it was at some position, being answered a turn at a time. The run may
/// be moved meanwhile.
#[derive(Debug)]
pub struct Asking {
    sought: Sought,
    /// After how many events.
    position: u32,
    /// The digest of the run up to there.
    hash: u64,
    memory: Memory,
}

/// What is looked for.
#[derive(Debug)]
enum Sought {
    /// What set a value of a server.
    Value(NodeId, Watched),
    /// What answered an operation of a client.
    Answer(ClientId, u64),
    /// How a property was broken in this event.
    Breach(u32),
}

impl Asking {
    /// Asks about the run as it is at its present position.
    ///
    /// # Errors
    /// What is wrong with the question.
    pub fn new(run: &dyn Experiment, question: &Question) -> Result<Self, NoAnswer> {
        check(run, question)?;
        let sought = match question {
            Question::Role(node) => Sought::Value(*node, Watched::Role),
            Question::Era(node) => Sought::Value(*node, Watched::Era),
            Question::Field(node, name) => Sought::Value(*node, Watched::field(name)),
            Question::Entry(node, index) => Sought::Value(*node, Watched::Entry(*index)),
            Question::Decided(node, index) => Sought::Value(*node, Watched::Decided(*index)),
            Question::Answer(client, number) => Sought::Answer(*client, *number),
            Question::Violation(name) => Sought::Breach(violation::event(run, name.as_deref())?),
        };
        let (position, hash) = (run.position(), run.trace_hash());
        Ok(Asking { sought, position, hash, memory: Memory::default() })
    }

    /// Whether the run still is, up to where it was asked about, what it was then.
    #[must_use]
    pub fn is_of(&self, run: &dyn Experiment) -> bool {
        let last = self.position.checked_sub(1);
        let last = last.and_then(|last| run.trace().events.get(last as usize));
        last.is_some_and(|event| event.hash == self.hash)
    }

    /// How far back the answer has been looked for, in events from the beginning.
    #[must_use]
    pub fn looked_at(&self) -> u32 {
        self.memory.searched().unwrap_or(self.position)
    }

    /// Looks further back, by one stretch of 256 events at most. `None` if that is not enough;
    /// otherwise the events that led to what is asked about, newest first, 32 at most.
    ///
    /// The run must be [of](Self::is_of) the question.
    ///
    /// # Errors
    /// Why there is no answer.
    pub fn go_on(&mut self, run: &dyn Experiment) -> Option<Result<Vec<Cause>, NoAnswer>> {
        let mut back = LookBack::new(run, &mut self.memory);
        match follow(&mut back, &self.sought, self.position) {
            Ok(chain) => Some(Ok(chain.newest_first())),
            Err(Halt::Never(why)) => Some(Err(why)),
            Err(Halt::NotYet) => None,
        }
    }
}

/// What a turn finds. All turns for one question follow the same chain, from its beginning.
fn follow(back: &mut LookBack<'_>, sought: &Sought, end: u32) -> Result<Chain, Halt> {
    let mut chain = Chain::default();
    match sought {
        Sought::Value(node, watched) => chain.of_server(back, end, *node, watched.clone())?,
        Sought::Answer(client, number) => {
            let event = heard(back.run(), *client, *number, end)?;
            chain.begin(event, Edge::Asked);
            chain.follow(back, event, None)?;
        }
        Sought::Breach(event) => {
            let rivals = violation::rivals(back, *event)?;
            chain.begin(*event, Edge::Asked);
            for rival in &rivals {
                chain.begin(*rival, Edge::Rival(*event));
            }
            for begun in [vec![*event], rivals].concat() {
                chain.follow(back, begun, None)?;
            }
        }
    }
    Ok(chain)
}

/// The event, one of the first `end`, in which the client got the answer to its operation; if it
/// has none, the one in which it asked last.
fn heard(run: &dyn Experiment, client: ClientId, number: u64, end: u32) -> Result<u32, NoAnswer> {
    let none = NoAnswer::NoOperation(client, number);
    let then = run.past(end);
    let Some(seen) = then.operation(client, number) else { return Err(none) };
    let asked = seen.attempts.last().map(|attempt| attempt.at);
    let Some(at) = seen.answer.as_ref().map(|(at, _)| *at).or(asked) else { return Err(none) };
    let happened = (0..).zip(&run.trace().events[..end as usize]);
    let then = happened.filter(|(_, event)| event.at == at && event.place == Some(client.into()));
    let then: Vec<u32> = then.map(|(event, _)| event).collect();
    // More than one only where several messages reached it in the same microsecond.
    for event in &then[..then.len().saturating_sub(1)] {
        if run.past(event + 1).operation(client, number) == Some(seen) {
            return Ok(*event);
        }
    }
    then.last().copied().ok_or(none)
}
