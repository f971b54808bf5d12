//! What one client asked, each attempt, and what it was told.

use super::why;
use crate::units;
use crate::words::Words;
use catalog::{Experiment, Question};
use machine::{ClientId, Micros, Outcome, Workload};
use simulator::{ClientScene, Operation};
use yew::prelude::{Html, html};

/// How many of the last operations are listed.
const LISTED_MAX: usize = 30;

/// A client and all it asked, the newest first.
pub(crate) fn operations(
    client: &ClientScene,
    now: Micros,
    run: &dyn Experiment,
    words: &'static Words,
) -> Html {
    let all = &client.operations;
    let asked = all.iter().rev().take(LISTED_MAX);
    html! {
        <section key={client.id.0} class="panel-section">
            <h2 class="panel-heading">
                { client.id.to_string() }
                <span class="card-remark">
                    { " · " }{ (words.later().tab.asks_next)(&client.believes.to_string()) }
                </span>
            </h2>
            if all.is_empty() {
                <p class="quiet">{ words.later().tab.nothing_asked }</p>
            }
            <ol class="operations">
                { for asked.map(|operation| one(client.id, operation, now, run, words)) }
            </ol>
            if all.len() > LISTED_MAX {
                <p class="quiet">{ (words.panel.earlier)((all.len() - LISTED_MAX) as u64) }</p>
            }
        </section>
    }
}

fn one(
    client: ClientId,
    operation: &Operation,
    now: Micros,
    run: &dyn Experiment,
    words: &'static Words,
) -> Html {
    let first = operation.attempts.first().map_or(now, |attempt| attempt.at);
    let (class, said) = match &operation.answer {
        Some((at, outcome)) => {
            let took = units::duration(at.since(first));
            ("operation", (words.later().tab.answered_after)(&answer(outcome, run, words), &took))
        }
        None => {
            let waits = units::duration(now.since(first));
            ("operation operation-waits", (words.later().tab.waiting_for)(&waits))
        }
    };
    let attempts = operation.attempts.iter().map(|attempt| {
        (words.later().tab.asked_at)(&attempt.to.to_string(), &attempt.at.to_string())
    });
    let command = run.command(&operation.command, words.language);
    // Of a store the command itself; of anything else what it means.
    let shown = match run.profile(words.language).workload {
        Workload::Store => operation.command.to_string(),
        Workload::Transfers => command.clone(),
    };
    let told = (words.later().why.answered)(&command, &said);
    let question = Question::Answer(client, operation.number);
    html! {
        <li key={operation.number} {class}>
            <code class="operation-command">{ shown }</code>
            <span class="operation-answer">{ why::of_operation(&question, told, said) }</span>
            <span class="operation-attempts">{ attempts.collect::<Vec<_>>().join(" → ") }</span>
        </li>
    }
}

/// What a command was answered with.
pub(crate) fn answer(outcome: &Outcome, run: &dyn Experiment, words: &'static Words) -> String {
    match run.profile(words.language).workload {
        Workload::Store => outcome_text(outcome, words),
        Workload::Transfers => run.answer(outcome, words.language),
    }
}

fn outcome_text(outcome: &Outcome, words: &'static Words) -> String {
    let read = |value: &Option<machine::Text>| {
        value.as_deref().map_or(words.later().tab.no_value.to_string(), str::to_string)
    };
    match outcome {
        Outcome::Written => words.later().tab.written.to_string(),
        Outcome::Value(value) => (words.later().tab.read)(&read(value)),
        Outcome::Swapped => words.later().tab.swapped.to_string(),
        Outcome::Differs(value) => (words.later().tab.differs)(&read(value)),
        Outcome::Expired => words.later().tab.expired.to_string(),
        Outcome::Chosen(command) => (words.later().tab.chosen)(&command.to_string()),
    }
}
