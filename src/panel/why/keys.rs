//! The keys of the ledger: arrows move among its entries, and Enter asks about one.

use super::name;
use catalog::Question;
use machine::NodeId;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::TargetCast;
use yew::prelude::KeyboardEvent;

/// A key in the panel. While the ledger itself has the focus, left and right scroll it, and do not
/// also step the run.
pub(super) fn keys(event: KeyboardEvent) {
    let Some(on) = event.target_dyn_into::<Element>() else { return };
    let Some(ledger) = on.closest(".ledger-scroll").ok().flatten() else { return };
    let entry = on.get_attribute("data-why").and_then(|asked| name::read(&asked));
    let entry = entry.and_then(|asked| match asked {
        Question::Entry(node, index) | Question::Decided(node, index) => Some((node, index)),
        Question::Role(_)
        | Question::Era(_)
        | Question::Field(..)
        | Question::Answer(..)
        | Question::Violation(_) => None,
    });
    let key = event.key();
    let next = match (key.as_str(), entry) {
        ("ArrowLeft" | "ArrowRight", None) => return event.stop_propagation(),
        ("Enter" | "ArrowDown", None) => ledger.query_selector("[data-why]").ok().flatten(),
        ("Enter" | " ", Some(_)) => {
            on.unchecked_ref::<HtmlElement>().click();
            None
        }
        ("ArrowLeft", Some((node, index))) => at(&ledger, node, index.wrapping_sub(1)),
        ("ArrowRight", Some((node, index))) => at(&ledger, node, index + 1),
        ("ArrowUp", Some((node, index))) => {
            (1..node.0).rev().find_map(|other| at(&ledger, NodeId(other), index))
        }
        ("ArrowDown", Some((node, index))) => {
            (node.0 + 1..=9).find_map(|other| at(&ledger, NodeId(other), index))
        }
        ("Escape", Some(_)) => Some(ledger),
        _ => return,
    };
    event.prevent_default();
    event.stop_propagation();
    if let Some(next) = next {
        // What cannot take the focus is left alone.
        let _ = next.unchecked_ref::<HtmlElement>().focus();
    }
}

/// A server's entry of this index, if there is one.
fn at(ledger: &Element, node: NodeId, index: u64) -> Option<Element> {
    let [open, decided] = [Question::Entry(node, index), Question::Decided(node, index)]
        .map(|asked| format!("[data-why=\"{}\"]", name::of(&asked)));
    ledger.query_selector(&format!("{open},{decided}")).ok().flatten()
}
