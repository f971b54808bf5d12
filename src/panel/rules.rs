//! The paper's rules, each with a switch, and what must always hold.

use super::properties::{Detail, properties};
use super::{TabProps, fields, why};
use catalog::RuleWords;
use simulator::{Action, Label};
use yew::prelude::{Html, component, html};

/// The tab of rules.
#[component]
pub(crate) fn RulesTab(props: &TabProps) -> Html {
    let words = props.words;
    let title = props.profile.title;
    let note = if props.scene.is_modified() {
        (words.later().tab.rules_modified)(title)
    } else {
        (words.later().tab.rules_note)(title)
    };
    let info = props.experiment.with(|run| run.info(words.language));
    let rules = (0..).zip(&info.rules);
    let rules = rules.map(|(place, rule)| one(rule, props.scene.rules.follows(place), props));
    html! {
        <>
            <section class="panel-section">
                <h2 class="panel-heading">{ (words.later().tab.rules_of)(title) }</h2>
                <p class="quiet">{ note }</p>
                <ul class="rules">
                    { for rules }
                </ul>
            </section>
            { properties(props, Detail::Full, &|property| why::of_property(property, props.words)) }
            <p class="quiet">{ (words.later().tab.after_the_paper)(props.profile.paper) }</p>
        </>
    }
}

fn one(rule: &RuleWords, is_followed: bool, props: &TabProps) -> Html {
    let words = props.words;
    let Label { key: name, text: title } = rule.name;
    let onclick = props.on_act.reform(move |_| {
        if is_followed { Action::BreakRule(name.into()) } else { Action::FollowRule(name.into()) }
    });
    let (state, checked) =
        if is_followed { (words.later().tab.on, "true") } else { (words.later().tab.off, "false") };
    html! {
        <li key={name} class="rule">
            <button
                type="button"
                class="switch"
                role="switch"
                aria-checked={checked}
                aria-label={title}
                aria-describedby={format!("rule-{name}")}
                {onclick}
            >
                <span class="switch-track" aria-hidden="true">
                    <span class="switch-knob"></span>
                </span>
                <span class="switch-state" aria-hidden="true">{ state }</span>
            </button>
            <div>
                <span class="rule-title">{ title }</span>
                { fields::section(rule.section) }
                <p class="quiet" id={format!("rule-{name}")}>{ rule.help }</p>
            </div>
        </li>
    }
}
