//! The words of Why? in English.

use super::WhyWords;
use machine::Shape;

/// They come with what asks for them.
pub(super) const WHY: WhyWords = WhyWords {
    region: "Why",
    ask: "Why?",
    role,
    down: |server| format!("Why is {server} crashed?"),
    field: |server, name, value| format!("Why is {server}'s {name} {value}?"),
    entry: |server, entry, text| format!("Why does {entry} of {server} hold {text}?"),
    decided: |server, entry, text, decided| {
        format!("Why is {entry} of {server}, {text}, {decided}?")
    },
    answer: |command, outcome| format!("Why was {command} answered with “{outcome}”?"),
    no_answer: |command| format!("Why has {command} no answer?"),
    answered: |command, answer| format!("Why this answer to {command}: {answer}"),
    broken: |property| format!("Why is {property} broken?"),
    newest_first: "What led to it, the newest first. Choose an event to go there.",
    asked: "This made it so",
    sent: |event| format!("Sent what arrived in event {event}"),
    timer: |event| format!("Set the timer of event {event}"),
    save: |event| format!("Asked for the save of event {event}"),
    wait: |event| format!("Began the wait that ended in event {event}"),
    counted: |event| format!("Counted in event {event} too"),
    held: |event| format!("Gave the sender what it sent in event {event}"),
    rival: |event| format!("Cannot stand beside event {event}"),
    looking: |event| format!("Looking back: at event {event}"),
    none: "It is not so at this moment of the run",
    changed: "You have changed the run before what was asked about, so this may be otherwise now",
    again: "Ask again",
    cancel: "Cancel",
    close: "Close",
};

fn role(server: &str, role: &str, shape: Shape) -> String {
    if ADJECTIVES.contains(&role) {
        return format!("Why is {server} {role}?");
    }
    let article = match shape {
        Shape::Hexagon => "the",
        Shape::DashedRing | Shape::Ring | Shape::DottedRing if role.starts_with(VOWELS) => "an",
        Shape::DashedRing | Shape::Ring | Shape::DottedRing => "a",
    };
    format!("Why is {server} {article} {role}?")
}

/// Roles that are no nouns.
const ADJECTIVES: [&str; 3] = ["pre-committed", "recovering", "uncertain"];
const VOWELS: [char; 5] = ['a', 'e', 'i', 'o', 'u'];
