//! The page.
use yew::prelude::{Html, component, html};

#[component]
fn App() -> Html {
    html! { <main>{ "Synod" }</main> }
}

fn main() {
    yew::Renderer::<App>::new().render();
}
