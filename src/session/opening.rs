//! The run that a first visit opens.

use super::{ExperimentHandle, KEYS, Keys, Pace, Session, Speed, Tool};
use crate::clock::Clock;
use crate::panel::Tab;
use crate::shared::Shared;
use crate::storage;
use crate::theme::Theme;
use crate::words::ENGLISH;
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

/// What the first visit starts from: the first protocol, five servers.
pub(crate) fn first_setup() -> Setup {
    setup(catalog::first_name(), 5, FIRST_SEED)
}

impl Session {
    /// The first visit: the first protocol, five servers, playing.
    pub(crate) fn first() -> Session {
        let words = &ENGLISH;
        let experiment = catalog::open_first(first_setup());
        let profile = experiment.profile(words.language);
        let (scene, now) = (Shared::new(experiment.scene(words.language)), experiment.now());
        let keys = match storage::get(KEYS).as_deref() {
            Some("off") => Keys::Off,
            Some(_) | None => Keys::On,
        };
        Session {
            words,
            profile: Shared::new(profile),
            beside: scene.clone(),
            below: scene.clone(),
            scene,
            heard: experiment.position(),
            experiment: ExperimentHandle::new(experiment),
            told: None,
            revision: 0,
            clock: Clock::new(now),
            scenario: None,
            caption: None,
            pace: Pace::Playing,
            speed: Speed::FIRST,
            selected: None,
            tool: Tool::Select,
            group: Vec::new(),
            menu: None,
            dialog: None,
            diagram: None,
            tab: Tab::default(),
            why: None,
            controls: None,
            waiting: Rc::default(),
            notice: None,
            theme: Theme::chosen().unwrap_or_else(Theme::of_system),
            keys,
            is_fresh: true,
            edits: 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::first_setup;

    #[test]
    fn the_first_visit_opens() {
        assert_eq!(catalog::open(first_setup()).err(), None);
    }
}
