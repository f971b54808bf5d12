//! What moves evenly while the run plays. The browser moves it, which costs the page no work in the
//! frames between two events.

use crate::clock::{Clock, Course};
use js_sys::{JSON, Object};
use machine::Micros;
use std::fmt::Write;
use wasm_bindgen::JsCast;
use web_sys::{Animation, AnimationEffect, Element, KeyframeEffect, KeyframeEffectOptions};
use yew::prelude::{NodeRef, hook, use_effect_with};

/// Where something is (a CSS transform) at a few moments, in their order. In between it moves
/// evenly.
pub(crate) type Glide = Vec<(Micros, String)>;

/// Moves each of the elements by its glide while time passes. When time stands still they are where
/// their own styles say.
#[hook]
pub(crate) fn use_glides(elements: &[NodeRef], clock: &Clock, glides: Vec<Glide>) {
    let elements = elements.to_vec();
    use_effect_with((clock.course(), glides), move |(course, glides)| {
        let mut animations = Vec::new();
        for (element, glide) in elements.iter().zip(glides) {
            animations.push(begin(element, glide, *course));
        }
        move || animations.iter().flatten().for_each(Animation::cancel)
    });
}

/// Where something is all the time, if it does not move.
pub(crate) fn resting(glide: &Glide) -> Option<&str> {
    let (_, here) = glide.first()?;
    glide.iter().all(|(_, transform)| transform == here).then_some(here)
}

/// Begins to move an element, if time passes and it moves at all. A browser that cannot move it
/// leaves it where it is.
fn begin(element: &NodeRef, glide: &Glide, course: Option<Course>) -> Option<Animation> {
    let course = course?;
    if resting(glide).is_some() {
        return None;
    }
    let ((first, _), (last, _)) = glide.first().zip(glide.last())?;
    let start = course.until(*first);
    let micros = ((course.until(*last) - start) * 1_000.0) as u64;
    let options = format!(r#"{{"duration":{micros}e-3,"fill":"both"}}"#);
    let options: KeyframeEffectOptions = JSON::parse(&options).ok()?.unchecked_into();
    let keyframes: Object = JSON::parse(&keyframes(glide, *first, *last)).ok()?.unchecked_into();
    let effect = KeyframeEffect::new_with_opt_element_and_keyframes_and_keyframe_effect_options(
        element.cast::<Element>().as_ref(),
        Some(&keyframes),
        &options,
    );
    let effect: AnimationEffect = effect.ok()?.into();
    let animation = Animation::new_with_effect(Some(&effect)).ok()?;
    animation.set_start_time(Some(course.at + start));
    Some(animation)
}

/// The glide as the browser takes it. Fractions are written as whole millionths: to print a
/// floating-point number takes a lot of code.
fn keyframes(glide: &Glide, first: Micros, last: Micros) -> String {
    let length = last.since(first).0.max(1);
    let mut text = String::from("[");
    for (at, transform) in glide {
        let comma = if text.len() > 1 { "," } else { "" };
        let offset = at.since(first).0 * 1_000_000 / length;
        // Writing to a string never fails.
        let _ = write!(text, r#"{comma}{{"offset":{offset}e-6,"transform":"{transform}"}}"#);
    }
    text.push(']');
    text
}

#[cfg(test)]
mod tests {
    use super::keyframes;
    use machine::Micros;

    #[test]
    fn keyframes_lie_at_their_share_of_the_time() {
        let glide = [(100, "a"), (150, "b"), (300, "c")];
        let glide = glide.map(|(at, text)| (Micros(at), text.to_string())).to_vec();
        let expected = concat!(
            r#"[{"offset":0e-6,"transform":"a"},{"offset":250000e-6,"transform":"b"},"#,
            r#"{"offset":1000000e-6,"transform":"c"}]"#
        );
        assert_eq!(keyframes(&glide, Micros(100), Micros(300)), expected);
    }
}
