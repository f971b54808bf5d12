//! Forms, and the parts that they are made of. Each can stand in the panel and in a dialog.

mod delay;
mod draft;
mod field;
mod link;
mod machine;
mod options;
mod order;
mod request;
mod transfer;

pub(crate) use delay::DelayForm;
pub(crate) use field::{Choice, Field, Keyboard, answer, edit};
pub(crate) use link::LinkForm;
pub(crate) use machine::{ClockForm, DiskForm, PaceForm};
pub(crate) use options::{OptionsDraft, OptionsProps, options};
pub(crate) use order::{OrderForm, can_obey};
pub(crate) use request::RequestForm;
