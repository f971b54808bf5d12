//! The page: the only room that knows Yew, web-sys and the DOM. It draws scenes and sends actions,
//! and names no protocol.

mod app;
mod clock;
mod controls;
mod dialog;
mod dom;
mod download;
mod era;
mod form;
mod frames;
mod header;
mod icon;
mod keys;
mod later;
mod narration;
mod panel;
mod picker;
mod player;
mod playing;
mod px;
mod script;
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
use session::Session;
use shared::Shared;

fn main() {
    let root = dom::by_id("synod");
    match (Session::first(), root) {
        (Ok(first), Some(root)) => {
            if let Some(theme) = theme::Theme::chosen() {
                theme.show();
            }
            root.set_inner_html("");
            let first = Shared::new(first);
            yew::Renderer::<App>::with_root_and_props(root, AppProps { first }).render();
        }
        (Err(why), Some(root)) => root.set_text_content(Some(&why.to_string())),
        (_, None) => {}
    }
}
