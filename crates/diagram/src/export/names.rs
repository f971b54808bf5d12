//! The names that programs read, the same in every language.

use machine::Mark;
use simulator::{EventKind, Loss};

/// The name of a kind of event.
pub(super) fn kind(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Started(_) => "started",
        EventKind::Acted(_) => "acted",
        EventKind::Arrived => "arrived",
        EventKind::Refused => "refused",
        EventKind::Lost(Loss::Chance) => "lost-by-chance",
        EventKind::Lost(Loss::Cut) => "lost-to-cut",
        EventKind::Lost(Loss::ReceiverDown) => "lost-receiver-down",
        EventKind::Lost(Loss::Dropped) => "lost-dropped",
        EventKind::Fired(..) => "fired",
        EventKind::Saved(_) => "saved",
        EventKind::TimedOut(_) => "timed-out",
        EventKind::Retried(_) => "retried",
        EventKind::Waits(..) => "waits",
    }
}

/// The name of a mark.
pub(super) fn mark(mark: Mark) -> &'static str {
    match mark {
        Mark::Election => "election",
        Mark::Commit => "commit",
        Mark::Decision => "decision",
        Mark::Fault => "fault",
        Mark::Violation => "violation",
    }
}
