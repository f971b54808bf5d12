//! Messages as paths.

use super::add_point;
use crate::arrow::{Arrow, Ending};
use crate::diagram::Point;
use crate::era::{COLOURS, era_class};
use core::fmt::Write;

/// Half the size of a cross.
const CROSS: f64 = 3.5;
/// Half the size of the frame round the cross of a damaged message.
const FRAME: f64 = 4.5;
/// Half the size of a hollow dot.
const HOLLOW: f64 = 2.6;

/// The looks of what belongs to a message, lines first so that dots lie over them.
const LOOKS: [&str; 6] =
    ["st-line", "st-line st-flying", "st-line st-copy", "st-dot", "st-refusal", "st-lost"];
const LINE: usize = 0;
const FLYING: usize = 1;
const COPY: usize = 2;
const DOT: usize = 3;
const REFUSAL: usize = 4;
const LOST: usize = 5;

/// A path for each look and colour.
pub(super) fn messages(text: &mut String, arrows: &[Arrow]) {
    let colours = COLOURS as usize;
    let mut paths = vec![String::new(); LOOKS.len() * colours];
    for arrow in arrows {
        let colour = (arrow.era % COLOURS) as usize;
        let line = match (arrow.ending, arrow.is_copy) {
            (Ending::InFlight, _) => FLYING,
            (_, true) => COPY,
            (_, false) => LINE,
        };
        add_line(&mut paths[line * colours + colour], arrow);
        match arrow.ending {
            Ending::Arrived => add_dot(&mut paths[DOT * colours + colour], arrow.to),
            Ending::Refusal => add_ring(&mut paths[REFUSAL * colours + colour], arrow.to),
            Ending::InFlight => add_ring(&mut paths[REFUSAL * colours + colour], arrow.to),
            Ending::Lost => add_cross(&mut paths[LOST * colours], arrow.to),
            Ending::Damaged => {
                add_cross(&mut paths[LOST * colours], arrow.to);
                add_frame(&mut paths[LOST * colours], arrow.to);
            }
        }
    }
    for (place, path) in paths.iter().enumerate().filter(|(_, path)| !path.is_empty()) {
        let (look, era) = (LOOKS[place / colours], era_class((place % colours) as u64));
        let _ = write!(text, "<path class=\"{look} {era}\" d=\"{path}\"/>");
    }
}

fn add_line(path: &mut String, arrow: &Arrow) {
    path.push('M');
    add_point(path, arrow.from.x, arrow.from.y);
    path.push('L');
    add_point(path, arrow.to.x, arrow.to.y);
}

fn add_dot(path: &mut String, at: Point) {
    path.push('M');
    add_point(path, at.x, at.y);
    path.push_str("h0");
}

fn add_ring(path: &mut String, at: Point) {
    path.push('M');
    add_point(path, at.x - HOLLOW, at.y);
    path.push_str("a2.6 2.6 0 1 0 5.2 0a2.6 2.6 0 1 0 -5.2 0");
}

/// A cross.
pub(super) fn add_cross(path: &mut String, at: Point) {
    path.push('M');
    add_point(path, at.x - CROSS, at.y - CROSS);
    path.push_str("l7 7M");
    add_point(path, at.x - CROSS, at.y + CROSS);
    path.push_str("l7 -7");
}

fn add_frame(path: &mut String, at: Point) {
    path.push('M');
    add_point(path, at.x - FRAME, at.y - FRAME);
    path.push_str("h9v9h-9z");
}
