//! The paper's rules, each with a switch, and what must always hold.

use super::properties::{Detail, properties};
use super::{TabProps, fields, why};
use crate::choosing::{Prepared, open};
use catalog::RuleWords;
use simulator::{Action, Label};
use yew::prelude::{Callback, Html, MouseEvent, component, html};

/// Words about something that is named.
type Say = fn(&str) -> String;

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
                <p class="rule-shows">{ shown(rule, props) }</p>
            </div>
        </li>
    }
}

/// What opens the runs that show what the rule is for: the same one without it and with it.
fn shown(rule: &RuleWords, props: &TabProps) -> Html {
    let choosing = &props.words.later().choosing;
    let ways = [
        ("off", choosing.show_without, choosing.show_without_named, choosing.without),
        ("on", choosing.show_with, choosing.show_with_named, choosing.with),
    ];
    let captions = [choosing.without_caption, choosing.with_caption];
    let one = |((state, text, named, title), caption): ((&str, &str, Say, Say), Say)| {
        let (send, words, protocol) = (props.send.clone(), props.words, props.profile.name);
        let (file, title) = (format!("{}-{state}", rule.name.key), title(rule.name.text));
        let caption = caption(rule.help);
        let onclick = Callback::from(move |_: MouseEvent| {
            let (file, title) = (file.clone(), title.as_str().into());
            let caption = caption.as_str().into();
            open(Prepared { protocol, file, title, caption }, send.clone(), words);
        });
        html! {
            <button type="button" class="link" aria-label={named(rule.name.text)} {onclick}>
                { text.to_string() }
            </button>
        }
    };
    ways.into_iter().zip(captions).map(one).collect()
}
