//! The layers of the picture: lanes, what moves with time, and what is pointed at.

use super::desk::Looked;
use crate::px::px;
use yew::prelude::{AttrValue, Html, Properties, component, html};

/// The layers.
pub(super) fn pictures(looked: &Looked) -> Html {
    let left = looked.frame.insets.left;
    let shift = format!("transform:translateX({}px)", px(looked.scroll - left));
    let lanes = format!("width:{}px", px(left + looked.frame.plot_width()));
    let traced = looked.highlight.as_ref().map(|it| it.svg.clone()).unwrap_or_default();
    html! {
        <>
            <div class="spacetime-lanes" style={lanes}>
                <Text text={looked.drawn.lanes.clone()} />
            </div>
            <div class="spacetime-view" style={plot_place(looked)}>
                <div class="spacetime-plot" style={shift.clone()}>
                    <Text text={looked.drawn.plot.clone()} />
                </div>
                <div class="spacetime-traced" style={shift}><Text text={traced} /></div>
            </div>
        </>
    }
}

/// Where the plot is under the field's left edge, and how wide.
pub(super) fn plot_place(looked: &Looked) -> String {
    let frame = &looked.frame;
    format!("left:{}px;width:{}px", px(frame.insets.left), px(frame.plot_width()))
}

#[derive(Properties, PartialEq)]
pub(crate) struct TextProps {
    pub(crate) text: AttrValue,
}

/// A picture that is text. It is put in the page again only when it is another one.
#[component]
pub(crate) fn Text(props: &TextProps) -> Html {
    Html::from_html_unchecked(props.text.clone())
}
