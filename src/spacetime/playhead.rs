//! The present moment in the diagram, and a veil over what comes after it.

use crate::clock::{Clock, Looks, use_now};
use crate::glide::{Glide, use_glides};
use crate::px::px;
use diagram::Frame;
use machine::Micros;
use yew::prelude::{Html, NodeRef, Properties, component, html, use_memo};

#[derive(Properties, PartialEq)]
pub(crate) struct PlayheadProps {
    pub(crate) clock: Clock,
    pub(crate) frame: Frame,
    /// Up to when the run is known.
    pub(crate) known: Micros,
    /// Where the plot is, as a style.
    pub(crate) place: String,
}

/// The playhead. It is all that moves while the run plays, and the browser moves it.
#[component]
pub(crate) fn Playhead(props: &PlayheadProps) -> Html {
    let _ = use_now(&props.clock, Looks::Once(Micros(u64::MAX)));
    let elements = use_memo((), |()| [NodeRef::default(), NodeRef::default()]);
    let window = props.frame.window;
    let mut glides = vec![Glide::new(), Glide::new()];
    for at in [window.from, window.clamp(props.known), window.to] {
        for (glide, transform) in glides.iter_mut().zip(transforms(props, at)) {
            glide.push((at, transform));
        }
    }
    use_glides(&*elements, &props.clock, glides);
    let [veil, playhead] =
        transforms(props, props.clock.since()).map(|transform| format!("transform:{transform}"));
    html! {
        <div class="spacetime-view spacetime-now" style={props.place.clone()}>
            <div ref={&elements[0]} class="spacetime-veil" style={veil} />
            <div ref={&elements[1]} class="spacetime-playhead" style={playhead} />
        </div>
    }
}

/// Where the veil and the playhead are at a moment.
fn transforms(props: &PlayheadProps, at: Micros) -> [String; 2] {
    let frame = &props.frame;
    let x = frame.x(at) - frame.insets.left;
    let wide = (frame.x(props.known) - frame.insets.left - x).max(0.0);
    let aside = format!("translateX({}px)", px(x));
    [format!("{aside} scaleX({})", px(wide)), aside]
}
