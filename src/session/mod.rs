//! What is open, and the one way to change it: a [`Msg`].

mod acting;
mod deed;
mod dialog;
mod entering;
mod handle;
mod moving;
mod msg;
mod notice;
mod opened;
mod opening;
mod past;
mod shown;
mod speed;
mod target;
mod told;
mod tool;

use crate::clock::Clock;
use crate::controls::{Controls, NotFetched};
use crate::dom;
use crate::panel::Tab;
use crate::shared::Shared;
use crate::storage;
use crate::theme::Theme;
use crate::words::Words;
use catalog::Profile;
pub(crate) use deed::{Deed, deed};
pub(crate) use dialog::{Dialog, Part};
pub(crate) use handle::{ExperimentHandle, Sides, Together};
use machine::NodeId;
pub(crate) use msg::{Msg, Way};
pub(crate) use notice::Notice;
pub(crate) use opened::Opened;
pub(crate) use opening::{first_setup, setup};
pub(crate) use past::{Change, change};
pub(crate) use shown::Shown;
use simulator::Scene;
pub(crate) use speed::Speed;
use std::cell::RefCell;
use std::rc::Rc;
pub(crate) use target::Target;
pub(crate) use told::{Told, telling};
pub(crate) use tool::Tool;
use yew::prelude::Reducible;

/// Where it is kept whether keys are on.
const KEYS: &str = "synod-keys";

/// Whether time goes on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Pace {
    /// The run plays.
    Playing,
    /// It stands still.
    Still,
}

/// Whether keys do anything.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Keys {
    /// They do.
    On,
    /// They do not.
    Off,
}

/// What is open.
#[derive(Clone)]
pub(crate) struct Session {
    /// The language.
    pub(crate) words: &'static Words,
    /// The run.
    pub(crate) experiment: ExperimentHandle,
    /// Its protocol.
    pub(crate) profile: Shared<Profile>,
    /// What the run looks like after its last event.
    pub(crate) scene: Shared<Scene>,
    /// The same for the narration and the panel, which follow the stage in a later frame while the
    /// run plays: one frame is too short to draw everything.
    pub(crate) beside: Shared<Scene>,
    /// The same for the strip and the list of events, which follow the panel in a later frame.
    pub(crate) below: Shared<Scene>,
    /// What the narration says, unless nothing has happened yet.
    pub(crate) told: Option<Shared<Told>>,
    /// How many events it was chosen from: while the run plays the narration follows the stage.
    pub(crate) heard: u32,
    /// Another number whenever the run or the position in it has changed.
    pub(crate) revision: u32,
    /// The virtual time that is shown.
    pub(crate) clock: Clock,
    /// What the scenario that is open is called.
    pub(crate) scenario: Option<Rc<str>>,
    /// What the run says of itself.
    pub(crate) caption: Option<Rc<str>>,
    /// Whether time goes on, unless something is asked of the person.
    pub(crate) pace: Pace,
    /// How fast.
    pub(crate) speed: Speed,
    /// The selected server.
    pub(crate) selected: Option<NodeId>,
    /// What a click does.
    pub(crate) tool: Tool,
    /// The servers gathered for a partition, in order.
    pub(crate) group: Vec<NodeId>,
    /// What the open menu is about.
    pub(crate) menu: Option<Target>,
    /// What lies over the page.
    pub(crate) dialog: Option<Dialog>,
    /// What the space-time diagram shows, if it is open.
    pub(crate) diagram: Option<Shown>,
    /// The open tab of the panel.
    pub(crate) tab: Tab,
    /// What is asked about in its place, as `synod why` would be asked.
    pub(crate) why: Option<Shared<String>>,
    /// What the run is worked with, once it is here.
    pub(crate) controls: Option<&'static Controls>,
    /// What the person did that waits for it.
    pub(crate) waiting: Rc<RefCell<Vec<Deed>>>,
    /// A message to the person.
    pub(crate) notice: Option<Notice>,
    /// Light or dark.
    pub(crate) theme: Theme,
    /// Whether keys do anything.
    pub(crate) keys: Keys,
    /// Whether the person has done anything to the run yet.
    pub(crate) is_fresh: bool,
    /// Another number whenever the person has changed what was done.
    pub(crate) edits: u32,
}

impl Session {
    /// Whether virtual time passes now. It waits while something is asked of the person.
    pub(crate) fn runs(&self) -> bool {
        self.pace == Pace::Playing && self.menu.is_none() && self.dialog.is_none()
    }

    /// Looks at the run again after it was moved or changed by a person.
    pub(crate) fn look(&mut self) {
        self.clock.set(self.experiment.with(|run| run.now()));
        self.see();
    }

