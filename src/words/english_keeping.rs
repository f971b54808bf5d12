//! What is said of runs that are kept and opened, in English.

use super::KeepingWords;

/// It comes with what asks for it.
pub(super) const KEEPING: KeepingWords = KeepingWords {
    open_file: "Open a file...",
    drop_here: "Drop a run or a ShiViz log to open it",
    opening: "Opening a run",
    progress: |done, all| format!("{done} of {all} events replayed"),
    cancel: "Cancel",
    link_wrong: |why| format!("The link could not be opened: {why}. This is a new run"),
    file_wrong: |name, why| format!("“{name}” was not opened: {why}. Your run is as it was"),
    not_fetched: |title, why| format!("“{title}” could not be fetched: {why}"),
    scenario_wrong: |title, why| format!("“{title}” could not be read: {why}"),
    last_wrong: |why| format!("Your last session could not be opened: {why}. This is a new run"),
    restored: "This is your last session, as you left it",
    afresh: "Start afresh",
    not_kept: "This browser keeps nothing for this page, so the run is gone when you close it; \
               save it by Share",
    too_large: |why| format!("The run is not kept for your next visit: {why}. Save it by Share"),
    gone: "The run that was here is not known any more; this is a new one",
    no_text: "it is neither a run in JSON nor a ShiViz log, as it is no text",
    neither: |why| format!("it is no run in JSON, which begins with {{, and no ShiViz log: {why}"),
    large: "it has more than 8000000 bytes",
    unreadable: "the browser could not read it",
    log: |name| format!("ShiViz log “{name}”"),
    log_intro: "What another program wrote down: one lane a host, causes left of effects. It can \
                be looked at; your run is as it was.",
    log_picture: |hosts, events, arrows| {
        format!("Space-time diagram of a log: {hosts} hosts, {events} events, {arrows} arrows")
    },
    log_view: "Diagram",
    log_events: "Events as text",
    log_event: |host, number, text| format!("{host} {number}: {text}"),
    log_more: |count| format!("{count} more are only in the diagram"),
};
