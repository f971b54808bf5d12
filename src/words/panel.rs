//! The words of the panel and of the space-time strip.

/// An entry of a log, to be put into words.
#[derive(Clone, Copy, Debug)]
pub(crate) struct EntryWords<'a> {
    /// Its index.
    pub(crate) index: u64,
    /// What its era is called: term, ballot, view, epoch.
    pub(crate) era_name: &'static str,
    /// The era it was written in.
    pub(crate) era: u64,
    /// What it holds.
    pub(crate) text: &'a str,
    /// Whether it is decided, as far as the server knows.
    pub(crate) is_decided: bool,
    /// What that is called.
    pub(crate) decided: &'static str,
    /// Whether the disk holds it.
    pub(crate) is_saved: bool,
}

/// A message, to be put into words.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MessageWords<'a> {
    /// Its kind, as the paper names it.
    pub(crate) kind: &'static str,
    /// The sender.
    pub(crate) from: &'a str,
    /// The receiver.
    pub(crate) to: &'a str,
}

/// What can be seen of a run in the strip, to be put into words.
#[derive(Clone, Debug)]
pub(crate) struct StripView {
    /// How many servers have lanes.
    pub(crate) servers: usize,
    /// The beginning of the time shown.
    pub(crate) from: String,
    /// Its end.
    pub(crate) to: String,
    /// How many messages are shown.
    pub(crate) messages: usize,
    /// How many of them were lost.
    pub(crate) lost: usize,
    /// The marks that are named, in order.
    pub(crate) marks: Vec<String>,
}

/// The words of the space-time strip.
#[derive(Debug)]
pub(crate) struct StripWords {
    /// The whole strip, to be heard.
    pub(crate) summary: fn(&StripView) -> String,
}

