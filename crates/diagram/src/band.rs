//! Bands: what a node was, drawn along its lane.

use crate::diagram::Point;
use crate::frame::Frame;
use crate::lane::Lane;
use crate::outline::{Change, Outline, Phase};
use machine::{Endpoint, Shape};

/// How a stretch of a lane is drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BandKind {
    /// The node leads: thick, in the colour of its era.
    Leading,
    /// It stands for election: in the colour of its era, and dashed.
    Standing,
    /// It runs and does neither: thin and neutral.
    Running,
    /// It stands still.
    Paused,
    /// It is down: a dotted gap.
    Down,
}

/// A stretch of a lane.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Band {
    /// Its left end in pixels.
    pub left: f64,
    /// Its right end.
    pub right: f64,
    /// The lane's centre.
    pub y: f64,
    /// How it is drawn.
    pub kind: BandKind,
    /// The term, ballot, view or epoch; the colour.
    pub era: u64,
}

/// Whose eras tell one band from the next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Eras {
    /// Those of servers that lead or want to.
    OfLeaders,
    /// Everyone's.
    OfAll,
}

/// The bands of every server's lane. The last one of a lane reaches the right edge: where the known
/// part of the run ends is for the page to cut off, since that moves.
pub(crate) fn bands(frame: &Frame, lanes: &[Lane], outline: &Outline, eras: Eras) -> Vec<Band> {
    let mut bands = Vec::new();
    for lane in lanes {
        let Endpoint::Node(node) = lane.end else { continue };
        add_lane(frame, lane.y, (outline.changes(node.index()), eras), &mut bands);
    }
    bands
}

fn add_lane(frame: &Frame, y: f64, (changes, eras): (&[Change], Eras), bands: &mut Vec<Band>) {
    let window = frame.window;
    let first = changes.partition_point(|change| change.at <= window.from).saturating_sub(1);
    for (place, change) in changes.iter().enumerate().skip(first) {
        if change.at >= window.to {
            break;
        }
        let end = changes.get(place + 1).map_or(window.to, |next| window.clamp(next.at));
        let (kind, era) = look(change.phase);
        let left = frame.x(window.clamp(change.at));
        let right = frame.x(end);
        match bands.last_mut() {
            Some(last) if joins(last, y, (kind, era), eras) => last.right = right,
            Some(_) | None if end > change.at => bands.push(Band { left, right, y, kind, era }),
            Some(_) | None => {}
        }
    }
}

/// Whether a stretch goes on in the same look, so that both are one band.
fn joins(last: &Band, y: f64, (kind, era): (BandKind, u64), eras: Eras) -> bool {
    let era_shows = match kind {
        BandKind::Leading | BandKind::Standing => true,
        BandKind::Running => eras == Eras::OfAll,
        BandKind::Paused | BandKind::Down => false,
    };
    last.y == y && last.kind == kind && (!era_shows || last.era == era)
}

fn look(phase: Phase) -> (BandKind, u64) {
    match phase {
        Phase::Down => (BandKind::Down, 0),
        Phase::Paused(status) => (BandKind::Paused, status.era),
        Phase::Up(status) => match status.shape {
            Shape::Hexagon => (BandKind::Leading, status.era),
            Shape::DashedRing => (BandKind::Standing, status.era),
            Shape::Ring | Shape::DottedRing => (BandKind::Running, status.era),
        },
    }
}

/// Where nodes crashed: the places for the cross marks.
pub(crate) fn crashes(frame: &Frame, lanes: &[Lane], outline: &Outline) -> Vec<Point> {
    let mut crashes = Vec::new();
    for lane in lanes {
        let Endpoint::Node(node) = lane.end else { continue };
        let changes = outline.changes(node.index());
        let first = changes.partition_point(|change| change.at < frame.window.from);
        let seen = changes[first..].iter().take_while(|change| frame.window.contains(change.at));
        let down = seen.filter(|change| change.phase == Phase::Down);
        crashes.extend(down.map(|change| Point { x: frame.x(change.at), y: lane.y }));
    }
    crashes
}

#[cfg(test)]
mod tests {
    use super::{Band, BandKind, Eras, bands, crashes};
    use crate::diagram::Point;
    use crate::outline::Outline;
    use crate::samples::{Script, follower, frame, leader};
    use machine::NodeId;

    fn bands_of(script: &Script, from_ms: u64, to_ms: u64) -> Vec<Band> {
        let frame = frame(from_ms, to_ms);
        let mut outline = Outline::default();
        outline.follow(&script.trace);
        bands(&frame, &frame.lanes(1, 0), &outline, Eras::OfLeaders)
    }

    fn crashed_leader() -> Script {
        let mut script = Script::started(1);
        script.becomes(100, NodeId(1), leader(2)).crash(300, NodeId(1));
        script.restart(500, NodeId(1), follower(2));
        script
    }

    #[test]
    fn a_leader_is_a_band_in_its_term_and_a_crash_is_a_gap() {
        let bands = bands_of(&crashed_leader(), 0, 1_000);
        let looks: Vec<(BandKind, u64)> = bands.iter().map(|band| (band.kind, band.era)).collect();
        let expected = [
            (BandKind::Running, 0),
            (BandKind::Leading, 2),
            (BandKind::Down, 0),
            (BandKind::Running, 2),
        ];
        assert_eq!(looks, expected);
        assert_eq!((bands[2].left, bands[2].right), (350.0, 550.0));
        assert_eq!(bands[3].right, 1_050.0);
    }

    #[test]
    fn a_band_that_began_before_the_window_is_cut_at_its_edge() {
        let bands = bands_of(&crashed_leader(), 200, 400);
        assert_eq!(bands.len(), 2);
        assert_eq!((bands[0].kind, bands[0].left), (BandKind::Leading, 50.0));
        assert_eq!((bands[1].kind, bands[1].right), (BandKind::Down, 1_050.0));
    }

    #[test]
    fn a_follower_that_hears_of_new_terms_stays_one_band() {
        let mut script = Script::started(1);
        script.becomes(100, NodeId(1), follower(1)).becomes(200, NodeId(1), follower(2));
        assert_eq!(bands_of(&script, 0, 1_000).len(), 1);
    }

    #[test]
    fn a_crash_in_the_window_is_marked() {
        let script = crashed_leader();
        let frame = frame(0, 1_000);
        let mut outline = Outline::default();
        outline.follow(&script.trace);
        let lanes = frame.lanes(1, 0);
        assert_eq!(crashes(&frame, &lanes, &outline), [Point { x: 350.0, y: lanes[0].y }]);
    }
}
