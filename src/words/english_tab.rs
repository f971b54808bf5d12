//! The words of the panel's tabs but the first, and of its forms, in English.

use super::{MessageWords, TabWords};

/// They come with what asks for them.
pub(super) const TAB: TabWords = TabWords {
    expected: "Expected:",
    client: "Client",
    server: "Server",
    crash: "Crash",
    restart: "Restart",
    restart_empty: "Restart with an empty disk",
    pause: "Pause",
    resume: "Resume",
    is_crashed: "The server is crashed",
    is_paused: "The server is paused",
    timers: "Timers",
    no_timers: "No timer is running",
    fire: "Fire",
    fire_it: |name| format!("Fire {name}"),
    due_in: |name| format!("in {name}"),
    waiting: "Waiting",
    unsaved_writes: "writes not saved yet",
    waiting_to_leave: "messages waiting for a save",
    waiting_inputs: "inputs not handled yet",
    store: "Key-value store",
    store_empty: "Nothing is applied yet",
    messages_in_flight: "Messages in flight",
    none_in_flight: "No message is in flight. Step forward, or play, until a server sends one.",
    more: |count| format!("… and {count} more"),
    from_to: |from, to| format!("{from} to {to}"),
    waits: "waits",
    is_refusal: "turns down what was asked",
    is_corrupt: "damaged: its checksum will show it",
    is_copy: "a duplicate",
    waits_at_receiver: "waits at a paused or slow server",
    deliver_now: "Deliver now",
    delay: "Delay…",
    drop: "Drop",
    duplicate: "Duplicate",
    corrupt: "Corrupt",
    deliver_it: |it| {
        let MessageWords { kind, from, to } = *it;
        format!("Deliver now: {kind} from {from} to {to}")
    },
    delay_it: |it| {
        let MessageWords { kind, from, to } = *it;
        format!("Delay {kind} from {from} to {to}")
    },
    drop_it: |it| {
        let MessageWords { kind, from, to } = *it;
        format!("Drop {kind} from {from} to {to}")
    },
    duplicate_it: |it| {
        let MessageWords { kind, from, to } = *it;
        format!("Duplicate {kind} from {from} to {to}")
    },
    corrupt_it: |it| {
        let MessageWords { kind, from, to } = *it;
        format!("Corrupt {kind} from {from} to {to}")
    },
    delay_by: "Later by, in ms",
    delay_do: "Delay",
    no_clients: "This run has no client. Scenarios and new runs can have up to nine.",
    send_a_request: "Send a request",
    any_server: "any",
    command: "Command",
    key: "Key",
    value: "Value",
    expected_value: "If it now is",
    send: "Send",
    expect_key: "A key is one word of at most 24 characters, such as x",
    expect_value: "A value is one word of at most 24 characters, such as 1",
    client_waits: |a, b| {
        format!("{a} still waits for the answer to {b}: a client asks one thing at a time")
    },
    server_crashed: |name| {
        format!("{name} is crashed and cannot take a request: choose another server, or restart it")
    },
    asks_next: |name| format!("asks {name} next"),
    nothing_asked: "Has asked nothing yet",
    answered_after: |a, b| format!("{a} after {b}"),
    waiting_for: |name| format!("waiting for {name}"),
    asked_at: |a, b| format!("{a} at {b}"),
    written: "written",
    read: |name| format!("read {name}"),
    swapped: "replaced",
    differs: |name| format!("left alone: it is {name}"),
    chosen: |value| format!("chosen: {value}"),
    no_value: "nothing",
    cut_links: "Cut links",
    no_cuts: "No link is cut",
    heal: "Heal",
    heal_it: |from, to| format!("Heal {from} to {to}"),
    heal_all: "Heal all",
    links: "How links treat messages",
    link: "Link",
    all_links: "All links",
    own_settings: " (its own settings)",
    delay_min: "Shortest delay, ms",
    delay_max: "Longest delay, ms",
    loss: "Lost, %",
    duplicates: "Duplicated, %",
    corruption: "Damaged, %",
    order: "Order of arrival",
    may_overtake: "may overtake",
    in_order: "as sent (FIFO)",
    apply: "Apply to this link",
    apply_to_all: "Apply to all links",
    expect_ms: "A number of milliseconds from 0 to 3,600,000",
    expect_range: "Not less than the shortest",
    expect_percent: "A percentage from 0 to 100",
    partition: "Partition",
    partition_note: "Cuts every link between group A and group B, and heals the others",
    split: "Which",
    split_own: "Chosen below",
    split_off: |these, others| format!("{these} against {others}"),
    group_a: "Group A",
    group_b: "Group B",
    no_group: "Both",
    partition_do: "Partition",
    expect_two_groups: "Each group needs at least one member: put somebody in both A and B",
    disk_and_clock: "Speed, disk and clock of a server",
    pace_min: "Shortest time an input, ms",
    pace_max: "Longest time an input, ms",
    apply_pace: "Apply to the server",
    save_min: "Shortest save, ms",
    save_max: "Longest save, ms",
    disk: "Disk",
    disk_synced: "tells the truth",
    disk_unsynced: "says saved too soon",
    apply_disk: "Apply to the disk",
    skew: "Clock ahead by, ms",
    drift: "Clock faster by, %",
    expect_skew: "A number of milliseconds, at most an hour (3,600,000); below zero is behind",
    expect_drift: "A percentage from -49 to 49; below zero is slower",
    apply_clock: "Apply to the clock",
    rules_of: |name| format!("Rules of {name}"),
    rules_note: |name| {
        format!("Switch a rule off to see what it is for. The run is then of a modified {name}.")
    },
    rules_modified: |name| {
        format!("Modified {name}: a rule of the paper is switched off in this run")
    },
    on: "on",
    off: "off",
    after_the_paper: |name| format!("After {name}"),
};
