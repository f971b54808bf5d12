//! The formats.

/// What a run can be written as.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Format {
    /// A Mermaid sequence diagram.
    #[default]
    Mermaid,
    /// A log for ShiViz.
    Shiviz,
    /// A trace for Perfetto, in Chrome's trace event format.
    Perfetto,
    /// One JSON object an event.
    JsonLines,
    /// A sequence of states as a TLA+ value.
    Tla,
    /// A scenario file that gives the same run.
    Scenario,
    /// The space-time diagram.
    Svg,
}

impl Format {
    /// Every format, in the order of the help.
    pub const ALL: [Format; 7] = [
        Format::Mermaid,
        Format::Shiviz,
        Format::Perfetto,
        Format::JsonLines,
        Format::Tla,
        Format::Scenario,
        Format::Svg,
    ];

    /// What the command line calls it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Format::Mermaid => "mermaid",
            Format::Shiviz => "shiviz",
            Format::Perfetto => "perfetto",
            Format::JsonLines => "jsonl",
            Format::Tla => "tla",
            Format::Scenario => "scenario",
            Format::Svg => "svg",
        }
    }

    /// How the name of a file of this format ends.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Format::Mermaid => "mmd",
            Format::Shiviz => "log",
            Format::Perfetto => "json",
            Format::JsonLines => "jsonl",
            Format::Tla => "tla",
            Format::Scenario => "scenario",
            Format::Svg => "svg",
        }
    }
}
