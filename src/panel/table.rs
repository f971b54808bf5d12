//! The table in which the servers are compared, where logs side by side do not say it all: who has
//! promised and accepted what, or how each server stands to each transaction. Over it stands what
//! can be seen of the cluster as a whole.

use super::{TabProps, fields, role, scenes, why};
use crate::units;
use catalog::PartWords;
use machine::{Field, Standing, TxnId, Value};
use simulator::{Label, NodeScene, Power, RowScene, Table};
use yew::prelude::{Html, classes, component, html};

/// The table with its heading and its key; nothing, if the protocol has none.
#[component]
pub(crate) fn ServerTable(props: &TabProps) -> Html {
    let (Some(part), words) = (&props.profile.ledger.table, &props.words.later().tab) else {
        return Html::default();
    };
    let compared = props.experiment.with(|run| run.table(props.words.language));
    html! {
        <section class="panel-section">
            <h2 class="panel-heading">{ part.heading }</h2>
            <div
                class="ledger-scroll"
                role="region"
                tabindex="0"
                aria-label={part.heading}
            >
                { table(&compared, props, part) }
            </div>
            <p class="quiet">
                { part.key }
            </p>
            if !compared.overview.is_empty() {
                <dl class="overview" aria-label={words.in_all}>
                    { for compared.overview.iter().map(|field| html! {
                        <div>
                            <dt>{ field.name.text }</dt>
                            <dd>{ fields::text(&field.value, props.words) }</dd>
                        </div>
                    }) }
                </dl>
            }
        </section>
    }
}

fn table(compared: &Table, props: &TabProps, part: &PartWords) -> Html {
    let all = &compared.rows;
    let Some(RowScene { row: first, .. }) = all.first() else {
        return html! { <p class="quiet">{ props.words.later().tab.nothing_yet }</p> };
    };
    let mut about: Vec<TxnId> =
        all.iter().filter_map(|it| Some(it.row.about.as_ref()?.0)).collect();
    about.sort();
    about.dedup();
    let columns = first.fields.len() + 1;
    let body = if about.is_empty() {
        html! { <tbody>{ for all.iter().map(|it| row(it, props, part)) }</tbody> }
    } else {
        let group = |txn: &TxnId| {
            let of = |it: &&RowScene| it.row.about.as_ref().is_some_and(|(other, _)| other == txn);
            let rows: Vec<&RowScene> = all.iter().filter(of).collect();
            group(*txn, &rows, columns, props, part)
        };
        // The newest first.
        about.iter().rev().map(group).collect()
    };
    html! {
        <table class="ledger table">
            <thead>
                <tr>
                    <td></td>
                    { for first.fields.iter().map(|field| html! {
                        <th scope="col">{ field.name.text }</th>
                    }) }
                </tr>
            </thead>
            { body }
        </table>
    }
}

/// What several servers have to do with one transaction.
fn group(
    txn: TxnId,
    rows: &[&RowScene],
    columns: usize,
    props: &TabProps,
    part: &PartWords,
) -> Html {
    // A server that voted no, or has forgotten, no longer knows what the transaction was to do.
    let mut does = rows.iter().filter_map(|it| it.row.about.as_ref()).map(|(_, does)| does);
    let does = does.find(|does| !does.is_empty()).cloned().unwrap_or_default();
    html! {
        <tbody key={txn.to_string()}>
            <tr class="table-about">
                <th colspan={columns.to_string()} scope="rowgroup">
                    { txn.to_string() }{ " " }<span>{ does }</span>
                </th>
            </tr>
            { for rows.iter().map(|it| row(it, props, part)) }
        </tbody>
    }
}

fn row(it: &RowScene, props: &TabProps, part: &PartWords) -> Html {
    let Some(node) = scenes::node(&props.scene, it.node) else { return Html::default() };
    let row = &it.row;
    let is_down = node.power == Power::Down;
    let fields = row.fields.iter().enumerate().map(|(place, field)| match place {
        0 => html! { <td>{ standing(node, it, field, props, part) }{ doubt(it, props) }</td> },
        _ => html! { <td>{ cell(node, field, props) }</td> },
    });
    // Beside a transaction what matters is how the server stands to that.
    let role = row.about.is_none() || is_down;
    html! {
        <tr key={node.id.0} class={classes!(is_down.then_some("ledger-down"))}>
            <th scope="row">
                <span class="ledger-node">{ node.id.to_string() }</span>{ " " }
                { role::glyph(node) }
                if role {
                    <span class="ledger-role">{ role::word(node, props.words) }</span>
                }
            </th>
            { for fields }
        </tr>
    }
}

/// For how long the server has been in doubt.
fn doubt(it: &RowScene, props: &TabProps) -> Html {
    let Some(since) = it.in_doubt else { return Html::default() };
    let time = units::duration(props.scene.now.since(since));
    html! { <span class="table-doubt">{ (props.words.later().tab.in_doubt_for)(&time) }</span> }
}

/// The first field, drawn as an entry of a log is. What stands in a log can be asked about.
fn standing(
    node: &NodeScene,
    RowScene { row, .. }: &RowScene,
    field: &Field<Label>,
    props: &TabProps,
    part: &PartWords,
) -> Html {
    if is_nothing(&field.value) {
        return nothing();
    }
    let shown = fields::text(&field.value, props.words);
    let (class, about) = match row.standing {
        Standing::Decided => ("entry-decided", "decided"),
        Standing::Open => ("entry-open", "log"),
    };
    let class = classes!("entry", crate::era::class(row.era), class);
    let told = match row.standing {
        Standing::Decided => format!("{shown}, {}", part.decided),
        Standing::Open => (props.words.later().tab.not_yet)(&shown, part.decided),
    };
    match node.view.log.first().filter(|cell| row.about.is_none() && cell.text == shown) {
        Some(entry) => html! {
            <button
                type="button"
                {class}
                data-why={format!("{} {about} {}", node.id, entry.index)}
                title={told.clone()}
                aria-label={told}
            >
                { shown }
            </button>
        },
        None => html! { <span {class} title={told}>{ shown }</span> },
    }
}

/// Another field. What is a field of the server too can be asked about.
fn cell(node: &NodeScene, field: &Field<Label>, props: &TabProps) -> Html {
    if is_nothing(&field.value) {
        return nothing();
    }
    let shown = html! { fields::text(&field.value, props.words) };
    let mut own = node.view.memory.iter().chain(&node.disk);
    if own.any(|known| known == field) {
        why::of_field(node.id, field, shown, props.words)
    } else {
        shown
    }
}

fn is_nothing(value: &Value<Label>) -> bool {
    matches!(value, Value::Text(text) if text.is_empty())
}

fn nothing() -> Html {
    html! { <span class="quiet" aria-hidden="true">{ "–" }</span> }
}
