//! The words of faults: where they show on the stage, and what a crash would erase.

/// What is wrong, beside what it is wrong with.
#[derive(Debug)]
pub(crate) struct FaultWords {
    /// So many inputs wait at a server.
    pub(crate) waits: fn(u32) -> String,
    /// A server takes so long over each input.
    pub(crate) slow: fn(&str) -> String,
    /// How far a clock is off, in milliseconds, and how much too fast it runs, in percent.
    pub(crate) clock: fn(&str, &str) -> String,
    /// A disk takes so long over each save.
    pub(crate) slow_disk: fn(&str) -> String,
    /// A disk says saved too soon, and has said so of that many writes.
    pub(crate) lying_disk: fn(u32) -> String,
    /// A server reaches none of these, nor they it.
    pub(crate) cut_off: fn(&str) -> String,
    /// How every link treats messages.
    pub(crate) all_links: &'static str,
    /// How long a message travels, or anything takes: from, to, in milliseconds.
    pub(crate) span: fn(&str, &str) -> String,
    /// A rate of messages that are lost.
    pub(crate) lost: fn(&str) -> String,
    /// A rate of messages that are duplicated.
    pub(crate) duplicated: fn(&str) -> String,
    /// A rate of messages that are damaged.
    pub(crate) damaged: fn(&str) -> String,
    /// Messages arrive as they were sent.
    pub(crate) in_order: &'static str,
    /// A message has just been lost.
    pub(crate) was_lost: fn(&str) -> String,
    /// A message has just been refused, as it came damaged.
    pub(crate) was_refused: fn(&str) -> String,
    /// A second copy of a message has just arrived.
    pub(crate) came_again: fn(&str) -> String,
}

/// What a crash of a server now would erase.
#[derive(Debug)]
pub(crate) struct RiskWords {
    /// A heading.
    pub(crate) heading: &'static str,
    /// The server is down.
    pub(crate) is_down: &'static str,
    /// Nothing of the disk would be lost.
    pub(crate) disk_is_safe: &'static str,
    /// The memory.
    pub(crate) memory: &'static str,
    /// The timers that run.
    pub(crate) timers: &'static str,
    /// What the disk only says it holds.
    pub(crate) claimed: &'static str,
    /// What the disk has not finished.
    pub(crate) unfinished: &'static str,
    /// What waits.
    pub(crate) waiting: &'static str,
    /// So many keys of the store.
    pub(crate) store: fn(usize) -> String,
    /// A field: its name, its value, and what the disk holds.
    pub(crate) field: fn(&str, &str, Option<&str>) -> String,
    /// A log entry: its index and what it holds.
    pub(crate) entry: fn(u64, &str) -> String,
    /// So many messages that leave once a save is finished.
    pub(crate) leaving: fn(u32) -> String,
    /// So many more.
    pub(crate) more: fn(usize) -> String,
}
