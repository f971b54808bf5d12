//! The colour of a term, ballot, view or epoch: the same one in every picture.

/// How many colours there are before they begin again.
pub(crate) const COLOURS: u64 = 8;

/// The CSS class of the era's colour.
#[must_use]
pub fn era_class(era: u64) -> &'static str {
    match era % COLOURS {
        0 => "era-0",
        1 => "era-1",
        2 => "era-2",
        3 => "era-3",
        4 => "era-4",
        5 => "era-5",
        6 => "era-6",
        _ => "era-7",
    }
}
