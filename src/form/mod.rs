//! Forms, and the parts that they are made of. Each can stand in the panel and in a dialog.

mod delay;
mod draft;
mod field;
mod request;

pub(crate) use delay::DelayForm;
pub(crate) use field::{Choice, Field, Keyboard, answer, edit};
pub(crate) use request::RequestForm;
