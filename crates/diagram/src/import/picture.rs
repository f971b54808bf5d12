//! A log as a picture: a lane for each host, from left to right what follows, a dot for each event,
//! a line for what was learned. Its colour is that of the text around it.

use super::log::{Log, Logged};
use core::fmt::Write;

/// The distance of two lanes.
const LANE: u32 = 36;
/// The distance of two times.
const STEP: u32 = 20;
/// Where the first time is, right of the names.
const LEFT: u32 = 96;
/// The longest name that is written whole; what is longer is told by the list of events.
const NAME_MAX: usize = 12;

/// The picture as SVG text, named for screen readers. Nothing of the log is taken for markup.
#[must_use]
pub fn log_svg(log: &Log, name: &str) -> String {
    let last = log.events.iter().map(|event| event.time).max().unwrap_or(0);
    let (width, height) = (x(last) + STEP, y(log.hosts.len()) - LANE / 2);
    let mut svg = String::new();
    // Writing to a text never fails.
    let _ = write!(
        svg,
        concat!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{name}" "#,
            r#"width="{width}" height="{height}" viewBox="0 0 {width} {height}" "#,
            r#"fill="currentColor" stroke="currentColor" font-size="12">"#
        ),
        name = escaped(name),
        width = width,
        height = height,
    );
    for (lane, host) in log.hosts.iter().enumerate() {
        let (y, from) = (y(lane), LEFT - STEP / 2);
        let shown: String = host.chars().take(NAME_MAX).collect();
        let _ = write!(
            svg,
            concat!(
                r#"<text x="4" y="{text_y}" stroke="none">{shown}</text>"#,
                r#"<path d="M{from} {y}H{width}" opacity=".35"/>"#
            ),
            text_y = y + 4,
            shown = escaped(&shown),
            from = from,
            y = y,
            width = width,
        );
    }
    for (from, to) in &log.arrows {
        arrow(&mut svg, &log.events[*from], &log.events[*to]);
    }
    for event in &log.events {
        let title = format!("{} {}: {}", log.hosts[event.host], event.number, event.text);
        let _ = write!(
            svg,
            r#"<circle cx="{}" cy="{}" r="4"><title>{}</title></circle>"#,
            x(event.time),
            y(event.host),
            escaped(&title)
        );
    }
    svg.push_str("</svg>");
    svg
}

/// A line to a head that ends at the dot.
fn arrow(svg: &mut String, from: &Logged, to: &Logged) {
    let (x1, y1, x2, y2) = (x(from.time), y(from.host), x(to.time), y(to.host));
    // The head points along the line; its length and half its breadth are in pixels.
    let (dx, dy) = (f64::from(x2) - f64::from(x1), f64::from(y2) - f64::from(y1));
    let length = (dx * dx + dy * dy).sqrt();
    let (ux, uy) = (dx / length, dy / length);
    let at = |along: f64, aside: f64| {
        let (x, y) = (f64::from(x2) - ux * along, f64::from(y2) - uy * along);
        ((x - uy * aside).round() as i64, (y + ux * aside).round() as i64)
    };
    let ((tx, ty), (ax, ay), (bx, by)) = (at(4.0, 0.0), at(11.0, 3.5), at(11.0, -3.5));
    let _ = write!(svg, r#"<path d="M{x1} {y1}L{tx} {ty}" opacity=".7"/>"#);
    let _ = write!(svg, r#"<path d="M{tx} {ty}L{ax} {ay}L{bx} {by}Z" stroke="none"/>"#);
}

fn x(time: u32) -> u32 {
    LEFT + time.saturating_sub(1) * STEP
}

fn y(lane: usize) -> u32 {
    20 + u32::try_from(lane).unwrap_or(0) * LANE
}

/// Text as it stands in markup, between tags or in an attribute.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            control if control.is_control() => escaped.push(' '),
            plain => escaped.push(plain),
        }
    }
    escaped
}
