//! What a person did to the run, to be taken out or moved in time; and the branches.

use super::title;
use crate::form::{Field, Keyboard};
use crate::player::branch_name;
use crate::session::{Change, ExperimentHandle, Msg, Shown};
use crate::units;
use crate::words::Words;
use catalog::Branch;
use machine::Micros;
use simulator::Act;
use yew::TargetCast;
use yew::prelude::{
    AttrValue, Callback, Event, Html, Properties, SubmitEvent, component, html, use_state,
};

/// Of which run.
pub(super) struct HistoryProps {
    pub(super) experiment: ExperimentHandle,
    pub(super) send: Callback<Msg>,
    pub(super) words: &'static Words,
}

/// The history.
pub(super) fn history(props: &HistoryProps) -> Html {
    let words = &props.words.later().dialog.history;
    let (acts, told) = props.experiment.with(|run| {
        let acts = run.trace().acts.clone();
        let told = |act: &Act| catalog::act(run, &act.action, props.words.language);
        let told: Vec<String> = acts.iter().map(told).collect();
        (acts, told)
    });
    let branches = props.experiment.with_history(|history| {
        let open = history.open();
        let all = history.branches().iter().enumerate();
        let one = |(place, branch): (usize, &std::rc::Rc<Branch>)| {
            one(place, branch, (place != open).then_some(&acts[..]), props)
        };
        all.map(one).collect::<Html>()
    });
    let act = |(place, (act, named)): (usize, (&Act, String))| {
        let (send, words, at) = (&props.send, props.words, act.at.time);
        let key = format!("{place} {} {named}", at.0);
        html! { <ActLine {key} {place} {at} {named} {send} {words} /> }
    };
    html! {
        <>
            { title(words.title.to_string(), &props.send, props.words) }
            <h3>{ words.acts }</h3>
            if acts.is_empty() { <p class="quiet">{ words.no_acts }</p> }
            <ol class="history-acts">{ for acts.iter().zip(told).enumerate().map(act) }</ol>
            <h3>{ words.branches }</h3>
            <ul class="history-branches">{ branches }</ul>
        </>
    }
}

/// A branch. If it is not the open one, it is told by how it differs from the acts of that.
fn one(place: usize, branch: &Branch, open: Option<&[Act]>, props: &HistoryProps) -> Html {
    let words = &props.words.later().dialog.history;
    let name = branch_name(branch, props.words);
    let send = &props.send;
    let rename = send.reform(move |event: Event| {
        let name = event.target_unchecked_into::<web_sys::HtmlInputElement>().value();
        Msg::Change(Change::Rename(place, name.trim().to_string()))
    });
    let told = match open {
        None => words.is_open.to_string(),
        Some(open) => differs(branch, open, props.words),
    };
    let open_it = send.reform(move |_| Msg::Change(Change::Switch(place)));
    let delete = send.reform(move |_| Msg::Change(Change::Delete(place)));
    let number = branch.number;
    let compare = send.reform(move |_| Msg::Diagram(Some(Shown::Beside(number))));
    let is_alone = props.experiment.with_history(|history| history.branches().len() == 1);
    html! {
        <li key={branch.number}>
            <input
                class="form-input"
                type="text"
                maxlength="40"
                autocomplete="off"
                aria-label={(words.name)(&name)}
                value={name.clone()}
                onchange={rename}
            />
            <span class="quiet">{ told }</span>
            if open.is_some() {
                <button
                    type="button"
                    class="button"
                    aria-label={(words.open_named)(&name)}
                    onclick={open_it}
                >
                    { words.open }
                </button>
            }
            if open.is_some() {
                <button
                    type="button"
                    class="button"
                    aria-label={(words.compare_named)(&name)}
                    onclick={compare}
                >
                    { words.compare }
                </button>
            }
            if !is_alone {
                <button
                    type="button"
                    class="button"
                    aria-label={(words.delete_named)(&name)}
                    onclick={delete}
                >
                    { words.delete }
                </button>
            }
        </li>
    }
}

fn differs(branch: &Branch, open: &[Act], words: &Words) -> String {
    let common = branch.acts.iter().zip(open).take_while(|(one, other)| one == other).count();
    let first = [branch.acts.get(common), open.get(common)].into_iter().flatten();
    match first.map(|act| act.at).min() {
        Some(at) => {
            (words.later().dialog.history.differs)(branch.acts.len() as u64, &at.time.to_string())
        }
        None => words.later().dialog.history.same.to_string(),
    }
}

#[derive(Properties, PartialEq)]
struct ActLineProps {
    place: usize,
    at: Micros,
    named: AttrValue,
    send: Callback<Msg>,
    words: &'static Words,
}

/// An act, with its time to be changed.
#[component]
fn ActLine(props: &ActLineProps) -> Html {
    let words = &props.words.later().dialog.history;
    let place = props.place;
    let named = &props.named;
    let typed = use_state(|| units::ms_text(props.at.0));
    let problem = use_state(|| None::<AttrValue>);
    let on_input = {
        let typed = typed.clone();
        Callback::from(move |text| typed.set(text))
    };
    let onsubmit = {
        let (typed, problem, send) = (typed.clone(), problem.clone(), props.send.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            match units::parse_ms(&typed) {
                Some(to) => send.emit(Msg::Change(Change::Shift(place, to))),
                None => problem.set(Some(words.expect_time.into())),
            }
        })
    };
    let remove = props.send.reform(move |_| Msg::Change(Change::Remove(place)));
    html! {
        <li>
            <span class="history-act">{ named }</span>
            <form class="form-row" {onsubmit}>
                <Field
                    id={format!("act-{place}")}
                    label={(words.time_of)(named)}
                    value={(*typed).clone()}
                    keyboard={Keyboard::Number}
                    problem={(*problem).clone()}
                    {on_input}
                />
                <span class="quiet" aria-hidden="true">{ words.ms }</span>
                <button type="submit" class="button" aria-label={(words.shift_named)(named)}>
                    { words.shift }
                </button>
                <button
                    type="button"
                    class="button"
                    aria-label={(words.remove_named)(named)}
                    onclick={remove}
                >
                    { props.words.player.remove }
                </button>
            </form>
        </li>
    }
}
