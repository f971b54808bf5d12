//! The form for how a link, or every link, treats messages.

use super::{Choice, Field, Keyboard, edit};
use crate::units::{ms_text, parse_ms, parse_percent, percent_text};
use crate::words::Words;
use machine::{Endpoint, Span};
use simulator::{Action, LinkSettings};
use yew::prelude::{
    AttrValue, Callback, Html, Properties, SubmitEvent, UseStateHandle, component, html, use_state,
};

#[derive(Properties, PartialEq)]
pub(crate) struct LinkFormProps {
    /// What the ids of its fields begin with.
    pub(crate) place: &'static str,
    /// The link; `None` for all of them.
    pub(crate) link: Option<(Endpoint, Endpoint)>,
    pub(crate) settings: LinkSettings,
    pub(crate) on_act: Callback<Action>,
    pub(crate) words: &'static Words,
}

/// A part of the form that cannot be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Problem {
    DelayMin,
    DelayMax,
    EmptyRange,
    Loss,
    Duplicate,
    Corrupt,
}

/// The settings as they are filled in.
#[derive(Clone, PartialEq)]
struct Draft {
    delay_min: String,
    delay_max: String,
    loss: String,
    duplicate: String,
    corrupt: String,
    fifo: bool,
    problem: Option<Problem>,
}

impl Draft {
    fn of(settings: &LinkSettings) -> Self {
        Draft {
            delay_min: ms_text(settings.delay.min.0),
            delay_max: ms_text(settings.delay.max.0),
            loss: percent_text(settings.loss),
            duplicate: percent_text(settings.duplicate),
            corrupt: percent_text(settings.corrupt),
            fifo: settings.fifo,
            problem: None,
        }
    }

    fn settings(&self) -> Result<LinkSettings, Problem> {
        let min = parse_ms(&self.delay_min).ok_or(Problem::DelayMin)?;
        let max = parse_ms(&self.delay_max).ok_or(Problem::DelayMax)?;
        if min > max {
            return Err(Problem::EmptyRange);
        }
        Ok(LinkSettings {
            delay: Span { min, max },
            loss: parse_percent(&self.loss).ok_or(Problem::Loss)?,
            duplicate: parse_percent(&self.duplicate).ok_or(Problem::Duplicate)?,
            corrupt: parse_percent(&self.corrupt).ok_or(Problem::Corrupt)?,
            fifo: self.fifo,
        })
    }
}

/// The form.
#[component]
pub(crate) fn LinkForm(props: &LinkFormProps) -> Html {
    let words = props.words;
    let draft = use_state(|| Draft::of(&props.settings));
    let onsubmit = {
        let (draft, link, on_act) = (draft.clone(), props.link, props.on_act.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let read = draft.settings();
            draft.set(Draft { problem: read.as_ref().err().copied(), ..(*draft).clone() });
            if let Ok(settings) = read {
                on_act.emit(Action::Network(link, settings));
            }
        })
    };
    let apply = match props.link {
        Some(_) => words.later().tab.apply,
        None => words.later().tab.apply_to_all,
    };
    let orders = [words.later().tab.may_overtake, words.later().tab.in_order].map(AttrValue::from);
    html! {
        <form class="form" {onsubmit}>
            <div class="form-grid">
                { delay(props.place, &draft, words) }
                { rates(props.place, &draft, words) }
                <Choice
                    id={format!("{}-link-order", props.place)}
                    label={words.later().tab.order}
                    options={orders.to_vec()}
                    chosen={usize::from(draft.fifo)}
                    on_choose={edit(&draft, |draft, place| draft.fifo = place == 1)}
                />
            </div>
            <button type="submit">{ apply }</button>
        </form>
    }
}

fn delay(place: &'static str, draft: &UseStateHandle<Draft>, words: &'static Words) -> Html {
    let least = match draft.problem {
        Some(Problem::DelayMin) => Some(words.later().tab.expect_ms),
        Some(_) | None => None,
    };
    let most = match draft.problem {
        Some(Problem::DelayMax) => Some(words.later().tab.expect_ms),
        Some(Problem::EmptyRange) => Some(words.later().tab.expect_range),
        Some(_) | None => None,
    };
    html! {
        <>
            <Field
                id={format!("{place}-link-delay-min")}
                label={words.later().tab.delay_min}
                value={draft.delay_min.clone()}
                keyboard={Keyboard::Number}
                problem={least.map(AttrValue::from)}
                on_input={edit(draft, |draft, text| draft.delay_min = text)}
            />
            <Field
                id={format!("{place}-link-delay-max")}
                label={words.later().tab.delay_max}
                value={draft.delay_max.clone()}
                keyboard={Keyboard::Number}
                problem={most.map(AttrValue::from)}
                on_input={edit(draft, |draft, text| draft.delay_max = text)}
            />
        </>
    }
}

fn rates(place: &'static str, draft: &UseStateHandle<Draft>, words: &'static Words) -> Html {
    let said = |of: Problem| {
        (draft.problem == Some(of)).then(|| AttrValue::from(words.later().tab.expect_percent))
    };
    html! {
        <>
            <Field
                id={format!("{place}-link-loss")}
                label={words.later().tab.loss}
                value={draft.loss.clone()}
                keyboard={Keyboard::Number}
                problem={said(Problem::Loss)}
                on_input={edit(draft, |draft, text| draft.loss = text)}
            />
            <Field
                id={format!("{place}-link-duplicate")}
                label={words.later().tab.duplicates}
                value={draft.duplicate.clone()}
                keyboard={Keyboard::Number}
                problem={said(Problem::Duplicate)}
                on_input={edit(draft, |draft, text| draft.duplicate = text)}
            />
            <Field
                id={format!("{place}-link-corrupt")}
                label={words.later().tab.corruption}
                value={draft.corrupt.clone()}
                keyboard={Keyboard::Number}
                problem={said(Problem::Corrupt)}
                on_input={edit(draft, |draft, text| draft.corrupt = text)}
            />
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::{Draft, Problem};
    use simulator::LinkSettings;

    #[test]
    fn the_settings_shown_are_read_back_the_same() {
        let settings = LinkSettings::default();
        assert_eq!(Draft::of(&settings).settings(), Ok(settings));
    }

    #[test]
    fn an_empty_range_and_a_rate_above_all_are_refused() {
        let draft = Draft::of(&LinkSettings::default());
        let empty = Draft { delay_min: "40".into(), ..draft.clone() };
        assert_eq!(empty.settings(), Err(Problem::EmptyRange));
        let often = Draft { loss: "101".into(), ..draft };
        assert_eq!(often.settings(), Err(Problem::Loss));
    }
}
