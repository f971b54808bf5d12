//! One link of a chain of causes.

/// What an event has to do with the one it led to. The event that it led to is given by its place
/// in the trace.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Edge {
    /// It set the value asked about, or broke the property.
    Asked,
    /// In it, the message left that arrived (or was lost) there.
    Sent(u32),
    /// It set the timer that went off there.
    Timer(u32),
    /// It asked for the save that was finished there.
    Save(u32),
    /// In it, the client began to wait.
    Wait(u32),
    /// It brought another answer of the same round, and there were enough.
    Answer(u32),
    /// In it, the sender came by the value that it sent there.
    Held(u32),
    /// It did elsewhere what cannot stand beside that: led the same era, or decided otherwise. The
    /// only link that need not lie in the past of what it stands beside.
    Rival(u32),
}

impl Edge {
    /// The place in the trace of the event it led to, if there is one.
    #[must_use]
    pub fn led_to(self) -> Option<u32> {
        match self {
            Edge::Asked => None,
            Edge::Sent(event)
            | Edge::Timer(event)
            | Edge::Save(event)
            | Edge::Wait(event)
            | Edge::Answer(event)
            | Edge::Held(event)
            | Edge::Rival(event) => Some(event),
        }
    }
}

/// An event that led to what was asked about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Cause {
    /// Its place in the trace.
    pub event: u32,
    /// What it has to do with the event that it led to.
    pub edge: Edge,
}
