//! Shaded stretches of lanes: what kept a server from taking part.

use super::View;
use crate::band::{Band, BandKind};
use crate::frame::Frame;
use crate::lane::Lane;
use machine::Endpoint;

/// About how wide a character of a label is.
const CHARACTER: f64 = 6.2;
/// What a label takes besides its characters.
const BESIDE: f64 = 26.0;

/// Why a stretch of a lane is shaded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Why {
    /// The server stood still.
    Paused,
    /// What it sent to these could not arrive.
    CutOff(Vec<Endpoint>),
}

/// A shaded stretch of a lane.
#[derive(Clone, PartialEq, Debug)]
pub struct Shade {
    /// Its left end.
    pub left: f64,
    /// Its right end.
    pub right: f64,
    /// The lane's centre.
    pub y: f64,
    /// Why it is shaded.
    pub why: Why,
    /// Whether there is room to say whom it cannot reach.
    pub has_room: bool,
}

/// The shaded stretches of every lane.
pub(super) fn shades(
    frame: &Frame,
    lanes: &[Lane],
    of: &View<'_>,
    bands: &[Band],
    known: (f64, f64),
) -> Vec<Shade> {
    let paused = bands.iter().filter(|band| band.kind == BandKind::Paused);
    let shade = |band: &Band| Shade {
        left: band.left,
        right: band.right,
        y: band.y,
        why: Why::Paused,
        has_room: false,
    };
    let mut shades: Vec<Shade> = paused.map(shade).collect();
    for lane in lanes {
        add_cuts(frame, lane, of, known, &mut shades);
    }
    shades
}

fn add_cuts(frame: &Frame, lane: &Lane, of: &View<'_>, known: (f64, f64), shades: &mut Vec<Shade>) {
    let window = frame.window;
    let changes = of.index.cuts.changes(lane.end);
    let first = changes.partition_point(|change| change.at <= window.from).saturating_sub(1);
    for (place, change) in changes.iter().enumerate().skip(first) {
        if change.at >= window.to {
            break;
        }
        let end = changes.get(place + 1).map_or(window.to, |next| window.clamp(next.at));
        let from = frame.x(window.clamp(change.at)).max(known.0);
        let right = frame.x(end).min(known.1);
        if change.unreachable.is_empty() || right <= from {
            continue;
        }
        let names: usize = change.unreachable.iter().map(|end| end.to_string().len() + 1).sum();
        shades.push(Shade {
            left: from,
            right,
            y: lane.y,
            why: Why::CutOff(change.unreachable.clone()),
            has_room: right - from >= names as f64 * CHARACTER + BESIDE,
        });
    }
}
