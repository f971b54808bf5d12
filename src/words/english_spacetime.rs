//! The words of the whole space-time diagram, in English.

use super::SpacetimeWords;

pub(super) const SPACETIME: SpacetimeWords = SpacetimeWords {
    region: "Space-time diagram",
    field: "Events of the run",
    zoom: "Zoom",
    zoom_in: "Zoom in",
    zoom_out: "Zoom out",
    fit: "Fit",
    lanes: "Servers and clients",
    kind: "Kind of message",
    all_kinds: "all messages",
    era_of: "Messages of",
    all_eras: |name| format!("every {name}"),
    era: |name, era| format!("{name} {era}"),
    compare: "Compare with",
    alone: "nothing",
    comparing: "Comparison",
    parts: |event, at| format!("First difference: event {event} at {at}"),
    same: "No difference, as far as both are known",
    first_difference: "first difference",
    save_svg: "Save SVG",
    save_png: "Save PNG",
    not_saved: "The browser does not let this page save the picture",
    title: |run, servers| format!("{run}, {servers} servers"),
    close: "Close",
    hint: "Point at an event or use the arrow keys; a click or Enter goes there",
    dense: |full, per| {
        format!(
            "Too many messages to tell apart: a full bar is {full} in {per}. Zoom in to see each"
        )
    },
    event: |number, at| format!("Event {number} · {at}"),
    reach: |past, future| format!("{past} in sight led to it, {future} came of it"),
};
