//! What a run may set, in words.

use super::{Language, english};
use machine::OptionInfo;

/// An option of a protocol, in words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OptionWords {
    /// With which others it stands.
    pub group: OptionGroup,
    /// What it is called.
    pub title: &'static str,
    /// What it does.
    pub help: &'static str,
}

/// Options that stand together, in the order of a form.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OptionGroup {
    /// How long things take.
    Timing,
    /// Who leads.
    Leaders,
    /// Who does what.
    Roles,
    /// How what clients ask for gets to every server.
    Replication,
    /// How reads are answered.
    Reads,
    /// When logs are cut short.
    Snapshots,
    /// Who belongs to the cluster.
    Membership,
    /// What is remembered of clients.
    Sessions,
    /// What accounts hold.
    Accounts,
}

impl OptionGroup {
    /// Every group, in the order of a form.
    pub const ALL: [OptionGroup; 9] = [
        OptionGroup::Leaders,
        OptionGroup::Roles,
        OptionGroup::Replication,
        OptionGroup::Reads,
        OptionGroup::Snapshots,
        OptionGroup::Membership,
        OptionGroup::Sessions,
        OptionGroup::Accounts,
        OptionGroup::Timing,
    ];
}

/// An option of a protocol, in words. Loaded with the form that sets it.
#[must_use]
pub fn option(protocol: &str, option: &OptionInfo, language: Language) -> OptionWords {
    let known = match language {
        Language::English => english::options::option(protocol, option.name),
    };
    // A test rules out that one has none.
    known.unwrap_or(OptionWords { group: OptionGroup::Timing, title: option.name, help: "" })
}

/// What a group of options is called. Loaded with the form that sets them.
#[must_use]
pub fn option_group(group: OptionGroup, language: Language) -> &'static str {
    match language {
        Language::English => english::options::group(group),
    }
}
