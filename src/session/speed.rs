//! How fast virtual time passes: fixed steps, each about twice the one before.

/// A speed of playing, by its place among [`Speed::ALL`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Speed(usize);

impl Speed {
    /// Slower than life: one second of virtual time takes so many; faster: its inverse.
    const SLOWNESS: [f64; 13] =
        [1000.0, 500.0, 200.0, 100.0, 50.0, 20.0, 10.0, 5.0, 2.0, 1.0, 0.5, 0.2, 0.1];

    /// Slow enough to follow single messages.
    pub(crate) const FIRST: Speed = Speed(5);

    /// Every speed, the slowest first.
    pub(crate) fn all() -> impl Iterator<Item = Speed> {
        (0..Speed::SLOWNESS.len()).map(Speed)
    }

    /// The speed at this place among all.
    pub(crate) fn at(place: usize) -> Speed {
        Speed(place.min(Speed::SLOWNESS.len() - 1))
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
        1000.0 / Speed::SLOWNESS[self.0]
    }

    /// As it is written: `1/50×`, `2×`.
    pub(crate) fn text(self) -> String {
        let slowness = Speed::SLOWNESS[self.0];
        if slowness > 1.0 { format!("1/{slowness}×") } else { format!("{}×", 1.0 / slowness) }
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
        assert_eq!(all[12].text(), "10×");
    }
}
