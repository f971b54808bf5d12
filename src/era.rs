//! The colour of a term, ballot, view or epoch: the same one everywhere on the page.

/// How many colours there are before they begin again.
const COLOURS: u64 = 8;

/// The CSS class that sets `--era` and `--era-ink`.
pub(crate) fn class(era: u64) -> &'static str {
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
