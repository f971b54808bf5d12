//! What must always hold, and whether it does.

use super::{TabProps, fields};
use crate::narration::bold;
use crate::words::Words;
use simulator::PropertyScene;
use yew::prelude::{Callback, Html, html};

/// Whether the help of each property is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Detail {
    /// Its title only.
    Brief,
    /// Its title, section and what it says.
    Full,
}

/// The list of properties with their status; `more` is shown beside one that is broken.
pub(crate) fn properties(
    props: &TabProps,
    detail: Detail,
    more: &dyn Fn(&PropertyScene) -> Html,
) -> Html {
    let words = props.words;
    let class = match detail {
        Detail::Brief => "properties properties-brief",
        Detail::Full => "properties",
    };
    let each = props.scene.properties.iter();
    html! {
        <section class="panel-section">
            <h2 class="panel-heading">{ words.panel.always_true }</h2>
            <ul {class}>
                { for each.map(|property| one(property, detail, props, more)) }
            </ul>
        </section>
    }
}

fn one(
    property: &PropertyScene,
    detail: Detail,
    props: &TabProps,
    more: &dyn Fn(&PropertyScene) -> Html,
) -> Html {
    let words = props.words;
    let broken = property.broken.as_ref();
    let (class, status) = match broken {
        None => ("property", words.panel.holds),
        Some(_) => ("property property-broken", words.panel.broken),
    };
    html! {
        <li key={property.name} {class}>
            { glyph(broken.is_some()) }
            <div>
                <span class="property-title" title={property.help}>{ property.title }</span>
                <span class="visually-hidden">{ format!(": {status}") }</span>
                if detail == Detail::Full {
                    { fields::section(property.section) }
                    <p class="quiet">{ property.help }</p>
                }
                if let Some(broken) = broken {
                    <p class="property-how">
                        { bold(&broken.sentence) }{ " " }
                        { seek(broken.event, &props.on_seek, words) }{ " " }{ more(property) }
                    </p>
                    { for props.controls.map(|it| {
                        (it.expected)(&props.experiment, property, words)
                    }) }
                }
            </div>
        </li>
    }
}

/// A button that leads to just after the event at this place of the trace.
fn seek(event: u32, on_seek: &Callback<u32>, words: &'static Words) -> Html {
    let position = event + 1;
    let onclick = on_seek.reform(move |_| position);
    html! {
        <button type="button" class="link" {onclick}>{ (words.panel.event)(position) }</button>
    }
}

fn glyph(is_broken: bool) -> Html {
    let path =
        if is_broken { "M2.5 2.5 9.5 9.5M9.5 2.5 2.5 9.5" } else { "M1.5 6.5 4.5 9.5 10.5 2.5" };
    html! {
        <svg class="status-glyph" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
            <path d={path} />
        </svg>
    }
}
