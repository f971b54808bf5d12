//! Which message is which, named so that an action elsewhere never renames it.

use core::fmt;
use machine::Endpoint;
use serde::{Deserialize, Serialize};

/// A message: the link it travels, its number on that link, and which copy of it this is.
///
/// Numbers count per directed link, so removing an action renames only what that action caused.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct MessageId {
    /// The sender.
    pub from: Endpoint,
    /// The receiver.
    pub to: Endpoint,
    /// Its number on this link, from 1.
    pub number: u32,
    /// 0 for the original, then one more for each duplicate.
    pub copy: u8,
}

impl fmt::Display for MessageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}->{}#{}", self.from, self.to, self.number)?;
        if self.copy > 0 { write!(f, "+{}", self.copy) } else { Ok(()) }
    }
}
