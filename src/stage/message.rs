//! A message in flight, which moves with virtual time.

use super::labels::{LabelSide, Sides};
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

/// Which message.
#[derive(Properties, PartialEq)]
pub(super) struct MessageProps {
    pub(super) message: MessageScene,
    pub(super) layout: Shared<Layout>,
    /// Whether its words are always there. Others show theirs while they are pointed at or have the
    /// focus.
    pub(super) is_labelled: bool,
    pub(super) clock: Clock,
    pub(super) on_click: Callback<Target>,
    pub(super) words: &'static Words,
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
    let label = (!props.is_labelled).then_some("is-quiet");
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
                { dot(message) }
            </g>
            { brief(&message.brief, side) }
        </svg>
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

fn dot(message: &MessageScene) -> Html {
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

/// What is read beside a message.
fn brief(text: &str, LabelSide { x, y, is_right }: LabelSide) -> Html {
    let anchor = if is_right { "start" } else { "end" };
    html! {
        <text class="flying-label" x={px(x)} y={px(y)} text-anchor={anchor} aria-hidden="true">
            { text }
        </text>
    }
}
