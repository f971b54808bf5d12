//! The parts that forms are made of.

use yew::TargetCast;
use yew::prelude::{
    AttrValue, Callback, Event, Html, InputEvent, Properties, UseStateHandle, component, html,
};

/// What a text field accepts, for the keyboard that a telephone offers.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keyboard {
    /// Any text.
    Text,
    /// A number, perhaps with decimals.
    Number,
}

#[derive(Properties, PartialEq)]
pub(crate) struct FieldProps {
    /// Its id in the page, unique.
    pub(crate) id: AttrValue,
    pub(crate) label: AttrValue,
    pub(crate) value: AttrValue,
    pub(crate) keyboard: Keyboard,
    /// What is wrong with it, in words.
    #[prop_or_default]
    pub(crate) problem: Option<AttrValue>,
    pub(crate) on_input: Callback<String>,
}

/// A labelled text field, with what is wrong with it underneath.
#[component]
pub(crate) fn Field(props: &FieldProps) -> Html {
    let oninput = props.on_input.reform(|event: InputEvent| {
        event.target_unchecked_into::<web_sys::HtmlInputElement>().value()
    });
    let problem_id = format!("{}-problem", props.id);
    let inputmode = match props.keyboard {
        Keyboard::Text => "text",
        Keyboard::Number => "decimal",
    };
    let has_problem = props.problem.is_some();
    html! {
        <div class="form-field">
            <label for={&props.id}>{ &props.label }</label>
            <input
                id={&props.id}
                class="form-input"
                type="text"
                {inputmode}
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                value={&props.value}
                aria-invalid={has_problem.then_some("true")}
                aria-describedby={has_problem.then(|| problem_id.clone())}
                {oninput}
            />
            if let Some(problem) = &props.problem {
                <span class="form-problem" id={problem_id} role="alert">{ problem }</span>
            }
        </div>
    }
}

#[derive(Properties, PartialEq)]
pub(crate) struct ChoiceProps {
    /// Its id in the page, unique.
    pub(crate) id: AttrValue,
    pub(crate) label: AttrValue,
    /// What can be chosen, in words.
    pub(crate) options: Vec<AttrValue>,
    /// The place of what is chosen.
    pub(crate) chosen: usize,
    /// Told the place of what is chosen now.
    pub(crate) on_choose: Callback<usize>,
}

/// A labelled list to choose from.
#[component]
pub(crate) fn Choice(props: &ChoiceProps) -> Html {
    let onchange = props.on_choose.reform(|event: Event| {
        let list = event.target_unchecked_into::<web_sys::HtmlSelectElement>();
        usize::try_from(list.selected_index()).unwrap_or(0)
    });
    let options = props.options.iter().enumerate().map(|(place, option)| {
        html! { <option key={place} selected={place == props.chosen}>{ option }</option> }
    });
    html! {
        <div class="form-field">
            <label for={&props.id}>{ &props.label }</label>
            <select id={&props.id} class="form-input" {onchange}>{ for options }</select>
        </div>
    }
}

/// What a whole form answers. Always in the page, so that a change of it is read out.
pub(crate) fn answer(said: Option<&AttrValue>) -> Html {
    html! { <p class="form-answer" role="alert">{ for said }</p> }
}

/// Changes one part of what a person has filled in.
pub(crate) fn edit<D: Clone + 'static, T: 'static>(
    draft: &UseStateHandle<D>,
    set: fn(&mut D, T),
) -> Callback<T> {
    let draft = draft.clone();
    Callback::from(move |given| {
        let mut edited = (*draft).clone();
        set(&mut edited, given);
        draft.set(edited);
    })
}
