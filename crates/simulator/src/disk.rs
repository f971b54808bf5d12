//! Settings of a node's disk and clock.

use machine::Span;
use serde::{Deserialize, Serialize};

/// Whether a disk tells the truth.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DiskTruth {
    /// What it says is saved survives a crash.
    Synced,
    /// It says saved and has not: a crash loses all since it began to lie, unless a later honest
    /// save has written it after all.
    Unsynced,
}

/// How a node's disk behaves.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct DiskSettings {
    /// How long a save takes.
    pub save: Span,
    /// Whether it tells the truth.
    pub truth: DiskTruth,
}

impl Default for DiskSettings {
    fn default() -> Self {
        DiskSettings { save: Span::ms(1, 2), truth: DiskTruth::Synced }
    }
}

/// How a node's clock differs from the true time.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
pub struct Clock {
    /// How far it is ahead, in microseconds; below zero it is behind.
    pub skew: i64,
    /// How much faster it runs, in parts per million; below zero it is slower.
    pub drift: i32,
}
