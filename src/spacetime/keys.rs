//! Keys in the diagram: along lanes and from lane to lane, to the event itself, zoom.

use super::{Hand, SpacetimeProps};
use crate::session::{ExperimentHandle, Msg};
use diagram::Step;
use yew::prelude::{Callback, KeyboardEvent};

/// How much a press of + zooms.
pub(super) const IN: f64 = 0.6;

/// What a key does while the diagram has the focus.
pub(super) fn pressed(hand: &Hand, props: &SpacetimeProps) -> Callback<KeyboardEvent> {
    let (hand, send) = (hand.clone(), props.send.clone());
    let experiment = props.experiment.clone();
    Callback::from(move |event: KeyboardEvent| {
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let key = event.key();
        let step = match key.as_str() {
            "ArrowRight" => Some(Step::Next),
            "ArrowLeft" => Some(Step::Previous),
            "ArrowUp" => Some(Step::Up),
            "ArrowDown" => Some(Step::Down),
            _ => None,
        };
        match (step, key.as_str()) {
            (Some(step), _) => go(&hand, &experiment, |from| To::Step(from, step)),
            (None, "Home") => go(&hand, &experiment, To::First),
            (None, "End") => go(&hand, &experiment, To::Last),
            (None, "+" | "=") => zoom(&hand, &experiment, IN),
            (None, "-") => zoom(&hand, &experiment, 1.0 / IN),
            (None, "Enter") => {
                let Some(focused) = hand.desk.borrow().focused else { return };
                send.emit(Msg::Seek(focused + 1));
            }
            (None, _) => return,
        }
        event.prevent_default();
    })
}

/// Where the keys go from an event.
enum To {
    Step(u32, Step),
    First(u32),
    Last(u32),
}

/// Goes to another event; to the last one that happened, if none has been gone to yet.
fn go(hand: &Hand, experiment: &ExperimentHandle, to: impl FnOnce(u32) -> To) {
    let Some(looked) = hand.looked() else { return };
    let position = experiment.with(|run| run.position());
    let length = experiment.with(|run| run.length());
    let focused = hand.desk.borrow().focused.filter(|event| *event < length);
    let picture = &looked.drawn.picture;
    let found = match focused {
        None => position.checked_sub(1),
        Some(event) => hand
            .desk
            .borrow()
            .with_view(experiment, |view| match to(event) {
                To::Step(event, step) => picture.step(view, event, step),
                To::First(event) => picture.ends_of_lane(view, event).map(|ends| ends.0),
                To::Last(event) => picture.ends_of_lane(view, event).map(|ends| ends.1),
            })
            .flatten(),
    };
    let Some(found) = found else { return };
    let at = experiment.with(|run| run.trace().events[found as usize].at);
    let window = looked.frame.window;
    hand.change(|desk| {
        desk.hovered = None;
        desk.focused = Some(found);
        if !window.contains(at) {
            desk.see(window.around(at));
        }
    });
}

/// Zooms around what the keys have gone to, else around the present moment, else the middle.
pub(super) fn zoom(hand: &Hand, experiment: &ExperimentHandle, times: f64) {
    let Some(looked) = hand.looked() else { return };
    let window = looked.frame.window;
    let focused = hand.desk.borrow().focused;
    let focused = focused.and_then(|event| {
        experiment.with(|run| run.trace().events.get(event as usize).map(|event| event.at))
    });
    let middle = machine::Micros(window.from.0.midpoint(window.to.0));
    let now = experiment.with(|run| run.now());
    let seen = |at: &machine::Micros| window.contains(*at);
    let around = focused.filter(seen).or(Some(now).filter(seen)).unwrap_or(middle);
    hand.change(|desk| desk.zoom(experiment, window, around, times));
}
