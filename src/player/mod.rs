//! The player: moves along the run and says where it is.

mod events;
mod time;

use crate::clock::Clock;
use crate::dom;
use crate::icon::{Icon, icon};
use crate::picker::Picker;
use crate::session::{Change, Dialog, ExperimentHandle, Msg, Pace, Shown, Speed, Way};
use crate::shared::Shared;
use crate::words::Words;
use catalog::Branch;
pub(crate) use events::{EventsProps, events};
use simulator::Scene;
use std::rc::Rc;
use time::Time;
use yew::TargetCast;
use yew::prelude::{
    AttrValue, Callback, Html, InputEvent, MouseEvent, Properties, component, html,
};

/// Where the run is and how it moves.
#[derive(Properties, PartialEq)]
pub(crate) struct PlayerProps {
    /// The run.
    pub(crate) experiment: ExperimentHandle,
    /// The run as it is now.
    pub(crate) scene: Shared<Scene>,
    /// The time.
    pub(crate) clock: Clock,
    /// Whether it plays.
    pub(crate) pace: Pace,
    /// What the space-time diagram shows, if it is open.
    pub(crate) diagram: Option<Shown>,
    /// How fast.
    pub(crate) speed: Speed,
    /// Whom to tell.
    pub(crate) send: Callback<Msg>,
    /// The language.
    pub(crate) words: &'static Words,
}

/// The player.
#[component]
pub(crate) fn Player(props: &PlayerProps) -> Html {
    let words = &props.words.player;
    let send = &props.send;
    let place = (words.event)(props.scene.event, props.scene.length);
    let shown = props.diagram.is_none().then_some(Shown::Alone);
    let diagram = send.reform(move |_| Msg::Diagram(shown));
    html! {
        <section class="player" aria-label={words.player}>
            <div class="player-buttons">
                { button(words.to_start, None, &[Icon::ToStart], send.reform(|()| Msg::Seek(0))) }
                { button(
                    words.step_back,
                    Some((words.step, Icon::Back)),
                    &[],
                    send.reform(|()| Msg::Step(Way::Back, 1)),
                ) }
                { play(props) }
                { forward(props) }
                { button(
                    words.previous_marker,
                    None,
                    &[Icon::PreviousMarker],
                    send.reform(|()| Msg::Marker(Way::Back)),
                ) }
                { next_marker(props) }
            </div>
            <p class="player-place">
                <Time clock={&props.clock} />
                <span>{ " · " }{ place.clone() }</span>
            </p>
            { slider(props, place) }
            <div class="player-rest">
                <button
                    type="button"
                    class="button is-plain"
                    onclick={|_| dom::scroll_to("events")}
                >
                    { words.show_events }
                </button>
                { sign(words.diagram, Icon::Diagram, Some(props.diagram.is_some()), diagram) }
                { sign(words.undo, Icon::Undo, None, send.reform(|_| Msg::Change(Change::Undo))) }
                { sign(words.redo, Icon::Redo, None, send.reform(|_| Msg::Change(Change::Redo))) }
                <button
                    type="button"
                    class="button is-plain"
                    onclick={send.reform(|_| Msg::Ask(Dialog::History))}
                >
                    { words.history }
                </button>
                { branch(props).unwrap_or_default() }
                { speed(props) }
            </div>
        </section>
    }
}

/// A button with signs alone, or with a sign before a word.
fn button(
    name: &'static str,
    word: Option<(&'static str, Icon)>,
    icons: &[Icon],
    does: Callback<()>,
) -> Html {
    let onclick = does.reform(|_| ());
    html! {
        <button type="button" class="button" aria-label={name} title={name} {onclick}>
            { for icons.iter().map(|sign| icon(*sign)) }
            { for word.map(|(word, sign)| html! { <>{ icon(sign) }<span>{ word }</span></> }) }
        </button>
    }
}

/// A button with a sign alone, which may stay pressed.
fn sign(
    name: &'static str,
    sign: Icon,
    is_pressed: Option<bool>,
    onclick: Callback<MouseEvent>,
) -> Html {
    let pressed = is_pressed.map(|is_pressed| if is_pressed { "true" } else { "false" });
    html! {
        <button
            type="button"
            class="button is-plain"
            aria-label={name}
            aria-pressed={pressed}
            title={name}
            {onclick}
        >
            { icon(sign) }
        </button>
    }
}

/// The branches, if there is more than one.
fn branch(props: &PlayerProps) -> Option<Html> {
    let words = &props.words.player;
    let name = |branch: &Rc<Branch>| AttrValue::from(branch_name(branch, props.words));
    let (options, chosen): (Vec<AttrValue>, usize) = props
        .experiment
        .with_history(|history| (history.branches().iter().map(name).collect(), history.open()));
    let on_choose = props.send.reform(|place| Msg::Change(Change::Switch(place)));
    let class = "is-nameless";
    (options.len() > 1).then(|| {
        html! { <Picker name={words.branch} {class} {options} {chosen} {on_choose} /> }
    })
}

/// What a branch is called.
pub(crate) fn branch_name(branch: &Branch, words: &Words) -> String {
    if branch.name.is_empty() {
        (words.player.branch_name)(branch.number)
    } else {
        branch.name.clone()
    }
}

fn play(props: &PlayerProps) -> Html {
    let words = &props.words.player;
    let (sign, word) = match props.pace {
        Pace::Playing => (Icon::Pause, words.pause),
        Pace::Still => (Icon::Play, words.play),
    };
    let onclick = props.send.reform(|_| Msg::TogglePlay);
    html! {
        <button type="button" class="button is-primary player-play" {onclick}>
            { icon(sign) }<span>{ word }</span>
        </button>
    }
}

fn forward(props: &PlayerProps) -> Html {
    let words = &props.words.player;
    let onclick = props.send.reform(|_| Msg::Step(Way::Forward, 1));
    html! {
        <button
            type="button"
            class="button"
            aria-label={words.step_forward}
            title={words.step_forward}
            {onclick}
        >
            <span>{ words.step }</span>{ icon(Icon::Forward) }
        </button>
    }
}

fn next_marker(props: &PlayerProps) -> Html {
    let words = &props.words.player;
    let onclick = props.send.reform(|_| Msg::Marker(Way::Forward));
    html! {
        <button
            type="button"
            class="button"
            aria-label={words.next_marker}
            title={words.next_marker}
            {onclick}
        >
            <span class="wide-only">{ words.next_marker }</span>{ icon(Icon::NextMarker) }
        </button>
    }
}

fn slider(props: &PlayerProps, place: String) -> Html {
    let oninput = props.send.reform(|event: InputEvent| {
        let value = event.target_unchecked_into::<web_sys::HtmlInputElement>().value();
        Msg::Seek(value.parse().unwrap_or(0))
    });
    html! {
        <input
            type="range"
            class="player-slider"
            aria-label={props.words.player.position}
            aria-valuetext={place}
            // A run begins once every server has started.
            min={props.scene.nodes.len().to_string()}
            max={props.scene.length.to_string()}
            value={props.scene.event.to_string()}
            {oninput}
        />
    }
}

fn speed(props: &PlayerProps) -> Html {
    let on_choose = props.send.reform(|place| Msg::Speed(Speed::at(place)));
    let options: Vec<AttrValue> = Speed::all().map(|speed| speed.text().into()).collect();
    let chosen = Speed::all().position(|speed| speed == props.speed).unwrap_or(0);
    html! {
        <Picker name={props.words.player.speed} class="mono" {options} {chosen} {on_choose} />
    }
}