    /// Sees what the run looks like now.
    fn see(&mut self) {
        let language = self.words.language;
        let scene = self.experiment.with(|run| run.scene(language));
        self.scene = Shared::new(scene);
        self.revision = self.revision.wrapping_add(1);
        let is_gone = |target: &Target| match target {
            Target::Message(id) => self.scene.messages.iter().all(|message| message.id != *id),
            Target::Node(_) | Target::Client(_) | Target::Link(..) => false,
        };
        if self.menu.as_ref().is_some_and(is_gone) {
            self.menu = None;
        }
    }

    /// What is below follows what is beside the stage, or else that follows the stage. Returns
    /// whether either was behind.
    fn follow(&mut self) -> Changed {
        if self.below != self.beside {
            self.below = self.beside.clone();
        } else if self.beside != self.scene {
            self.tell_on();
            self.beside = self.scene.clone();
        } else {
            return Changed::No;
        }
        Changed::Yes
    }

    /// Tells the last event.
    pub(crate) fn tell(&mut self) {
        let language = self.words.language;
        let told = self.experiment.with(|run| Told::last(run, dom::page_time(), language));
        self.told = told.map(Shared::new);
        self.heard = self.experiment.with(|run| run.position());
    }

    /// Tells the most telling of the events since it told last, unless what it told then is more
    /// telling and has not stood for long.
    pub(crate) fn tell_on(&mut self) {
        let (language, from, now) = (self.words.language, self.heard, dom::page_time());
        let before = self.told.as_deref();
        let new = self.experiment.with(|run| Told::after_playing(before, run, from, now, language));
        self.heard = self.experiment.with(|run| run.position());
        if let Some(new) = new {
            self.told = Some(Shared::new(new));
        }
    }

    fn toggle_keys(&mut self) {
        self.keys = match self.keys {
            Keys::On => Keys::Off,
            Keys::Off => Keys::On,
        };
        let kept = if self.keys == Keys::On { "on" } else { "off" };
        storage::set(KEYS, kept);
    }

    /// Changes what is open. Returns whether anything changed.
    fn apply(&mut self, msg: Msg) -> Changed {
        let is_by_itself = matches!(msg, Msg::Played(..) | Msg::Settled | Msg::Controls(_));
        if !is_by_itself && !matches!(msg, Msg::Notice(_)) {
            self.notice = None;
        }
        if !is_by_itself && !matches!(msg, Msg::Notice(_) | Msg::Deed(Deed::Click(_))) {
            self.menu = None;
        }
        let mut changed = Changed::Yes;
        match msg {
            Msg::TogglePlay => self.toggle_play(),
            Msg::Played(from) => changed = self.played(from),
            Msg::Step(way, count) => self.step(way, count),
            Msg::Seek(position) => self.seek(position),
            Msg::Marker(way) => self.seek_marker(way),
            Msg::Speed(speed) => self.speed = speed,
            Msg::Act(action) => self.begin(Deed::Change(Change::Act(vec![action]))),
            Msg::ActAll(actions) => self.begin(Deed::Change(Change::Act(actions))),
            Msg::Change(change) => self.begin(Deed::Change(change)),
            Msg::Select(node) => self.selected = Some(node),
            Msg::Tool(tool) => self.take_up(tool),
            Msg::Deed(deed) => self.begin(deed),
            Msg::Tab(tab) => {
                self.tab = tab;
                self.why = None;
            }
            Msg::Why(question) => {
                self.pace = Pace::Still;
                self.why = Some(question);
            }
            Msg::Ask(dialog) => self.ask(dialog),
            Msg::CloseDialog => self.dialog = None,
            Msg::Diagram(shown) => {
                self.dialog = None;
                self.diagram = shown;
            }
            Msg::Theme(theme) => {
                theme.choose();
                self.theme = theme;
            }
            Msg::ToggleKeys => self.toggle_keys(),
            Msg::Controls(Ok(controls)) => {
                self.controls = Some(controls);
                self.catch_up();
            }
            Msg::Controls(Err(NotFetched)) => {
                let why = self.words.notices.no_controls;
                self.notice = Some(Notice::Problem(why.to_string()));
            }
            Msg::Notice(notice) => self.notice = Some(notice),
            Msg::Settled => changed = self.follow(),
            Msg::CloseMenu | Msg::CloseNotice => {}
        }
        if !is_by_itself || self.pace == Pace::Still {
            self.tell_on();
            self.beside = self.scene.clone();
            self.below = self.scene.clone();
        }
        changed
    }

    fn ask(&mut self, dialog: Dialog) {
        self.menu = None;
        self.dialog = Some(dialog);
    }
}

/// Whether a message changed anything.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Changed {
    Yes,
    No,
}

impl Reducible for Session {
    type Action = Msg;

    fn reduce(self: Rc<Self>, msg: Msg) -> Rc<Self> {
        let mut next = (*self).clone();
        match next.apply(msg) {
            Changed::Yes => Rc::new(next),
            Changed::No => self,
        }
    }
}
