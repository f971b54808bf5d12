//! What the space-time diagram shows.

/// What the space-time diagram shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Shown {
    /// The open branch.
    Alone,
    /// The branch of this number over the open one.
    Beside(u32),
}
