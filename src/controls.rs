//! What a person works a run with: menus, dialogs, forms, the panel's tabs but the first, and the
//! changes of a run themselves.
//!
//! The page is there, and plays, before a person has done anything; so these are a file of their
//! own (`cargo xtask dist` splits it off), which is fetched when a person first stirs.

use crate::dialog::{DialogsProps, dialogs};
use crate::header::{RunFormProps, run_form, scenario};
use crate::panel::{Tab, TabProps, tab};
use crate::session::{Change, Msg, Session, Shown, change};
use crate::sheets::adopt;
use crate::spacetime::spacetime;
use crate::stage::{MenuProps, menu};
use crate::words::Words;
use yew::prelude::{Callback, Html};

/// The controls, once they are here.
pub(crate) struct Controls {
    /// What lies over the page and asks for something.
    pub(crate) dialogs: fn(DialogsProps) -> Html,
    /// The menu of a thing on the stage.
    pub(crate) menu: fn(MenuProps) -> Html,
    /// A tab of the panel.
    pub(crate) tab: fn(Tab, TabProps) -> Html,
    /// What a new run starts from.
    pub(crate) run_form: fn(RunFormProps) -> Html,
    /// The whole space-time diagram.
    pub(crate) spacetime: fn(&Session, Shown, &Callback<Msg>) -> Html,
    /// Adds their style sheets to the page, once they are here.
    pub(crate) style: fn(),
    /// Changes the run.
    pub(crate) change: fn(&mut Session, Change),
    /// Fetches the scenario at this place, and opens it.
    pub(crate) scenario: fn(&'static str, usize, Callback<Msg>, &'static Words),
}

/// There is one table of them, so being the same one is being equal.
impl PartialEq for Controls {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

static CONTROLS: Controls =
    Controls { dialogs, menu, tab, run_form, spacetime, style: adopt, change, scenario };

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
    Ok(&CONTROLS)
}

/// The same where the page is in one file.
#[cfg(not(feature = "split"))]
pub(crate) async fn controls() -> Result<&'static Controls, NotFetched> {
    Ok(&CONTROLS)
}
