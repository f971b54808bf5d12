//! Messages that fly too fast to be followed, all in a few shapes: a run at full speed has hundreds
//! a second, each in the page for a frame or two.

use super::layout::{Layout, Point};
use super::message::travelled;
use crate::era;
use crate::px::px;
use crate::session::Speed;
use machine::Micros;
use simulator::MessageScene;
use std::fmt::Write;
use yew::prelude::{Html, html};

/// What flies for less of the person's time than this, in milliseconds, cannot be followed.
const FOLLOWED_MS: f64 = 50.0;

/// Whether a message flies too fast while the run plays at this speed, if it does.
pub(super) fn is_too_fast(message: &MessageScene, speed: Option<Speed>) -> bool {
    let way = message.due.since(message.sent).0 as f64;
    speed.is_some_and(|speed| way < FOLLOWED_MS * speed.micros_per_ms())
}

/// Those of the messages, a line and a dot each, those of one colour together.
pub(super) fn streaks(
    messages: &[MessageScene],
    speed: Option<Speed>,
    layout: &Layout,
    now: Micros,
) -> Html {
    let mut colours: Vec<(&'static str, String, String)> = Vec::new();
    for message in messages.iter().filter(|message| is_too_fast(message, speed)) {
        let colour = era::class(message.era);
        let place = colours.iter().position(|(known, ..)| *known == colour).unwrap_or_else(|| {
            colours.push((colour, String::new(), String::new()));
            colours.len() - 1
        });
        let (_, lines, dots) = &mut colours[place];
        let path = layout.path(message.id.from, message.id.to);
        let at = path.point(travelled(message, now));
        let (from, to) = (point(path.start), point(at));
        // Writing to a string never fails.
        let _ = write!(lines, "M{from}L{to}");
        let _ = write!(dots, "M{to}h0");
    }
    let drawn = colours.into_iter().map(|(colour, lines, dots)| {
        html! {
            <g key={colour} class={colour}>
                <path class="flying-tail" d={lines} />
                <path class="flying-dots" d={dots} />
            </g>
        }
    });
    html! { <g class="streaks">{ for drawn }</g> }
}

fn point(at: Point) -> String {
    format!("{} {}", px(at.x), px(at.y))
}
