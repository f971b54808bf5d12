//! English.

pub(crate) mod act;
pub(crate) mod acted;
mod bank;
mod commit;
pub(crate) mod comparison;
pub(crate) mod headings;
pub(crate) mod multi_paxos;
pub(crate) mod multi_paxos_notes;
pub(crate) mod options;
pub(crate) mod paxos;
pub(crate) mod paxos_notes;
pub(crate) mod primary_backup;
pub(crate) mod primary_backup_notes;
pub(crate) mod raft;
pub(crate) mod raft_figure_2;
pub(crate) mod raft_notes;
pub(crate) mod refusal;
pub(crate) mod three_phase;
pub(crate) mod three_phase_notes;
pub(crate) mod two_phase;
pub(crate) mod two_phase_notes;
pub(crate) mod world;

use crate::words::{LedgerWords, PartWords};

/// What is said of the servers of a protocol that keeps the same log on each.
pub(crate) static REPLICATED_LOG: LedgerWords = LedgerWords {
    tab: "Logs",
    table: None,
    log: Some(PartWords {
        heading: "Replicated log",
        decided: "committed",
        key: "solid = committed · dashed = not yet · colour = term",
    }),
    entry: "entry #",
    era: "term",
};
