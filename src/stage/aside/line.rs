//! How links treat messages, where that is not as usual.

use super::AsideProps;
use crate::px::px;
use crate::session::Target;
use crate::stage::node::LINE;
use crate::units::{ms_text, percent_text};
use crate::words::Words;
use machine::Span;
use simulator::{LinkScene, LinkSettings, Rate};
use yew::prelude::{Html, html};

/// About how wide a letter is, to break lines.
const LETTER: f64 = 6.4;

/// Beside every link that has settings of its own: what they are.
pub(super) fn links(props: &AsideProps) -> Html {
    let own = props.scene.links.iter().filter(|link| link.has_own_settings);
    own.map(|link| one(link, props)).collect()
}

fn one(link: &LinkScene, props: &AsideProps) -> Html {
    let said = said(&link.settings, props.words).join(", ");
    let at = props.layout.path(link.from, link.to).point(0.3);
    let target = props.layout.id(Target::Link(link.from, link.to));
    html! {
        <g key={target.clone()} transform={format!("translate({} {})", px(at.x), px(at.y))}>
            <desc id={format!("about-{target}")}>{ &said }</desc>
            <circle r="7" fill="var(--surface)" stroke="var(--warn)" stroke-width="1.3" />
            <path
                d="M-4 0C-3 -4 -1 -4 0 0S3 4 4 0"
                fill="none"
                stroke="var(--warn)"
                stroke-width="1.5"
            />
            if !props.layout.is_narrow() {
                <text class="node-unsaved" x="11" y="4" aria-hidden="true">{ said }</text>
            }
        </g>
    }
}

/// How every link treats messages, in as many lines as it takes.
pub(super) fn network_lines(props: &AsideProps) -> Vec<String> {
    if props.scene.network == LinkSettings::default() {
        return Vec::new();
    }
    let mut lines = vec![props.words.later().fault.all_links.to_string()];
    let is_narrow = props.layout.is_narrow();
    let aside = if is_narrow { 110.0 } else { props.layout.width / 2.0 + 60.0 };
    let room = (props.layout.width - aside) / LETTER;
    for part in said(&props.scene.network, props.words) {
        match lines.last_mut() {
            Some(line) if ((line.len() + part.len()) as f64) < room => {
                *line += if line.ends_with(':') { " " } else { ", " };
                *line += &part;
            }
            Some(_) | None => lines.push(part),
        }
    }
    lines
}

/// The same in a corner that is free.
pub(super) fn network(props: &AsideProps) -> Html {
    let lines = network_lines(props);
    let tall = LINE * lines.len().saturating_sub(1) as f64;
    let top = if props.layout.is_narrow() { props.layout.height - 10.0 - tall } else { 20.0 };
    let line = |(place, line): (usize, &String)| {
        let (x, y) = (px(props.layout.width - 10.0), px(top + LINE * place as f64));
        html! { <text class="node-unsaved" {x} {y} text-anchor="end">{ line }</text> }
    };
    lines.iter().enumerate().map(line).collect()
}

/// What of the settings is not as usual; the delay if nothing else is.
fn said(settings: &LinkSettings, words: &'static Words) -> Vec<String> {
    let fault = &words.later().fault;
    let LinkSettings { delay, loss, duplicate, corrupt, fifo } = *settings;
    let rates = [(loss, fault.lost), (duplicate, fault.duplicated), (corrupt, fault.damaged)];
    let rates = rates.into_iter().filter(|(rate, _)| *rate != Rate(0));
    let mut said: Vec<String> = rates.map(|(rate, tell)| tell(&percent_text(rate))).collect();
    if fifo {
        said.push(fault.in_order.to_string());
    }
    if delay != LinkSettings::default().delay || said.is_empty() {
        said.push(span(delay, words));
    }
    said
}

/// How long something takes.
pub(super) fn span(span: Span, words: &'static Words) -> String {
    (words.later().fault.span)(&ms_text(span.min.0), &ms_text(span.max.0))
}
