//! What a run may set, in English. Loaded with the form that sets it.

use crate::words::{OptionGroup, OptionWords};

/// The words of an option of a protocol, if they are known.
pub(crate) fn option(protocol: &str, name: &str) -> Option<OptionWords> {
    let known = match protocol {
        "raft" => RAFT,
        "paxos" => PAXOS,
        "multi-paxos" => MULTI_PAXOS,
        "two-phase" => TWO_PHASE,
        "three-phase" => THREE_PHASE,
        "primary-backup" => PRIMARY_BACKUP,
        _ => &[],
    };
    let found = known.iter().find(|(known, ..)| *known == name)?;
    let (_, group, title, help) = *found;
    Some(OptionWords { group, title, help })
}

/// A group of options.
pub(crate) fn group(group: OptionGroup) -> &'static str {
    match group {
        OptionGroup::Timing => "Timing",
        OptionGroup::Leaders => "Leaders",
        OptionGroup::Roles => "Roles",
        OptionGroup::Replication => "Replication",
        OptionGroup::Reads => "Reads",
        OptionGroup::Snapshots => "Snapshots",
        OptionGroup::Membership => "Membership",
        OptionGroup::Sessions => "Client sessions",
        OptionGroup::Accounts => "Accounts",
    }
}

/// The options of one protocol: each with its name in files, its group, its title and a line that
/// explains it.
type Known = &'static [(&'static str, OptionGroup, &'static str, &'static str)];

const RAFT: Known = &[
    (
        "election-timeout-min",
        OptionGroup::Timing,
        "Shortest election timeout",
        "Who hears no leader for so long asks for votes; drawn anew each time",
    ),
    (
        "election-timeout-max",
        OptionGroup::Timing,
        "Longest election timeout",
        "The wider the range, the rarer two candidates stand at once",
    ),
    ("heartbeat", OptionGroup::Timing, "Heartbeat", "How often a leader shows that it lives"),
    (
        "batch",
        OptionGroup::Replication,
        "Entries in a message",
        "The most that one AppendEntries carries",
    ),
    (
        "parallel-writes",
        OptionGroup::Replication,
        "Parallel writes",
        "The leader sends entries before its own disk has them (dissertation, 10.2.1)",
    ),
    (
        "pre-vote",
        OptionGroup::Leaders,
        "Pre-vote",
        "Before it stands, one asks whether it would win: who was cut off disturbs nobody \
         (dissertation, 9.6)",
    ),
    (
        "check-quorum",
        OptionGroup::Leaders,
        "Check-quorum",
        "A leader that no majority answers steps down, and who hears a leader ignores candidates \
         (dissertation, 6.2 and 4.2.3)",
    ),
    (
        "reads",
        OptionGroup::Reads,
        "How a leader answers a get",
        "log: as an entry. plain: from its store, which may be stale. read-index: after a round of \
         heartbeats. lease: by its clock (dissertation, 6.4)",
    ),
    (
        "snapshot-every",
        OptionGroup::Snapshots,
        "Entries between snapshots",
        "Each takes one by itself after so many entries; 0: never (7)",
    ),
    (
        "snapshot-bytes",
        OptionGroup::Snapshots,
        "Bytes between snapshots",
        "The same by the size of the entries; 0: never",
    ),
    (
        "snapshot-chunk",
        OptionGroup::Snapshots,
        "Bytes in a message",
        "The most of a snapshot that one InstallSnapshot carries, but a whole record at least",
    ),
    (
        "members",
        OptionGroup::Membership,
        "Voters at the beginning",
        "The first so many vote; the others wait outside until they are let in",
    ),
    (
        "changes",
        OptionGroup::Membership,
        "How the cluster changes",
        "auto: one voter at once, several by a joint configuration. implicit: always by one. \
         explicit: by one that is left when you say so (6)",
    ),
    (
        "session-expiry",
        OptionGroup::Sessions,
        "A session expires after",
        "Clients need sessions, which end when nothing came in them for so long; 0: no such limit \
         (dissertation, 6.3)",
    ),
    (
        "sessions",
        OptionGroup::Sessions,
        "Sessions at a time",
        "The one used least recently makes room for one too many; 0: no such limit",
    ),
    (
        "clock-drift",
        OptionGroup::Reads,
        "Clock drift allowed for",
        "With leases: by how much each clock may run fast or slow. Beyond it reads may be stale",
    ),
];

