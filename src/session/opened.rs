//! What is open: a run, and what of it is looked at. This much is kept, handed on and gone back to.

use super::{Dialog, ExperimentHandle, Session};
use crate::comparing::Comparing;
use crate::panel::Tab;
use catalog::{Experiment, OpenError, to_link};
use machine::NodeId;
use simulator::{Kept, Place};
use std::rc::Rc;

/// What is open. Two are equal when they are of the same open run and look at the same of it.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Opened {
    /// The run.
    pub(crate) experiment: ExperimentHandle,
    /// What the scenario is called, if it is one.
    pub(crate) scenario: Option<Rc<str>>,
    /// What it says of itself.
    pub(crate) caption: Option<Rc<str>>,
    /// The open tab of the panel.
    pub(crate) tab: Tab,
    /// The selected server.
    pub(crate) selected: Option<NodeId>,
    /// What lies over the run: runs side by side.
    pub(crate) comparing: Option<Comparing>,
}

impl Opened {
    /// A kept run at its place. A server that the run has not is not selected, and of a tab that
    /// this page has not the first is opened.
    pub(crate) fn at(mut run: Box<dyn Experiment>, caption: &str, place: Place) -> Self {
        run.seek(place.position);
        let nodes = 1..=run.setup().nodes;
        Opened {
            experiment: ExperimentHandle::new(run),
            scenario: None,
            caption: (!caption.is_empty()).then(|| caption.into()),
            tab: Tab::of_number(place.tab),
            selected: place.node.filter(|node| nodes.contains(&node.0)),
            comparing: None,
        }
    }

    /// Whether the other is of the same run, with the same over it, whatever of it is looked at.
    pub(crate) fn is_beside(&self, other: &Opened) -> bool {
        let is_same = match (&self.comparing, &other.comparing) {
            (Some(one), Some(other)) => one.is(other),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        is_same && self.experiment == other.experiment
    }

    /// How many events are known of all that is open.
    pub(crate) fn events(&self) -> u32 {
        let over = self.comparing.as_ref().map_or(0, Comparing::events);
        over + self.experiment.with(|run| run.length())
    }

    /// All of it as the fragment of an address: the run, or what lies over it.
    ///
    /// # Errors
    /// It is too large for one.
    pub(crate) fn link(&self) -> Result<String, OpenError> {
        match &self.comparing {
            Some(comparing) => comparing.link(),
            None => to_link(&self.kept()),
        }
    }

    /// The run as it is kept, with where a person is in it.
    pub(crate) fn kept(&self) -> Kept {
        let (run, position) = self.experiment.with(|run| (run.run(), run.position()));
        let place = Place { position, tab: self.tab.number(), node: self.selected };
        Kept { caption: self.caption.as_deref().unwrap_or_default().into(), run, place }
    }
}

impl Session {
    /// What is open.
    pub(crate) fn opened(&self) -> Opened {
        Opened {
            experiment: self.experiment.clone(),
            scenario: self.scenario.clone(),
            caption: self.caption.clone(),
            tab: self.tab,
            selected: self.selected,
            comparing: match &self.dialog {
                Some(Dialog::Compare(comparing)) => Some(comparing.clone()),
                Some(_) | None => None,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Opened;
    use crate::panel::Tab;
    use crate::session::first_setup;
    use machine::NodeId;
    use simulator::Place;

    fn at(place: Place) -> Opened {
        let mut run = catalog::open(first_setup()).unwrap();
        run.seek(40);
        Opened::at(run, "", place)
    }

    #[test]
    fn what_is_kept_opens_at_the_same_place() {
        let place = Place { position: 17, tab: 4, node: Some(NodeId(5)) };
        assert_eq!(at(place).kept().place, place);
        assert_eq!(at(place).kept().run.events, 40);
    }

    #[test]
    fn a_server_or_tab_that_is_not_there_is_not_opened() {
        for node in [0, 6, 255] {
            let opened = at(Place { position: 0, tab: 9, node: Some(NodeId(node)) });
            assert_eq!((opened.selected, opened.tab), (None, Tab::Logs), "S{node}");
        }
    }
}
