//! The diagram's tools: zoom, filters, what to compare with, saving.

use super::{Hand, SpacetimeProps, keys, saving};
use crate::icon::{Icon, icon};
use crate::picker::Picker;
use crate::player::branch_name;
use crate::saving::{Save, png, svg};
use crate::session::{Msg, Notice, Shown};
use diagram::Filter;
use machine::Endpoint;
use yew::prelude::{AttrValue, Callback, Html, Properties, component, html};

/// What the tools are drawn from.
#[derive(Properties)]
struct ToolsProps {
    of: SpacetimeProps,
    hand: Hand,
    filter: Filter,
    /// How many kinds of message and how many terms there are.
    choices: (usize, usize),
}

/// They are the same while a person pans, which draws everything else again.
impl PartialEq for ToolsProps {
    fn eq(&self, other: &Self) -> bool {
        (&self.of, &self.filter, self.choices) == (&other.of, &other.filter, other.choices)
    }
}

/// The tools.
pub(super) fn tools(props: &SpacetimeProps, hand: &Hand) -> Html {
    let desk = hand.desk.borrow();
    let choices = desk.index().map(|index| (index.kinds().len(), index.eras().len()));
    let (filter, choices) = (desk.filter().clone(), choices.unwrap_or_default());
    html! { <Tools of={props.clone()} hand={hand.clone()} {filter} {choices} /> }
}

#[component]
fn Tools(ToolsProps { of: props, hand, .. }: &ToolsProps) -> Html {
    let words = &props.words.later().spacetime;
    let zoom = |times: f64| {
        let (hand, experiment) = (hand.clone(), props.experiment.clone());
        Callback::from(move |()| keys::zoom(&hand, &experiment, times))
    };
    let fit = {
        let hand = hand.clone();
        Callback::from(move |()| hand.change(|desk| desk.see_all()))
    };
    html! {
        <div class="spacetime-tools">
            <div class="spacetime-group" role="group" aria-label={words.zoom}>
                { sign_button(words.zoom_out, "−", zoom(1.0 / keys::IN)) }
                { sign_button(words.zoom_in, "+", zoom(keys::IN)) }
                { word_button(words.fit, fit) }
            </div>
            { lanes(props, hand) }
            { kind(props, hand) }
            { era(props, hand) }
            { compare(props) }
            <div class="spacetime-group spacetime-last">
                { word_button(words.save_svg, saved(props, hand, svg)) }
                { word_button(words.save_png, saved(props, hand, png)) }
                <button
                    type="button"
                    class="button is-plain"
                    aria-label={words.close}
                    title={words.close}
                    onclick={props.send.reform(|_| Msg::Diagram(None))}
                >
                    { icon(Icon::Close) }
                </button>
            </div>
        </div>
    }
}

fn word_button(name: &'static str, does: Callback<()>) -> Html {
    html! {
        <button type="button" class="button" onclick={does.reform(|_| ())}>{ name }</button>
    }
}

fn sign_button(name: &'static str, sign: &'static str, does: Callback<()>) -> Html {
    html! {
        <button
            type="button"
            class="button"
            aria-label={name}
            title={name}
            onclick={does.reform(|_| ())}
        >
            { sign }
        </button>
    }
}

/// Which servers and clients have lanes.
fn lanes(props: &SpacetimeProps, hand: &Hand) -> Html {
    let words = &props.words.later().spacetime;
    let desk = hand.desk.borrow();
    let ends = desk.index().map(|index| index.ends().collect::<Vec<Endpoint>>());
    let one = |end: Endpoint| {
        let hand = hand.clone();
        let onclick = Callback::from(move |_| hand.change(|desk| desk.filter_mut().toggle(end)));
        let is_shown = desk.filter().shows(end);
        html! {
            <button
                key={end.to_string()}
                type="button"
                class="button spacetime-end"
                aria-pressed={is_shown.to_string()}
                {onclick}
            >
                { end.to_string() }
            </button>
        }
    };
    html! {
        <div class="spacetime-group" role="group" aria-label={words.lanes}>
            { for ends.unwrap_or_default().into_iter().map(one) }
        </div>
    }
}

