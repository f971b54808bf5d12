//! What atomic commitment promises, as far as it is safety (BHG 7.3).

/// A promise.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Promise {
    /// All that decide, decide the same: AC1.
    Agreement,
    /// Nobody takes a decision back: AC2.
    Irrevocable,
    /// Nothing is committed unless all have voted yes: AC3.
    CommitValidity,
    /// The sum of all accounts stays what it was.
    Conservation,
}

impl Promise {
    /// Its name in files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Promise::Agreement => "agreement",
            Promise::Irrevocable => "irrevocable",
            Promise::CommitValidity => "commit-validity",
            Promise::Conservation => "conservation",
        }
    }
}
