//! Settings of a directed link.

use machine::Span;
use serde::{Deserialize, Serialize};

/// How often something happens, in parts per million.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize,
)]
pub struct Rate(pub u32);

impl Rate {
    /// Every time.
    pub const ALWAYS: Rate = Rate(1_000_000);

    /// So many in a hundred.
    #[must_use]
    pub const fn percent(percent: u32) -> Self {
        Rate(percent * 10_000)
    }
}

/// How a link treats what is sent over it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct LinkSettings {
    /// How long a message travels.
    pub delay: Span,
    /// How often a message is lost.
    pub loss: Rate,
    /// How often a message arrives twice.
    pub duplicate: Rate,
    /// How often a message is damaged, which its checksum shows on arrival.
    pub corrupt: Rate,
    /// Whether messages arrive in the order in which they were sent.
    pub fifo: bool,
}

impl Default for LinkSettings {
    fn default() -> Self {
        LinkSettings {
            delay: Span::ms(10, 30),
            loss: Rate(0),
            duplicate: Rate(0),
            corrupt: Rate(0),
            fifo: false,
        }
    }
}
