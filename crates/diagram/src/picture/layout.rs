//! Where lanes and moments stand.

use crate::frame::Frame;
use crate::index::Index;
use crate::lane::Lane;
use machine::Micros;

/// The greatest height of a lane.
const PITCH_MAX: f64 = 64.0;
/// The least distance between two moments of the axis.
const AXIS_GAP: f64 = 96.0;

/// A moment named along the upper edge.
#[derive(Clone, PartialEq, Debug)]
pub struct AxisTick {
    /// Where it stands.
    pub x: f64,
    /// Its time, as exact as the zoom asks for.
    pub text: String,
}

/// A lane for each server and client that is drawn, spread over the height there is.
pub(crate) fn lanes(frame: &Frame, index: &Index) -> Vec<Lane> {
    let ends: Vec<_> = index.ends().filter(|end| index.filter().shows(*end)).collect();
    let room = (frame.height - frame.insets.top - frame.insets.bottom).max(0.0);
    let gaps = ends.len().saturating_sub(1).max(1);
    let pitch = (room / gaps as f64).min(PITCH_MAX);
    let lane = |(place, end)| Lane { end, y: frame.insets.top + pitch * place as f64 };
    ends.into_iter().enumerate().map(lane).collect()
}

/// The moments along the upper edge: whole multiples of a round length of time.
pub(crate) fn axis(frame: &Frame) -> Vec<AxisTick> {
    let length = frame.window.length().0;
    let least = length as f64 * AXIS_GAP / frame.plot_width();
    let mut step = 1_u64;
    while (step as f64) < least {
        // 1, 2, 5, 10, 20, 50, and so on.
        step = if step.to_string().starts_with('2') { step / 2 * 5 } else { step * 2 };
    }
    let first = frame.window.from.0.div_ceil(step);
    let last = frame.window.to.0 / step;
    let tick = |number: u64| {
        let at = Micros(number * step);
        AxisTick { x: frame.x(at), text: text(at, step) }
    };
    (first..=last).map(tick).collect()
}

/// A moment, to the microsecond where neighbours are less than a millisecond apart.
fn text(at: Micros, step: u64) -> String {
    if step >= 1_000 {
        at.to_string()
    } else {
        format!("{}.{:06} s", at.0 / 1_000_000, at.0 % 1_000_000)
    }
}

#[cfg(test)]
mod tests {
    use super::axis;
    use crate::samples::frame;

    fn texts(from_ms: u64, to_ms: u64) -> Vec<String> {
        axis(&frame(from_ms, to_ms)).into_iter().map(|tick| tick.text).collect()
    }

    #[test]
    fn moments_are_whole_multiples_of_a_round_time() {
        assert_eq!(texts(0, 1_000).len(), 11);
        assert_eq!(texts(1_234, 1_434)[..2], ["1.240 s", "1.260 s"]);
    }

    #[test]
    fn close_moments_are_told_to_the_microsecond() {
        assert_eq!(texts(1_000, 1_001)[..2], ["1.000000 s", "1.000100 s"]);
    }
}
