//! A run as few bytes: what links and scenario files are made of, byte by byte in `docs/links.md`.
//!
//! Numbers take as many bytes as they need, what is as usual takes none, times are differences, and
//! a text that came before is a number. Written by hand rather than derived, because a page carries
//! the reading half, and because the bytes must stay what they are when a type changes.

mod acts;
mod ends;
mod reader;
mod setup;
mod writer;

pub(crate) use acts::{read_acts, write_acts};
pub(crate) use reader::{Damaged, Reader};
pub(crate) use setup::{read_setup, write_setup};
pub(crate) use writer::Writer;
