//! Bands, shades, bars and signs as paths.

use super::messages::{add_cross, messages};
use super::{ABOVE, add_point, add_text};
use crate::band::{Band, BandKind};
use crate::era::era_class;
use crate::picture::{Density, Picture, Save, Shade, Sign, SignKind, Why};
use crate::px::add_px;
use core::fmt::Write;

/// Half the height of a shade.
const SHADE: f64 = 13.0;
/// How far below its lane a save is drawn.
const SAVE_BELOW: f64 = 8.0;
/// How far above its lane a bar begins.
const BAR_ABOVE: f64 = 6.0;
/// The part of the space between lanes that a bar takes.
const BAR_SHARE: f64 = 0.62;
/// The height of a bar where there is one lane.
const BAR_ALONE: f64 = 24.0;

/// Stretches in which a server stood still or could not reach others.
pub(super) fn shades(text: &mut String, picture: &Picture) {
    for shade in &picture.shades {
        let class = match shade.why {
            Why::Paused => "st-still",
            Why::CutOff(_) => "st-cut",
        };
        let _ = write!(text, "<path class=\"{class}\" d=\"M");
        add_point(text, shade.left, shade.y - SHADE);
        text.push('H');
        add_px(text, shade.right);
        let _ = write!(text, "v{}H", 2.0 * SHADE);
        add_px(text, shade.left);
        text.push_str("z\"/>");
        cut_off(text, shade);
    }
}

/// Whom it cannot reach: a closed gate, and their names.
fn cut_off(text: &mut String, shade: &Shade) {
    let Why::CutOff(ends) = &shade.why else { return };
    text.push_str("<path class=\"st-gate\" d=\"M");
    add_point(text, shade.left, shade.y - SHADE);
    let _ = write!(text, "v{}\"/>", 2.0 * SHADE);
    if shade.has_room {
        let names: Vec<String> = ends.iter().map(ToString::to_string).collect();
        let label = format!("↛ {}", names.join(" "));
        add_text(text, "st-cut-name", shade.left + 5.0, shade.y - 16.0, &label);
    }
}

/// What happened in a run: bands, bars or messages, saves, crosses and signs.
pub(super) fn run(text: &mut String, picture: &Picture) {
    picture.bands.iter().for_each(|band| add_band(text, band));
    if let Some(density) = &picture.density {
        bars(text, picture, density);
    }
    saves(text, &picture.saves);
    messages(text, &picture.arrows);
    if !picture.crashes.is_empty() {
        text.push_str("<path class=\"st-crash\" d=\"");
        picture.crashes.iter().for_each(|crash| add_cross(text, *crash));
        text.push_str("\"/>");
    }
    for kind in [SignKind::Timer, SignKind::Decision, SignKind::Election, SignKind::Violation] {
        signs(text, kind, &picture.signs);
    }
}

fn add_band(text: &mut String, band: &Band) {
    let era = era_class(band.era);
    match band.kind {
        BandKind::Leading => line(text, "st-leads", era, band),
        BandKind::Standing => line(text, "st-stands", era, band),
        BandKind::Running => {
            line(text, "st-runs", "", band);
            line(text, "st-term", era, band);
        }
        BandKind::Paused => line(text, "st-pauses", "", band),
        BandKind::Down => {
            // Wipes the lane's own line out first: while a server is down its lane is a gap.
            line(text, "st-gap", "", band);
            line(text, "st-down", "", band);
        }
    }
}

fn line(text: &mut String, class: &str, era: &str, band: &Band) {
    let gap = if era.is_empty() { "" } else { " " };
    let _ = write!(text, "<path class=\"{class}{gap}{era}\" d=\"M");
    add_point(text, band.left, band.y);
    text.push('H');
    add_px(text, band.right);
    text.push_str("\"/>");
}

/// How many messages came when: bars on the lanes, what was lost on top.
fn bars(text: &mut String, picture: &Picture, density: &Density) {
    let pitch = match &picture.lanes[..] {
        [one, two, ..] => (two.y - one.y) * BAR_SHARE,
        [_] | [] => BAR_ALONE,
    };
    let middle = density.width / 2.0;
    let mut paths = [String::new(), String::new()];
    for bar in &density.bars {
        let foot = bar.y - BAR_ABOVE;
        let parts = [(foot, bar.arrived), (foot - bar.arrived * pitch, bar.lost)];
        for (path, (from, share)) in paths.iter_mut().zip(parts) {
            if share > 0.0 {
                path.push('M');
                add_point(path, bar.x + middle, from);
                path.push_str("v-");
                add_px(path, (share * pitch).max(1.0));
            }
        }
    }
    for (class, path) in ["st-bars", "st-bars st-bars-lost"].iter().zip(paths) {
        let _ = write!(text, "<path class=\"{class}\" d=\"{path}\"/>");
    }
}

/// A save: a line under the lane for as long as it took, closed when the disk had it.
fn saves(text: &mut String, saves: &[Save]) {
    if saves.is_empty() {
        return;
    }
    text.push_str("<path class=\"st-save\" d=\"");
    for save in saves {
        text.push('M');
        add_point(text, save.left, save.y + SAVE_BELOW);
        text.push('H');
        add_px(text, save.right);
        text.push_str("m0 -2.5v5");
    }
    text.push_str("\"/>");
}

fn signs(text: &mut String, kind: SignKind, signs: &[Sign]) {
    let (class, dy, shape) = match kind {
        SignKind::Timer => ("st-timer", -11.0, "m-2.5 0h5l-2.5 4.5z"),
        SignKind::Decision => ("st-decision", 0.0, "m0 -4.5l4.5 4.5l-4.5 4.5l-4.5 -4.5z"),
        SignKind::Election => ("st-election", -ABOVE + 4.0, "m-4.5 8l4.5 -8l4.5 8z"),
        SignKind::Violation => ("st-violation", 0.0, "m0 -7l7 12h-14z"),
    };
    let mut path = String::new();
    for sign in signs.iter().filter(|sign| sign.kind == kind) {
        path.push('M');
        add_point(&mut path, sign.x, sign.y + dy);
        path.push_str(shape);
    }
    if !path.is_empty() {
        let _ = write!(text, "<path class=\"{class}\" d=\"{path}\"/>");
    }
}
