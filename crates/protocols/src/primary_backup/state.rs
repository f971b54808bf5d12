//! A server's state: the view service's, and that of the servers it watches.

use super::log::Log;
use core::fmt;
use litemap::LiteMap;
use machine::{ClientId, NodeId, Request, Store};

/// The number of a view: it only grows; 0 is before the first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct ViewNumber(pub u64);

impl ViewNumber {
    /// The number after this one.
    #[must_use]
    pub fn next(self) -> Self {
        ViewNumber(self.0 + 1)
    }

    /// The number before this one; 0 has none and gives itself.
    #[must_use]
    pub fn previous(self) -> Self {
        ViewNumber(self.0.saturating_sub(1))
    }
}

impl fmt::Display for ViewNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The place of an operation in the log, from 1; 0 is before the first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct LogIndex(pub u64);

impl LogIndex {
    /// The place after this one.
    #[must_use]
    pub fn next(self) -> Self {
        LogIndex(self.0 + 1)
    }
}

impl fmt::Display for LogIndex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Who is what, as the view service says.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct View {
    /// Its number; 0 as long as there is no view.
    pub number: ViewNumber,
    /// The server that answers clients.
    pub primary: Option<NodeId>,
    /// The server that takes over from it.
    pub backup: Option<NodeId>,
}

impl View {
    /// Whether the server is primary or backup.
    #[must_use]
    pub fn has(&self, node: NodeId) -> bool {
        self.primary == Some(node) || self.backup == Some(node)
    }
}

/// An operation of the log.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Operation {
    /// The view in which a primary took it.
    pub view: ViewNumber,
    /// What a client wants done.
    pub request: Request,
}

/// What a server must not forget. The same things are kept twice: in memory, where handlers work on
/// them, and on disk, where [`super::PrimaryBackup`] copies them before any answer that depends on
/// them.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Persistent {
    /// The view service's current view; any other server's latest one.
    pub view: View,
    /// The view service's: whether the primary of that view has acknowledged it.
    pub acknowledged: Acknowledged,
    /// The view for which the log is the whole state: a backup without it waits for the transfer.
    pub holds: ViewNumber,
    /// What the server has applied.
    pub log: Log,
}

/// How long ago a server was last heard.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Heard {
    /// Not since the view service started, so many ticks ago.
    Never(u64),
    /// So many ticks ago.
    Ago(u64),
}

impl Heard {
    /// One tick later.
    #[must_use]
    pub fn later(self) -> Self {
        match self {
            Heard::Never(ticks) => Heard::Never(ticks + 1),
            Heard::Ago(ticks) => Heard::Ago(ticks + 1),
        }
    }

    /// How many ticks ago it was heard, or the view service started.
    #[must_use]
    pub fn ticks(self) -> u64 {
        match self {
            Heard::Never(ticks) | Heard::Ago(ticks) => ticks,
        }
    }
}

/// What a primary knows of its backup.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Backup {
    /// Which server it is.
    pub node: NodeId,
    /// The last operation it has vouched for; `None` until it has the whole state.
    pub has: Option<LogIndex>,
}

/// What a server is at present.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Role {
    /// It says who is primary and who is backup.
    ViewService {
        /// When each server was last heard, `S1` (itself) first.
        heard: Vec<Heard>,
    },
    /// It answers clients.
    Primary {
        /// Its backup, if the view has one.
        backup: Option<Backup>,
        /// The last operation its own disk holds.
        saved: LogIndex,
    },
    /// It takes what the primary forwards.
    Backup,
    /// It is neither: it shows that it lives, and waits.
    Spare,
}

/// Whether the primary of a view has acknowledged it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Acknowledged {
    /// It has.
    Yes,
    /// It has not yet.
    #[default]
    No,
}

/// What a crash erases.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Memory {
    /// The working copy of what the disk should hold.
    pub state: Persistent,
    /// What the server is at present.
    pub role: Role,
    /// The last operation known to be answered for: by a primary, or told to its backup.
    pub settled: LogIndex,
    /// What the log's operations lead to.
    pub store: Store,
    /// The requests a primary has taken and not yet answered, by their place in the log.
    pub waiting: LiteMap<LogIndex, (ClientId, u64)>,
}

impl Memory {
    /// A server that has just started with what its disk holds.
    #[must_use]
    pub fn booted(disk: &Persistent, role: Role) -> Self {
        let mut memory = Memory {
            state: disk.clone(),
            role,
            settled: LogIndex(0),
            store: Store::default(),
            waiting: LiteMap::new(),
        };
        memory.rebuild();
        memory
    }

    /// Applies the whole log anew.
    pub fn rebuild(&mut self) {
        self.store = Store::default();
        for (_, operation) in self.state.log.from(LogIndex(1)) {
            self.store.apply(&operation.request);
        }
    }

    /// Adds an operation to the log and applies it. Returns its index.
    pub fn apply(&mut self, operation: Operation) -> LogIndex {
        self.store.apply(&operation.request);
        self.state.log.push(operation)
    }
}
