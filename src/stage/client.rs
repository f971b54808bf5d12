//! A client: a rounded square.

use super::layout::Layout;
use super::pressed::on_press;
use crate::px::px;
use crate::session::Target;
use crate::words::Words;
use simulator::ClientScene;
use yew::prelude::{Callback, Html, html};

/// Which client.
pub(super) struct ClientProps<'a> {
    pub(super) client: &'a ClientScene,
    /// Whether there is no other.
    pub(super) is_only: bool,
    pub(super) layout: &'a Layout,
    pub(super) on_click: &'a Callback<Target>,
    pub(super) words: &'static Words,
}

/// A client.
pub(super) fn client(props: &ClientProps) -> Html {
    let client = props.client;
    let stage = &props.words.stage;
    let at = props.layout.at(client.id.into());
    let (half, high) = props.layout.client;
    let target = Target::Client(client.id);
    let (onclick, onkeydown) = on_press(target, props.on_click);
    let title =
        if props.is_only && half > 30.0 { stage.client.to_string() } else { client.id.to_string() };
    let waits = waits(client);
    let state = if waits { stage.waiting } else { stage.idle };
    html! {
        <g class="client" transform={format!("translate({} {})", px(at.x), px(at.y))}>
            <g
                id={props.layout.id(target)}
                class="client-button"
                role="button"
                tabindex="0"
                aria-label={(stage.client_name)(&client.id.to_string(), state)}
                aria-haspopup="menu"
                {onclick}
                {onkeydown}
            >
                <rect
                    class="client-shape"
                    x={px(-half)}
                    y={px(-high)}
                    width={px(2.0 * half)}
                    height={px(2.0 * high)}
                    rx="8"
                />
            </g>
            <g class="words" aria-hidden="true">
                <text class="client-id" y="-2">{ title }</text>
                <text class={if waits { "client-waits" } else { "client-idle" }} y="13">
                    { state }
                </text>
            </g>
        </g>
    }
}

fn waits(client: &ClientScene) -> bool {
    client.operations.last().is_some_and(|operation| operation.answer.is_none())
}
