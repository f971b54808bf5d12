//! What lies under a picture that changes often.

use yew::prelude::{Html, html};

/// Nothing to be seen, as large as the picture: what is drawn on it never reaches beyond. While the
/// bounds of what a layer paints stay the same, the browser does not arrange all layers of the page
/// anew, which takes it longer than to paint.
pub(crate) fn ground() -> Html {
    html! { <rect class="ground" width="100%" height="100%" /> }
}
