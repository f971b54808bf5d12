//! Why? in the panel: values that can be asked about, and the events that led to one.

mod answer;
mod asked;
mod keys;
mod link;
mod name;
mod question;
mod value;

pub(crate) use answer::answer;
pub(crate) use value::{asking, of_field, of_operation, of_property, offered};
