//! The words of faults on the stage, in English.

use super::{FaultWords, RiskWords};

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

/// They come with the tab of one server.
pub(super) const RISK: RiskWords = RiskWords {
    heading: "What a crash now would erase",
    is_down: "Nothing: it is crashed already, and only what its disk holds is left",
    disk_is_safe: "Its memory; everything it put on disk is saved",
    memory: "Memory",
    timers: "Timers",
    claimed: "Said to be saved, and not",
    unfinished: "Being saved",
    waiting: "Waiting",
    store: |keys| match keys {
        1 => "1 key of the store".to_string(),
        _ => format!("{keys} keys of the store"),
    },
    field: |name, value, saved| match saved {
        Some(saved) => format!("{name} {value}: the disk still holds {saved}"),
        None => format!("{name} {value}: the disk holds none"),
    },
    entry: |index, text| format!("log entry {index}, {text}"),
    leaving: |count| match count {
        1 => "1 message that waits for the save".to_string(),
        _ => format!("{count} messages that wait for the save"),
    },
    more: |count| format!("and {count} more"),
};
