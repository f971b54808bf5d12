//! Another branch, drawn over the open one.

use super::SpacetimeProps;
use super::desk::Desk;
use crate::player::branch_name;
use crate::session::Shown;
use catalog::{Branch, Experiment};
use diagram::{Filter, Frame, Index, Picture, View, first_difference};
use machine::Micros;
use simulator::{MessageScene, Trace};
use std::rc::Rc;

/// Another branch: a run of its own, which the open one knows nothing of.
pub(super) struct Other {
    branch: Rc<Branch>,
    run: Box<dyn Experiment>,
    index: Index,
    in_flight: Vec<MessageScene>,
    /// The first event in which both differ.
    pub(super) parts: Option<u32>,
    /// When the earlier of both happened.
    parts_at: Option<Micros>,
    /// Up to where they are the same.
    since: u32,
    language: catalog::Language,
    /// What it is called.
    pub(super) name: String,
}

/// The branch that is to be compared, if there is one: not the open one, and not deleted.
fn wanted(props: &SpacetimeProps) -> Option<Rc<Branch>> {
    let Shown::Beside(number) = props.shown else { return None };
    props.experiment.with_history(|history| {
        let others = history.branches().iter().enumerate();
        let mut others = others.filter(|(place, _)| *place != history.open());
        others.find(|(_, branch)| branch.number == number).map(|(_, branch)| branch.clone())
    })
}

/// Opens the branch that is to be compared, or looks again where it parts from the open one.
pub(super) fn other(desk: &mut Desk, props: &SpacetimeProps) {
    let wanted = wanted(props);
    let before = desk.other.take();
    let Some(branch) = wanted else { return };
    let known = before.filter(|other| {
        let of = |branch: &Branch| (branch.number, branch.events);
        of(&other.branch) == of(&branch) && other.branch.acts == branch.acts
    });
    let language = props.words.language;
    let mut other = match known {
        Some(other) => other,
        None => {
            let Some(opened) = open(&branch, props) else { return };
            opened
        }
    };
    other.name = branch_name(&branch, props.words);
    other.language = language;
    props.experiment.with(|run| {
        let (one, two) = (run.trace(), other.run.trace());
        other.parts = first_difference(one, two);
        let at = |trace: &Trace| Some(trace.events.get(other.parts? as usize)?.at);
        other.parts_at = at(one).min(at(two));
        let both = one.events.len().min(two.events.len()) as u32;
        other.since = other.parts.unwrap_or(both);
    });
    other.index.set_filter(desk.filter().clone());
    other.index.follow(other.run.trace());
    desk.other = Some(other);
}

/// A run with the acts of the branch, as far as it is known.
fn open(branch: &Rc<Branch>, props: &SpacetimeProps) -> Option<Other> {
    let setup = props.experiment.with(|run| run.setup().clone());
    let index = Index::new(setup.nodes, setup.clients, Filter::default());
    let mut run = catalog::open(setup).ok()?;
    run.retake(&branch.acts);
    run.seek(branch.events.max(run.length()));
    let in_flight = run.scene(props.words.language).messages;
    Some(Other {
        branch: branch.clone(),
        run,
        index,
        in_flight,
        parts: None,
        parts_at: None,
        since: 0,
        language: props.words.language,
        name: String::new(),
    })
}

impl Other {
    /// What of it a picture depends on.
    pub(super) fn key(&self) -> (u32, u64) {
        (self.since, self.run.trace_hash())
    }

    /// What of it differs.
    pub(super) fn picture(&self, frame: Frame) -> Picture {
        let view = View {
            trace: self.run.trace(),
            index: &self.index,
            in_flight: &self.in_flight,
            now: self.run.now(),
            since: self.since,
        };
        Picture::new(frame, &view, &|_| None)
    }

    /// Where it parts from the open one.
    pub(super) fn parts(&self, frame: &Frame) -> Option<f64> {
        Some(frame.x(self.parts_at?))
    }

    /// The first event in which it differs: when, and in words.
    pub(super) fn first(&self) -> Option<(Micros, String)> {
        told(self.run.as_ref(), self.parts?, self.language)
    }
}

/// An event: when it happened, and in words.
pub(super) fn told(
    run: &dyn Experiment,
    event: u32,
    language: catalog::Language,
) -> Option<(Micros, String)> {
    let at = run.trace().events.get(event as usize)?.at;
    let sentences = run.narrate(event, language).sentences;
    let texts: Vec<&str> = sentences.iter().map(|sentence| sentence.text.as_str()).collect();
    Some((at, texts.join(" · ")))
}
