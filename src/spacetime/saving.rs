//! What is seen of the diagram, as a file of its own.

use super::desk::Desk;
use crate::saving::PictureFile;
use crate::session::ExperimentHandle;
use crate::words::Words;
use diagram::{Frame, Picture, svg_file};

/// What is seen, if anything is.
pub(super) fn seen(
    experiment: &ExperimentHandle,
    desk: &Desk,
    frame: Frame,
    words: &Words,
) -> Option<PictureFile> {
    let narrated = |event| {
        let narration = experiment.with(|run| run.narrate(event, words.language));
        narration.mark.map(|(_, label)| label)
    };
    let picture = desk.with_view(experiment, |view| Picture::new(frame, view, &narrated))?;
    let beside = desk.other.as_ref().map(|other| (other.picture(frame), other.parts(&frame)));
    let label = words.later().spacetime.first_difference;
    let beside = beside
        .as_ref()
        .map(|(picture, x)| diagram::Other { picture, parts: x.map(|x| (x, label)) });
    let setup = experiment.with(|run| run.setup().clone());
    let name = format!("{}-seed-{}", setup.protocol, setup.seed);
    let title = (words.later().spacetime.title)(&name, setup.nodes);
    let svg = svg_file(&picture, beside, &title);
    Some(PictureFile { name, svg, size: (frame.width, frame.height) })
}
