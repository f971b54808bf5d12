//! Which links an action cuts and which it heals.

use crate::action::Action;
use machine::Endpoint;

impl Action {
    /// Whether this link is cut after the action; `None` if the action leaves it as it was.
    #[must_use]
    pub fn cuts(&self, from: Endpoint, to: Endpoint) -> Option<bool> {
        match self {
            Action::Cut(sender, receiver) => ((*sender, *receiver) == (from, to)).then_some(true),
            Action::Heal(sender, receiver) => ((*sender, *receiver) == (from, to)).then_some(false),
            Action::Partition(groups) => {
                let group = |end| groups.iter().position(|group| group.contains(&end));
                Some(match (group(from), group(to)) {
                    (Some(a), Some(b)) => a != b,
                    (None, _) | (_, None) => false,
                })
            }
            Action::Isolate(end) => (from == *end || to == *end).then_some(true),
            Action::HealAll => Some(false),
            Action::Crash(_)
            | Action::Restart(..)
            | Action::Pause(_)
            | Action::Resume(_)
            | Action::Fire(..)
            | Action::Timer(..)
            | Action::Request(..)
            | Action::Deliver(_)
            | Action::Delay(..)
            | Action::Drop(_)
            | Action::Duplicate(_)
            | Action::Corrupt(_)
            | Action::Network(..)
            | Action::Disk(..)
            | Action::Clock(..)
            | Action::Slow(..)
            | Action::Order(..)
            | Action::BreakRule(_)
            | Action::FollowRule(_)
            | Action::Drive(_) => None,
        }
    }
}
