//! The page: the only room that knows Yew, web-sys and the DOM. It draws scenes and sends actions,
//! and names no protocol.

mod app;
mod browser;
mod choosing;
mod clock;
mod comparing;
mod controls;
mod dialog;
mod dom;
mod download;
mod era;
mod form;
mod frames;
mod glide;
mod ground;
mod header;
mod icon;
mod keeping;
mod keys;
mod later;
mod narration;
mod panel;
mod picker;
mod player;
mod playing;
mod px;
mod saving;
mod session;
mod shared;
mod sheets;
mod size;
mod spacetime;
mod stage;
mod storage;
mod strip;
mod theme;
mod units;
mod words;

use app::{App, AppProps};
use controls::{NotFetched, controls};
use session::{Notice, Session};
use shared::Shared;

fn main() {
    if let Some(theme) = theme::Theme::chosen() {
        theme.show();
    }
    let first = Session::first();
    if keeping::is_awaited() {
        wasm_bindgen_futures::spawn_local(start(first));
    } else {
        show(first);
    }
}

/// Fetches what opens kept runs. Until then there is what the page is made of and nothing in it:
/// another run would be seen for a moment.
async fn start(mut first: Session) {
    match controls().await {
        Ok(controls) => {
            first.controls = Some(controls);
            (controls.start)(first, show);
        }
        Err(NotFetched) => {
            first.notice = Some(Notice::Problem(first.words.notices.no_controls.to_string()));
            show(first);
        }
    }
}

fn show(first: Session) {
    if let Some(root) = dom::by_id("synod") {
        root.set_inner_html("");
        let first = Shared::new(first);
        yew::Renderer::<App>::with_root_and_props(root, AppProps { first }).render();
    }
}
