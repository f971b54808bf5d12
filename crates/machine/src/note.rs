//! Notes: what a handler did and why, as data that every language can word.

/// How a note should sound.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Tone {
    /// Something happened.
    Plain,
    /// The protocol got somewhere: a vote won, an entry decided.
    Progress,
    /// A request was turned down by a rule.
    Refusal,
    /// An input was ignored, with a reason.
    Ignored,
    /// A property was broken.
    Broken,
}

/// A moment worth finding again: the player jumps from one to the next.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Mark {
    /// A node was elected, or became master or coordinator.
    Election,
    /// Something was committed.
    Commit,
    /// A value or a transaction was decided.
    Decision,
    /// A person or the environment broke or mended something.
    Fault,
    /// A property was broken.
    Violation,
}

/// What is known of a note besides its words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NoteInfo {
    /// The section of the paper that says so, such as `5.4.1`.
    pub section: &'static str,
    /// How it should sound.
    pub tone: Tone,
    /// The mark it leaves on the timeline, if it does.
    pub mark: Option<Mark>,
}
