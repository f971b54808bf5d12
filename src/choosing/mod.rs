//! Prepared runs: the list to choose one from, and opening it.

mod fetch;
mod list;

pub(crate) use fetch::{Prepared, open};
pub(crate) use list::Choosing;
