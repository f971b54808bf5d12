//! The panel and the space-time strip in English.

use super::panel::{EntryWords, PanelWords, StripView, StripWords};

/// The strip.
pub(crate) const STRIP: StripWords = StripWords { summary };

/// The panel.
pub(super) const PANEL: PanelWords = PanelWords {
    in_snapshot: |index| format!("a snapshot stands for 1 to {index}"),
    panel: "Details",
    coming: "One moment…",
    node: "Node",
    in_flight: "In flight",
    client: "Client",
    network: "Network",
    rules: "Rules",
    crashed: "crashed",
    paused: "paused",
    in_memory: |name| format!("{name} in memory"),
    on_disk: |name| format!("{name} on disk"),
    lost_in_a_crash: "lost in a crash",
    survives: "survives",
    memory_gone: "Erased by the crash",
    last_saved: "last saved",
    never: "never",
    nobody: "nobody",
    nothing: "none",
    changed: "Changed by the last event",
    known_of: "What is known of it",
    ledger_key_unsaved: "not on disk",
    earlier: |count| format!("… {count} earlier"),
    entry,
    always_true: "Always true",
    holds: "holds",
    broken: "broken",
    event: |number| format!("Event {number}"),
};

fn entry(of: &EntryWords<'_>) -> String {
    let EntryWords { index, era_name, era, text, is_decided, decided, is_saved } = *of;
    let not = if is_decided { "" } else { "not " };
    let disk = if is_saved { "" } else { ", not on disk yet" };
    format!("index {index}, {era_name} {era}, {text}, {not}{decided}{disk}")
}

fn summary(of: &StripView) -> String {
    let StripView { servers, from, to, messages, lost, marks } = of;
    let mut said =
        format!("Space-time diagram: {servers} servers, {from} to {to}, {messages} messages");
    if *lost > 0 {
        said.push_str(&format!(", {lost} lost"));
    }
    for mark in marks {
        said.push_str("; ");
        said.push_str(mark);
    }
    said
}
