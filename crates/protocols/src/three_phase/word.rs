//! The words of this protocol's views, each with its stable name in files.

use crate::commit;

/// A word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Word {
    /// The role of a participant that leads in the coordinator's place.
    Backup,
    /// The role of a participant that has voted yes and knows no more.
    Uncertain,
    /// The role of a participant that knows that all have voted yes.
    PreCommitted,
    /// The role of a participant that has failed since it voted and does not know the decision.
    Recovering,
    /// The transaction that a server leads.
    Leading,
    /// Who has told a backup its state.
    States,
    /// Requests that wait for their turn.
    Queue,
    /// Whom a participant follows.
    Follows,
    /// The transactions that a coordinator has started and not decided.
    Open,
    /// It has not failed.
    Operational,
    /// A coordinator waits for votes.
    Collecting,
    /// Who leads waits for everybody to know that all have voted yes.
    PreCommitting,
    /// A backup waits for the others' states.
    Asking,
    /// The timer of who leads and waits for answers.
    CoordinateTimer,
    /// Why it breaks where messages come late.
    Untimely,
    /// A word that protocols of atomic commitment share.
    Common(commit::Word),
}

impl From<Word> for &'static str {
    fn from(word: Word) -> Self {
        match word {
            Word::Backup => "backup",
            Word::Uncertain => "uncertain",
            Word::PreCommitted => "pre-committed",
            Word::Recovering => "recovering",
            Word::Leading => "leading",
            Word::States => "states",
            Word::Queue => "queue",
            Word::Follows => "follows",
            Word::Open => "open",
            Word::Operational => "operational",
            Word::Collecting => "collecting",
            Word::PreCommitting => "pre-committing",
            Word::Asking => "asking",
            Word::CoordinateTimer => "coordinate",
            Word::Untimely => "untimely",
            Word::Common(word) => word.into(),
        }
    }
}

impl From<commit::Word> for Word {
    fn from(word: commit::Word) -> Self {
        Word::Common(word)
    }
}
