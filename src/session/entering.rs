//! Putting another run in the place of the open one: a new one, a scenario, one that was kept.

use super::{Dialog, ExperimentHandle, Notice, Opened, Pace, Session, Shown, Tool};
use crate::shared::Shared;
use simulator::Setup;
use std::rc::Rc;

/// Opens a new run, which plays; if that cannot be, the old one stays.
pub(super) fn begin(session: &mut Session, mut setup: Setup) {
    let infos = catalog::protocols(session.words.language);
    if *setup.protocol != *session.profile.name
        && let Some(other) = infos.iter().find(|info| *info.profile.name == *setup.protocol)
    {
        // Another protocol may not take as many servers as this run has.
        setup.nodes = setup.nodes.clamp(other.profile.nodes.0, other.profile.nodes.1);
    }
    match catalog::open(setup) {
        Ok(run) => {
            let run = ExperimentHandle::new(run);
            let opened = Opened { scenario: None, caption: None, ..beside(session, run) };
            hold(session, opened, Pace::Playing);
        }
        Err(why) => session.notice = Some(Notice::Problem(why.to_string())),
    }
}

/// Opens a scenario, whose caption is to be read first.
pub(super) fn open_scenario(
    session: &mut Session,
    title: Rc<str>,
    run: ExperimentHandle,
    caption: Rc<str>,
) {
    let (scenario, caption) = (Some(title), Some(caption));
    let opened = Opened { scenario, caption, ..beside(session, run) };
    hold(session, opened, Pace::Still);
}

/// Opens a run that was kept, where it was left, with something to say of it.
pub(super) fn return_to(session: &mut Session, opened: Opened, notice: Option<Notice>) {
    hold(session, opened, Pace::Still);
    session.tell();
    session.notice = notice;
}

/// Another run, at the tab that is open.
fn beside(session: &Session, experiment: ExperimentHandle) -> Opened {
    Opened { experiment, selected: None, comparing: None, ..session.opened() }
}

fn hold(session: &mut Session, opened: Opened, pace: Pace) {
    let Opened { experiment, scenario, caption, tab, selected, comparing } = opened;
    let (profile, is_fresh) =
        experiment.with(|run| (run.profile(session.words.language), run.trace().acts.is_empty()));
    session.profile = Shared::new(profile);
    session.experiment = experiment;
    session.scenario = scenario;
    session.caption = caption;
    session.tab = tab;
    session.selected = selected;
    session.told = None;
    session.heard = session.experiment.with(|run| run.position());
    session.pace = pace;
    session.tool = Tool::Select;
    session.group.clear();
    session.menu = None;
    session.why = None;
    session.dialog = comparing.map(Dialog::Compare);
    // Another run has other branches.
    session.diagram = session.diagram.map(|_| Shown::Alone);
    session.is_fresh = is_fresh;
    session.look();
}
