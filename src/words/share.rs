//! The words of giving a run to others.

/// The words of giving a run away.
#[derive(Debug)]
pub(crate) struct ShareWords {
    /// Its title.
    pub(crate) title: &'static str,
    /// The heading of the link.
    pub(crate) link: &'static str,
    /// The link, to be heard.
    pub(crate) link_named: &'static str,
    /// How long it is, and what is in it.
    pub(crate) length: fn(usize) -> String,
    /// Why there is none.
    pub(crate) no_link: fn(&str) -> String,
    /// Copies it.
    pub(crate) copy: &'static str,
    /// It is copied.
    pub(crate) copied: &'static str,
    /// The browser does not let the page copy it, so it is selected.
    pub(crate) not_copied: &'static str,
    /// The heading of files.
    pub(crate) file: &'static str,
    /// Saves one.
    pub(crate) save: &'static str,
    /// What is in it.
    pub(crate) save_what: &'static str,
    /// What can be opened.
    pub(crate) open_what: &'static str,
    /// The heading of pictures of the stage.
    pub(crate) stage: &'static str,
    /// Saves one that stays sharp.
    pub(crate) stage_svg: &'static str,
    /// What it is good for.
    pub(crate) stage_svg_what: &'static str,
    /// Saves one of dots.
    pub(crate) stage_png: &'static str,
    /// What it is good for.
    pub(crate) stage_png_what: &'static str,
    /// The heading of the formats.
    pub(crate) exports: &'static str,
    /// Each format, and what opens it, in the order of `lessons::Format::ALL`.
    pub(crate) formats: [(&'static str, &'static str); 7],
    /// The browser does not save it.
    pub(crate) not_saved: &'static str,
}
