//! The words of faults on the stage, in English.

use super::FaultWords;

/// They come with what asks for them.
pub(super) const FAULT: FaultWords = FaultWords {
    waits: |count| match count {
        1 => "1 input waits".to_string(),
        _ => format!("{count} inputs wait"),
    },
    slow: |span| format!("slow: {span} an input"),
    clock: |skew, drift| match (skew, drift) {
        (skew, "0") => format!("clock {skew} ms"),
        ("0", drift) => format!("clock {drift} %"),
        (skew, drift) => format!("clock {skew} ms, {drift} %"),
    },
    slow_disk: |span| format!("disk: {span} a save"),
    lying_disk: |writes| match writes {
        0 => "disk says saved too soon".to_string(),
        1 => "disk lies: 1 write not saved".to_string(),
        _ => format!("disk lies: {writes} writes not saved"),
    },
    cut_off: |names| format!("cut off from {names}"),
    all_links: "All links:",
    span: |from, to| {
        if from == to { format!("{to} ms") } else { format!("{from} to {to} ms") }
    },
    lost: |rate| format!("{rate} % lost"),
    duplicated: |rate| format!("{rate} % duplicated"),
    damaged: |rate| format!("{rate} % damaged"),
    in_order: "in order",
    was_lost: |message| format!("{message} was lost"),
    was_refused: |message| format!("{message} came damaged"),
    came_again: |message| format!("{message} came again"),
};
