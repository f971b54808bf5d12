//! Space-time geometry: what happened where and when, as plain shapes in pixels, and as SVG text.
//!
//! A trace goes in. A [`Diagram`] comes out for the small strip under the player, and a [`Picture`]
//! for the whole diagram with zoom and filters: lanes, bands, arrows and marks, placed but not
//! drawn. [`svg_file`] and its parts draw a picture as text. Nothing here knows a page, a colour or
//! a language. Only what can be seen is made, found by halving what an [`Index`] remembers of the
//! run, so that a long run costs no more than a short one. [`export`] writes whole runs down, in
//! the formats of other programs; [`import`] reads what those wrote.

mod arrow;
mod band;
mod causality;
mod compare;
mod diagram;
mod era;
pub mod export;
mod filter;
mod frame;
pub mod import;
mod index;
mod lane;
mod mark;
mod outline;
mod picture;
mod px;
#[cfg(test)]
mod samples;
mod seen;
mod svg;
mod window;

pub use arrow::{Arrow, Ending};
pub use band::{Band, BandKind};
pub use causality::{future, past};
pub use compare::first_difference;
pub use diagram::{Diagram, Point, Subject};
pub use era::era_class;
pub use filter::Filter;
pub use frame::{Frame, Insets};
pub use index::Index;
pub use lane::Lane;
pub use mark::{Label, MarkLabel};
pub use outline::{Change, Outline, Phase};
pub use picture::{
    AxisTick, Bar, Density, Highlight, Picture, Reach, Save, Shade, Sign, SignKind, Step, View, Why,
};
pub use px::px;
pub use svg::{Other, highlight_svg, lanes_svg, plot_svg, svg_file, svg_stack};
pub use window::Window;
