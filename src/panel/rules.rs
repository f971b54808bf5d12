//! The paper's rules, each with a switch, and what must always hold.

use super::properties::{Detail, properties};
use super::{TabProps, fields, why};
use simulator::{Action, RuleScene};
use yew::prelude::{Html, component, html};

/// The tab of rules.
#[component]
pub(crate) fn RulesTab(props: &TabProps) -> Html {
    let words = props.words;
    let title = props.info.title;
    let note = if props.scene.is_modified() {
        (words.later().tab.rules_modified)(title)
    } else {
        (words.later().tab.rules_note)(title)
    };
    html! {
        <>
            <section class="panel-section">
                <h2 class="panel-heading">{ (words.later().tab.rules_of)(title) }</h2>
                <p class="quiet">{ note }</p>
                <ul class="rules">
                    { for props.scene.rules.iter().map(|rule| one(rule, props)) }
                </ul>
            </section>
            { properties(props, Detail::Full, &|property| why::of_property(property, props.words)) }
            <p class="quiet">{ (words.later().tab.after_the_paper)(props.info.paper) }</p>
        </>
    }
}

fn one(rule: &RuleScene, props: &TabProps) -> Html {
    let words = props.words;
    let name = rule.name;
    let is_followed = rule.is_followed;
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
                aria-label={rule.title}
                aria-describedby={format!("rule-{name}")}
                {onclick}
            >
                <span class="switch-track" aria-hidden="true">
                    <span class="switch-knob"></span>
                </span>
                <span class="switch-state" aria-hidden="true">{ state }</span>
            </button>
            <div>
                <span class="rule-title">{ rule.title }</span>
                { fields::section(rule.section) }
                <p class="quiet" id={format!("rule-{name}")}>{ rule.help }</p>
            </div>
        </li>
    }
}
