//! Random numbers for schedules: each is the digest of the seed and how many came before it.

use machine::digest_of;

/// Dice.
#[derive(Clone, Debug)]
pub struct Dice {
    seed: u64,
    thrown: u64,
}

impl Dice {
    /// The dice of this seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Dice { seed, thrown: 0 }
    }

    /// A number below `end`; 0 if there is none.
    pub fn below(&mut self, end: u64) -> u64 {
        self.thrown += 1;
        digest_of(&(self.seed, self.thrown)) % end.max(1)
    }

    /// Whether something with these odds of a thousand happens.
    pub fn happens(&mut self, odds: u64) -> bool {
        self.below(1_000) < odds
    }
}
