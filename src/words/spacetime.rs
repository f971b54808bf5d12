//! What the whole space-time diagram says.

/// The words of the whole space-time diagram.
#[derive(Debug)]
pub(crate) struct SpacetimeWords {
    /// All of it.
    pub(crate) region: &'static str,
    /// The picture, in which keys go from event to event.
    pub(crate) field: &'static str,
    /// The group of what changes how much is seen.
    pub(crate) zoom: &'static str,
    /// As it reads: Zoom in.
    pub(crate) zoom_in: &'static str,
    /// As it reads: Zoom out.
    pub(crate) zoom_out: &'static str,
    /// Shows the whole run.
    pub(crate) fit: &'static str,
    /// The group of servers and clients.
    pub(crate) lanes: &'static str,
    /// The list of kinds of message.
    pub(crate) kind: &'static str,
    /// Every kind.
    pub(crate) all_kinds: &'static str,
    /// The list of terms.
    pub(crate) era_of: &'static str,
    /// Every one: what the protocol calls it.
    pub(crate) all_eras: fn(&str) -> String,
    /// One of them.
    pub(crate) era: fn(&str, u64) -> String,
    /// The list of branches to compare with.
    pub(crate) compare: &'static str,
    /// None of them.
    pub(crate) alone: &'static str,
    /// The group that tells what is compared.
    pub(crate) comparing: &'static str,
    /// Where two branches part: the number of the event, and when.
    pub(crate) parts: fn(u32, &str) -> String,
    /// They do not.
    pub(crate) same: &'static str,
    /// What is written there in the picture.
    pub(crate) first_difference: &'static str,
    /// As it reads: Save SVG.
    pub(crate) save_svg: &'static str,
    /// As it reads: Save PNG.
    pub(crate) save_png: &'static str,
    /// Neither could be saved.
    pub(crate) not_saved: &'static str,
    /// The title of a picture that is saved: the run, and how many servers it has.
    pub(crate) title: fn(&str, u8) -> String,
    /// Closes it.
    pub(crate) close: &'static str,
    /// How to point at something.
    pub(crate) hint: &'static str,
    /// What a bar of full height stands for: so many messages in so much time.
    pub(crate) dense: fn(usize, &str) -> String,
    /// An event: its number, and when.
    pub(crate) event: fn(u32, &str) -> String,
    /// How many events in sight led to it, and how many came of it.
    pub(crate) reach: fn(usize, usize) -> String,
}
