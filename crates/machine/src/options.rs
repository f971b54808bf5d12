//! A protocol's options: named numbers with a default and a range.

/// What an option's number counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unit {
    /// Milliseconds.
    Ms,
    /// A plain count.
    Count,
    /// Per cent.
    Percent,
    /// 0 is off, 1 is on.
    Switch,
    /// One of these, the first of which is 0.
    Choice(&'static [&'static str]),
    /// A switch, where the protocol promises less when it is not at its default.
    Promise,
}

/// One option of a protocol.
#[derive(Clone, Copy, Debug)]
pub struct OptionInfo {
    /// Its name in files, in kebab case, such as `election-timeout-min`.
    pub name: &'static str,
    /// What its number counts.
    pub unit: Unit,
    /// The value unless a run says otherwise.
    pub default: u64,
    /// The least it may be.
    pub min: u64,
    /// The most it may be.
    pub max: u64,
}

impl Unit {
    /// The number that this word stands for, where words may stand for numbers.
    #[must_use]
    pub fn number(self, word: &str) -> Option<u64> {
        let words: &[&str] = match self {
            Unit::Ms | Unit::Count | Unit::Percent => return None,
            Unit::Switch | Unit::Promise => &["off", "on"],
            Unit::Choice(words) => words,
        };
        words.iter().position(|known| *known == word).map(|place| place as u64)
    }
}

impl OptionInfo {
    /// An option of this name, with its default and the least and the most it may be.
    #[must_use]
    pub const fn new(name: &'static str, unit: Unit, default: u64, min: u64, max: u64) -> Self {
        OptionInfo { name, unit, default, min, max }
    }
}

/// The values of a protocol's options, in the order in which the protocol lists them.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Options(Vec<u64>);

impl Options {
    /// Every option at its default.
    #[must_use]
    pub fn defaults(list: &[OptionInfo]) -> Self {
        Options(list.iter().map(|option| option.default).collect())
    }

    /// The value of the option at `place` in the protocol's list.
    ///
    /// # Panics
    /// If the protocol lists no option there.
    #[must_use]
    pub fn get(&self, place: usize) -> u64 {
        self.0[place]
    }

    /// Sets the option at `place` in the protocol's list.
    ///
    /// # Panics
    /// If the protocol lists no option there.
    pub fn set(&mut self, place: usize, value: u64) {
        self.0[place] = value;
    }
}
