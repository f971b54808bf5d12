//! What Yew leaves to the DOM: focus, and scrolling to something. Where the DOM does not answer,
//! nothing happens.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Document, Element, Event, HtmlElement, Node};
use yew::NodeRef;

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// Hears events of the whole page for as long as it is kept.
pub(crate) struct Listening {
    kinds: &'static [&'static str],
    heard: Closure<dyn Fn(Event)>,
}

/// Tells `heard` every event of these kinds, wherever in the page it happens.
pub(crate) fn listen(kinds: &'static [&'static str], heard: impl Fn(Event) + 'static) -> Listening {
    let heard = Closure::<dyn Fn(Event)>::new(heard);
    if let Some(window) = web_sys::window() {
        for kind in kinds {
            let function = heard.as_ref().unchecked_ref();
            // A window takes every listener.
            let _ = window.add_event_listener_with_callback(kind, function);
        }
    }
    Listening { kinds, heard }
}

impl Drop for Listening {
    fn drop(&mut self) {
        let Some(window) = web_sys::window() else { return };
        for kind in self.kinds {
            let function = self.heard.as_ref().unchecked_ref();
            // One that is not there is not missed.
            let _ = window.remove_event_listener_with_callback(kind, function);
        }
    }
}

fn give_focus(element: &Element) {
    // SVG elements take focus as HTML ones do, by the same method.
    let element: &HtmlElement = element.unchecked_ref();
    // An element that cannot take the focus is left alone.
    let _ = element.focus();
}

/// Gives the focus to the element with this id.
pub(crate) fn focus(id: &str) {
    if let Some(element) = document().and_then(|document| document.get_element_by_id(id)) {
        give_focus(&element);
    }
}

fn all(host: &NodeRef, selector: &str) -> Vec<Element> {
    let Some(host) = host.cast::<Element>() else { return Vec::new() };
    let Ok(list) = host.query_selector_all(selector) else { return Vec::new() };
    (0..list.length()).filter_map(|place| list.get(place)?.dyn_into().ok()).collect()
}

/// Closes a `details` element.
pub(crate) fn close_details(host: &NodeRef) {
    if let Some(details) = host.cast::<Element>() {
        // A page that cannot is left open.
        let _ = details.remove_attribute("open");
    }
}

/// Whether something happened to `host` or to what is in it.
pub(crate) fn is_inside(host: &NodeRef, event: &Event) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Node>().ok());
    host.cast::<Node>().is_some_and(|host| host.contains(target.as_ref()))
}

/// Gives the focus to the first match inside `host`.
pub(crate) fn focus_first(host: &NodeRef, selector: &str) {
    if let Some(element) = all(host, selector).first() {
        give_focus(element);
    }
}

/// Gives the focus to the first match inside `host`, unless something inside has it.
pub(crate) fn keep_focus(host: &NodeRef, selector: &str) {
    let focused = focused();
    if all(host, selector).iter().all(|element| Some(element) != focused.as_ref()) {
        focus_first(host, selector);
    }
}

/// Gives the focus to the last match inside `host`.
pub(crate) fn focus_last(host: &NodeRef, selector: &str) {
    if let Some(element) = all(host, selector).last() {
        give_focus(element);
    }
}

/// Moves the focus by so many matches inside `host`, round the end.
pub(crate) fn focus_next(host: &NodeRef, selector: &str, places: isize) {
    let all = all(host, selector);
    let focused = document().and_then(|document| document.active_element());
    let now = all.iter().position(|element| Some(element) == focused.as_ref()).unwrap_or(0);
    let count = isize::try_from(all.len()).unwrap_or(0);
    if count == 0 {
        return;
    }
    let next = (isize::try_from(now).unwrap_or(0) + places).rem_euclid(count);
    if let Some(element) = usize::try_from(next).ok().and_then(|next| all.get(next)) {
        give_focus(element);
    }
}

/// Scrolls the element with this id into view.
pub(crate) fn scroll_to(id: &str) {
    if let Some(element) = document().and_then(|document| document.get_element_by_id(id)) {
        element.scroll_into_view();
    }
}

/// What has the focus.
pub(crate) fn focused() -> Option<Element> {
    document()?.active_element()
}

/// Gives the focus back to what had it.
pub(crate) fn give_back(element: Option<Element>) {
    if let Some(element) = element.filter(|element| element.is_connected()) {
        give_focus(&element);
    }
}

/// The element with this id.
pub(crate) fn by_id(id: &str) -> Option<Element> {
    document()?.get_element_by_id(id)
}

/// The page's time in milliseconds, as frames are given it.
pub(crate) fn page_time() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |it| it.now())
}