const PAXOS: Known = &[
    (
        "timeout",
        OptionGroup::Timing,
        "Patience of a proposer",
        "How long it waits for a majority before it tries a higher ballot",
    ),
    (
        "back-off",
        OptionGroup::Timing,
        "Longest pause after a refusal",
        "Drawn anew each time and doubled with each attempt; 0 lets proposers duel",
    ),
    (
        "refusals",
        OptionGroup::Roles,
        "Acceptors refuse aloud",
        "They say that they refuse, and what they have promised (2.5)",
    ),
    (
        "roles-apart",
        OptionGroup::Roles,
        "Roles apart",
        "The first propose, the last learn, those between accept",
    ),
    (
        "distinguished-proposer",
        OptionGroup::Roles,
        "A distinguished proposer",
        "Only one begins ballots (2.4)",
    ),
    (
        "heartbeat",
        OptionGroup::Timing,
        "Heartbeat",
        "How often the distinguished proposer shows that it lives",
    ),
    (
        "suspicion",
        OptionGroup::Timing,
        "Suspicion",
        "Who hears for so long from no distinguished proposer takes itself for it",
    ),
];

const MULTI_PAXOS: Known = &[
    (
        "election-timeout-min",
        OptionGroup::Timing,
        "Shortest election timeout",
        "Who hears no leader for so long wants to lead; drawn anew each time",
    ),
    (
        "election-timeout-max",
        OptionGroup::Timing,
        "Longest election timeout",
        "The wider the range, the rarer two leaders duel",
    ),
    (
        "back-off",
        OptionGroup::Timing,
        "Back-off",
        "How much longer one may wait that has tried in vain; 0 lets leaders duel",
    ),
    (
        "heartbeat",
        OptionGroup::Timing,
        "Heartbeat",
        "How often the leader shows that it lives, and proposes again what is not accepted",
    ),
    (
        "window",
        OptionGroup::Replication,
        "Window",
        "How many slots above the chosen ones may be proposed for",
    ),
    (
        "batch",
        OptionGroup::Replication,
        "Values in a message",
        "The most that a message holds which proposes again or catches up",
    ),
    (
        "snapshot-every",
        OptionGroup::Snapshots,
        "Slots between snapshots",
        "A snapshot is taken, and the log cut short, every so many slots",
    ),
    (
        "lease",
        OptionGroup::Reads,
        "Lease",
        "How long a lease lasts for those who grant it; 0: every read goes through the log",
    ),
];

const TWO_PHASE: Known = &[
    (
        "vote-timeout",
        OptionGroup::Timing,
        "Wait for votes",
        "A coordinator that lacks votes for so long aborts",
    ),
    (
        "ack-timeout",
        OptionGroup::Timing,
        "Wait for acknowledgements",
        "After so long the coordinator repeats a commit to those who have not acknowledged",
    ),
    (
        "decision-timeout",
        OptionGroup::Timing,
        "Wait for the decision",
        "How often a participant in doubt asks the coordinator and its peers",
    ),
    ("balance", OptionGroup::Accounts, "Balance at the beginning", "What each account holds"),
];

const THREE_PHASE: Known = &[
    (
        "coordinate-timeout",
        OptionGroup::Timing,
        "Patience of a coordinator",
        "Who leads goes on without those who have not answered for so long",
    ),
    (
        "decision-timeout",
        OptionGroup::Timing,
        "Wait for the coordinator",
        "Who hears nothing for so long gives up the one that leads; who has failed asks again",
    ),
    ("balance", OptionGroup::Accounts, "Balance at the beginning", "What each account holds"),
];

const PRIMARY_BACKUP: Known = &[
    (
        "synchronous",
        OptionGroup::Replication,
        "Synchronous",
        "The primary answers once its backup has the operation; off: once its own disk has it",
    ),
    (
        "ping-interval",
        OptionGroup::Timing,
        "Ping interval",
        "How often each pings, and how often the view service looks whom it has not heard",
    ),
    (
        "dead-pings",
        OptionGroup::Timing,
        "Silent pings of the dead",
        "Who is not heard for more than so many counts as dead",
    ),
    (
        "resend",
        OptionGroup::Timing,
        "Send again",
        "After so long a primary sends again what its backup has not acknowledged",
    ),
];
