//! Signs on lanes: what happened there besides messages.

use super::View;
use crate::frame::Frame;
use crate::index::lane_of;
use crate::lane::{Lane, height_of};
use machine::{Mark, Micros};
use simulator::EventKind;

/// How many events after the window are looked through for saves that were asked for in it.
const LOOK_AHEAD: usize = 32;

/// What happened.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum SignKind {
    /// A timer went off, or a client waited long enough.
    Timer,
    /// A server was elected, or became master or coordinator.
    Election,
    /// Something was committed or decided.
    Decision,
    /// A property was broken.
    Violation,
}

/// A sign on a lane.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Sign {
    /// The event's place in the trace.
    pub event: u32,
    /// Where it stands.
    pub x: f64,
    /// The lane's centre.
    pub y: f64,
    /// What happened.
    pub kind: SignKind,
}

/// From when a save was asked for until it was finished.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Save {
    /// Where it was asked for.
    pub left: f64,
    /// Where it was finished.
    pub right: f64,
    /// The lane's centre.
    pub y: f64,
}

/// The signs of the ticks and the marks.
pub(super) fn signs(
    frame: &Frame,
    lanes: &[Lane],
    of: &View<'_>,
    ticks: &[u32],
    marks: &[(u32, Micros, Mark)],
) -> Vec<Sign> {
    let place = |event: u32, kind: SignKind| {
        let it = &of.trace.events[event as usize];
        let y = height_of(lanes, lane_of(it, of.trace)?)?;
        Some(Sign { event, x: frame.x(it.at), y, kind })
    };
    let timers = ticks.iter().filter(|event| match of.trace.events[**event as usize].kind {
        EventKind::Fired(..) | EventKind::TimedOut(_) | EventKind::Retried(_) => true,
        EventKind::Started(_)
        | EventKind::Acted(_)
        | EventKind::Arrived
        | EventKind::Refused
        | EventKind::Lost(_)
        | EventKind::Saved(_)
        | EventKind::Waits(..) => false,
    });
    let marked = marks.iter().filter_map(|(event, _, mark)| {
        let kind = match mark {
            Mark::Election => SignKind::Election,
            Mark::Commit | Mark::Decision => SignKind::Decision,
            Mark::Violation => SignKind::Violation,
            // Each fault shows in a way of its own.
            Mark::Fault => return None,
        };
        place(*event, kind)
    });
    let mut signs: Vec<Sign> =
        timers.filter_map(|event| place(*event, SignKind::Timer)).chain(marked).collect();
    signs.sort_unstable_by_key(|sign| (sign.kind, sign.event));
    signs
}

/// The saves that were finished in the window, or asked for in it and finished soon after.
pub(super) fn saves(frame: &Frame, lanes: &[Lane], of: &View<'_>, ticks: &[u32]) -> Vec<Save> {
    let all = &of.index.ticks;
    let end = all.partition_point(|event| of.trace.events[*event as usize].at < frame.window.to);
    let soon = &all[end..all.len().min(end + LOOK_AHEAD)];
    let save = |event: &u32| {
        let it = &of.trace.events[*event as usize];
        let EventKind::Saved(node) = it.kind else { return None };
        let asked = of.trace.events[it.cause? as usize].at;
        let y = height_of(lanes, node.into())?;
        let save = Save { left: frame.x(asked), right: frame.x(it.at), y };
        (asked < frame.window.to).then_some(save)
    };
    ticks.iter().chain(soon).filter_map(save).collect()
}
