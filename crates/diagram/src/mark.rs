//! Marks: the moments worth finding again, named under the lanes where there is room.

use crate::frame::Frame;
use machine::{Mark, Micros};

/// The width of a character of a label in pixels, a little more than it takes on average.
const CHARACTER: f64 = 6.4;
/// The least space between two labels in pixels.
const GAP: f64 = 10.0;
/// How far a label may stand beside its mark to find room, in pixels.
const ASIDE: f64 = 24.0;
/// In which steps room is looked for.
const STEP: f64 = 4.0;

/// A mark under the lanes.
#[derive(Clone, PartialEq, Debug)]
pub struct MarkLabel {
    /// The event's place in the trace.
    pub event: u32,
    /// Where it stands, in pixels.
    pub x: f64,
    /// What kind of moment it is.
    pub mark: Mark,
    /// Its name; `None` where there is no room.
    pub label: Option<Label>,
}

/// The name of a mark.
#[derive(Clone, PartialEq, Debug)]
pub struct Label {
    /// The name.
    pub text: String,
    /// Where its middle stands, in pixels: under the mark, or a little beside it.
    pub x: f64,
    /// The row it is written in, from 0.
    pub row: u8,
}

/// The marks in the window, which are these. Labels are given to the most telling ones first and
/// never overlap: one that finds no room in any of `rows` rows is left out, and its mark stays.
/// They may reach so many pixels `beyond` the frame.
pub(crate) fn marks(
    frame: &Frame,
    found: &[(u32, Micros, Mark)],
    (rows, beyond): (u8, f64),
    name: &dyn Fn(u32) -> Option<String>,
) -> Vec<MarkLabel> {
    let mut order: Vec<usize> = Vec::with_capacity(found.len());
    for (place, (.., mark)) in found.iter().enumerate() {
        let before = order.partition_point(|other| rank(found[*other].2) <= rank(*mark));
        order.insert(before, place);
    }
    let mut marks: Vec<MarkLabel> = found
        .iter()
        .map(|(event, at, mark)| MarkLabel {
            event: *event,
            x: frame.x(*at),
            mark: *mark,
            label: None,
        })
        .collect();

    let mut taken: Vec<Vec<(f64, f64)>> = vec![Vec::new(); usize::from(rows)];
    // A name is asked for only while there may be room for it: names cost more than places.
    let mut room = (frame.plot_width() / (4.0 * CHARACTER + GAP)) as usize * usize::from(rows);
    for place in order {
        if room == 0 {
            break;
        }
        let mark = &mut marks[place];
        let Some(text) = name(mark.event) else { continue };
        room -= 1;
        let half = (text.chars().count() as f64 * CHARACTER + GAP) / 2.0;
        if let Some((x, row)) = find_room((frame, beyond), &taken, mark.x, half) {
            taken[row].push((x - half, x + half));
            mark.label = Some(Label { text, x, row: row as u8 });
        }
    }
    marks
}

/// Where a label of half this width fits: in the first row that has room, as near to `x` as it can.
fn find_room(
    (frame, beyond): (&Frame, f64),
    taken: &[Vec<(f64, f64)>],
    x: f64,
    half: f64,
) -> Option<(f64, usize)> {
    let steps = (ASIDE / STEP) as i32;
    let nearest_first = (0..=steps).flat_map(|step| [step, -step]);
    let places: Vec<f64> = nearest_first.map(|step| x + f64::from(step) * STEP).collect();
    for (row, labels) in taken.iter().enumerate() {
        let free = |at: &&f64| {
            let inside = **at - half >= -beyond && **at + half <= frame.width + beyond;
            inside
                && labels.iter().all(|(left, right)| **at + half <= *left || **at - half >= *right)
        };
        if let Some(at) = places.iter().find(free) {
            return Some((*at, row));
        }
    }
    None
}

/// Which marks are named first.
pub(crate) fn rank(mark: Mark) -> u8 {
    match mark {
        Mark::Violation => 0,
        Mark::Election => 1,
        Mark::Fault => 2,
        Mark::Decision => 3,
        Mark::Commit => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::{ASIDE, MarkLabel, marks};
    use crate::outline::Outline;
    use crate::samples::{Script, follower, frame, leader};
    use machine::{Mark, NodeId};

    fn marks_of(script: &Script, rows: u8) -> Vec<MarkLabel> {
        let mut outline = Outline::default();
        outline.follow(&script.trace);
        let frame = frame(0, 1_000);
        let found = outline.marks(frame.window.from, frame.window.to);
        marks(&frame, found, (rows, 0.0), &|event| Some(format!("what event {event} was")))
    }

    fn rows_of(marks: &[MarkLabel]) -> Vec<Option<u8>> {
        marks.iter().map(|mark| mark.label.as_ref().map(|label| label.row)).collect()
    }

    #[test]
    fn labels_with_room_stand_in_the_first_row() {
        let mut script = Script::started(1);
        script.becomes(300, NodeId(1), leader(1)).mark(Mark::Election);
        script.crash(700, NodeId(1)).mark(Mark::Fault);
        assert_eq!(rows_of(&marks_of(&script, 2)), [Some(0), Some(0)]);
    }

    #[test]
    fn a_label_without_room_goes_to_the_next_row_and_then_is_left_out() {
        let mut script = Script::started(1);
        for at in [400, 410, 420] {
            script.becomes(at, NodeId(1), follower(at)).mark(Mark::Fault);
        }
        assert_eq!(rows_of(&marks_of(&script, 2)), [Some(0), Some(1), None]);
    }

    #[test]
    fn a_label_stands_beside_its_mark_rather_than_be_left_out() {
        let mut script = Script::started(1);
        script.becomes(400, NodeId(1), follower(1)).mark(Mark::Fault);
        script.becomes(500, NodeId(1), follower(2)).mark(Mark::Fault);
        let marks = marks_of(&script, 1);
        assert_eq!(rows_of(&marks), [Some(0), Some(0)]);
        let aside = marks[1].label.as_ref().map_or(0.0, |label| label.x - marks[1].x);
        assert!(aside > 0.0 && aside <= ASIDE, "{aside}");
    }

    #[test]
    fn the_more_telling_mark_is_named_where_only_one_can_be() {
        let mut script = Script::started(1);
        script.becomes(400, NodeId(1), follower(1)).mark(Mark::Commit);
        script.becomes(410, NodeId(1), leader(2)).mark(Mark::Election);
        assert_eq!(rows_of(&marks_of(&script, 1)), [None, Some(0)]);
    }

    #[test]
    fn marks_outside_the_window_are_not_made() {
        let mut script = Script::started(1);
        script.becomes(1_200, NodeId(1), leader(1)).mark(Mark::Election);
        assert_eq!(marks_of(&script, 1), []);
    }
}