/// The words of the panel, and of the forms in it and elsewhere.
#[derive(Debug)]
pub(crate) struct PanelWords {
    /// The entries up to this one are in a snapshot.
    pub(crate) in_snapshot: fn(u64) -> String,
    /// The panel's name.
    pub(crate) panel: &'static str,
    /// A tab is being fetched.
    pub(crate) coming: &'static str,
    /// The tab of one server.
    pub(crate) node: &'static str,
    /// The tab of messages in flight.
    pub(crate) in_flight: &'static str,
    /// The tab of clients; also the label of the choice of a client.
    pub(crate) client: &'static str,
    /// The tab of links, disks and clocks.
    pub(crate) network: &'static str,
    /// The tab of rules.
    pub(crate) rules: &'static str,
    /// A server's role while it is down.
    pub(crate) crashed: &'static str,
    /// A server's role while it stands still.
    pub(crate) paused: &'static str,
    /// The title of a server's memory: its name.
    pub(crate) in_memory: fn(&str) -> String,
    /// The title of a server's disk: its name.
    pub(crate) on_disk: fn(&str) -> String,
    /// What becomes of memory.
    pub(crate) lost_in_a_crash: &'static str,
    /// What becomes of the disk.
    pub(crate) survives: &'static str,
    /// Instead of the memory of a server that is down.
    pub(crate) memory_gone: &'static str,
    /// The name of the field for when the disk last finished a save.
    pub(crate) last_saved: &'static str,
    /// When the disk has never saved.
    pub(crate) never: &'static str,
    /// No server.
    pub(crate) nobody: &'static str,
    /// An empty value.
    pub(crate) nothing: &'static str,
    /// Explains the mark on a value that the last event changed.
    pub(crate) changed: &'static str,
    /// The heading of what the server that leads knows of each other.
    pub(crate) known_of: &'static str,
    /// How entries that a crash would lose are drawn, after the mark itself.
    pub(crate) ledger_key_unsaved: &'static str,
    /// How many earlier ones are not shown.
    pub(crate) earlier: fn(u64) -> String,
    /// An entry of the log, to be heard.
    pub(crate) entry: fn(&EntryWords<'_>) -> String,
    /// The heading of the properties.
    pub(crate) always_true: &'static str,
    /// A property that holds.
    pub(crate) holds: &'static str,
    /// A property that does not.
    pub(crate) broken: &'static str,
    /// An event by its number.
    pub(crate) event: fn(u32) -> String,
}

/// The words of the panel's tabs but the first, and of its forms.
#[derive(Debug)]
pub(crate) struct TabWords {
    /// Before the reason why a property was to break.
    pub(crate) expected: &'static str,
    /// The tab of clients; also the label of the choice of a client.
    pub(crate) client: &'static str,
    /// A server, as a label.
    pub(crate) server: &'static str,
    /// A button.
    pub(crate) crash: &'static str,
    /// A button.
    pub(crate) restart: &'static str,
    /// A button: restart with a new disk.
    pub(crate) restart_empty: &'static str,
    /// A button.
    pub(crate) pause: &'static str,
    /// A button.
    pub(crate) resume: &'static str,
    /// Why something cannot be done.
    pub(crate) is_crashed: &'static str,
    /// Why something cannot be done.
    pub(crate) is_paused: &'static str,
    /// A heading.
    pub(crate) timers: &'static str,
    /// No timer runs.
    pub(crate) no_timers: &'static str,
    /// A button: a timer goes off now.
    pub(crate) fire: &'static str,
    /// That button's name: the timer.
    pub(crate) fire_it: fn(&str) -> String,
    /// When something happens: a length of time.
    pub(crate) due_in: fn(&str) -> String,
    /// A heading.
    pub(crate) waiting: &'static str,
    /// A count.
    pub(crate) unsaved_writes: &'static str,
    /// A count.
    pub(crate) waiting_to_leave: &'static str,
    /// A count.
    pub(crate) waiting_inputs: &'static str,
    /// A heading.
    pub(crate) store: &'static str,
    /// That heading where clients move money; also a label.
    pub(crate) account: &'static str,
    /// What the list of what is true of all servers together is called.
    pub(crate) in_all: &'static str,
    /// Something that is not decided: what, and what it would be called.
    pub(crate) not_yet: fn(&str, &str) -> String,
    /// The table of the servers is empty.
    pub(crate) nothing_yet: &'static str,
    /// After what a server is in doubt about: for how long already.
    pub(crate) in_doubt_for: fn(&str) -> String,
    /// The store holds nothing.
    pub(crate) store_empty: &'static str,
    /// A heading.
    pub(crate) messages_in_flight: &'static str,
    /// No message is in flight.
    pub(crate) none_in_flight: &'static str,
    /// How many more are not listed.
    pub(crate) more: fn(usize) -> String,
    /// A direction: from, to.
    pub(crate) from_to: fn(&str, &str) -> String,
    /// A message that does not arrive by itself.
    pub(crate) waits: &'static str,
    /// A remark on a message.
    pub(crate) is_refusal: &'static str,
    /// A remark on a message.
    pub(crate) is_corrupt: &'static str,
    /// A remark on a message.
    pub(crate) is_copy: &'static str,
    /// A remark on a message.
    pub(crate) waits_at_receiver: &'static str,
    /// A button.
    pub(crate) deliver_now: &'static str,
    /// A button that opens a form.
    pub(crate) delay: &'static str,
    /// A button.
    pub(crate) drop: &'static str,
    /// A button.
    pub(crate) duplicate: &'static str,
    /// A button.
    pub(crate) corrupt: &'static str,
    /// That button's name.
    pub(crate) deliver_it: fn(&MessageWords<'_>) -> String,
    /// That button's name.
    pub(crate) delay_it: fn(&MessageWords<'_>) -> String,
    /// That button's name.
    pub(crate) drop_it: fn(&MessageWords<'_>) -> String,
    /// That button's name.
    pub(crate) duplicate_it: fn(&MessageWords<'_>) -> String,
    /// That button's name.
    pub(crate) corrupt_it: fn(&MessageWords<'_>) -> String,
    /// The label of the time a message is delayed by.
    pub(crate) delay_by: &'static str,
    /// The button that delays.
    pub(crate) delay_do: &'static str,
    /// The run has no client.
    pub(crate) no_clients: &'static str,
    /// A heading.
    pub(crate) send_a_request: &'static str,
    /// The client chooses.
    pub(crate) any_server: &'static str,
    /// A label.
    pub(crate) command: &'static str,
    /// A label.
    pub(crate) key: &'static str,
    /// A label.
    pub(crate) value: &'static str,
    /// A label: what a compare-and-set expects to find.
    pub(crate) expected_value: &'static str,
    /// A choice of what a client asks for: to move money.
    pub(crate) transfer: &'static str,
    /// A choice of what a client asks for: what an account holds.
    pub(crate) balance: &'static str,
    /// A label: the account that pays.
    pub(crate) from_account: &'static str,
    /// A label: the account that is paid.
    pub(crate) to_account: &'static str,
    /// A choice of whom to pay.
    pub(crate) every_other: &'static str,
    /// A label: how much money.
    pub(crate) amount: &'static str,
    /// What an amount must be.
    pub(crate) expect_amount: &'static str,
    /// A button.
    pub(crate) send: &'static str,
    /// What a key must be.
    pub(crate) expect_key: &'static str,
    /// What a value must be.
    pub(crate) expect_value: &'static str,
    /// A client cannot ask: its name and what it waits for.
    pub(crate) client_waits: fn(&str, &str) -> String,
    /// A server cannot be asked: its name.
    pub(crate) server_crashed: fn(&str) -> String,
    /// The server a client believes in.
    pub(crate) asks_next: fn(&str) -> String,
    /// A client asked nothing yet.
    pub(crate) nothing_asked: &'static str,
    /// What the answer was and how long it took.
    pub(crate) answered_after: fn(&str, &str) -> String,
    /// How long a client has waited.
    pub(crate) waiting_for: fn(&str) -> String,
    /// One attempt: the server and when.
    pub(crate) asked_at: fn(&str, &str) -> String,
    /// The answer to a put or an append.
    pub(crate) written: &'static str,
    /// The answer to a get: the value.
    pub(crate) read: fn(&str) -> String,
    /// A client's session is over.
    pub(crate) expired: &'static str,
    /// The answer to a compare-and-set that replaced the value.
    pub(crate) swapped: &'static str,
    /// The answer to one that did not: the value it found.
    pub(crate) differs: fn(&str) -> String,
    /// The one value that is chosen for all.
    pub(crate) chosen: fn(&str) -> String,
    /// The key was never written.
    pub(crate) no_value: &'static str,
    /// A heading.
    pub(crate) cut_links: &'static str,
    /// No link is cut.
    pub(crate) no_cuts: &'static str,
    /// A button.
    pub(crate) heal: &'static str,
    /// That button's name: from, to.
    pub(crate) heal_it: fn(&str, &str) -> String,
    /// A button.
    pub(crate) heal_all: &'static str,
    /// A heading.
    pub(crate) links: &'static str,
    /// A label.
    pub(crate) link: &'static str,
    /// A choice: every link.
    pub(crate) all_links: &'static str,
    /// Beside a link that has settings of its own.
    pub(crate) own_settings: &'static str,
    /// A label.
    pub(crate) delay_min: &'static str,
    /// A label.
    pub(crate) delay_max: &'static str,
    /// A label.
    pub(crate) loss: &'static str,
    /// A label.
    pub(crate) duplicates: &'static str,
    /// A label.
    pub(crate) corruption: &'static str,
    /// A label.
    pub(crate) order: &'static str,
    /// A choice.
    pub(crate) may_overtake: &'static str,
    /// A choice.
    pub(crate) in_order: &'static str,
    /// A button.
    pub(crate) apply: &'static str,
    /// A button.
    pub(crate) apply_to_all: &'static str,
    /// What a time must be.
    pub(crate) expect_ms: &'static str,
    /// What a range must be.
    pub(crate) expect_range: &'static str,
    /// What a rate must be.
    pub(crate) expect_percent: &'static str,
    /// A heading.
    pub(crate) partition: &'static str,
    /// What a partition does.
    pub(crate) partition_note: &'static str,
    /// A label: the list of partitions.
    pub(crate) split: &'static str,
    /// A choice: no partition of the list.
    pub(crate) split_own: &'static str,
    /// A choice: these against all others.
    pub(crate) split_off: fn(&str, &str) -> String,
    /// A choice.
    pub(crate) group_a: &'static str,
    /// A choice.
    pub(crate) group_b: &'static str,
    /// A choice: reaches both groups.
    pub(crate) no_group: &'static str,
    /// A button.
    pub(crate) partition_do: &'static str,
    /// What a partition needs.
    pub(crate) expect_two_groups: &'static str,
    /// A heading.
    pub(crate) disk_and_clock: &'static str,
    /// A label.
    pub(crate) pace_min: &'static str,
    /// A label.
    pub(crate) pace_max: &'static str,
    /// A button.
    pub(crate) apply_pace: &'static str,
    /// A label.
    pub(crate) save_min: &'static str,
    /// A label.
    pub(crate) save_max: &'static str,
    /// A label.
    pub(crate) disk: &'static str,
    /// A choice.
    pub(crate) disk_synced: &'static str,
    /// A choice.
    pub(crate) disk_unsynced: &'static str,
    /// A button.
    pub(crate) apply_disk: &'static str,
    /// A label.
    pub(crate) skew: &'static str,
    /// A label.
    pub(crate) drift: &'static str,
    /// What a skew must be.
    pub(crate) expect_skew: &'static str,
    /// What a drift must be.
    pub(crate) expect_drift: &'static str,
    /// A button.
    pub(crate) apply_clock: &'static str,
    /// A heading: the protocol.
    pub(crate) rules_of: fn(&str) -> String,
    /// What the switches do: the protocol.
    pub(crate) rules_note: fn(&str) -> String,
    /// Said while a rule is off: the protocol.
    pub(crate) rules_modified: fn(&str) -> String,
    /// A switch that is on.
    pub(crate) on: &'static str,
    /// A switch that is off.
    pub(crate) off: &'static str,
    /// Where the rules come from: the paper.
    pub(crate) after_the_paper: fn(&str) -> String,
}
