//! What runs side by side say of themselves.

/// The words of runs side by side.
#[derive(Debug)]
pub(crate) struct ComparingWords {
    /// All of it.
    pub(crate) region: &'static str,
    /// The list of prepared comparisons.
    pub(crate) prepared: &'static str,
    /// The choice that is none of them.
    pub(crate) own: &'static str,
    /// The list of what to put the run of the laboratory beside.
    pub(crate) beside: &'static str,
    /// Nothing is chosen yet.
    pub(crate) choose: &'static str,
    /// Asks for a choice.
    pub(crate) choose_first: &'static str,
    /// So many acts of the run cannot be done beside it.
    pub(crate) missing: fn(usize) -> String,
    /// What acting does here.
    pub(crate) hint: &'static str,
    /// Goes back to the laboratory.
    pub(crate) close: &'static str,
    /// A side, and why something was not done there.
    pub(crate) left_out: fn(&str, &str) -> String,
    /// A side, and why nothing was done.
    pub(crate) refused: fn(&str, &str) -> String,
    /// The time now, and the last that is known.
    pub(crate) place: fn(&str, &str) -> String,
    /// What just happened on a side.
    pub(crate) told: fn(&str) -> String,
    /// The diagram of a side.
    pub(crate) diagram: fn(&str) -> String,
    /// The table of meters.
    pub(crate) meters: &'static str,
    /// A cell of it: the side, the meter, the value.
    pub(crate) cell: fn(&str, &str, &str) -> String,
    /// The table of who is whom.
    pub(crate) mapping: &'static str,
    /// The part of those that lead.
    pub(crate) leads: &'static str,
    /// Another part, by its number.
    pub(crate) part: fn(usize) -> String,
    /// A part that nobody plays.
    pub(crate) nobody: &'static str,
    /// The list of what was done.
    pub(crate) done: &'static str,
    /// There is nothing in it.
    pub(crate) nothing_done: &'static str,
    /// Takes something out of it.
    pub(crate) take_out: &'static str,
    /// The same, to be heard: what.
    pub(crate) remove: fn(&str) -> String,
    /// Saves the diagrams, so that they stay sharp.
    pub(crate) diagrams_svg: &'static str,
    /// Saves them as dots.
    pub(crate) diagrams_png: &'static str,
}
