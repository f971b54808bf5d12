//! Where what moves in the strip is, at a moment.

use crate::px::px;
use machine::Micros;

/// Where everything is, in pixels.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Place {
    /// The moment.
    pub(super) at: Micros,
    /// Where the plot begins.
    pub(super) left: f64,
    /// How far the picture is moved to the right.
    pub(super) scroll: f64,
    /// How much of the plot is hidden at its right because it is not known yet.
    pub(super) hidden: f64,
    /// Where the playhead is.
    pub(super) x: f64,
    /// From the playhead to the end of what is known.
    pub(super) ahead: f64,
}

/// What moves, in the order of [`Place::transforms`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Mover {
    /// The window in which the known part is seen.
    Known,
    /// The bands in it, moved back by as much as it is moved.
    Bands,
    Messages,
    Marks,
    /// The veil over what is known already but has not happened yet.
    Veil,
    /// The line at the present moment.
    Playhead,
}

/// Where the marks begin in a plot that begins at `left`: their labels may reach into the margin.
pub(super) fn marks_left(left: f64) -> f64 {
    left / 4.0
}

/// How many things move.
pub(super) const MOVERS: usize = 6;

impl Place {
    /// Where everything is, as a CSS transform each.
    pub(super) fn transforms(&self) -> [String; MOVERS] {
        let aside = |x: f64| format!("translateX({}px)", px(x));
        let left = self.left;
        [
            aside(-self.hidden),
            aside(self.scroll + self.hidden - left),
            aside(self.scroll - left),
            aside(self.scroll - marks_left(left)),
            format!("{} scaleX({})", aside(self.x), px(self.ahead)),
            aside(self.x - 5.0),
        ]
    }
}
