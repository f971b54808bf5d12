//! What servers send each other. The lab's remote procedure calls (`Ping`, the forwarding of an
//! operation, the transfer of the state), each as a request and a reply of its own.

use super::log::Log;
use super::state::{LogIndex, Operation, View, ViewNumber};

/// What servers send each other.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Message {
    /// A server shows the view service that it lives.
    Ping {
        /// The last view it has acknowledged; 0 from a server that remembers nothing.
        view: ViewNumber,
    },
    /// The view service answers a ping with the current view.
    Current {
        /// The view.
        view: View,
    },
    /// A primary gives a new backup everything it has.
    Transfer {
        /// The view in which the receiver is the backup.
        view: View,
        /// The whole state, as the operations that lead to it.
        log: Log,
        /// The last operation that clients have been answered for.
        settled: LogIndex,
    },
    /// A primary forwards operations to its backup.
    Forward {
        /// The primary's view.
        view: ViewNumber,
        /// The index of the operation before the first of these.
        previous: LogIndex,
        /// The operations.
        operations: Vec<Operation>,
        /// The last operation that clients have been answered for.
        settled: LogIndex,
    },
    /// A backup has the primary's operations, and has saved them.
    Forwarded {
        /// The view it acts in.
        view: ViewNumber,
        /// The last operation it vouches for.
        has: LogIndex,
    },
    /// A server turns down what an old primary sends.
    Refused {
        /// The view the server knows, later than the sender's.
        view: ViewNumber,
    },
}

impl Message {
    /// The number of the view that every message carries.
    #[must_use]
    pub fn view(&self) -> ViewNumber {
        match self {
            Message::Current { view } | Message::Transfer { view, .. } => view.number,
            Message::Ping { view }
            | Message::Forward { view, .. }
            | Message::Forwarded { view, .. }
            | Message::Refused { view } => *view,
        }
    }
}
