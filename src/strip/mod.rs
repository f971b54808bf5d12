//! The space-time strip under the player: a lane a server, arrows for messages, gaps for crashes.
//!
//! What does not move is drawn once for each change of the record; what does (the playhead, the
//! veil over the future, the scroll of the picture) the browser moves while the run plays.

mod picture;
mod place;
mod sight;

use crate::clock::{Clock, Looks, use_now};
use crate::glide::use_glides;
use crate::ground::ground;
use crate::px::px;
use crate::session::ExperimentHandle;
use crate::shared::Shared;
use crate::size::use_size;
use crate::words::Words;
use diagram::Frame;
use machine::Micros;
use picture::{Layer, Part};
use place::{MOVERS, Mover, glides, put};
use sight::{Looked, Sight};
use simulator::Scene;
use std::cell::RefCell;
use std::rc::Rc;
use yew::TargetCast;
use yew::prelude::{
    Callback, Html, NodeRef, PointerEvent, Properties, component, html, use_memo, use_mut_ref,
    use_node_ref,
};

/// What the strip shows, and whom it tells.
#[derive(Properties, PartialEq)]
pub(crate) struct StripProps {
    /// The run.
    pub(crate) experiment: ExperimentHandle,
    /// The run as it is now; while it plays, as it was a few frames ago.
    pub(crate) scene: Shared<Scene>,
    /// The time.
    pub(crate) clock: Clock,
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
    let turn = looked.as_ref().map_or(Micros(u64::MAX), Looked::turn);
    let _ = use_now(&props.clock, Looks::Once(turn));
    let elements = use_memo((), |()| std::array::from_fn::<_, MOVERS, _>(|_| NodeRef::default()));
    let glides = glides(&looked.as_ref().map_or_else(Vec::new, Looked::places));
    use_glides(&*elements, &props.clock, glides.to_vec());
    let since = props.clock.since();
    let drawn = looked.map(|looked| {
        let transforms = put(&glides, looked.place(since));
        drawn(&looked, &Moving { elements: &elements, transforms }, &host, &sight, props)
    });
    html! {
        <div class="strip" ref={host.clone()}>
            { drawn.unwrap_or_default() }
        </div>
    }
}

fn drawn(
    looked: &Looked,
    moving: &Moving<'_>,
    host: &NodeRef,
    sight: &Rc<RefCell<Sight>>,
    props: &StripProps,
) -> Html {
    let frame = &looked.frame;
    let drag = Drag { host: host.clone(), sight: sight.clone(), frame: *frame };
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
            { still(looked, Part::Lines) }
            { scrolled(looked, moving, Mover::Bands, Part::Bands) }
            { unknown(looked, moving) }
            { scrolled(looked, moving, Mover::Happenings, Part::Happenings) }
            { still(looked, Part::Margins(frame.width)) }
            { playhead(frame, moving) }
        </div>
    }
}

/// A part of the picture that stays where it is.
fn still(looked: &Looked, part: Part) -> Html {
    let frame = &looked.frame;
    let picture = looked.picture.clone();
    html! {
        <svg width={px(frame.width)} height={px(frame.height)}><Layer {picture} {part} /></svg>
    }
}

/// The elements of what moves, and where it is.
struct Moving<'a> {
    elements: &'a [NodeRef; MOVERS],
    transforms: [String; MOVERS],
}

impl Moving<'_> {
    fn element(&self, mover: Mover) -> NodeRef {
        self.elements[mover as usize].clone()
    }

    /// Where it is, as a declaration of its style.
    fn style(&self, mover: Mover) -> String {
        format!("transform:{}", self.transforms[mover as usize])
    }
}

/// A part of the picture that is scrolled. What reaches beyond the plot lies under the margins;
/// moving is all that happens, and nothing is painted anew.
fn scrolled(looked: &Looked, moving: &Moving<'_>, mover: Mover, part: Part) -> Html {
    let picture = &looked.picture;
    html! {
        <svg
            ref={moving.element(mover)}
            class="strip-scrolled"
            width={px(picture.frame.width)}
            height={px(picture.frame.height)}
            style={moving.style(mover)}
        >
            { ground() }
            <Layer {picture} {part} />
        </svg>
    }
}

/// Lanes without bands, from where nothing is known yet.
fn unknown(looked: &Looked, moving: &Moving<'_>) -> Html {
    let frame = &looked.frame;
    html! {
        <svg
            ref={moving.element(Mover::Unknown)}
            class="strip-unknown"
            width={px(frame.width)}
            height={px(picture::lanes_bottom(frame))}
            style={moving.style(Mover::Unknown)}
        >
            <Layer picture={looked.picture.clone()} part={Part::Lines} />
        </svg>
    }
}

/// The present moment, and a veil from there to the end of what is known.
fn playhead(frame: &Frame, moving: &Moving<'_>) -> Html {
    let bottom = px(frame.height - frame.insets.bottom + picture::BELOW_LANES);
    let veil = format!("height:{bottom}px;{}", moving.style(Mover::Veil));
    html! {
        <>
            <div ref={moving.element(Mover::Veil)} class="strip-veil" style={veil} />
            <svg
                ref={moving.element(Mover::Playhead)}
                class="strip-playhead"
                width="10"
                height={bottom.clone()}
                style={moving.style(Mover::Playhead)}
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
