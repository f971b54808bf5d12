//! The rules of a paper, each of which a run may switch off.

/// One rule of a protocol's paper.
#[derive(Clone, Copy, Debug)]
pub struct RuleInfo<R: 'static> {
    /// Which rule it is.
    pub rule: R,
    /// Its name in files, in kebab case, such as `election-restriction`.
    pub name: &'static str,
    /// The section of the paper that states it.
    pub section: &'static str,
}

/// The rules that are switched off in a run.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct RuleSet {
    off: u64,
}

impl RuleSet {
    /// Whether the rule at `place` in the protocol's list is followed.
    #[must_use]
    pub fn follows(self, place: u8) -> bool {
        self.off & (1 << place) == 0
    }

    /// Follow the rule at `place` again.
    pub fn follow(&mut self, place: u8) {
        self.off &= !(1 << place);
    }

    /// Stop following the rule at `place`.
    pub fn break_rule(&mut self, place: u8) {
        self.off |= 1 << place;
    }

    /// Whether every rule is followed: the protocol is the paper's.
    #[must_use]
    pub fn is_faithful(self) -> bool {
        self.off == 0
    }
}

/// Whether a cited section names the work it is of, such as `BHG 7.3`. One that is a number, such
/// as `5.4.1`, is of the protocol's own paper.
#[must_use]
pub fn is_of_another_work(section: &str) -> bool {
    !section.starts_with(|first: char| first.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::RuleSet;

    #[test]
    fn switching_one_rule_leaves_the_others() {
        let mut rules = RuleSet::default();
        assert!(rules.is_faithful());
        rules.break_rule(3);
        assert!(!rules.follows(3) && rules.follows(2) && !rules.is_faithful());
        rules.follow(3);
        assert_eq!(rules, RuleSet::default());
    }
}
