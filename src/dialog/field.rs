//! A text field with what is wrong with it underneath.

use yew::TargetCast;
use yew::prelude::{AttrValue, Html, InputEvent, UseStateSetter, html};

/// A labelled text field.
pub(super) fn field(
    id: &'static str,
    label: &'static str,
    value: &str,
    wrong: Option<&'static str>,
    set: UseStateSetter<String>,
) -> Html {
    let oninput = move |event: InputEvent| {
        set.set(event.target_unchecked_into::<web_sys::HtmlInputElement>().value());
    };
    let said = AttrValue::from(format!("{id}-wrong"));
    html! {
        <div class="dialog-field">
            <label for={id}>{ label }</label>
            <input
                {id}
                type="text"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                value={value.to_string()}
                aria-invalid={wrong.is_some().then_some("true")}
                aria-describedby={wrong.is_some().then(|| said.clone())}
                {oninput}
            />
            <p class="field-wrong" id={said.clone()} role="alert">{ for wrong }</p>
        </div>
    }
}
