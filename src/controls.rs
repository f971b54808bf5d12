//! What a person works a run with: menus, dialogs, forms, the panel's tabs but the first, and the
//! changes of a run themselves.
//!
//! The page is there, and plays, before a person has done anything; so these are a file of their
//! own (`cargo xtask dist` splits it off), which is fetched when a person first stirs.

use crate::dialog::dialogs;
use crate::header::{RunFormProps, run_form};
use crate::keeping::{keeper, start};
use crate::panel::{PanelProps, Tab, TabProps, answer, asking, expected, tab};
use crate::player::{EventsProps, events};
use crate::session::{Deed, ExperimentHandle, Msg, Session, Shown, deed};
use crate::shared::Shared;
use crate::sheets::adopt;
use crate::spacetime::spacetime;
use crate::stage::{AsideProps, MenuProps, asides, menu};
use crate::words::Words;
use simulator::PropertyScene;
use yew::prelude::{Callback, Html, KeyboardEvent, MouseEvent};

/// Who hears presses and keys.
pub(crate) type Heard = (Callback<MouseEvent>, Callback<KeyboardEvent>);

/// The controls, once they are here.
pub(crate) struct Controls {
    /// What lies over the page and asks for something.
    pub(crate) dialogs: fn(&Session, &Callback<Msg>) -> Html,
    /// The menu of a thing on the stage.
    pub(crate) menu: fn(MenuProps) -> Html,
    /// What lies beneath and over the servers of the stage: what is wrong, what is under way.
    pub(crate) asides: fn(&AsideProps) -> [Html; 2],
    /// A tab of the panel.
    pub(crate) tab: fn(Tab, TabProps) -> Html,
    /// What led to something, in the place of a tab: to what is written so.
    pub(crate) answer: fn(&Shared<String>, &PanelProps) -> Html,
    /// Why it was to be expected that a property broke, if it was.
    pub(crate) expected: fn(&ExperimentHandle, &PropertyScene, &'static Words) -> Html,
    /// Hears presses and keys in the panel, which may ask why.
    pub(crate) asking: fn(&Callback<Msg>) -> Heard,
    /// What a new run starts from.
    pub(crate) run_form: fn(RunFormProps) -> Html,
    /// Does what a person wants done to the run.
    pub(crate) deed: fn(&mut Session, Deed),
    /// Keeps what is open in the address and in the browser, and opens what comes from there.
    pub(crate) keeper: fn(&Session, &Callback<Msg>) -> Html,
    /// Opens what the address or the browser holds, in place of the first run, and shows it.
    pub(crate) start: fn(Session, fn(Session)),
    /// The list of events.
    pub(crate) events: fn(EventsProps) -> Html,
    /// The whole space-time diagram.
    pub(crate) spacetime: fn(&Session, Shown, &Callback<Msg>) -> Html,
}

/// There is one table of them, so being the same one is being equal.
impl PartialEq for Controls {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

static CONTROLS: Controls = Controls {
    dialogs,
    menu,
    asides,
    tab,
    answer,
    expected,
    asking,
    run_form,
    events,
    spacetime,
    deed,
    keeper,
    start,
};

/// They could not be fetched.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NotFetched;

#[cfg(feature = "split")]
impl From<wasm_split_helpers::SplitLoaderError> for NotFetched {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        NotFetched
    }
}

/// The controls; where the page is in two files, they are fetched first.
///
/// # Errors
/// They could not be fetched; asking again tries again.
#[cfg(feature = "split")]
#[wasm_split_helpers::wasm_split(controls, fallible)]
pub(crate) fn controls() -> Result<&'static Controls, NotFetched> {
    adopt();
    Ok(&CONTROLS)
}

/// The same where the page is in one file.
#[cfg(not(feature = "split"))]
pub(crate) async fn controls() -> Result<&'static Controls, NotFetched> {
    adopt();
    Ok(&CONTROLS)
}
