//! How fast virtual time passes: fixed steps, each about twice the one before.

/// As fast as life: a millisecond, in microseconds.
const LIFE: u16 = 1_000;

/// A speed of playing, by its place among [`Speed::ALL`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Speed(usize);

impl Speed {
    /// Microseconds of virtual time for a millisecond of the person's.
    const MICROS_PER_MS: [u16; 13] =
        [1, 2, 5, 10, 20, 50, 100, 200, 500, LIFE, 2 * LIFE, 5 * LIFE, 10 * LIFE];

    /// Slow enough to follow single messages.
    pub(crate) const FIRST: Speed = Speed(5);

    /// Every speed, the slowest first.
    pub(crate) fn all() -> impl Iterator<Item = Speed> {
        (0..Speed::MICROS_PER_MS.len()).map(Speed)
    }

    /// The speed at this place among all.
    pub(crate) fn at(place: usize) -> Speed {
        Speed(place.min(Speed::MICROS_PER_MS.len() - 1))
    }

    /// The next faster one, if there is one.
    pub(crate) fn faster(self) -> Speed {
        Speed::at(self.0 + 1)
    }

    /// The next slower one, if there is one.
    pub(crate) fn slower(self) -> Speed {
        Speed(self.0.saturating_sub(1))
    }

    /// Microseconds of virtual time for a millisecond of the person's.
    pub(crate) fn micros_per_ms(self) -> f64 {
        f64::from(Speed::MICROS_PER_MS[self.0])
    }

    /// As it is written: `1/50×`, `2×`.
    pub(crate) fn text(self) -> String {
        match Speed::MICROS_PER_MS[self.0] {
            slow @ 0..LIFE => format!("1/{}×", LIFE / slow),
            fast => format!("{}×", fast / LIFE),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Speed;

    #[test]
    fn speeds_end_where_they_end() {
        let all: Vec<Speed> = Speed::all().collect();
        assert_eq!(all[0].slower(), all[0]);
        assert_eq!(all[12].faster(), all[12]);
        assert_eq!(Speed::FIRST.text(), "1/20×");
        assert_eq!(all[9].text(), "1×");
        assert_eq!(all[12].text(), "10×");
    }
}
