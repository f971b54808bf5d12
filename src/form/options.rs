//! What a run may set, in groups: a switch, a choice or a number each, with a line that explains
//! it.

use super::{Field, Keyboard};
use crate::units;
use crate::words::Words;
use catalog::{OptionGroup, OptionWords};
use machine::{OptionInfo, Text, Unit};
use std::collections::BTreeMap;
use yew::TargetCast;
use yew::prelude::{AttrValue, Callback, Event, Html, MouseEvent, html};

/// Every option of a protocol as it is filled in, in the order of the protocol's list: a number as
/// it is typed, a switch or a choice by the number that it stands for.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct OptionsDraft(Vec<String>);

impl OptionsDraft {
    /// The options of a run: what it sets, and the defaults.
    pub(crate) fn of(list: &[OptionInfo], set: &BTreeMap<Text, u64>) -> Self {
        let value = |option: &OptionInfo| set.get(option.name).copied().unwrap_or(option.default);
        OptionsDraft(list.iter().map(|option| value(option).to_string()).collect())
    }

    fn text(&self, place: usize) -> &str {
        self.0.get(place).map_or("", String::as_str)
    }

    fn with(&self, place: usize, text: String) -> Self {
        let mut edited = self.clone();
        if let Some(old) = edited.0.get_mut(place) {
            *old = text;
        }
        edited
    }

    /// The number that is filled in at this place, if it is one that the option takes.
    fn value(&self, place: usize, option: &OptionInfo) -> Option<u64> {
        let (least, most) = (option.min.cast_signed(), option.max.cast_signed());
        units::number(self.text(place), 1, least, most).map(i64::unsigned_abs)
    }

    /// What a run has to set for this: what is not at its default. Nothing, if a number is wrong.
    pub(crate) fn set(&self, list: &[OptionInfo]) -> Option<BTreeMap<Text, u64>> {
        let mut set = BTreeMap::new();
        for (place, option) in list.iter().enumerate() {
            let value = self.value(place, option)?;
            if value != option.default {
                set.insert(option.name.into(), value);
            }
        }
        Some(set)
    }
}

/// What is filled in, and whom to tell of changes.
pub(crate) struct OptionsProps<'a> {
    /// The protocol, by its name in files.
    pub(crate) protocol: &'static str,
    pub(crate) list: &'static [OptionInfo],
    pub(crate) draft: &'a OptionsDraft,
    /// Whether it is said what is wrong.
    pub(crate) is_tried: bool,
    pub(crate) on_change: Callback<OptionsDraft>,
    pub(crate) words: &'static Words,
}

impl OptionsProps<'_> {
    fn words(&self, option: &OptionInfo) -> OptionWords {
        catalog::option(self.protocol, option, self.words.language)
    }

    fn edit(&self, place: usize) -> Callback<String> {
        let draft = self.draft.clone();
        self.on_change.reform(move |text| draft.with(place, text))
    }
}

/// The options, a group after the other.
pub(crate) fn options(props: &OptionsProps<'_>) -> Html {
    OptionGroup::ALL.into_iter().map(|group| one_group(group, props)).collect()
}

fn one_group(group: OptionGroup, props: &OptionsProps<'_>) -> Html {
    let all = props.list.iter().enumerate();
    let own: Vec<Html> = all
        .filter(|(_, option)| props.words(option).group == group)
        .map(|(place, option)| one(place, option, props))
        .collect();
    if own.is_empty() {
        return Html::default();
    }
    html! {
        <fieldset class="options" key={format!("{group:?}")}>
            <legend>{ catalog::option_group(group, props.words.language) }</legend>
            { for own }
        </fieldset>
    }
}

fn one(place: usize, option: &'static OptionInfo, props: &OptionsProps<'_>) -> Html {
    let OptionWords { title, help, group: _ } = props.words(option);
    let id = format!("option-{}", option.name);
    let control = match option.unit {
        Unit::Switch | Unit::Promise => switch(&id, place, title, props),
        Unit::Choice(names) => choice(&id, place, names, props),
        Unit::Ms | Unit::Percent | Unit::Count => number(&id, place, option, title, props),
    };
    let label = match option.unit {
        Unit::Choice(_) => html! { <label class="option-title" for={id.clone()}>{ title }</label> },
        // Switches and fields are named by themselves.
        Unit::Switch | Unit::Promise | Unit::Ms | Unit::Percent | Unit::Count => {
            html! { <span class="option-title">{ title }</span> }
        }
    };
    html! {
        <div class="option" key={option.name}>
            <div>
                { label }
                <p class="quiet" id={format!("{id}-help")}>{ help }</p>
            </div>
            { control }
        </div>
    }
}

