//! The diagram as SVG text: the same for the page and for a file of its own.
//!
//! Shapes of one look are one path, so that a thousand messages are a handful of elements. How
//! things look is said by classes, in `static/css/picture.css`; nothing here knows a colour.

mod marks;
mod messages;
mod shapes;
mod style;
mod text;

use crate::frame::Frame;
use crate::picture::{Highlight, Picture, Reach};
use crate::px::add_px;
use core::fmt::Write;
use machine::Endpoint;
use text::escape;

/// How far below the last lane's share of the height the row of marks is.
pub(crate) const MARKS_BELOW: f64 = 24.0;
/// How far below its lane another run is drawn.
const OTHER_BELOW: f64 = 10.0;
/// The height of the title above each of several diagrams.
const HEADING: f64 = 26.0;
/// How far the plot reaches above the first lane's centre.
const ABOVE: f64 = 20.0;

/// Another run, drawn over the first from where the two part.
#[derive(Clone, Copy, Debug)]
pub struct Other<'a> {
    /// What of it differs.
    pub picture: &'a Picture,
    /// Where the two part, and what is written there; `None` if they do not.
    pub parts: Option<(f64, &'a str)>,
}

/// What does not move with time: lanes and whose they are.
#[must_use]
pub fn lanes_svg(picture: &Picture) -> String {
    let frame = &picture.frame;
    let mut text = String::new();
    for lane in &picture.lanes {
        let class = match lane.end {
            Endpoint::Node(_) => "st-lane",
            Endpoint::Client(_) => "st-lane st-client",
        };
        let (left, right) = (frame.insets.left, frame.width - frame.insets.right);
        let _ = write!(text, "<g class=\"{class}\"><path d=\"M");
        add_point(&mut text, left, lane.y);
        text.push('H');
        add_px(&mut text, right);
        text.push_str("\"/>");
        add_text(&mut text, "st-name", left - 12.0, lane.y + 4.5, &lane.end.to_string());
        text.push_str("</g>");
    }
    text
}

/// What moves with time.
#[must_use]
pub fn plot_svg(picture: &Picture, other: Option<Other<'_>>) -> String {
    let mut text = String::new();
    marks::axis(&mut text, picture);
    shapes::shades(&mut text, picture);
    shapes::run(&mut text, picture);
    marks::marks(&mut text, picture);
    if let Some(other) = other {
        text.push_str("<g class=\"st-other\" transform=\"translate(0 ");
        add_px(&mut text, OTHER_BELOW);
        text.push_str(")\">");
        shapes::run(&mut text, other.picture);
        text.push_str("</g>");
        if let Some((x, label)) = other.parts {
            marks::parting(&mut text, picture, x, label);
        }
    }
    text
}

/// An event with what led to it and what it led to, to be laid over the picture it is from.
#[must_use]
pub fn highlight_svg(highlight: &Highlight) -> String {
    let mut text = String::new();
    for (class, reach) in [("st-past", &highlight.past), ("st-future", &highlight.future)] {
        let _ = write!(text, "<g class=\"{class}\">");
        stretches(&mut text, reach);
        messages::messages(&mut text, &reach.arrows);
        text.push_str("</g>");
    }
    let _ = write!(text, "<circle class=\"st-focus\" r=\"7\" cx=\"");
    add_px(&mut text, highlight.at.x);
    text.push_str("\" cy=\"");
    add_px(&mut text, highlight.at.y);
    text.push_str("\"/>");
    text
}

fn stretches(text: &mut String, reach: &Reach) {
    text.push_str("<path class=\"st-stretch\" d=\"");
    for (left, right, y) in &reach.stretches {
        text.push('M');
        add_point(text, *left, *y);
        text.push('H');
        add_px(text, *right);
    }
    text.push_str("\"/>");
}

/// The diagram as a file of its own, with a style that needs nothing else.
#[must_use]
pub fn svg_file(picture: &Picture, other: Option<Other<'_>>, title: &str) -> String {
    let Frame { width, height, .. } = picture.frame;
    document(width, height, title, &clipped(picture, other, 0))
}

/// Diagrams of one width and one window below each other, each under its title, as a file; and how
/// wide and high it is.
#[must_use]
pub fn svg_stack(pictures: &[(&Picture, &str)], title: &str) -> (String, (f64, f64)) {
    let width = pictures.iter().map(|(picture, _)| picture.frame.width).fold(0.0, f64::max);
    let mut below = 0.0;
    let mut text = String::new();
    for (place, (picture, name)) in pictures.iter().enumerate() {
        text.push_str("<g transform=\"translate(0 ");
        add_px(&mut text, below + HEADING);
        text.push_str(")\">");
        text.push_str(&clipped(picture, None, place));
        text.push_str("</g>\n");
        let left = picture.frame.insets.left;
        add_text(&mut text, "st-title", left, below + HEADING - 6.0, name);
        below += HEADING + picture.frame.height;
    }
    (document(width, below, title, &text), (width, below))
}

/// Lanes, and the plot held within its margins; `place` tells several apart.
fn clipped(picture: &Picture, other: Option<Other<'_>>, place: usize) -> String {
    let Frame { width, height, insets, .. } = picture.frame;
    let mut text = format!("<clipPath id=\"plot-{place}\"><rect");
    let sizes = [insets.left, 0.0, width - insets.left - insets.right, height];
    for (name, number) in ["x", "y", "width", "height"].into_iter().zip(sizes) {
        let _ = write!(text, " {name}=\"");
        add_px(&mut text, number);
        text.push('"');
    }
    let (lanes, plot) = (lanes_svg(picture), plot_svg(picture, other));
    let _ =
        write!(text, "/></clipPath>\n{lanes}\n<g clip-path=\"url(#plot-{place})\">{plot}</g>\n");
    text
}

/// A drawing of this size as a file.
fn document(width: f64, height: f64, title: &str, drawing: &str) -> String {
    let mut size = String::new();
    add_point(&mut size, width, height);
    let (w, h) = size.split_once(' ').unwrap_or_default();
    let title = escape(title);
    let style = style::standalone();
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" \
         viewBox=\"0 0 {size}\" class=\"space-time\" role=\"img\">\n<title>{title}</title>\n\
         <style>\n{style}</style>\n\
         <rect class=\"st-paper\" width=\"{w}\" height=\"{h}\"/>\n{drawing}</svg>\n"
    )
}

pub(crate) fn add_point(text: &mut String, x: f64, y: f64) {
    add_px(text, x);
    text.push(' ');
    add_px(text, y);
}

/// A line of words.
fn add_text(text: &mut String, class: &str, x: f64, y: f64, words: &str) {
    let _ = write!(text, "<text class=\"{class}\" x=\"");
    add_px(text, x);
    text.push_str("\" y=\"");
    add_px(text, y);
    let _ = write!(text, "\">{}</text>", escape(words));
}
