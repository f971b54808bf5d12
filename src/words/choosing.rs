//! The words of the list of prepared runs.

/// The words of the list of prepared runs.
#[derive(Debug)]
pub(crate) struct ChoosingWords {
    /// The title, of the protocol's name.
    pub(crate) title: fn(&str) -> String,
    /// The field that narrows it down.
    pub(crate) search: &'static str,
    /// The list of headings.
    pub(crate) headings: &'static str,
    /// What a run without a scenario is.
    pub(crate) free_play: &'static str,
    /// It is on its way.
    pub(crate) waiting: &'static str,
    /// So many were found, of so many.
    pub(crate) found: fn(usize, usize) -> String,
    /// It could not be fetched, and why.
    pub(crate) not_fetched: fn(&str) -> String,
    /// What was fetched is no list.
    pub(crate) unreadable: &'static str,
    /// Fetches it once more.
    pub(crate) again: &'static str,
    /// The title of a run that shows what a rule is for.
    pub(crate) without: fn(&str) -> String,
    /// The title of the same run with the rule.
    pub(crate) with: fn(&str) -> String,
    /// What there is to see without the rule, of what the rule says.
    pub(crate) without_caption: fn(&str) -> String,
    /// What there is to see with it.
    pub(crate) with_caption: fn(&str) -> String,
    /// Opens the run without the rule.
    pub(crate) show_without: &'static str,
    /// The same, to be heard beside others: of the rule's title.
    pub(crate) show_without_named: fn(&str) -> String,
    /// Opens the run with the rule.
    pub(crate) show_with: &'static str,
    /// The same, to be heard beside others.
    pub(crate) show_with_named: fn(&str) -> String,
}
