//! Mouse, pen and fingers on the diagram: hover, click, drag, pinch, wheel.

use super::{Hand, SpacetimeProps};
use crate::session::{ExperimentHandle, Msg};
use diagram::Point;
use yew::TargetCast;
use yew::prelude::{Callback, PointerEvent, WheelEvent};

/// How far a pointer may move and still click, in pixels.
const STILL: f64 = 4.0;
/// How much one pixel of the wheel zooms.
const WHEEL: f64 = 0.0022;

/// What the pointer does, with all it needs for that.
pub(super) struct Pointing<'a> {
    hand: &'a Hand,
    props: &'a SpacetimeProps,
}

impl<'a> Pointing<'a> {
    pub(super) fn new(hand: &'a Hand, props: &'a SpacetimeProps) -> Self {
        Pointing { hand, props }
    }

    fn heard<E: 'static>(&self, does: impl Fn(&Hand, &Told, E) + 'static) -> Callback<E> {
        let hand = self.hand.clone();
        let told =
            Told { experiment: self.props.experiment.clone(), send: self.props.send.clone() };
        Callback::from(move |event| does(&hand, &told, event))
    }

    pub(super) fn pressed(&self) -> Callback<PointerEvent> {
        self.heard(|hand, _, event: PointerEvent| {
            if event.button() != 0 {
                return;
            }
            let field = event.target_dyn_into::<web_sys::Element>();
            // Where a pointer cannot be captured the drag ends at the field's edge.
            let _ = field.map(|element| element.set_pointer_capture(event.pointer_id()));
            let mut desk = hand.desk.borrow_mut();
            desk.has_moved = !desk.pointers.is_empty();
            desk.pointers.push((event.pointer_id(), f64::from(event.client_x())));
        })
    }

    pub(super) fn moved(&self) -> Callback<PointerEvent> {
        self.heard(|hand, told, event: PointerEvent| {
            let x = f64::from(event.client_x());
            let pointers = hand.desk.borrow().pointers.clone();
            match pointers[..] {
                [] => hover(hand, told, &event),
                [(id, before)] if id == event.pointer_id() => {
                    let has_moved = hand.desk.borrow().has_moved;
                    if has_moved || (x - before).abs() > STILL {
                        drag(hand, told, x - before);
                        hold(hand, id, x);
                    }
                }
                [(one, at), (other, fixed)] => {
                    let id = event.pointer_id();
                    let (before, fixed) = if id == one { (at, fixed) } else { (fixed, at) };
                    if id == one || id == other {
                        pinch(hand, told, (before, x, fixed), &event);
                        hold(hand, id, x);
                    }
                }
                [_, ..] => {}
            }
        })
    }

    pub(super) fn released(&self) -> Callback<PointerEvent> {
        self.heard(|hand, told, event: PointerEvent| {
            let has_moved = let_go(hand, &event);
            if !has_moved && let Some(event) = event_at(hand, told, &event) {
                hand.change(|desk| desk.focused = Some(event));
                told.send.emit(Msg::Seek(event + 1));
            }
        })
    }

    pub(super) fn lost(&self) -> Callback<PointerEvent> {
        self.heard(|hand, _, event: PointerEvent| {
            let_go(hand, &event);
        })
    }

    pub(super) fn left(&self) -> Callback<PointerEvent> {
        self.heard(|hand, _, _: PointerEvent| {
            if hand.desk.borrow().hovered.is_some() {
                hand.change(|desk| desk.hovered = None);
            }
        })
    }

    pub(super) fn wheeled(&self) -> Callback<WheelEvent> {
        self.heard(|hand, told, event: WheelEvent| {
            let Some(looked) = hand.looked() else { return };
            event.prevent_default();
            // Who does not ask for its unit is given pixels.
            let (dx, dy) = (event.delta_x(), event.delta_y());
            if dx.abs() > dy.abs() {
                drag(hand, told, -dx);
                return;
            }
            let at = looked.frame.moment(place(&event).x);
            let times = (dy * WHEEL).exp();
            hand.change(|desk| desk.zoom(&told.experiment, looked.frame.window, at, times));
        })
    }
}

/// Whom the pointer tells, and of what.
struct Told {
    experiment: ExperimentHandle,
    send: Callback<Msg>,
}

/// Where in the field something happened: nothing in it is pressed but the field itself.
fn place(event: &web_sys::MouseEvent) -> Point {
    Point { x: f64::from(event.offset_x()), y: f64::from(event.offset_y()) }
}

fn event_at(hand: &Hand, told: &Told, event: &web_sys::MouseEvent) -> Option<u32> {
    let looked = hand.looked()?;
    let Point { x, y } = place(event);
    let point = Point { x: x - looked.scroll, y };
    let desk = hand.desk.borrow();
    desk.with_view(&told.experiment, |view| looked.drawn.picture.nearest(view, point)).flatten()
}

fn hover(hand: &Hand, told: &Told, event: &PointerEvent) {
    let hovered = event_at(hand, told, event);
    if hand.desk.borrow().hovered != hovered {
        hand.change(|desk| desk.hovered = hovered);
    }
}

/// Moves the window under the pointer by so many pixels.
fn drag(hand: &Hand, told: &Told, by: f64) {
    let Some(looked) = hand.looked() else { return };
    let frame = &looked.frame;
    let micros = -by * frame.window.length().0 as f64 / frame.plot_width();
    let end = told.experiment.with(|run| run.trace().events.last().map(|event| event.at));
    hand.change(|desk| {
        desk.hovered = None;
        desk.see(frame.window.pan(micros, end.unwrap_or_default()));
    });
}

/// Zooms by how far a finger has moved from another.
fn pinch(hand: &Hand, told: &Told, (before, x, fixed): (f64, f64, f64), event: &PointerEvent) {
    let Some(looked) = hand.looked() else { return };
    let apart = |x: f64| (x - fixed).abs().max(20.0);
    let here = place(event).x;
    let around = looked.frame.moment(here - x + fixed);
    let times = apart(before) / apart(x);
    hand.change(|desk| desk.zoom(&told.experiment, looked.frame.window, around, times));
}

fn hold(hand: &Hand, id: i32, x: f64) {
    let mut desk = hand.desk.borrow_mut();
    desk.has_moved = true;
    if let Some(pointer) = desk.pointers.iter_mut().find(|(known, _)| *known == id) {
        pointer.1 = x;
    }
}

/// Forgets the pointer. Returns whether it has moved since it was pressed, or was never pressed.
fn let_go(hand: &Hand, event: &PointerEvent) -> bool {
    let mut desk = hand.desk.borrow_mut();
    let before = desk.pointers.len();
    desk.pointers.retain(|(id, _)| *id != event.pointer_id());
    desk.has_moved || desk.pointers.len() == before
}
