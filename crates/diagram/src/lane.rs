//! Lanes: one horizontal line of time for each server and client.

use machine::Endpoint;

/// The line of time of one server or client.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Lane {
    /// Whose line it is.
    pub end: Endpoint,
    /// How far below the top edge its centre is, in pixels.
    pub y: f64,
}

/// Where the lane of `end` is, if it has one.
pub(crate) fn height_of(lanes: &[Lane], end: Endpoint) -> Option<f64> {
    lanes.iter().find(|lane| lane.end == end).map(|lane| lane.y)
}
