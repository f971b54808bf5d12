//! A button for what cannot be done yet, which says so.

use crate::icon::{Icon, icon};
use crate::session::{Msg, Notice};
use yew::prelude::{Callback, Html, html};

/// What cannot be done yet.
pub(crate) struct LaterProps {
    /// Its name.
    pub(crate) name: &'static str,
    /// Why it cannot be done.
    pub(crate) why: &'static str,
    /// A sign in place of the name.
    pub(crate) icon: Option<Icon>,
    /// Whom to tell.
    pub(crate) send: Callback<Msg>,
}

/// The button. It can be reached and pressed, and then says why it does nothing.
pub(crate) fn later(props: &LaterProps) -> Html {
    let why = props.why;
    let onclick = props.send.reform(move |_| Msg::Notice(Notice::Remark(why.to_string())));
    html! {
        <button
            type="button"
            class="button is-later"
            aria-disabled="true"
            aria-label={props.name}
            aria-description={why}
            title={why}
            {onclick}
        >
            if let Some(sign) = props.icon {
                { icon(sign) }
            } else {
                { props.name }
            }
        </button>
    }
}
