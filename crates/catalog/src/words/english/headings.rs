//! The headings of the list of prepared runs, in English. Loaded with that list.

use crate::shelf::Heading;

/// A heading.
pub(crate) fn heading(heading: Heading) -> &'static str {
    match heading {
        Heading::Basics => "First steps",
        Heading::Election => "Election",
        Heading::Replication => "Replication",
        Heading::Safety => "Safety",
        Heading::Reads => "Reads",
        Heading::PreVote => "Pre-vote and check-quorum",
        Heading::Transfer => "Leadership transfer",
        Heading::Snapshots => "Snapshots",
        Heading::Membership => "Membership",
        Heading::Sessions => "Client sessions",
        Heading::Partitions => "Partitions",
        Heading::Failures => "Failures",
        Heading::Incidents => "Famous incidents",
    }
}
