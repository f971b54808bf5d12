//! A call for each frame the browser draws.

use gloo_render::{AnimationFrame, request_animation_frame};
use std::cell::RefCell;
use std::rc::Rc;

type Slot = Rc<RefCell<Option<AnimationFrame>>>;

/// Calls something for each frame, until it is dropped.
pub(crate) struct Frames(Slot);

impl Frames {
    /// Calls `each` with the page's time, in milliseconds, before each frame is drawn.
    pub(crate) fn each(each: impl Fn(f64) + 'static) -> Self {
        let slot = Slot::default();
        ask(&slot, Rc::new(each));
        Frames(slot)
    }
}

impl Drop for Frames {
    fn drop(&mut self) {
        self.0.take();
    }
}

fn ask(slot: &Slot, each: Rc<dyn Fn(f64)>) {
    let again = slot.clone();
    let frame = request_animation_frame(move |at| {
        each(at);
        ask(&again, each);
    });
    slot.replace(Some(frame));
}
