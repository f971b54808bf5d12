//! Short messages to the person, shown until the next thing happens.

use super::Msg;
use crate::words::Words;
use yew::prelude::{Callback, Html};

/// A message to the person.
#[derive(Clone, Debug)]
pub(crate) enum Notice {
    /// What was asked for was not done, and why.
    Problem(String),
    /// Something the person should know.
    Remark(String),
    /// Something the person should know, which offers something: what makes it.
    Offer(fn(&Callback<Msg>, &'static Words) -> Html),
}
