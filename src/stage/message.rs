//! A message in flight, which moves with virtual time.

use super::layout::{Layout, Path};
use super::pressed::on_press;
use crate::clock::{Clock, Looks, use_now};
use crate::era;
use crate::px::px;
use crate::session::Target;
use crate::shared::Shared;
use crate::words::Words;
use machine::Micros;
use simulator::MessageScene;
use yew::prelude::{Callback, Html, Properties, classes, component, html};

/// How long the tail of a message is, in pixels.
const TAIL: f64 = 38.0;

/// Whether the words beside a message are always there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Label {
    /// They are.
    Shown,
    /// Only while the message is pointed at or has the focus: there are too many.
    OnDemand,
}

/// Which message.
#[derive(Properties, PartialEq)]
pub(super) struct MessageProps {
    pub(super) message: MessageScene,
    pub(super) layout: Shared<Layout>,
    pub(super) label: Label,
    pub(super) clock: Clock,
    pub(super) on_click: Callback<Target>,
    pub(super) words: &'static Words,
}

/// What of a message does not move.
struct DotProps {
    message: MessageScene,
}

/// What is read beside a message.
struct LabelProps {
    text: String,
    side: LabelSide,
}

/// Where the words stand, seen from the dot.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct LabelSide {
    x: &'static str,
    y: &'static str,
    anchor: &'static str,
}

/// A message. Drawn again every frame, but only where it is: a picture of its own can be put in
/// another place without laying out or painting anything anew, which a part of one cannot.
#[component]
pub(super) fn Message(props: &MessageProps) -> Html {
    let now = use_now(&props.clock, Looks::Always);
    let message = &props.message;
    let path = props.layout.path(message.id.from, message.id.to);
    let share = travelled(message, now);
    let at = path.point(share);
    let target = Target::Message(message.id);
    let (onclick, onkeydown) = on_press(target, &props.on_click);
    let (from, to) = (message.id.from.to_string(), message.id.to.to_string());
    let label = match props.label {
        Label::Shown => None,
        Label::OnDemand => Some("is-quiet"),
    };
    let class = classes!("flying", era::class(message.era), label);
    let side = label_side(&props.layout, &path, share);
    html! {
        <svg
            {class}
            width="1"
            height="1"
            style={format!("transform:translate({}px,{}px)", px(at.x), px(at.y))}
        >
            { tail(&path, share) }
            <g
                id={target.element()}
                class="flying-button"
                role="button"
                tabindex="0"
                aria-label={(props.words.stage.message_name)(message.kind, &from, &to)}
                aria-haspopup="menu"
                {onclick}
                {onkeydown}
            >
                { dot(&DotProps { message: message.clone() }) }
            </g>
            { brief(&LabelProps { text: message.brief.clone(), side }) }
        </svg>
    }
}

/// Beside the dot on the side that is clear of the server it leaves or comes to, above it where the
/// way is level; on a narrow stage on the side of the middle.
fn label_side(layout: &Layout, path: &Path, share: f64) -> LabelSide {
    let is_level = path.uy.abs() < 0.3;
    let is_near_end = share > if is_level { 0.45 } else { 0.7 } && path.ux.abs() > 0.2;
    let leads_left = path.ux < -0.2;
    let is_right = if layout.is_narrow() {
        path.point(share).x < layout.width / 2.0
    } else {
        leads_left == is_near_end
    };
    let (x, anchor) = if is_right { ("13", "start") } else { ("-13", "end") };
    if is_level { LabelSide { x: "0", y: "-11", anchor } } else { LabelSide { x, y: "4", anchor } }
}

fn tail(path: &Path, share: f64) -> Html {
    let length = TAIL.min(path.length * share);
    let (x2, y2) = (px(-path.ux * length), px(-path.uy * length));
    html! { <line class="flying-tail" x1="0" y1="0" {x2} {y2} /> }
}

/// How much of its way a message has made.
pub(super) fn travelled(message: &MessageScene, now: Micros) -> f64 {
    let whole = message.due.since(message.sent).0.max(1) as f64;
    (now.since(message.sent).0 as f64 / whole).min(1.0)
}

fn dot(props: &DotProps) -> Html {
    let message = &props.message;
    html! {
        <>
            <circle class="flying-hit" r="13" />
            <circle
                class={if message.is_reply { "flying-dot is-reply" } else { "flying-dot" }}
                r={if message.is_reply { "6" } else { "7" }}
            />
            if message.is_refusal {
                <path class="flying-refusal" d="M-3 -3 3 3M-3 3 3 -3" />
            }
            if message.is_corrupt {
                <path class="flying-corrupt" d="M-10 -4 -4 2 0 -3 4 3 10 -3" />
            }
        </>
    }
}

fn brief(props: &LabelProps) -> Html {
    let LabelSide { x, y, anchor } = props.side;
    html! {
        <text class="flying-label" {x} {y} text-anchor={anchor} aria-hidden="true">
            { &props.text }
        </text>
    }
}
