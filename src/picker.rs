//! A list to choose from, with its name before it.
//!
//! The option that says it is selected is heeded only until a person has used the list. So what is
//! chosen is set on the list as well, and the list never shows what was not done.

use web_sys::HtmlSelectElement;
use yew::TargetCast;
use yew::prelude::{
    AttrValue, Callback, Event, Html, Properties, component, html, use_effect_with, use_node_ref,
};

#[derive(Properties, PartialEq)]
pub(crate) struct PickerProps {
    /// Its name.
    pub(crate) name: &'static str,
    /// Its look, besides that of every picker.
    #[prop_or_default]
    pub(crate) class: Option<&'static str>,
    /// What can be chosen, in words.
    pub(crate) options: Vec<AttrValue>,
    /// The place of what is chosen.
    pub(crate) chosen: usize,
    /// Told the place of what a person wants.
    pub(crate) on_choose: Callback<usize>,
}

/// The list.
#[component]
pub(crate) fn Picker(props: &PickerProps) -> Html {
    let list = use_node_ref();
    let chosen = props.chosen;
    use_effect_with((list.clone(), chosen), |(list, chosen)| {
        if let Some(list) = list.cast() {
            show(&list, *chosen);
        }
    });
    let onchange = props.on_choose.reform(move |event: Event| {
        let list = event.target_unchecked_into();
        let wanted = usize::try_from(HtmlSelectElement::selected_index(&list)).unwrap_or(0);
        // Until it is done, and if it cannot be, the list shows what was chosen before.
        show(&list, chosen);
        wanted
    });
    let option = |(place, option): (usize, &AttrValue)| {
        html! { <option selected={place == chosen}>{ option }</option> }
    };
    html! {
        <label class={yew::classes!("picker", props.class)}>
            <span class="picker-name">{ props.name }</span>
            <select aria-label={props.name} ref={list} {onchange}>
                { for props.options.iter().enumerate().map(option) }
            </select>
        </label>
    }
}

fn show(list: &HtmlSelectElement, place: usize) {
    list.set_selected_index(i32::try_from(place).unwrap_or(0));
}
