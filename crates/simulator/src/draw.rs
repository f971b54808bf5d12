//! Randomness aligned to causes.
//!
//! A delay, a loss or a timeout is drawn from (seed, what it is for), never from one shared stream,
//! so an action on one link leaves every unrelated event where it was.

use crate::link::Rate;
use crate::message::MessageId;
use core::hash::Hash;
use machine::{ClientId, Micros, NodeId, Span, TimerId, digest_of};
use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt, SeedableRng};

/// What a number is drawn for. The same cause always draws the same number.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Cause {
    /// How long a message travels.
    Delay(MessageId),
    /// Whether a message is lost.
    Loss(MessageId),
    /// Whether the network makes a copy of a message.
    Duplicate(MessageId),
    /// Whether a message is damaged on the way.
    Corrupt(MessageId),
    /// Which bit of its checksum is flipped then.
    Bit(MessageId),
    /// How long a node's timer runs, the n-th time that it is set.
    Timer(NodeId, TimerId, u32),
    /// How long a node's n-th save takes.
    Save(NodeId, u32),
    /// How long a client waits before its n-th further attempt.
    Retry(ClientId, u32),
    /// How long a slow node takes over its n-th input.
    Handling(NodeId, u32),
}

/// The source of every random number of a run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Draw {
    seed: u64,
}

impl Draw {
    /// Numbers for the run with this seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Draw { seed }
    }

    /// A length of time within `span`, both ends included.
    #[must_use]
    pub fn time(&self, cause: Cause, span: Span) -> Micros {
        if span.min >= span.max {
            return span.min;
        }
        Micros(self.stream(&cause).random_range(span.min.0..=span.max.0))
    }

    /// Whether something that happens at this rate happens here.
    #[must_use]
    pub fn happens(&self, cause: Cause, rate: Rate) -> bool {
        rate.0 > 0 && self.stream(&cause).random_range(0..Rate::ALWAYS.0) < rate.0
    }

    /// A number below `bound`, which is above 0.
    #[must_use]
    pub fn below(&self, cause: Cause, bound: u32) -> u32 {
        self.stream(&cause).random_range(0..bound)
    }

    fn stream(&self, cause: &impl Hash) -> Xoshiro256PlusPlus {
        Xoshiro256PlusPlus::seed_from_u64(digest_of(&(self.seed, cause)))
    }
}
