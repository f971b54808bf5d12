//! The page in English.

use super::english_panel::{PANEL, STRIP};
use super::{HeaderWords, NarrationWords, NoticeWords, PlayerWords, StageWords, Words};
use catalog::Language;

/// The page in English.
pub(crate) static ENGLISH: Words = Words {
    language: Language::English,
    header: HEADER,
    stage: STAGE,
    narration: NARRATION,
    player: PLAYER,
    notices: NOTICES,
    panel: PANEL,
    strip: STRIP,
};

const HEADER: HeaderWords = HeaderWords {
    brand: "Synod",
    protocol: "Protocol",
    scenario: "Scenario",
    free_play: "Free play",
    modified: |title| format!("Modified {title}"),
    run: |servers, seed| format!("{servers} servers · seed {seed}"),
    compare: "Compare",
    find_a_bug: "Find a bug",
    share: "Share",
    find_a_bug_later: "Searching for bugs is not built yet: it comes in a later version",
    language: "Language",
    languages: ["English"],
    to_dark: "Dark theme",
    to_light: "Light theme",
    help: "Help",
};

const STAGE: StageWords = StageWords {
    stage: "Cluster",
    tools: "Tool",
    select: "Select",
    crash: "Crash",
    cut: "Cut",
    partition: "Partition",
    pause: "Pause",
    gather: "Click the servers of one side",
    split_off: |names| format!("Split off {names}"),
    crashed: "Crashed",
    down: "down",
    paused: "paused",
    disk_saved: "disk saved",
    unsaved: |count| match count {
        1 => "1 write unsaved".to_string(),
        _ => format!("{count} writes unsaved"),
    },
    disk_holds: |era_name, era, entries| match entries {
        1 => format!("disk: {era_name} {era}, 1 entry"),
        _ => format!("disk: {era_name} {era}, {entries} entries"),
    },
    era: |era_name, era| format!("{era_name} {era}"),
    badge: |name, count, of| match of {
        Some(of) => format!("{name} {count} of {of}"),
        None => format!("{name} {count}"),
    },
    node_name: |name, role, era| {
        let comma = if era.is_empty() { "" } else { ", " };
        format!("{name}, {role}{comma}{era}")
    },
    node_paused: |name| format!("{name}, paused"),
    node_crashed: |name| format!("{name}, crashed"),
    client: "Client",
    waiting: "waiting",
    idle: "idle",
    client_name: |name, state| format!("Client {name}, {state}"),
    link_name: |from, to| format!("Link {from} to {to}"),
    link_cut: |from, to| format!("Link {from} to {to}, cut"),
    message_name: |kind, from, to| format!("{kind} from {from} to {to}"),
};

const NARRATION: NarrationWords = NarrationWords {
    region: "What just happened",
    fresh_scenario: "The run is at its beginning: play, or step forward one event at a time",
    why: "Why?",
    go_to_event: |event| format!("Go to event {event}"),
};

const PLAYER: PlayerWords = PlayerWords {
    player: "Player",
    to_start: "Go to start",
    step_back: "Step back",
    step_forward: "Step forward",
    step: "Step",
    play: "Play",
    pause: "Pause",
    previous_marker: "Previous marker",
    next_marker: "Next marker",
    diagram: "Diagram",
    show_events: "Events",
    position: "Position in the run",
    event: |event, length| format!("event {event} of {length}"),
    undo: "Undo",
    redo: "Redo",
    history: "History",
    branch: "Branch",
    branch_name: |number| format!("Branch {number}"),
    remove: "Take out",
    speed: "Speed",
    events: "Events",
    no_events: "Nothing has happened yet",
    earlier: |count| match count {
        1 => "1 earlier event is not listed".to_string(),
        _ => format!("{count} earlier events are not listed"),
    },
};

const NOTICES: NoticeWords = NoticeWords {
    select_first: "Select a server first: click it, or press its number",
    no_such_server: |number| format!("There is no S{number} in this run"),
    no_timer: |name| format!("No timer of {name} is running"),
    no_client: "This run has no client to send a request",
    no_controls: "The rest of the page could not be fetched: are you offline? It is tried again \
                  when you go on",
    dismiss: "Dismiss",
};
