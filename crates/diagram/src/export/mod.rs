//! A run as text for other programs: one pure function a format, one file each.
//!
//! Here it is known what happened, not what it is called: whoever asks brings the words, in a
//! [`Telling`]. What programs read (the names of fields, hosts and kinds of event) is the same in
//! every language. The formats and what opens them are described in `docs/exports.md`.

mod json;
mod json_lines;
mod mermaid;
mod names;
mod perfetto;
mod shiviz;
mod telling;
mod tla;

pub use json_lines::json_lines;
pub use mermaid::mermaid;
pub use perfetto::perfetto;
pub use shiviz::shiviz;
pub use telling::Telling;
pub use tla::{NoSuchField, tla};
