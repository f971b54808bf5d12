//! Where what moves in the strip is, at a moment.

use crate::glide::{Glide, resting};
use crate::px::px;
use machine::Micros;

/// Where everything is, in pixels.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Place {
    /// The moment.
    pub(super) at: Micros,
    /// How far the pictures are moved to the right.
    pub(super) scroll: f64,
    /// Where what is known ends.
    pub(super) known: f64,
    /// Where the playhead is.
    pub(super) x: f64,
}

/// What moves, in the order of [`Place::transforms`]. Each costs the browser time in every frame:
/// while the run plays on at its end, two of them move.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Mover {
    /// What the servers were.
    Bands,
    /// The messages and the marks.
    Happenings,
    /// The empty lanes over the bands from the end of what is known on.
    Unknown,
    /// The veil over what is known already but has not happened yet.
    Veil,
    /// The line at the present moment.
    Playhead,
}

/// How many things move.
pub(super) const MOVERS: usize = 5;

/// How each thing moves that is at these places, in the order of [`Mover`].
pub(super) fn glides(places: &[Place]) -> [Glide; MOVERS] {
    let mut glides = std::array::from_fn(|_| Glide::new());
    for place in places {
        for (glide, transform) in glides.iter_mut().zip(place.transforms()) {
            glide.push((place.at, transform));
        }
    }
    // What has no width need not move.
    if let Some(place) = places.first().filter(|_| places.iter().all(|it| it.known <= it.x)) {
        glides[Mover::Veil as usize] = vec![(place.at, "scaleX(0)".into())];
    }
    glides
}

/// Where everything is put: what moves, where it was when it began to; what rests, where it is.
pub(super) fn put(glides: &[Glide; MOVERS], since: Place) -> [String; MOVERS] {
    let mut transforms = since.transforms();
    for (transform, glide) in transforms.iter_mut().zip(glides) {
        if let Some(here) = resting(glide) {
            here.clone_into(transform);
        }
    }
    transforms
}

impl Place {
    /// Where everything is, as a CSS transform each.
    pub(super) fn transforms(&self) -> [String; MOVERS] {
        let aside = |x: f64| format!("translateX({}px)", px(x));
        let veil = format!("{} scaleX({})", aside(self.x), px(self.known - self.x));
        let scroll = aside(self.scroll);
        [scroll.clone(), scroll, aside(self.known), veil, aside(self.x - 5.0)]
    }
}

#[cfg(test)]
mod tests {
    use super::{Mover, Place, glides, put};
    use machine::Micros;

    fn place(at: u64, scroll: f64, known: f64, x: f64) -> Place {
        Place { at: Micros(at), scroll, known, x }
    }

    #[test]
    fn what_rests_while_the_rest_scrolls_is_put_where_it_is_and_not_where_it_was() {
        let glides = glides(&[place(9, 0.0, 90.0, 90.0), place(12, -30.0, 90.0, 90.0)]);
        let put = put(&glides, place(3, 60.0, 50.0, 50.0));
        assert_eq!(put[Mover::Playhead as usize], "translateX(85px)");
        assert_eq!(put[Mover::Unknown as usize], "translateX(90px)");
        assert_eq!(put[Mover::Bands as usize], "translateX(60px)");
    }

    #[test]
    fn a_veil_moves_only_while_something_known_is_ahead() {
        let veil = |places: &[Place]| glides(places)[Mover::Veil as usize].len();
        assert_eq!(veil(&[place(0, 0.0, 50.0, 50.0), place(9, 0.0, 90.0, 90.0)]), 1);
        assert_eq!(veil(&[place(0, 0.0, 90.0, 50.0), place(9, 0.0, 90.0, 90.0)]), 2);
    }
}
