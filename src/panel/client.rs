//! What clients ask and see: a form that sends a request, and every operation so far.

use super::TabProps;
use super::operations::operations;
use crate::form::RequestForm;
use yew::prelude::{Html, component, html};

/// The tab of clients.
#[component]
pub(crate) fn ClientTab(props: &TabProps) -> Html {
    if props.scene.clients.is_empty() {
        return html! { <p class="empty">{ props.words.later().tab.no_clients }</p> };
    }
    html! {
        <>
            <section class="panel-section">
                <h2 class="panel-heading">{ props.words.later().tab.send_a_request }</h2>
                <RequestForm
                    place="panel"
                    scene={&props.scene}
                    workload={props.profile.workload}
                    on_act={&props.on_act}
                    words={props.words}
                />
            </section>
            { props.experiment.with(|run| {
                let all = props.scene.clients.iter();
                let each = all.map(|client| operations(client, props.scene.now, run, props.words));
                each.collect::<Html>()
            }) }
        </>
    }
}
