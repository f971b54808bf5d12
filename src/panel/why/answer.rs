//! The answer: the events that led to what was asked about, newest first.

use super::asked::{Asked, Standing};
use super::link::{Link, Place, show};
use super::name;
use super::question::{beside, question};
use crate::dom;
use crate::panel::{PanelProps, Tab};
use crate::session::{ExperimentHandle, Msg};
use crate::shared::Shared;
use crate::words::Words;
use catalog::Question;
use gloo_render::request_animation_frame;
use simulator::Scene;
use std::rc::Rc;
use web_sys::Element;
use yew::prelude::{
    Callback, Html, KeyboardEvent, Properties, component, html, use_effect_with, use_memo,
    use_mut_ref, use_node_ref, use_state,
};

/// What is asked, of which run, and whom to tell.
#[derive(Properties, PartialEq)]
struct AnswerProps {
    question: Question,
    experiment: ExperimentHandle,
    /// The run as it is now.
    scene: Shared<Scene>,
    /// The tab in whose place the answer is.
    tab: Tab,
    send: Callback<Msg>,
    words: &'static Words,
}

/// The answer in the place of the open tab. Each question has an element of its own.
pub(crate) fn answer(asked: &Shared<String>, panel: &PanelProps) -> Html {
    // Only questions are ever asked.
    let Some(question) = name::read(asked) else { return Html::default() };
    html! {
        <Answer
            key={Rc::as_ptr(&asked.0) as usize}
            {question}
            experiment={&panel.experiment}
            scene={&panel.scene}
            tab={panel.tab}
            send={&panel.send}
            words={panel.words}
        />
    }
}

#[component]
fn Answer(props: &AnswerProps) -> Html {
    let why = &props.words.later().why;
    let host = use_node_ref();
    let heading = use_memo((), |()| in_words(&props.question, props));
    let asked = use_mut_ref(|| {
        let mut asked = Asked::new(&props.experiment, &props.question);
        asked.go_on(&props.experiment, props.words);
        asked
    });
    let standing = asked.borrow().standing(&props.experiment);
    let turn = use_state(|| 0_u32);
    let is_looking = matches!(standing, Standing::Looking(_));
    use_effect_with((is_looking, *turn), {
        let (asked, experiment, words) = (asked.clone(), props.experiment.clone(), props.words);
        move |(is_looking, this)| {
            let next = this.wrapping_add(1);
            let frame = is_looking.then(|| {
                request_animation_frame(move |_| {
                    asked.borrow_mut().go_on(&experiment, words);
                    turn.set(next);
                })
            });
            move || drop(frame)
        }
    });
    use_effect_with(host.clone(), |host| dom::focus_first(host, "h2"));
    let before = use_memo((), |()| dom::focused());
    let close = closing(props, (*before).clone());
    let onkeydown = {
        let close = close.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                event.stop_propagation();
                close.emit(());
            }
        })
    };
    let again = {
        let asked = name::of(&props.question);
        props.send.reform(move |_| Msg::Why(Shared::new(asked.clone())))
    };
    let body = match standing {
        Standing::Found(links) => chain(&links, props),
        Standing::Looking(event) => html! {
            <p class="empty" role="status">{ (why.looking)(event) }</p>
        },
        Standing::None => html! { <p class="empty" role="status">{ why.none }</p> },
        Standing::Changed => html! {
            <div class="empty" role="status">
                <p>{ why.changed }</p>
                <button type="button" class="button" onclick={again}>{ why.again }</button>
            </div>
        },
    };
    let leave = if is_looking { why.cancel } else { why.close };
    html! {
        <section class="why" role="region" aria-label={why.region} ref={host} {onkeydown}>
            <div class="why-head">
                <h2 tabindex="-1">{ &*heading }</h2>
                <button type="button" class="button" onclick={close.reform(|_| ())}>
                    { leave }
                </button>
            </div>
            { body }
            { related(props) }
        </section>
    }
}

fn chain(links: &[Link], props: &AnswerProps) -> Html {
    let why = &props.words.later().why;
    let present = props.scene.event;
    let one = |link: &Link| {
        let place = if link.event + 1 == present { Place::Here } else { Place::Elsewhere };
        show(link, place, &props.send)
    };
    html! {
        <>
            <p class="quiet">{ why.newest_first }</p>
            <ol class="chain">{ for links.iter().map(one) }</ol>
        </>
    }
}

fn in_words(asked: &Question, props: &AnswerProps) -> String {
    props.experiment.with(|run| question(asked, &props.scene, run, props.words))
}

/// What may be asked next of the same entry.
fn related(props: &AnswerProps) -> Html {
    let Some(other) = beside(&props.question, &props.scene) else { return Html::default() };
    let told = in_words(&other, props);
    html! { <button type="button" class="link" data-why={name::of(&other)}>{ told }</button> }
}

/// Closes the answer, and gives the focus back: to what had it before, if that is still there, else
/// to what asks the same, else to the open tab.
fn closing(props: &AnswerProps, before: Option<Element>) -> Callback<()> {
    let (tab, send) = (props.tab, props.send.clone());
    let asked = name::of(&props.question);
    Callback::from(move |()| {
        send.emit(Msg::Tab(tab));
        let (asked, before) = (asked.clone(), before.clone());
        // The tab is drawn before this goes on.
        wasm_bindgen_futures::spawn_local(async move {
            let panel = dom::by_id("panel-open");
            let found = panel.and_then(|panel| {
                panel.query_selector(&format!("[data-why=\"{asked}\"]")).ok().flatten()
            });
            dom::focus(tab.id());
            dom::give_back(found);
            dom::give_back(before);
        });
    })
}
