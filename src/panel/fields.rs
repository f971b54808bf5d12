//! Fields of memory, disk and messages: a name and a value, marked where it has changed.

use crate::words::Words;
use machine::{Field, NodeId, Value};
use simulator::Label;
use yew::prelude::{Html, html};

/// What becomes of a field's value where it is shown.
pub(crate) type Show<'a> = &'a dyn Fn(&Field<Label>, Html) -> Html;

/// The fields as a list of names and values. What differs from `before` is marked.
pub(crate) fn list(
    fields: &[Field<Label>],
    before: &[Field<Label>],
    show: Show<'_>,
    words: &'static Words,
) -> Html {
    fields.iter().map(|field| row(field, earlier(field, before), show, words)).collect()
}

/// One field's name and value, among others of the same list.
fn row(
    field: &Field<Label>,
    before: Option<&Value<Label>>,
    show: Show<'_>,
    words: &'static Words,
) -> Html {
    html! {
        <>
            <dt key={format!("{} name", field.name.key)}>{ field.name.text }</dt>
            <dd key={field.name.key}>{ show(field, value(&field.value, before, words)) }</dd>
        </>
    }
}

/// What the field was before, if it was there.
fn earlier<'a>(field: &Field<Label>, before: &'a [Field<Label>]) -> Option<&'a Value<Label>> {
    before.iter().find(|old| old.name.key == field.name.key).map(|old| &old.value)
}

/// Whether the field differs from what it was.
pub(crate) fn differs(field: &Field<Label>, before: &[Field<Label>]) -> bool {
    earlier(field, before) != Some(&field.value)
}

/// A value; the parts of it that differ from `before` are marked.
fn value(value: &Value<Label>, before: Option<&Value<Label>>, words: &'static Words) -> Html {
    if let Value::PerNode(numbers) = value {
        let old = match before {
            Some(Value::PerNode(old)) => old.as_slice(),
            Some(_) | None => &[],
        };
        return per_node(numbers, old, words);
    }
    let shown = text(value, words);
    if before == Some(value) {
        html! { shown }
    } else {
        changed(&shown, words)
    }
}

fn per_node(numbers: &[(NodeId, u64)], old: &[(NodeId, u64)], words: &'static Words) -> Html {
    if numbers.is_empty() {
        return html! { words.panel.nothing };
    }
    let each = numbers.iter().enumerate().map(|(place, (node, number))| {
        let same = old.contains(&(*node, *number));
        let number = number.to_string();
        html! {
            <>
                if place > 0 {
                    <span class="field-dot" aria-hidden="true">{ " · " }</span>
                }
                <span title={node.to_string()}>
                    <span class="visually-hidden">{ format!("{node} ") }</span>
                    if same { { number } } else { { changed(&number, words) } }
                </span>
            </>
        }
    });
    each.collect()
}

fn changed(text: &str, words: &'static Words) -> Html {
    html! { <mark class="changed" title={words.panel.changed}>{ text }</mark> }
}

/// A value as text.
pub(crate) fn text(value: &Value<Label>, words: &'static Words) -> String {
    match value {
        Value::Word(label) => label.text.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Node(Some(node)) => node.to_string(),
        Value::Node(None) => words.panel.nobody.to_string(),
        Value::PerNode(numbers) => {
            join(numbers.iter().map(|(node, number)| format!("{node} {number}")), words)
        }
        Value::Nodes(nodes) => join(nodes.iter().map(NodeId::to_string), words),
        Value::Text(text) if text.is_empty() => words.panel.nothing.to_string(),
        Value::Text(text) => text.clone(),
    }
}

fn join(parts: impl Iterator<Item = String>, words: &'static Words) -> String {
    let all: Vec<String> = parts.collect();
    if all.is_empty() { words.panel.nothing.to_string() } else { all.join(" · ") }
}

/// The section that states something, small beside it.
pub(crate) fn section(section: &str) -> Html {
    let sign = if machine::is_of_another_work(section) { " " } else { " §" };
    html! { <span class="section-mark">{ sign }{ section.to_owned() }</span> }
}
