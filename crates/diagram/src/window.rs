//! The stretch of virtual time that can be seen.

use machine::Micros;

/// A stretch of virtual time, `from` included, `to` not.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Window {
    /// Its beginning.
    pub from: Micros,
    /// Its end.
    pub to: Micros,
}

impl Window {
    /// How long it is; at least a microsecond, so that it can be divided by.
    #[must_use]
    pub fn length(self) -> Micros {
        Micros(self.to.since(self.from).0.max(1))
    }

    /// Whether the moment lies in it.
    #[must_use]
    pub fn contains(self, at: Micros) -> bool {
        self.from <= at && at < self.to
    }

    /// The moment held inside the window, at its nearer end if it lies outside.
    #[must_use]
    pub fn clamp(self, at: Micros) -> Micros {
        at.clamp(self.from, self.to.max(self.from))
    }

    /// The window moved just far enough for `at` to lie between its beginning and `ahead`, a part
    /// of its length in hundredths, with a quarter of its length shown before it when it must go
    /// back. It never begins before the run does.
    #[must_use]
    pub fn follow(self, at: Micros, ahead: u64) -> Self {
        let length = self.length();
        let reach = Micros(length.0 * ahead / 100);
        let from = if at < self.from {
            at.since(Micros(length.0 / 4))
        } else if at > self.from.plus(reach) {
            at.since(reach)
        } else {
            self.from
        };
        Window { from, to: from.plus(length) }
    }

    /// The window `times` as long, at least `least` and at most `most`, with `around` standing
    /// where it stood. It never begins before the run does.
    #[must_use]
    pub fn zoom(self, around: Micros, times: f64, least: Micros, most: Micros) -> Self {
        let before = self.length().0 as f64;
        let length = (before * times).clamp(least.0 as f64, most.0.max(least.0) as f64);
        let share = (around.0 as f64 - self.from.0 as f64) / before;
        let from = Micros((around.0 as f64 - share * length).max(0.0) as u64);
        Window { from, to: from.plus(Micros(length as u64)) }
    }

    /// The window moved to where this moment is in its middle, unless the run begins too late.
    #[must_use]
    pub fn around(self, at: Micros) -> Self {
        let length = self.length();
        let from = at.since(Micros(length.0 / 2));
        Window { from, to: from.plus(length) }
    }

    /// The window moved by so many microseconds, but not before the run begins, nor to where
    /// nothing of what happened up to `end` can be seen.
    #[must_use]
    pub fn pan(self, by: f64, end: Micros) -> Self {
        let length = self.length();
        let most = end.since(Micros(length.0 / 4)).0 as f64;
        let from = Micros((self.from.0 as f64 + by).min(most).max(0.0) as u64);
        Window { from, to: from.plus(length) }
    }
}

#[cfg(test)]
mod tests {
    use super::Window;
    use machine::Micros;

    const WINDOW: Window = Window { from: Micros(1_000), to: Micros(2_000) };

    #[test]
    fn a_window_stays_while_the_moment_is_inside_its_reach() {
        assert_eq!(WINDOW.follow(Micros(1_700), 75), WINDOW);
    }

    #[test]
    fn a_window_scrolls_on_just_as_far_as_needed() {
        let moved = WINDOW.follow(Micros(1_800), 75);
        assert_eq!(moved, Window { from: Micros(1_050), to: Micros(2_050) });
    }

    #[test]
    fn what_is_zoomed_around_stays_where_it_stands() {
        let around =
            |at: u64, times: f64| WINDOW.zoom(Micros(at), times, Micros(100), Micros(4_000));
        assert_eq!(around(1_500, 0.5), Window { from: Micros(1_250), to: Micros(1_750) });
        assert_eq!(around(1_000, 0.5).from, Micros(1_000));
        assert_eq!(around(1_500, 0.001).length(), Micros(100));
        assert_eq!(around(1_500, 100.0), Window { from: Micros(0), to: Micros(4_000) });
    }

    #[test]
    fn a_window_is_moved_as_far_as_there_is_something_to_see() {
        let end = Micros(5_000);
        assert_eq!(WINDOW.pan(250.0, end), Window { from: Micros(1_250), to: Micros(2_250) });
        assert_eq!(WINDOW.pan(-9_000.0, end).from, Micros(0));
        assert_eq!(WINDOW.pan(9_000.0, end).from, Micros(4_750));
    }

    #[test]
    fn a_window_goes_back_with_a_quarter_before_the_moment_and_never_before_the_run() {
        let back = WINDOW.follow(Micros(900), 75);
        assert_eq!(back, Window { from: Micros(650), to: Micros(1_650) });
        assert_eq!(WINDOW.follow(Micros(100), 75).from, Micros(0));
    }
}
