//! Tools: what a click on the stage does.

/// What a click does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Tool {
    /// Select, and offer what can be done.
    Select,
    /// Crash a server, or restart a crashed one.
    Crash,
    /// Cut a direction of a link, or heal a cut one.
    Cut,
    /// Gather servers that are then cut off from the others.
    Partition,
    /// Pause a server, or resume a paused one.
    Pause,
}

impl Tool {
    /// Every tool, in order.
    pub(crate) const ALL: [Tool; 5] =
        [Tool::Select, Tool::Crash, Tool::Cut, Tool::Partition, Tool::Pause];
}
