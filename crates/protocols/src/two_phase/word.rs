//! The words of this protocol's views, each with its stable name in files.

use crate::commit;

/// A word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Word {
    /// The role of a participant that has voted yes and does not know the decision.
    Uncertain,
    /// Transactions that wait for votes.
    Collecting,
    /// Transactions that wait for acknowledgements.
    Committing,
    /// In which epoch a coordinator numbers its transactions.
    Epoch,
    /// What a peer knows.
    Knows,
    /// It does not know.
    Unsure,
    /// Everybody has acknowledged the commit.
    Ended,
    /// The timer of a coordinator that waits for votes.
    VoteTimer,
    /// The timer of a coordinator that waits for acknowledgements.
    AckTimer,
    /// A word that protocols of atomic commitment share.
    Common(commit::Word),
}

impl From<Word> for &'static str {
    fn from(word: Word) -> Self {
        match word {
            Word::Uncertain => "uncertain",
            Word::Collecting => "collecting",
            Word::Committing => "committing",
            Word::Epoch => "epoch",
            Word::Knows => "knows",
            Word::Unsure => "unsure",
            Word::Ended => "ended",
            Word::VoteTimer => "vote",
            Word::AckTimer => "ack",
            Word::Common(word) => word.into(),
        }
    }
}

impl From<commit::Word> for Word {
    fn from(word: commit::Word) -> Self {
        Word::Common(word)
    }
}
