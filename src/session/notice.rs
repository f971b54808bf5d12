//! Short messages to the person, shown until the next thing happens.

/// A message to the person.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Notice {
    /// What was asked for was not done, and why.
    Problem(String),
    /// Something the person should know.
    Remark(String),
}