/// The only kind of message that is drawn.
fn kind(props: &SpacetimeProps, hand: &Hand) -> Html {
    let words = &props.words.later().spacetime;
    let desk = hand.desk.borrow();
    let kinds: Vec<&'static str> = desk.index().map(|it| it.kinds().to_vec()).unwrap_or_default();
    let all = AttrValue::from(words.all_kinds);
    let options: Vec<AttrValue> =
        std::iter::once(all).chain(kinds.iter().map(|kind| AttrValue::from(*kind))).collect();
    let is_chosen = |kind: &&str| Some(*kind) == desk.filter().kind;
    let chosen = kinds.iter().position(is_chosen).map_or(0, |place| place + 1);
    let hand = hand.clone();
    let on_choose = Callback::from(move |place: usize| {
        let kind = place.checked_sub(1).and_then(|place| kinds.get(place).copied());
        hand.change(|desk| desk.filter_mut().kind = kind);
    });
    let class = "is-nameless";
    html! { <Picker name={words.kind} {class} {options} {chosen} {on_choose} /> }
}

/// The only term of messages that is drawn.
fn era(props: &SpacetimeProps, hand: &Hand) -> Html {
    let words = &props.words.later().spacetime;
    let desk = hand.desk.borrow();
    let eras: Vec<u64> = desk.index().map(|index| index.eras().to_vec()).unwrap_or_default();
    let name = props.experiment.with(|run| run.profile(props.words.language).ledger.era);
    let all = AttrValue::from((words.all_eras)(name));
    let named = eras.iter().map(|era| AttrValue::from((words.era)(name, *era)));
    let options: Vec<AttrValue> = std::iter::once(all).chain(named).collect();
    let chosen = eras.iter().position(|era| Some(*era) == desk.filter().era);
    let chosen = chosen.map_or(0, |place| place + 1);
    let hand = hand.clone();
    let on_choose = Callback::from(move |place: usize| {
        let era = place.checked_sub(1).and_then(|place| eras.get(place).copied());
        hand.change(|desk| desk.filter_mut().era = era);
    });
    let class = "is-nameless";
    html! { <Picker name={words.era_of} {class} {options} {chosen} {on_choose} /> }
}

/// The branch that is drawn over the open one, if there is another.
fn compare(props: &SpacetimeProps) -> Html {
    let words = &props.words.later().spacetime;
    let others: Vec<(u32, AttrValue)> = props.experiment.with_history(|history| {
        let all = history.branches().iter().enumerate();
        let others = all.filter(|(place, _)| *place != history.open());
        others.map(|(_, it)| (it.number, branch_name(it, props.words).into())).collect()
    });
    if others.is_empty() {
        return Html::default();
    }
    let none = AttrValue::from(words.alone);
    let options: Vec<AttrValue> =
        std::iter::once(none).chain(others.iter().map(|(_, name)| name.clone())).collect();
    let is_shown = |(number, _): &(u32, AttrValue)| props.shown == Shown::Beside(*number);
    let chosen = others.iter().position(is_shown).map_or(0, |place| place + 1);
    let on_choose = props.send.reform(move |place: usize| {
        let other = place.checked_sub(1).and_then(|place| others.get(place));
        Msg::Diagram(Some(other.map_or(Shown::Alone, |(number, _)| Shown::Beside(*number))))
    });
    html! { <Picker name={words.compare} {options} {chosen} {on_choose} /> }
}

/// Saves what is seen.
fn saved(props: &SpacetimeProps, hand: &Hand, save: Save) -> Callback<()> {
    let (experiment, hand) = (props.experiment.clone(), hand.clone());
    let (send, words) = (props.send.clone(), props.words);
    Callback::from(move |()| {
        let Some(looked) = hand.looked() else { return };
        let file = saving::seen(&experiment, &hand.desk.borrow(), looked.frame, words);
        let why = words.later().spacetime.not_saved;
        let failed = send.reform(move |()| Msg::Notice(Notice::Problem(why.to_string())));
        if let Some(file) = file
            && save(file, failed.clone()).is_err()
        {
            failed.emit(());
        }
    })
}
