//! What clients ask and what they are told: a key-value store with `put`, `get`, `cas`, `append`.

use crate::ids::{ClientId, NodeId};
use core::fmt;
use core::hash::{Hash, Hasher};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A short piece of text that is cheap to copy: a key, a value, a name.
pub type Text = Arc<str>;

/// What a client wants done to the store.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Command {
    /// Set `key` to `value`.
    Put(Text, Text),
    /// Read `key`.
    Get(Text),
    /// Set `key` to the third value if it now holds the second (compare and set).
    Cas(Text, Text, Text),
    /// Add `value` to the end of what `key` holds.
    Append(Text, Text),
}

impl Command {
    /// How many bytes it takes: its kind, and each text with its length.
    #[must_use]
    pub fn size(&self) -> u64 {
        let texts: &[&Text] = match self {
            Command::Get(key) => &[key],
            Command::Put(key, value) | Command::Append(key, value) => &[key, value],
            Command::Cas(key, from, to) => &[key, from, to],
        };
        1 + texts.iter().map(|text| 4 + text.len() as u64).sum::<u64>()
    }
}

/// As a log cell shows it: `x=1`, `x?`, `x:1→2`, `x+=1`.
impl fmt::Display for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Command::Put(key, value) => write!(f, "{key}={value}"),
            Command::Get(key) => write!(f, "{key}?"),
            Command::Cas(key, from, to) => write!(f, "{key}:{from}→{to}"),
            Command::Append(key, value) => write!(f, "{key}+={value}"),
        }
    }
}

/// A command as it reaches a server: who asks, and the number that makes a retry recognisable.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Request {
    /// The client, whose session this is.
    pub client: ClientId,
    /// The client's own serial number, from 1; a retry carries the same one.
    pub number: u64,
    /// What it wants.
    pub command: Command,
    /// The session that the cluster has opened for it, where clients must have one.
    pub session: Session,
}

impl Request {
    /// A request of a client without a session.
    #[must_use]
    pub fn new(client: ClientId, number: u64, command: Command) -> Self {
        Request { client, number, command, session: Session::default() }
    }
}

/// A client's session, by its number; 0 is none.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
pub struct Session(pub u64);

/// No session adds nothing to a digest, so that traces without sessions stay what they were.
impl Hash for Session {
    fn hash<H: Hasher>(&self, state: &mut H) {
        if self.0 > 0 {
            self.0.hash(state);
        }
    }
}

/// What carrying out a command gave.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// A `put` or `append` was done.
    Written,
    /// What a `get` read; `None` if the key was never written.
    Value(Option<Text>),
    /// A `cas` found the expected value and replaced it.
    Swapped,
    /// A `cas` found this value instead, and changed nothing.
    Differs(Option<Text>),
    /// One command is chosen for all who ask, whatever each of them wanted: this one. Protocols
    /// that decide a single value answer so.
    Chosen(Command),
    /// The client's session is over: whether the command was carried out before is not known.
    Expired,
}

impl Outcome {
    /// How many bytes it takes: its kind, and a text with its length.
    #[must_use]
    pub fn size(&self) -> u64 {
        match self {
            Outcome::Written | Outcome::Swapped | Outcome::Expired => 1,
            Outcome::Value(value) | Outcome::Differs(value) => {
                1 + value.as_ref().map_or(0, |text| 4 + text.len() as u64)
            }
            Outcome::Chosen(command) => 1 + command.size(),
        }
    }
}

/// What a server tells a client.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reply {
    /// The command was carried out.
    Done(Outcome),
    /// Ask another server: this one, if it is known.
    Redirect(Option<NodeId>),
    /// The command was not carried out: first the client is given this session, with which it asks
    /// again.
    Registered(Session),
}
