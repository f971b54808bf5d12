//! A message in flight, which moves with virtual time.

use super::layout::{Layout, Path, Point};
use super::pressed::on_press;
use crate::clock::{Clock, Looks, use_now};
use crate::era;
use crate::glide::use_glides;
use crate::px::px;
use crate::session::Target;
use crate::shared::Shared;
use crate::words::Words;
use machine::Micros;
use simulator::MessageScene;
use yew::prelude::{Callback, Html, Properties, classes, component, html, use_node_ref};

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

/// A message. The browser moves it while the run plays; it is drawn again only when its words
/// change sides. A picture of its own can be put in another place without painting anything anew,
/// which a part of one cannot.
#[component]
pub(super) fn Message(props: &MessageProps) -> Html {
    let message = &props.message;
    let path = props.layout.path(message.id.from, message.id.to);
    let sides = Sides::new(&props.layout, &path);
    let whole = message.due.since(message.sent).0 as f64;
    let turn = sides.turn.map(|share| message.sent.plus(Micros((whole * share) as u64)));
    let turn = turn.filter(|turn| props.clock.now() < *turn);
    let _ = use_now(&props.clock, Looks::Once(turn.unwrap_or(Micros(u64::MAX))));
    let picture = use_node_ref();
    let place = |share| {
        let Point { x, y } = path.point(share);
        format!("translate({}px,{}px)", px(x), px(y))
    };
    let way = vec![(message.sent, place(0.0)), (message.due, place(1.0))];
    use_glides(std::slice::from_ref(&picture), &props.clock, vec![way]);
    let target = Target::Message(message.id);
    let (onclick, onkeydown) = on_press(target, &props.on_click);
    let (from, to) = (message.id.from.to_string(), message.id.to.to_string());
    let label = match props.label {
        Label::Shown => None,
        Label::OnDemand => Some("is-quiet"),
    };
    let class = classes!("flying", era::class(message.era), label);
    let has_turned = sides.turn.is_some() && turn.is_none();
    let side = if has_turned { sides.after } else { sides.before };
    html! {
        <svg
            ref={picture}
            {class}
            width="1"
            height="1"
            style={format!("transform:{}", place(travelled(message, props.clock.since())))}
        >
            // As large as the words on either side of the dot, which they change.
            <rect class="ground" x="-110" y="-24" width="220" height="48" />
            { tail(&path) }
            <g
                id={props.layout.id(target)}
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

/// Where the words of a message stand: beside the dot, on the side that is clear of the server it
/// leaves or comes to; above it where the way is level; on a narrow stage on the middle's side.
struct Sides {
    before: LabelSide,
    after: LabelSide,
    /// After which share of the way they change sides, if they do.
    turn: Option<f64>,
}

impl Sides {
    fn new(layout: &Layout, path: &Path) -> Self {
        let is_level = path.uy.abs() < 0.3;
        let (is_right_first, turn) = if layout.is_narrow() {
            let (from, to) = (path.start.x, path.end.x);
            let middle = layout.width / 2.0;
            let turn = (middle - from) / (to - from);
            (from < middle, Some(turn).filter(|turn| (0.0..1.0).contains(turn)))
        } else {
            let turn = if is_level { 0.45 } else { 0.7 };
            (path.ux >= -0.2, (path.ux.abs() > 0.2).then_some(turn))
        };
        let side = |is_right: bool| {
            let (x, anchor) = if is_right { ("13", "start") } else { ("-13", "end") };
            if is_level {
                LabelSide { x: "0", y: "-11", anchor }
            } else {
                LabelSide { x, y: "4", anchor }
            }
        };
        Sides { before: side(is_right_first), after: side(!is_right_first), turn }
    }
}

/// The tail is whole from the beginning: what is left of it lies under the server it comes from.
fn tail(path: &Path) -> Html {
    let (x2, y2) = (px(-path.ux * TAIL), px(-path.uy * TAIL));
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
