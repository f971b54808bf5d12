//! The words of the list of prepared runs, in English.

use super::ChoosingWords;

/// They come with what asks for them.
pub(super) const CHOOSING: ChoosingWords = ChoosingWords {
    title: |protocol| format!("Scenarios of {protocol}"),
    search: "Search",
    headings: "Headings",
    free_play: "Nothing is prepared: the cluster runs, and you decide what goes wrong.",
    waiting: "On its way...",
    found: |found, all| match found == all {
        true => format!("{all} scenarios"),
        false => format!("{found} of {all} scenarios"),
    },
    not_fetched: |why| format!("The list could not be fetched: {why}"),
    unreadable: "The list could not be read: it is damaged, or of another version of this page",
    again: "Try again",
    without: |rule| format!("Without “{rule}”"),
    with: |rule| format!("With “{rule}”"),
    without_caption: |help| format!("The rule is off in this run. {help}."),
    with_caption: |help| format!("The same run as without the rule, with it. {help}."),
    show_without: "See it broken",
    show_without_named: |rule| format!("See it broken: {rule}"),
    show_with: "See it hold",
    show_with_named: |rule| format!("See it hold: {rule}"),
};
