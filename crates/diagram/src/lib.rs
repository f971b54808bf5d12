//! Space-time geometry: what happened where and when, as plain shapes in pixels.
//!
//! A trace goes in, a [`Diagram`] comes out: lanes, bands, arrows and marks, placed but not drawn.
//! Nothing here knows a page, a colour or a language. Only what can be seen in the [`Window`] is
//! made, so that a long run costs no more than a short one. [`export`] writes whole runs down, in
//! the formats of other programs.

mod arrow;
mod band;
mod diagram;
pub mod export;
mod frame;
mod lane;
mod mark;
mod outline;
#[cfg(test)]
mod samples;
mod window;

pub use arrow::{Arrow, Ending};
pub use band::{Band, BandKind};
pub use diagram::{Diagram, Point, Subject};
pub use frame::{Frame, Insets};
pub use lane::Lane;
pub use mark::{Label, MarkLabel};
pub use outline::{Change, Outline, Phase};
pub use window::Window;
