//! English.

pub(crate) mod act;
mod acted;
pub(crate) mod primary_backup;
pub(crate) mod primary_backup_notes;
pub(crate) mod raft;
pub(crate) mod raft_notes;
pub(crate) mod refusal;
pub(crate) mod world;
