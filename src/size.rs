//! The size of an element, followed as it changes.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, ResizeObserver};
use yew::prelude::{NodeRef, hook, use_effect_with, use_state_eq};

/// The width and height of the element in pixels, `None` until it is seen in the page.
#[hook]
pub(crate) fn use_size(element: &NodeRef) -> Option<(f64, f64)> {
    let size = use_state_eq(|| None);
    use_effect_with(element.clone(), {
        let size = size.clone();
        move |element| {
            let observed = element.cast::<Element>();
            let watched = observed.clone();
            let measure = Closure::<dyn FnMut()>::new(move || {
                let Some(element) = &watched else { return };
                let (width, height) = (element.client_width(), element.client_height());
                // One that is hidden for a while will be as large again.
                if width > 0 && height > 0 {
                    size.set(Some((f64::from(width), f64::from(height))));
                }
            });
            let observer = ResizeObserver::new(measure.as_ref().unchecked_ref()).ok();
            if let (Some(observer), Some(element)) = (&observer, &observed) {
                observer.observe(element);
            }
            move || {
                if let Some(observer) = observer {
                    observer.disconnect();
                }
                drop(measure);
            }
        }
    });
    *size
}