fn switch(id: &str, place: usize, title: &'static str, props: &OptionsProps<'_>) -> Html {
    let is_on = props.draft.text(place) != "0";
    let words = &props.words.later().tab;
    let (state, checked, other) =
        if is_on { (words.on, "true", "0") } else { (words.off, "false", "1") };
    let onclick = props.edit(place).reform(move |_: MouseEvent| other.to_string());
    html! {
        <button
            type="button"
            class="switch"
            role="switch"
            id={id.to_string()}
            aria-checked={checked}
            aria-label={title}
            aria-describedby={format!("{id}-help")}
            {onclick}
        >
            <span class="switch-track" aria-hidden="true"><span class="switch-knob"></span></span>
            <span class="switch-state" aria-hidden="true">{ state }</span>
        </button>
    }
}

fn choice(id: &str, place: usize, names: &[&'static str], props: &OptionsProps<'_>) -> Html {
    let chosen = props.draft.text(place);
    let option = |(number, name): (usize, &&'static str)| {
        let is_chosen = number.to_string() == chosen;
        html! { <option key={number} selected={is_chosen}>{ *name }</option> }
    };
    let onchange = props.edit(place).reform(|event: Event| {
        let list = event.target_unchecked_into::<web_sys::HtmlSelectElement>();
        list.selected_index().max(0).to_string()
    });
    html! {
        <select
            id={id.to_string()}
            class="form-input"
            aria-describedby={format!("{id}-help")}
            {onchange}
        >
            { for names.iter().enumerate().map(option) }
        </select>
    }
}

fn number(
    id: &str,
    place: usize,
    option: &'static OptionInfo,
    title: &'static str,
    props: &OptionsProps<'_>,
) -> Html {
    let words = &props.words.later().run_form;
    let unit = match option.unit {
        Unit::Ms => words.ms,
        Unit::Percent => words.percent,
        Unit::Count | Unit::Switch | Unit::Promise | Unit::Choice(_) => "",
    };
    let is_wrong = props.is_tried && props.draft.value(place, option).is_none();
    let problem = is_wrong.then(|| AttrValue::from((words.expect_number)(option.min, option.max)));
    html! {
        <div class="option-number">
            <Field
                id={id.to_string()}
                label={title}
                value={props.draft.text(place).to_string()}
                keyboard={Keyboard::Number}
                {problem}
                on_input={props.edit(place)}
            />
            <span class="quiet">{ unit }</span>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::OptionsDraft;
    use machine::{OptionInfo, Unit};
    use std::collections::BTreeMap;

    const LIST: [OptionInfo; 3] = [
        OptionInfo::new("wait", Unit::Ms, 150, 10, 1_000),
        OptionInfo::new("ask", Unit::Switch, 0, 0, 1),
        OptionInfo::new("reads", Unit::Choice(&["log", "plain"]), 0, 0, 1),
    ];

    #[test]
    fn only_what_is_not_at_its_default_is_set() {
        let none = BTreeMap::new();
        let draft = OptionsDraft::of(&LIST, &none);
        assert_eq!(draft.set(&LIST), Some(none));
        let draft = draft.with(0, " 200 ".into()).with(2, "1".into());
        let set = BTreeMap::from([("wait".into(), 200), ("reads".into(), 1)]);
        assert_eq!(draft.set(&LIST), Some(set.clone()));
        assert_eq!(OptionsDraft::of(&LIST, &set).set(&LIST), Some(set));
    }

    #[test]
    fn a_number_that_the_option_does_not_take_sets_nothing() {
        let draft = OptionsDraft::of(&LIST, &BTreeMap::new());
        for wrong in ["", "9", "1001", "ten", "-20", "99999999999999999999"] {
            assert_eq!(draft.with(0, wrong.into()).set(&LIST), None, "{wrong}");
        }
    }
}
