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
    let picture = &looked.picture;
    let scroll = format!("translate({} 0)", px(looked.scroll));
    let layer = |part| html! { <Layer picture={picture.clone()} {part} /> };
    let drag = Drag { host: host.clone(), sight: sight.clone(), frame: *frame };
    html! {
        <svg
            class="strip-picture"
            role="img"
            aria-label={looked.summary.clone()}
            width={px(frame.width)}
            height={px(frame.height)}
            onpointerdown={drag.pressed(props)}
            onpointermove={drag.moved(props)}
            onpointerup={drag.released()}
            onpointercancel={drag.released()}
        >
            { clips(frame, frame.x(looked.known)) }
            { layer(Part::Lanes(frame.width - frame.insets.right)) }
            <g clip-path="url(#strip-known)">
                <g transform={scroll.clone()}>{ layer(Part::Bands) }</g>
            </g>
            <g clip-path="url(#strip-plot)">
                <g transform={scroll.clone()}>{ layer(Part::Messages) }</g>
            </g>
            <g clip-path="url(#strip-marks)">
                <g transform={scroll}>{ layer(Part::Marks) }</g>
            </g>
            { playhead(frame, frame.x(frame.window.clamp(props.now)), frame.x(looked.known)) }
        </svg>
    }
}

/// What is cut off at the edges: the messages outside the plot, and the bands beyond what is known.
fn clips(frame: &Frame, known: f64) -> Html {
    let clip = |id: &'static str, left: f64, right: f64| {
        html! {
            <clipPath {id}>
                <rect
                    x={px(left)}
                    y="0"
                    width={px((right - left).max(0.0))}
                    height={px(frame.height)}
                />
            </clipPath>
        }
    };
    let left = frame.insets.left;
    let right = frame.width - frame.insets.right;
    html! {
        <defs>
            { clip("strip-known", left, known.min(right)) }
            { clip("strip-plot", left, right) }
            { clip("strip-marks", left / 4.0, frame.width) }
        </defs>
    }
}

/// The present moment, and a veil over what is known to come after it.
fn playhead(frame: &Frame, x: f64, known: f64) -> Html {
    let bottom = frame.height - frame.insets.bottom + picture::BELOW_LANES;
    let right = known.min(frame.width - frame.insets.right);
    html! {
        <g class="strip-playhead">
            <rect
                class="strip-veil"
                x={px(x)}
                y="0"
                width={px((right - x).max(0.0))}
                height={px(bottom)}
            />
            <line x1={px(x)} y1="6" x2={px(x)} y2={px(bottom)} />
            <circle cx={px(x)} cy="6" r="5" />
        </g>
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
