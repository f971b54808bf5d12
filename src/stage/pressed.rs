//! Clicks and keys on the things of the stage, which are no HTML buttons.

use crate::session::Target;
use yew::prelude::{Callback, KeyboardEvent, MouseEvent};

/// What a click does, and Enter or the space bar.
pub(super) fn on_press(
    target: Target,
    on_click: &Callback<Target>,
) -> (Callback<MouseEvent>, Callback<KeyboardEvent>) {
    let clicked = on_click.reform(move |event: MouseEvent| {
        event.stop_propagation();
        target
    });
    let on_click = on_click.clone();
    let pressed = Callback::from(move |event: KeyboardEvent| {
        if matches!(event.key().as_str(), "Enter" | " ") && !event.repeat() {
            event.prevent_default();
            event.stop_propagation();
            on_click.emit(target);
        }
    });
    (clicked, pressed)
}
