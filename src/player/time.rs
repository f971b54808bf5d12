//! The virtual time as text.

use crate::clock::{Clock, Looks, use_now};
use yew::prelude::{Html, Properties, component, html};

/// Which clock.
#[derive(Properties, PartialEq)]
pub(super) struct TimeProps {
    pub(super) clock: Clock,
}

/// The virtual time.
#[component]
pub(super) fn Time(props: &TimeProps) -> Html {
    let now = use_now(&props.clock, Looks::Seldom);
    let text = now.to_string();
    let width = format!("width:{}ch", text.chars().count());
    html! { <span class="player-time" style={width}>{ text }</span> }
}
