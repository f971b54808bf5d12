//! What just happened, and what to try; above it, a broken property.

use crate::controls::Controls;
use crate::session::{ExperimentHandle, Msg, Told};
use crate::shared::Shared;
use crate::words::Words;
use catalog::{Intro, Sentence};
use machine::Tone;
use simulator::Scene;
use std::rc::Rc;
use yew::prelude::{Callback, Html, Properties, component, html};

/// What is told.
#[derive(Properties, PartialEq)]
pub(crate) struct NarrationProps {
    /// The run as it is now.
    pub(crate) scene: Shared<Scene>,
    /// What is told of it.
    pub(crate) told: Option<Shared<Told>>,
    /// What is told of its protocol at first.
    pub(crate) intro: &'static Intro,
    /// What the open scenario says of itself, if one is open.
    pub(crate) caption: Option<Rc<str>>,
    /// What to try, if the person has not done anything yet.
    pub(crate) is_fresh: bool,
    /// The run.
    pub(crate) experiment: ExperimentHandle,
    /// What the run is worked with, once it is here.
    pub(crate) controls: Option<&'static Controls>,
    /// Whom to tell.
    pub(crate) send: Callback<Msg>,
    /// The language.
    pub(crate) words: &'static Words,
}

/// The narration.
#[component]
pub(crate) fn Narration(props: &NarrationProps) -> Html {
    let words = &props.words.narration;
    let told = props.told.as_ref().map_or(&[][..], |told| &told.narration.sentences);
    let violation = violation(props);
    // What the violation says already is not said twice.
    let skipped = match violation {
        Some(_) => told.iter().take_while(|sentence| sentence.tone == Tone::Broken).count(),
        None => 0,
    };
    let sentences = if skipped < told.len() { &told[skipped..] } else { told };
    let (main, more) = match sentences.split_first() {
        Some((main, more)) => (sentence(main), secondary(more, props)),
        None => (opening(props), Html::default()),
    };
    let tone = sentences.first().map_or(Tone::Plain, |sentence| sentence.tone);
    html! {
        <div class="narration-place">
            { for violation }
            <section class={class(tone)} role="status" aria-label={words.region}>
                { main }
                { more }
            </section>
        </div>
    }
}

fn class(tone: Tone) -> &'static str {
    match tone {
        Tone::Broken => "narration is-broken",
        Tone::Refusal => "narration is-refusal",
        Tone::Plain | Tone::Progress | Tone::Ignored => "narration",
    }
}

fn sentence(sentence: &Sentence) -> Html {
    html! {
        <div class="narration-main">
            <p>{ bold(&sentence.text) }</p>
            if !sentence.source.is_empty() {
                <span class="narration-source">{ &sentence.source }</span>
            }
        </div>
    }
}

/// What is said before anything has happened.
fn opening(props: &NarrationProps) -> Html {
    let words = &props.words.narration;
    let text = match props.caption.as_deref() {
        Some(caption) => caption,
        None => props.intro.begin,
    };
    html! {
        <>
            <div class="narration-main"><p>{ bold(text) }</p></div>
            if props.caption.is_some() {
                <p class="narration-more">{ bold(words.fresh_scenario) }</p>
            }
        </>
    }
}

/// What else happened in the event, or what to try.
fn secondary(more: &[Sentence], props: &NarrationProps) -> Html {
    if props.is_fresh && props.caption.is_none() {
        return html! { <p class="narration-more">{ props.intro.try_first }</p> };
    }
    let told: Vec<String> = more.iter().map(|sentence| sentence.text.replace("**", "")).collect();
    let told = told.join(" · ");
    html! { <p class="narration-more" title={told.clone()}>{ told }</p> }
}

/// Text in which what stands between `**` and `**` decides.
pub(crate) fn bold(text: &str) -> Html {
    let part = |(place, part): (usize, &str)| {
        if place % 2 == 1 {
            html! { <strong>{ part }</strong> }
        } else {
            html! { { part } }
        }
    };
    text.split("**").enumerate().map(part).collect()
}

fn violation(props: &NarrationProps) -> Option<Html> {
    let all = props.scene.properties.iter();
    let broken = all.filter_map(|property| Some((property, property.broken.as_ref()?)));
    let (property, broken) = broken.min_by_key(|(_, broken)| broken.event)?;
    let expected = props.controls.map(|it| (it.expected)(&props.experiment, property, props.words));
    let words = &props.words.narration;
    let position = broken.event + 1;
    let button = |text: Html, msg: fn(u32) -> Msg| {
        let onclick = props.send.reform(move |_| msg(position));
        html! { <button type="button" class="button" {onclick}>{ text }</button> }
    };
    Some(html! {
        <div class="violation" role="alert">
            <div><p>{ bold(&broken.sentence) }</p>{ for expected }</div>
            { button(words.why.into(), |_| Msg::Why(Shared::new("violation".to_string()))) }
            if position != props.scene.event {
                { button((words.go_to_event)(position).into(), Msg::Seek) }
            }
        </div>
    })
}
