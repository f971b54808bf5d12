//! The run as a link, to be copied.

use crate::browser::{call, get, text, window};
use crate::session::Opened;
use crate::words::Words;
use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use yew::prelude::{Callback, Html, Properties, component, html, use_node_ref, use_state_eq};

#[derive(Properties, PartialEq)]
pub(crate) struct LinkProps {
    pub(crate) opened: Opened,
    pub(crate) words: &'static Words,
}

/// The link, how long it is, and a button that copies it.
#[component]
pub(crate) fn Link(props: &LinkProps) -> Html {
    let words = &props.words.later().dialog.share;
    let field = use_node_ref();
    let said = use_state_eq(|| "");
    let link = match props.opened.link() {
        Ok(fragment) => format!("{}#{fragment}", address()),
        Err(why) => return html! { <p>{ (words.no_link)(&why.to_string()) }</p> },
    };
    let onclick = {
        let (link, field, said) = (link.clone(), field.clone(), said.setter());
        Callback::from(move |_| {
            let (link, field, said) = (link.clone(), field.clone(), said.clone());
            wasm_bindgen_futures::spawn_local(async move {
                said.set(match copy(&link).await {
                    Ok(_) => words.copied,
                    Err(_) => {
                        if let Some(field) = field.cast::<web_sys::HtmlElement>() {
                            // A field can always be selected.
                            let _ = call(&field, "select", &[]);
                        }
                        words.not_copied
                    }
                });
            });
        })
    };
    html! {
        <>
            <div class="form-row share-link">
                <input
                    class="form-input mono"
                    type="text"
                    readonly=true
                    aria-label={words.link_named}
                    value={link.clone()}
                    ref={field}
                />
                <button type="button" class="button is-primary" {onclick}>{ words.copy }</button>
            </div>
            <p class="quiet">{ (words.length)(link.len()) }</p>
            <p role="status">{ *said }</p>
        </>
    }
}

/// Puts the text where it can be pasted from.
async fn copy(link: &str) -> Result<JsValue, JsValue> {
    let clipboard = get(&get(&window(), "navigator"), "clipboard");
    let done = call(&clipboard, "writeText", &[link.into()])?;
    JsFuture::from(Promise::resolve(&done)).await
}

/// The address of the page, without a fragment.
fn address() -> String {
    let address = text(&get(&window(), "location"), "href");
    address.split('#').next().unwrap_or_default().to_string()
}
