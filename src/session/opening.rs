//! Opening runs: the first one, a new one, a scenario.

use super::{ExperimentHandle, KEYS, Keys, Notice, Pace, Session, Shown, Speed, Tool};
use crate::clock::Clock;
use crate::panel::Tab;
use crate::shared::Shared;
use crate::storage;
use crate::theme::Theme;
use crate::words::{ENGLISH, Words};
use catalog::{Experiment, OpenError, ProtocolInfo};
use simulator::{Drive, LinkSettings, Setup};
use std::rc::Rc;

/// The seed of the first visit: its first election is quick and undisputed.
const FIRST_SEED: u64 = 7;

/// What a run without a scenario starts from.
pub(crate) fn setup(protocol: &str, nodes: u8, seed: u64) -> Setup {
    Setup {
        protocol: protocol.into(),
        nodes,
        clients: 1,
        seed,
        options: std::collections::BTreeMap::new(),
        rules_off: Vec::new(),
        network: LinkSettings::default(),
        drive: Drive::Auto,
    }
}

impl Session {
    /// The first visit: the first protocol, five servers, playing.
    ///
    /// # Errors
    /// The first protocol does not open.
    pub(crate) fn first() -> Result<Session, OpenError> {
        let words = &ENGLISH;
        let infos = catalog::protocols(words.language);
        let name = infos.first().map_or("", |info| info.name);
        let experiment = catalog::open(setup(name, 5, FIRST_SEED))?;
        let info = info_of(experiment.as_ref(), words);
        let (scene, now) = (Shared::new(experiment.scene(words.language)), experiment.now());
        let keys = match storage::get(KEYS).as_deref() {
            Some("off") => Keys::Off,
            Some(_) | None => Keys::On,
        };
        Ok(Session {
            words,
            info: Shared::new(info),
            beside: scene.clone(),
            below: scene.clone(),
            scene,
            experiment: ExperimentHandle::new(experiment),
            told: None,
            revision: 0,
            clock: Clock::new(now),
            scenario: None,
            pace: Pace::Playing,
            speed: Speed::FIRST,
            selected: None,
            tool: Tool::Select,
            group: Vec::new(),
            menu: None,
            dialog: None,
            diagram: None,
            tab: Tab::default(),
            controls: None,
            waiting: Vec::new(),
            notice: None,
            theme: Theme::chosen().unwrap_or_else(Theme::of_system),
            keys,
            is_fresh: true,
        })
    }

    /// Opens a run without a scenario; if that cannot be, the old one stays.
    pub(super) fn open(&mut self, setup: Setup) {
        match catalog::open(setup) {
            Ok(experiment) => {
                self.scenario = None;
                self.hold(experiment, Pace::Playing);
            }
            Err(why) => self.notice = Some(Notice::Problem(why.to_string())),
        }
    }

    /// Opens a scenario; if that cannot be, the old run stays.
    pub(super) fn open_scenario(
        &mut self,
        place: usize,
        loaded: Result<(Box<dyn Experiment>, String), String>,
    ) {
        match loaded {
            Ok((experiment, caption)) => {
                self.scenario = Some((place, caption.into()));
                // Its caption is to be read first.
                self.hold(experiment, Pace::Still);
            }
            Err(why) => self.notice = Some(Notice::Problem(why)),
        }
    }

    /// Puts the run in place of the old one.
    fn hold(&mut self, experiment: Box<dyn Experiment>, pace: Pace) {
        self.info = Shared::new(info_of(experiment.as_ref(), self.words));
        self.experiment = ExperimentHandle::new(experiment);
        self.told = None;
        self.pace = pace;
        self.selected = None;
        self.tool = Tool::Select;
        self.group.clear();
        self.menu = None;
        self.dialog = None;
        // Another run has other branches.
        self.diagram = self.diagram.map(|_| Shown::Alone);
        self.is_fresh = true;
        self.look();
    }
}

fn info_of(experiment: &dyn Experiment, words: &Words) -> ProtocolInfo {
    let name: Rc<str> = Rc::from(&*experiment.setup().protocol);
    let mut infos = catalog::protocols(words.language).into_iter();
    let found = infos.find(|info| *info.name == *name);
    found.expect("a run that is open is of a protocol in the catalog")
}
