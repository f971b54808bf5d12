//! The words of what is fetched when a person stirs, in English.

use super::english_aside::ASIDE;
use super::english_choosing::CHOOSING;
use super::english_comparing::COMPARING;
use super::english_fault::{FAULT, RISK};
use super::english_keeping::KEEPING;
use super::english_spacetime::SPACETIME;
use super::english_tab::TAB;
use super::english_why::WHY;
use super::{
    DialogWords, HelpWords, HistoryWords, LaterWords, MenuWords, PastWords, RunFormWords,
    ShareWords,
};

/// They come with what asks for them.
pub(super) static ENGLISH_LATER: LaterWords = LaterWords {
    menu: MENU,
    dialog: DIALOG,
    tab: TAB,
    aside: ASIDE,
    fault: FAULT,
    risk: RISK,
    help: HELP,
    why: WHY,
    run_form: RUN_FORM,
    past: PAST,
    keeping: KEEPING,
    spacetime: SPACETIME,
    comparing: COMPARING,
    choosing: CHOOSING,
};

const RUN_FORM: RunFormWords = RunFormWords {
    servers: "Servers",
    seed: "Seed",
    new_run: "Start a new run",
    expect_servers: |least, most| format!("A whole number from {least} to {most}"),
    expect_seed: "A whole number from 0 to 18446744073709551615",
    expect_number: |least, most| format!("A whole number from {least} to {most}"),
    ms: "ms",
    percent: "%",
    defaults: "Defaults",
};

const PAST: PastWords = PastWords {
    branch_begun: "You acted in the past, so a new branch begins here; the other future is kept",
    no_undo: "There is nothing to undo",
    no_redo: "There is nothing to redo",
    left_out: |acts| format!("Left out, as it can no longer be done: {acts}"),
    left_out_one: |act, why| format!("{act} ({why})"),
};

const MENU: MenuWords = MenuWords {
    crash: "Crash",
    restart: "Restart",
    restart_empty: "Restart with an empty disk",
    pause: "Pause",
    resume: "Resume",
    fire_timer: "Fire timer",
    no_timer: "No timer of this server is running",
    send_request: "Send request...",
    no_client: "This run has no client",
    order: "Give an order...",
    isolate: "Isolate",
    heal_all: "Heal all links",
    no_cuts: "No link is cut",
    cut: |from, to| format!("Cut {from} to {to}"),
    cut_both: "Cut both directions",
    both_cut: "Both directions are cut already",
    heal: "Heal",
    link_whole: "Neither direction is cut",
    deliver: "Deliver now",
    delay: "Delay...",
    drop: "Drop",
    duplicate: "Duplicate",
    corrupt: "Corrupt",
    pace: "Slow down...",
    clock: "Set clock...",
    disk: "Set disk...",
    link_settings: "Set delay and loss...",
};

const DIALOG: DialogWords = DialogWords {
    order_title: |node| format!("Order to {node}"),
    order: "Order",
    order_servers: "Servers",
    order_do: "Give the order",
    request_title: "Send a request",
    delay_title: |message| format!("Delay {message}"),
    pace_title: |node| format!("Slow {node} down"),
    clock_title: |node| format!("Clock of {node}"),
    disk_title: |node| format!("Disk of {node}"),
    close: "Close",
    history: HISTORY,
    share: SHARE,
};

const HISTORY: HistoryWords = HistoryWords {
    title: "History",
    branches: "Branches",
    differs: |acts, at| match acts {
        1 => format!("1 act, parts at {at}"),
        _ => format!("{acts} acts, parts at {at}"),
    },
    same: "the same acts",
    is_open: "open",
    open: "Open",
    compare: "Compare",
    compare_named: |name| format!("Compare with {name}"),
    open_named: |name| format!("Open {name}"),
    delete_named: |name| format!("Delete {name}"),
    delete: "Delete",
    name: |name| format!("Name of {name}"),
    acts: "What you did",
    no_acts: "Nothing yet: crash a server, cut a link, send a command",
    remove_named: |act| format!("Take out: {act}"),
    time_of: |act| format!("Time in ms: {act}"),
    ms: "ms",
    shift: "Move",
    shift_named: |act| format!("Move: {act}"),
    expect_time: "A time in ms from 0 to an hour",
};

const SHARE: ShareWords = ShareWords {
    title: "Share",
    link: "A link",
    link_named: "Link to this run",
    length: |length| {
        format!("{length} characters: the whole run, where you are in it, the open tab and server")
    },
    no_link: |why| format!("No link can hold this run: {why}. Save it as a file"),
    copy: "Copy link",
    copied: "Copied",
    not_copied: "The browser does not let this page copy; the link is selected, so copy it by key",
    file: "A file",
    save: "Save as a file",
    save_what: "readable JSON, with a check for each event; opens at this place again",
    open_what: "a run that was saved, or a ShiViz log to look at; or drop it on the page",
    stage: "A picture of the servers",
    stage_svg: "Stage as SVG",
    stage_svg_what: "as it is seen now; stays sharp at any size",
    stage_png: "Stage as PNG",
    stage_png_what: "the same in dots, two for each of the page",
    exports: "Save the run for another program",
    formats: [
        ("Mermaid", "a sequence diagram for Markdown"),
        ("ShiViz", "a log with vector clocks, drawn as a space-time diagram"),
        ("Perfetto", "a trace with a lane for each server"),
        ("JSON lines", "one object for each event"),
        ("TLA+", "the states as a value for the model checker"),
        ("Scenario", "a text that plays the same run again, with synod run"),
        ("SVG", "the whole space-time diagram as a picture"),
    ],
    not_saved: "The browser does not let this page save a file",
};

const HELP: HelpWords = HelpWords {
    title: "Help",
    intro: "Real protocol code runs on a simulated network in this page. Click a server, a link or \
            a message to interfere; drag the playhead to go back.",
    keys: "Keys",
    keys_on: "Use keys",
    list: [
        ("Space", "Play or pause"),
        ("← →", "Step back, step forward"),
        ("Shift ← →", "Ten steps"),
        ("[ ]", "Previous, next marker"),
        ("1 – 9", "Select a server"),
        ("C", "Crash or restart it"),
        ("T", "Fire its timer"),
        ("R", "Send it a request"),
        ("Z, Shift Z", "Undo, redo"),
        ("H", "History and branches"),
        ("D", "Space-time diagram"),
        ("0", "Go to start"),
        ("+ −", "Faster, slower"),
        ("?", "This help"),
    ],
    legend: "Signs",
    signs: [
        "Hexagon: leads or coordinates. Dashed ring: wants to. Ring: takes part. Dotted ring: only \
         learns, or is in doubt",
        "Colour: the term, ballot, view or transaction. The arc round a server: what is left of \
         its timer",
        "Filled dot: a request. Hollow dot: a reply. With a cross: a refusal",
        "Dotted red: a direction that is cut; the mark is at the side that cannot send",
        "Solid entry: decided for good, as the server knows (committed, chosen, answered). Dashed \
         entry: not yet",
        "In the diagram a thick band leads, a dashed one wants to, a gap is a crash; \
         red stretches cannot reach the servers named there",
        "A sign on a server's ring, with words: it is slow, its disk or its clock is not as it \
         should be, or inputs wait for it. A shade round servers: cut off from the others",
        "A cross on the way of a message: lost. A zigzag: damaged. A second arc: a copy",
        "Why? Click a log entry, a value of the tab Node or an answer, or choose it in a server's \
         menu: the events that led to it",
        "▾ a timer, ▲ an election, ◇ a decision; a line under a band is a save; a dashed \
         message is a copy, one with a framed cross came damaged",
    ],
};
