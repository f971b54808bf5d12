//! The language tables: every sentence about a run, in every language. A missing one does not
//! compile.

/// A language that runs can be told in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Language {
    /// English.
    #[default]
    English,
}
