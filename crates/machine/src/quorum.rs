//! Majorities.

/// A majority quorum over a fixed set of members: any two quorums share a member.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Quorum {
    members: u8,
}

impl Quorum {
    /// Majorities of the nodes `S1` to `S<members>`.
    #[must_use]
    pub fn majority_of(members: u8) -> Self {
        Quorum { members }
    }

    /// How many members make a quorum.
    #[must_use]
    pub fn size(self) -> u8 {
        self.members / 2 + 1
    }

    /// The greatest value that a quorum has reached, given one value from each member.
    ///
    /// # Panics
    /// If there is not one value for each member.
    #[must_use]
    pub fn reached<T: Ord + Copy>(self, values: &[T]) -> T {
        assert_eq!(values.len(), usize::from(self.members), "one value from each member");
        reached_by(self.size(), values).expect("a quorum has no more members than there are")
    }
}

/// The greatest value that so many of these have reached; `None` if there are not so many.
#[must_use]
pub fn reached_by<T: Ord + Copy>(count: u8, values: &[T]) -> Option<T> {
    let has_enough =
        |value: &T| values.iter().filter(|other| *other >= value).count() >= usize::from(count);
    values.iter().copied().filter(has_enough).max()
}

#[cfg(test)]
mod tests {
    use super::Quorum;

    #[test]
    fn a_majority_is_more_than_half() {
        let sizes: Vec<u8> = (1..=9).map(|n| Quorum::majority_of(n).size()).collect();
        assert_eq!(sizes, [1, 2, 2, 3, 3, 4, 4, 5, 5]);
    }

    #[test]
    fn the_reached_value_is_the_median_or_the_one_below() {
        assert_eq!(Quorum::majority_of(5).reached(&[3, 1, 2, 5, 4]), 3);
        assert_eq!(Quorum::majority_of(4).reached(&[3, 1, 2, 4]), 2);
        assert_eq!(Quorum::majority_of(1).reached(&[7]), 7);
    }
}
