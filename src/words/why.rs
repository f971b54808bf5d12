//! The words of Why?.

use machine::Shape;

/// The words of questions and answers.
#[derive(Debug)]
pub(crate) struct WhyWords {
    /// The answer's place.
    pub(crate) region: &'static str,
    /// Asks about what stands before it.
    pub(crate) ask: &'static str,
    /// Asks for a server's role: its name, the role and how that is drawn.
    pub(crate) role: fn(&str, &str, Shape) -> String,
    /// Asks why a server is down.
    pub(crate) down: fn(&str) -> String,
    /// Asks for a field of a server: its name, the field and its value.
    pub(crate) field: fn(&str, &str, &str) -> String,
    /// Asks why a server's log holds this: its name, the entry's name and what is there.
    pub(crate) entry: fn(&str, &str, &str) -> String,
    /// Asks why a server knows an entry to be decided: its name, the entry's name, what is there,
    /// and what being decided is called.
    pub(crate) decided: fn(&str, &str, &str, &str) -> String,
    /// Asks for the answer to a command.
    pub(crate) answer: fn(&str, &str) -> String,
    /// Asks why a command has no answer.
    pub(crate) no_answer: fn(&str) -> String,
    /// The answer to a command, as what asks about it is heard.
    pub(crate) answered: fn(&str, &str) -> String,
    /// Asks for a broken property.
    pub(crate) broken: fn(&str) -> String,
    /// How the answer is ordered.
    pub(crate) newest_first: &'static str,
    /// The event with which an answer begins.
    pub(crate) asked: &'static str,
    /// An event in which the message of another left.
    pub(crate) sent: fn(u32) -> String,
    /// An event that set the timer of another.
    pub(crate) timer: fn(u32) -> String,
    /// An event that asked for the save of another.
    pub(crate) save: fn(u32) -> String,
    /// An event in which the wait began that ended in another.
    pub(crate) wait: fn(u32) -> String,
    /// An event that brought an answer of the same round.
    pub(crate) counted: fn(u32) -> String,
    /// An event in which the sender of another came by what it sent.
    pub(crate) held: fn(u32) -> String,
    /// An event that cannot stand beside another.
    pub(crate) rival: fn(u32) -> String,
    /// The answer is looked for, and has been down to this event.
    pub(crate) looking: fn(u32) -> String,
    /// There is no answer.
    pub(crate) none: &'static str,
    /// The run is another since.
    pub(crate) changed: &'static str,
    /// Asks again.
    pub(crate) again: &'static str,
    /// Stops looking.
    pub(crate) cancel: &'static str,
    /// Puts the answer away.
    pub(crate) close: &'static str,
}
