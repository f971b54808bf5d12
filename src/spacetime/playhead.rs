//! The present moment in the diagram, and a veil over what comes after it.

use crate::clock::{Clock, Looks, use_now};
use crate::px::px;
use diagram::Frame;
use machine::Micros;
use yew::prelude::{Html, Properties, component, html};

#[derive(Properties, PartialEq)]
pub(super) struct PlayheadProps {
    pub(super) clock: Clock,
    pub(super) frame: Frame,
    /// Up to when the run is known.
    pub(super) known: Micros,
    /// Where the plot is, as a style.
    pub(super) place: String,
}

/// The playhead. It is all that moves while the run plays.
#[component]
pub(super) fn Playhead(props: &PlayheadProps) -> Html {
    let now = use_now(&props.clock, Looks::Always);
    let frame = &props.frame;
    let left = frame.insets.left;
    let x = frame.x(now) - left;
    let wide = (frame.x(props.known) - left - x).max(0.0);
    html! {
        <div class="spacetime-view spacetime-now" style={props.place.clone()}>
            <div
                class="spacetime-veil"
                style={format!("transform:translateX({}px) scaleX({})", px(x), px(wide))}
            />
            <div class="spacetime-playhead" style={format!("transform:translateX({}px)", px(x))} />
        </div>
    }
}
