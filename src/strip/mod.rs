//! The space-time strip under the player: a lane a server, arrows for messages, gaps for crashes.
//!
//! What does not move is drawn once for each change of the record; while the run plays, only the
//! playhead, the veil over the future and the scroll of the picture are drawn again.

mod picture;
mod sight;

use crate::px::px;
use crate::session::ExperimentHandle;
use crate::shared::Shared;
use crate::size::use_size;
use crate::words::Words;
use diagram::Frame;
use machine::Micros;
use picture::{Layer, Part};
use sight::{Looked, Sight};
use simulator::Scene;
use std::cell::RefCell;
use std::rc::Rc;
use yew::TargetCast;
use yew::prelude::{
    Callback, Html, NodeRef, PointerEvent, Properties, component, html, use_mut_ref, use_node_ref,
};

/// What the strip shows, and whom it tells.
#[derive(Properties, PartialEq)]
pub(crate) struct StripProps {
    /// The run.
    pub(crate) experiment: ExperimentHandle,
    /// Another number whenever the run has changed.
    pub(crate) revision: u32,
    /// The run as it is now.
    pub(crate) scene: Shared<Scene>,
    /// The virtual time.
    pub(crate) now: Micros,
    /// A person wants to see the run after this many events.
    pub(crate) on_seek: Callback<u32>,
    /// The language.
    pub(crate) words: &'static Words,
}

/// The strip.
#[component]
pub(crate) fn Strip(props: &StripProps) -> Html {
    let host = use_node_ref();
    let size = use_size(&host);
    let sight = use_mut_ref(Sight::default);
    let looked =
        size.map(|size| props.experiment.with(|run| sight.borrow_mut().look(run, props, size)));
    html! {
        <div class="strip" ref={host.clone()}>
            if let Some(looked) = looked {
                { drawn(&looked, &host, &sight, props) }
            }
        </div>
    }
}

fn drawn(looked: &Looked, host: &NodeRef, sight: &Rc<RefCell<Sight>>, props: &StripProps) -> Html {
    let frame = &looked.frame;
    let drag = Drag { host: host.clone(), sight: sight.clone(), frame: *frame };
    let (left, right) = (frame.insets.left, frame.width - frame.insets.right);
    // How much of the plot is hidden because it is not known yet.
    let unknown = (right - frame.x(looked.known)).min(right - left).max(0.0);
    html! {
        <div
            class="strip-picture"
            role="img"
            aria-label={looked.summary.clone()}
            onpointerdown={drag.pressed(props)}
            onpointermove={drag.moved(props)}
            onpointerup={drag.released()}
            onpointercancel={drag.released()}
        >
            { lanes(looked, right) }
            { view(looked, Part::Bands, (left, right), unknown) }
            { view(looked, Part::Messages, (left, right), 0.0) }
            { view(looked, Part::Marks, (left / 4.0, frame.width), 0.0) }
            { playhead(frame, frame.x(frame.window.clamp(props.now)), right - unknown) }
        </div>
    }
}

fn lanes(looked: &Looked, right: f64) -> Html {
    html! {
        <svg width={px(looked.frame.width)} height={px(looked.frame.height)}>
            <Layer picture={looked.picture.clone()} part={Part::Lanes(right)} />
        </svg>
    }
}

/// A part of the picture, scrolled to its place and cut off at the edges; on the right by so many
/// pixels more. The edges move the picture's window, and the window moves the picture back: moving
/// is all that happens in a frame, and nothing is painted anew.
fn view(looked: &Looked, part: Part, (left, right): (f64, f64), hidden: f64) -> Html {
    let frame = &looked.picture.frame;
    let shift = px(looked.scroll - left + hidden);
    let place = format!("left:{}px;width:{}px;", px(left), px(right - left));
    html! {
        <div class="strip-view" style={format!("{place}transform:translateX(-{}px)", px(hidden))}>
            <svg
                width={px(frame.width)}
                height={px(frame.height)}
                style={format!("transform:translateX({shift}px)")}
            >
                <Layer picture={looked.picture.clone()} {part} />
            </svg>
        </div>
    }
}

/// The present moment, and a veil from there to the end of what is known.
fn playhead(frame: &Frame, x: f64, known: f64) -> Html {
    let bottom = px(frame.height - frame.insets.bottom + picture::BELOW_LANES);
    let wide = px((known - x).max(0.0));
    let veil = format!("height:{bottom}px;transform:translateX({}px) scaleX({wide})", px(x));
    html! {
        <>
            <div class="strip-veil" style={veil} />
            <svg
                class="strip-playhead"
                width="10"
                height={bottom.clone()}
                style={format!("transform:translateX({}px)", px(x - 5.0))}
            >
                <line x1="5" y1="6" x2="5" y2={bottom} />
                <circle cx="5" cy="6" r="5" />
            </svg>
        </>
    }
}

/// Moving the playhead with a pointer.
struct Drag {
    host: NodeRef,
    sight: Rc<RefCell<Sight>>,
    frame: Frame,
}

impl Drag {
    fn pressed(&self, props: &StripProps) -> Callback<PointerEvent> {
        let sight = self.sight.clone();
        let seek = self.seek(props);
        Callback::from(move |event: PointerEvent| {
            if event.button() != 0 {
                return;
            }
            let pressed = event.target_dyn_into::<web_sys::Element>();
            // Where a pointer cannot be captured the drag ends at the strip's edge.
            let _ = pressed.map(|element| element.set_pointer_capture(event.pointer_id()));
            sight.borrow_mut().hold();
            seek(&event);
        })
    }

    fn moved(&self, props: &StripProps) -> Callback<PointerEvent> {
        let sight = self.sight.clone();
        let seek = self.seek(props);
        Callback::from(move |event: PointerEvent| {
            if sight.borrow().is_held() {
                seek(&event);
            }
        })
    }

    fn released(&self) -> Callback<PointerEvent> {
        let sight = self.sight.clone();
        Callback::from(move |_| sight.borrow_mut().release())
    }

    /// Goes to the event nearest to where the pointer is.
    fn seek(&self, props: &StripProps) -> impl Fn(&PointerEvent) + 'static {
        let (host, frame) = (self.host.clone(), self.frame);
        let (experiment, on_seek) = (props.experiment.clone(), props.on_seek.clone());
        move |event| {
            let Some(host) = host.cast::<web_sys::Element>() else { return };
            let x = f64::from(event.client_x()) - host.get_bounding_client_rect().left();
            let at = frame.moment(x);
            let (position, present) =
                experiment.with(|run| (sight::nearest(run.trace(), at), run.position()));
            if position != present {
                on_seek.emit(position);
            }
        }
    }
}
