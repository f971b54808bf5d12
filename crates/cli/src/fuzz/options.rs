//! Which options of the protocol a run has.

use machine::{OptionInfo, Text, Unit};
use rand::RngExt;
use rand::rngs::Xoshiro256PlusPlus;
use std::collections::BTreeMap;

/// How long a time is at least and at most that is off by default, in milliseconds.
const SPAN_MS: (u64, u64) = (100, 2_000);
/// Up to what things are counted: mostly little, which makes rare things frequent, or more.
const COUNTS: [u64; 2] = [8, 256];

/// Which options chance has a say in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Drawn {
    /// What counts something, and switches: most keep their default.
    Some,
    /// Every option, so that every mechanism of the protocol meets every other one.
    All,
}

/// Values for the options of one run; those left out have their default. No switch is thrown on
/// which a promise depends.
pub(crate) fn draw(
    random: &mut Xoshiro256PlusPlus,
    list: &[OptionInfo],
    drawn: Drawn,
) -> BTreeMap<Text, u64> {
    let mut options = BTreeMap::new();
    for option in list {
        let value = match drawn {
            Drawn::Some => some(random, option),
            Drawn::All => any(random, option),
        };
        options.extend(value.map(|value| (option.name.into(), value)));
    }
    options
}

/// For what counts something, the default for one half, the least for one quarter, as small numbers
/// make rare things frequent. A quarter of the switches are thrown.
fn some(random: &mut Xoshiro256PlusPlus, option: &OptionInfo) -> Option<u64> {
    let dice = random.random_range(0..4);
    match option.unit {
        Unit::Count if dice < 2 => {
            let most = if dice == 0 { option.min } else { option.default };
            Some(random.random_range(option.min..=most))
        }
        Unit::Switch if dice == 0 => Some(1 - option.default),
        Unit::Count | Unit::Switch | Unit::Promise | Unit::Ms | Unit::Percent | Unit::Choice(_) => {
            None
        }
    }
}

/// Any choice, and either side of a switch. What counts something has its default for one half, and
/// mostly a small number for the other. A timeout takes up to half as long again as by default,
/// which leaves those apart that must be; one that is off by default is on for one half.
fn any(random: &mut Xoshiro256PlusPlus, option: &OptionInfo) -> Option<u64> {
    let OptionInfo { min, max, default, .. } = *option;
    let is_default = random.random_range(0..2) == 0;
    let value = match option.unit {
        Unit::Promise => return None,
        Unit::Switch | Unit::Choice(_) => random.random_range(min..=max),
        Unit::Count | Unit::Ms if is_default => return None,
        Unit::Count => {
            let most = COUNTS[usize::from(random.random_range(0..4) == 0)];
            random.random_range(1..=most)
        }
        Unit::Ms if default == 0 => random.random_range(SPAN_MS.0..=SPAN_MS.1),
        Unit::Ms => random.random_range(default..=default + default / 2),
        Unit::Percent => random.random_range(min..=2 * default),
    };
    Some(value.clamp(min, max))
}

#[cfg(test)]
mod tests {
    use super::{Drawn, draw};
    use machine::{OptionInfo, Unit};
    use rand::SeedableRng;
    use rand::rngs::Xoshiro256PlusPlus;
    use std::collections::BTreeSet;

    /// The values of one option that many seeds draw, without the default of those that keep it.
    fn drawn(option: OptionInfo, drawn: Drawn) -> BTreeSet<u64> {
        let seeds = (0..4_000).map(Xoshiro256PlusPlus::seed_from_u64);
        let all = seeds.flat_map(|mut random| draw(&mut random, &[option], drawn));
        all.map(|(_, value)| value).collect()
    }

    #[test]
    fn all_options_are_drawn_within_what_they_may_be() {
        let all = |option| drawn(option, Drawn::All).into_iter().collect::<Vec<_>>();
        assert_eq!(all(OptionInfo::new("a", Unit::Switch, 0, 0, 1)), [0, 1]);
        assert_eq!(all(OptionInfo::new("a", Unit::Choice(&["b", "c", "d"]), 0, 0, 2)), [0, 1, 2]);
        assert_eq!(all(OptionInfo::new("a", Unit::Percent, 2, 1, 50)), [1, 2, 3, 4]);
        assert_eq!(all(OptionInfo::new("a", Unit::Ms, 4, 1, 9)), [4, 5, 6]);
        assert_eq!(all(OptionInfo::new("a", Unit::Count, 9, 1, 9)), [1, 2, 3, 4, 5, 6, 7, 8, 9]);
        assert!(all(OptionInfo::new("a", Unit::Ms, 0, 0, 500)).iter().all(|ms| *ms >= 100));
        assert!(all(OptionInfo::new("a", Unit::Promise, 1, 0, 1)).is_empty());
    }

    #[test]
    fn unless_all_are_asked_for_times_and_choices_keep_their_defaults() {
        for unit in [Unit::Ms, Unit::Percent, Unit::Choice(&["b", "c"]), Unit::Promise] {
            assert!(drawn(OptionInfo::new("a", unit, 0, 0, 1), Drawn::Some).is_empty(), "{unit:?}");
        }
        assert_eq!(drawn(OptionInfo::new("a", Unit::Switch, 0, 0, 1), Drawn::Some).len(), 1);
    }
}
