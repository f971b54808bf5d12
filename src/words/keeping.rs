//! The table of what is said of runs that are kept and opened.

/// The words of keeping and opening runs.
#[derive(Debug)]
pub(crate) struct KeepingWords {
    /// Asks for a file.
    pub(crate) open_file: &'static str,
    /// While a file is over the page.
    pub(crate) drop_here: &'static str,
    /// A run takes a while to open.
    pub(crate) opening: &'static str,
    /// How many events are replayed, of how many.
    pub(crate) progress: fn(u32, u32) -> String,
    /// Stops opening it.
    pub(crate) cancel: &'static str,
    /// A link cannot be opened, and why.
    pub(crate) link_wrong: fn(&str) -> String,
    /// The file of this name cannot be opened, and why.
    pub(crate) file_wrong: fn(&str, &str) -> String,
    /// The scenario of this title cannot be fetched, and why.
    pub(crate) not_fetched: fn(&str, &str) -> String,
    /// It cannot be opened, and why.
    pub(crate) scenario_wrong: fn(&str, &str) -> String,
    /// The last session cannot be opened, and why.
    pub(crate) last_wrong: fn(&str) -> String,
    /// The last session is open again.
    pub(crate) restored: &'static str,
    /// Begins as on a first visit.
    pub(crate) afresh: &'static str,
    /// The browser keeps nothing.
    pub(crate) not_kept: &'static str,
    /// The run is too large to be kept, and why.
    pub(crate) too_large: fn(&str) -> String,
    /// The browser went back to where no run is known any more.
    pub(crate) gone: &'static str,
    /// A file is no text.
    pub(crate) no_text: &'static str,
    /// A file is neither a run nor this log.
    pub(crate) neither: fn(&str) -> String,
    /// A file is too large.
    pub(crate) large: &'static str,
    /// The browser does not read a file.
    pub(crate) unreadable: &'static str,
    /// The title of a log.
    pub(crate) log: fn(&str) -> String,
    /// What a log is, and what can be done with it.
    pub(crate) log_intro: &'static str,
    /// Its picture, to be heard: how many hosts, events and arrows.
    pub(crate) log_picture: fn(usize, usize, usize) -> String,
    /// Where the picture is scrolled, to be heard.
    pub(crate) log_view: &'static str,
    /// The heading of the events as text.
    pub(crate) log_events: &'static str,
    /// An event: its host, its number there, what happened.
    pub(crate) log_event: fn(&str, u32, &str) -> String,
    /// Only so many are listed.
    pub(crate) log_more: fn(usize) -> String,
}
