//! The words of the page around the panel and the strip.

/// The words of the header.
#[derive(Debug)]
pub(crate) struct HeaderWords {
    /// The name of the page.
    pub(crate) brand: &'static str,
    /// The protocol picker.
    pub(crate) protocol: &'static str,
    /// The scenario picker.
    pub(crate) scenario: &'static str,
    /// No scenario.
    pub(crate) free_play: &'static str,
    /// The protocol, with a rule of its paper switched off.
    pub(crate) modified: fn(&str) -> String,
    /// What a run starts from.
    pub(crate) run: fn(u8, u64) -> String,
    /// Two runs side by side.
    pub(crate) compare: &'static str,
    /// The checker.
    pub(crate) find_a_bug: &'static str,
    /// A link to the run.
    pub(crate) share: &'static str,
    /// Why it cannot be done.
    pub(crate) find_a_bug_later: &'static str,
    /// The language picker.
    pub(crate) language: &'static str,
    /// Their names, each in itself.
    pub(crate) languages: [&'static str; 1],
    /// Makes the page dark.
    pub(crate) to_dark: &'static str,
    /// Makes the page light.
    pub(crate) to_light: &'static str,
    /// Opens the help.
    pub(crate) help: &'static str,
}

/// The words of the stage.
#[derive(Debug)]
pub(crate) struct StageWords {
    /// The whole stage.
    pub(crate) stage: &'static str,
    /// The group of tools.
    pub(crate) tools: &'static str,
    /// A tool.
    pub(crate) select: &'static str,
    /// A tool.
    pub(crate) crash: &'static str,
    /// A tool.
    pub(crate) cut: &'static str,
    /// A tool.
    pub(crate) partition: &'static str,
    /// A tool.
    pub(crate) pause: &'static str,
    /// What to do with the partition tool.
    pub(crate) gather: &'static str,
    /// Cuts the gathered servers off.
    pub(crate) split_off: fn(&str) -> String,
    /// A server that is down, beside it.
    pub(crate) crashed: &'static str,
    /// A server that is down, inside its ring.
    pub(crate) down: &'static str,
    /// A server that stands still, beside it.
    pub(crate) paused: &'static str,
    /// Every write is saved.
    pub(crate) disk_saved: &'static str,
    /// So many writes are not saved.
    pub(crate) unsaved: fn(u32) -> String,
    /// What the disk of a crashed server holds.
    pub(crate) disk_holds: fn(&str, u64, u64) -> String,
    /// The era of a server.
    pub(crate) era: fn(&str, u64) -> String,
    /// How many, and of how many.
    pub(crate) badge: fn(&str, u64, Option<u64>) -> String,
    /// A server, to be heard: its name, role and era.
    pub(crate) node_name: fn(&str, &str, &str) -> String,
    /// A server that stands still, to be heard.
    pub(crate) node_paused: fn(&str) -> String,
    /// A server that is down, to be heard.
    pub(crate) node_crashed: fn(&str) -> String,
    /// The only client.
    pub(crate) client: &'static str,
    /// A client that waits for an answer.
    pub(crate) waiting: &'static str,
    /// A client that waits for nothing.
    pub(crate) idle: &'static str,
    /// A client, to be heard.
    pub(crate) client_name: fn(&str, &str) -> String,
    /// One direction of a link.
    pub(crate) link_name: fn(&str, &str) -> String,
    /// One direction of a link that is cut.
    pub(crate) link_cut: fn(&str, &str) -> String,
    /// A message in flight.
    pub(crate) message_name: fn(&str, &str, &str) -> String,
}

/// The words of the menus.
#[derive(Debug)]
pub(crate) struct MenuWords {
    /// As it reads: Crash.
    pub(crate) crash: &'static str,
    /// As it reads: Restart.
    pub(crate) restart: &'static str,
    /// Restarts a server whose disk is lost.
    pub(crate) restart_empty: &'static str,
    /// As it reads: Pause.
    pub(crate) pause: &'static str,
    /// As it reads: Resume.
    pub(crate) resume: &'static str,
    /// As it reads: Fire timer.
    pub(crate) fire_timer: &'static str,
    /// Why no timer can be fired.
    pub(crate) no_timer: &'static str,
    /// As it reads: Send request....
    pub(crate) send_request: &'static str,
    /// Why no request can be sent.
    pub(crate) no_client: &'static str,
    /// Asks for an order of the protocol.
    pub(crate) order: &'static str,
    /// As it reads: Isolate.
    pub(crate) isolate: &'static str,
    /// As it reads: Heal all links.
    pub(crate) heal_all: &'static str,
    /// Why nothing can be healed.
    pub(crate) no_cuts: &'static str,
    /// Cuts one direction.
    pub(crate) cut: fn(&str, &str) -> String,
    /// As it reads: Cut both directions.
    pub(crate) cut_both: &'static str,
    /// Why both directions cannot be cut.
    pub(crate) both_cut: &'static str,
    /// As it reads: Heal.
    pub(crate) heal: &'static str,
    /// Why a link cannot be healed.
    pub(crate) link_whole: &'static str,
    /// As it reads: Deliver now.
    pub(crate) deliver: &'static str,
    /// As it reads: Delay....
    pub(crate) delay: &'static str,
    /// As it reads: Drop.
    pub(crate) drop: &'static str,
    /// As it reads: Duplicate.
    pub(crate) duplicate: &'static str,
    /// As it reads: Corrupt.
    pub(crate) corrupt: &'static str,
    /// Sets how long a server takes over each input.
    pub(crate) pace: &'static str,
    /// Sets a server's clock.
    pub(crate) clock: &'static str,
    /// Sets a server's disk.
    pub(crate) disk: &'static str,
    /// Sets how one direction of a link treats messages.
    pub(crate) link_settings: &'static str,
}

/// The words of dialogs.
#[derive(Debug)]
pub(crate) struct DialogWords {
    /// Asks for an order to a server.
    pub(crate) order_title: fn(&str) -> String,
    /// The list of orders.
    pub(crate) order: &'static str,
    /// The servers that it names.
    pub(crate) order_servers: &'static str,
    /// Gives it.
    pub(crate) order_do: &'static str,
    /// Asks for a request.
    pub(crate) request_title: &'static str,
    /// Asks for a delay.
    pub(crate) delay_title: fn(&str) -> String,
    /// Asks how long a server takes over each input.
    pub(crate) pace_title: fn(&str) -> String,
    /// Asks how a server's clock is off.
    pub(crate) clock_title: fn(&str) -> String,
    /// Asks how a server's disk behaves.
    pub(crate) disk_title: fn(&str) -> String,
    /// Closes without doing anything.
    pub(crate) close: &'static str,
    /// What was done, and the branches.
    pub(crate) history: HistoryWords,
    /// The run for others.
    pub(crate) share: super::ShareWords,
}

/// The words of the history.
#[derive(Debug)]
pub(crate) struct HistoryWords {
    /// Its title.
    pub(crate) title: &'static str,
    /// The heading of the branches.
    pub(crate) branches: &'static str,
    /// How a branch differs from the open one: its acts, and when the two part.
    pub(crate) differs: fn(u64, &str) -> String,
    /// A branch with the same acts as the open one.
    pub(crate) same: &'static str,
    /// The branch that is open.
    pub(crate) is_open: &'static str,
    /// Opens a branch.
    pub(crate) open: &'static str,
    /// Draws a branch over the open one.
    pub(crate) compare: &'static str,
    /// The same of a branch of this name.
    pub(crate) compare_named: fn(&str) -> String,
    /// Opens this branch, to be heard.
    pub(crate) open_named: fn(&str) -> String,
    /// Deletes this branch, to be heard.
    pub(crate) delete_named: fn(&str) -> String,
    /// Deletes a branch.
    pub(crate) delete: &'static str,
    /// The name of a branch.
    pub(crate) name: fn(&str) -> String,
    /// The heading of the acts.
    pub(crate) acts: &'static str,
    /// No act in the open branch.
    pub(crate) no_acts: &'static str,
    /// Takes this act out, to be heard.
    pub(crate) remove_named: fn(&str) -> String,
    /// The time of this act, to be heard.
    pub(crate) time_of: fn(&str) -> String,
    /// The unit of its time.
    pub(crate) ms: &'static str,
    /// Moves the act.
    pub(crate) shift: &'static str,
    /// Moves this act, to be heard.
    pub(crate) shift_named: fn(&str) -> String,
    /// What a time must be.
    pub(crate) expect_time: &'static str,
}

/// The words of the narration.
#[derive(Debug)]
pub(crate) struct NarrationWords {
    /// Its name.
    pub(crate) region: &'static str,
    /// Below the caption, at the beginning of a scenario.
    pub(crate) fresh_scenario: &'static str,
    /// Asks how it came about.
    pub(crate) why: &'static str,
    /// Goes to the event that broke it.
    pub(crate) go_to_event: fn(u32) -> String,
}

/// The words of the player.
#[derive(Debug)]
pub(crate) struct PlayerWords {
    /// The whole player.
    pub(crate) player: &'static str,
    /// As it reads: Go to start.
    pub(crate) to_start: &'static str,
    /// As it reads: Step back.
    pub(crate) step_back: &'static str,
    /// As it reads: Step forward.
    pub(crate) step_forward: &'static str,
    /// What is seen on both.
    pub(crate) step: &'static str,
    /// As it reads: Play.
    pub(crate) play: &'static str,
    /// As it reads: Pause.
    pub(crate) pause: &'static str,
    /// As it reads: Previous marker.
    pub(crate) previous_marker: &'static str,
    /// As it reads: Next marker.
    pub(crate) next_marker: &'static str,
    /// As it reads: Diagram.
    pub(crate) diagram: &'static str,
    /// Scrolls to the list of events.
    pub(crate) show_events: &'static str,
    /// The slider.
    pub(crate) position: &'static str,
    /// Where the run is.
    pub(crate) event: fn(u32, u32) -> String,
    /// As it reads: Undo.
    pub(crate) undo: &'static str,
    /// As it reads: Redo.
    pub(crate) redo: &'static str,
    /// Opens what was done, and the branches.
    pub(crate) history: &'static str,
    /// The branch picker.
    pub(crate) branch: &'static str,
    /// A branch that has no name.
    pub(crate) branch_name: fn(u32) -> String,
    /// Takes an act out of the run.
    pub(crate) remove: &'static str,
    /// As it reads: Speed.
    pub(crate) speed: &'static str,
    /// The list of events.
    pub(crate) events: &'static str,
    /// Nothing has happened yet.
    pub(crate) no_events: &'static str,
    /// Events that are not listed.
    pub(crate) earlier: fn(u32) -> String,
}

/// The words of the help.
#[derive(Debug)]
pub(crate) struct HelpWords {
    /// As it reads: Help.
    pub(crate) title: &'static str,
    /// What the page is for.
    pub(crate) intro: &'static str,
    /// The heading of the keys.
    pub(crate) keys: &'static str,
    /// Turns the keys on and off.
    pub(crate) keys_on: &'static str,
    /// Each key and what it does.
    pub(crate) list: [(&'static str, &'static str); 14],
    /// The heading of the signs.
    pub(crate) legend: &'static str,
    /// What is drawn, and what it means.
    pub(crate) signs: [&'static str; 10],
}

/// Messages to the person.
#[derive(Debug)]
pub(crate) struct NoticeWords {
    /// A key needs a selected server.
    pub(crate) select_first: &'static str,
    /// A key names no server.
    pub(crate) no_such_server: fn(u8) -> String,
    /// A server has no timer to fire.
    pub(crate) no_timer: fn(&str) -> String,
    /// A run has no client.
    pub(crate) no_client: &'static str,
    /// The controls could not be fetched.
    pub(crate) no_controls: &'static str,
    /// Closes the message.
    pub(crate) dismiss: &'static str,
}

/// What is said of changes of the past.
#[derive(Debug)]
pub(crate) struct PastWords {
    /// An action in the past has begun a branch.
    pub(crate) branch_begun: &'static str,
    /// There is nothing to undo.
    pub(crate) no_undo: &'static str,
    /// There is nothing to redo.
    pub(crate) no_redo: &'static str,
    /// Acts that can no longer be taken, each as below.
    pub(crate) left_out: fn(&str) -> String,
    /// Such an act, and why.
    pub(crate) left_out_one: fn(&str, &str) -> String,
}

/// The words of the form for a new run.
#[derive(Debug)]
pub(crate) struct RunFormWords {
    /// How many servers.
    pub(crate) servers: &'static str,
    /// From which every random number is drawn.
    pub(crate) seed: &'static str,
    /// Opens a run.
    pub(crate) new_run: &'static str,
    /// What the number of servers must be.
    pub(crate) expect_servers: fn(u8, u8) -> String,
    /// What the seed must be.
    pub(crate) expect_seed: &'static str,
    /// What an option's number must be.
    pub(crate) expect_number: fn(u64, u64) -> String,
    /// The unit of an option.
    pub(crate) ms: &'static str,
    /// The unit of an option.
    pub(crate) percent: &'static str,
    /// Puts every option to its default.
    pub(crate) defaults: &'static str,
}
