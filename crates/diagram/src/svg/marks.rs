//! The axis of time, the marks under the lanes, and where two runs part.

use super::{ABOVE, add_point, add_text};
use crate::picture::Picture;
use core::fmt::Write;
use machine::Mark;

/// How far below the row of marks their first names are written, and how far apart.
const LABEL_BELOW: f64 = 15.0;
const LABEL_ROW: f64 = 14.0;
/// How much room the label of a parting takes.
const LABEL_WIDE: f64 = 120.0;
/// How far right of its line a time is written.
const BESIDE: f64 = 4.0;
/// How far from the upper edge times are written.
const TIMES: f64 = 14.0;

/// Times along the upper edge, and a faint line down from each.
pub(super) fn axis(text: &mut String, picture: &Picture) {
    let (_, bottom) = ends(picture);
    text.push_str("<path class=\"st-grid\" d=\"");
    for tick in &picture.axis {
        text.push('M');
        add_point(text, tick.x, 4.0);
        let _ = write!(text, "V{}", bottom.round());
    }
    text.push_str("\"/>");
    for tick in &picture.axis {
        add_text(text, "st-time", tick.x + BESIDE, TIMES, &tick.text);
    }
}

/// The moments worth finding again.
pub(super) fn marks(text: &mut String, picture: &Picture) {
    let row = picture.marks_y();
    for mark in &picture.marks {
        let class = match mark.mark {
            Mark::Violation => "st-mark st-mark-violation",
            Mark::Fault => "st-mark st-mark-fault",
            Mark::Election | Mark::Commit | Mark::Decision => "st-mark",
        };
        let tick = if mark.label.is_some() { 5 } else { 3 };
        let _ = write!(text, "<path class=\"{class}\" d=\"M");
        add_point(text, mark.x, row - 3.0);
        let _ = write!(text, "v{tick}\"/>");
        if let Some(label) = &mark.label {
            let y = row + LABEL_BELOW + f64::from(label.row) * LABEL_ROW;
            add_text(text, class, label.x, y, &label.text);
        }
    }
}

/// Where two runs part.
pub(super) fn parting(text: &mut String, picture: &Picture, x: f64, label: &str) {
    let (top, bottom) = ends(picture);
    text.push_str("<path class=\"st-parts\" d=\"M");
    add_point(text, x, top - 4.0);
    let _ = write!(text, "V{}\"/>", bottom.round());
    let right = picture.frame.width - picture.frame.insets.right;
    let (class, x) = if x + LABEL_WIDE > right {
        ("st-parts-name st-before", x - 5.0)
    } else {
        ("st-parts-name", x + 5.0)
    };
    add_text(text, class, x, bottom - 5.0, label);
}

/// From above the first lane to the row of marks.
fn ends(picture: &Picture) -> (f64, f64) {
    (picture.frame.insets.top - ABOVE, picture.marks_y() - 6.0)
}
