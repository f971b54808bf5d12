//! The page's own keys.

use crate::session::{Change, Deed, Dialog, Msg, Notice, Session, Shown, Way};
use machine::NodeId;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, KeyboardEvent};

/// What has the focus, as far as keys are concerned.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Focus {
    /// Something that takes all keys: a text field, a list, a slider.
    Field,
    /// Something that takes the space bar, Enter and perhaps the arrows: a button, a tab.
    Button,
    /// A group of radio buttons, which takes the arrows too.
    Radio,
    /// Nothing that takes keys.
    Elsewhere,
}

fn focus(event: &KeyboardEvent) -> Focus {
    let Some(element) = event.target().and_then(|it| it.dyn_into::<Element>().ok()) else {
        return Focus::Elsewhere;
    };
    let kind = element.dyn_ref::<HtmlInputElement>().map(HtmlInputElement::type_);
    match (element.tag_name().to_ascii_lowercase().as_str(), kind.as_deref()) {
        ("input", Some("radio")) => Focus::Radio,
        ("input" | "select" | "textarea", _) => Focus::Field,
        ("button" | "summary" | "a", _) => Focus::Button,
        _ if element.has_attribute("contenteditable") => Focus::Field,
        _ if element.get_attribute("role").as_deref() == Some("button") => Focus::Button,
        _ => Focus::Elsewhere,
    }
}

/// What a key does, if it does anything here and now.
pub(crate) fn msg(event: &KeyboardEvent, session: &Session) -> Option<Msg> {
    if event.default_prevented() || event.ctrl_key() || event.alt_key() || event.meta_key() {
        return None;
    }
    let focus = focus(event);
    let key = event.key();
    let is_moving = matches!(key.as_str(), " " | "ArrowLeft" | "ArrowRight");
    match focus {
        Focus::Field => return None,
        Focus::Button if key == " " => return None,
        Focus::Radio if is_moving => return None,
        Focus::Button | Focus::Radio | Focus::Elsewhere => {}
    }
    let count = if event.shift_key() { 10 } else { 1 };
    Some(match key.as_str() {
        " " => Msg::TogglePlay,
        "ArrowRight" => Msg::Step(Way::Forward, count),
        "ArrowLeft" => Msg::Step(Way::Back, count),
        "]" => Msg::Marker(Way::Forward),
        "[" => Msg::Marker(Way::Back),
        "0" => Msg::Seek(0),
        "+" | "=" => Msg::Speed(session.speed.faster()),
        "-" => Msg::Speed(session.speed.slower()),
        "?" => Msg::Ask(Dialog::Help),
        "c" | "C" => Msg::Deed(Deed::ToggleCrash),
        "t" | "T" => Msg::Deed(Deed::FireTimer),
        "r" | "R" => Msg::Deed(Deed::AskRequest),
        "z" => Msg::Change(Change::Undo),
        "Z" => Msg::Change(Change::Redo),
        "h" | "H" => Msg::Ask(Dialog::History),
        "d" | "D" => Msg::Diagram(session.diagram.is_none().then_some(Shown::Alone)),
        digit => select(digit.parse().ok()?, session),
    })
}

fn select(number: u8, session: &Session) -> Msg {
    let node = NodeId(number);
    if session.scene.nodes.iter().any(|scene| scene.id == node) {
        return Msg::Select(node);
    }
    Msg::Notice(Notice::Problem((session.words.notices.no_such_server)(number)))
}
