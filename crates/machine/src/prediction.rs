//! What a protocol's own theory says will break, and when: no mistake of the core.

/// What must have come about before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Circumstance {
    /// A message between two servers that run may not have arrived, once and in time; or a server
    /// was slow, or its clock wrong, so that it was late itself.
    Untimely,
    /// The option of this name is not at its default: less is promised.
    Option(&'static str),
}

/// A break that the protocol's own theory predicts. `W` is how the reason is given.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Prediction<W: 'static> {
    /// The names of the properties that can break then.
    pub properties: &'static [&'static str],
    /// What must have come about.
    pub when: Circumstance,
    /// Why it breaks.
    pub reason: W,
}
