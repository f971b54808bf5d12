//! The language tables of the page: every visible or audible string, one table a language. A
//! missing one does not compile.

mod aside;
mod choosing;
mod comparing;
mod english;
mod english_aside;
mod english_choosing;
mod english_comparing;
mod english_fault;
mod english_keeping;
mod english_later;
mod english_panel;
mod english_spacetime;
mod english_tab;
mod english_why;
mod fault;
mod keeping;
mod page;
mod panel;
mod share;
mod spacetime;
mod why;

pub(crate) use aside::AsideWords;
use catalog::Language;
pub(crate) use choosing::ChoosingWords;
pub(crate) use comparing::ComparingWords;
pub(crate) use english::ENGLISH;
use english_later::ENGLISH_LATER;
pub(crate) use fault::{FaultWords, RiskWords};
use js_sys::JsString;
pub(crate) use keeping::KeepingWords;
pub(crate) use page::{
    DialogWords, HeaderWords, HelpWords, HistoryWords, MenuWords, NarrationWords, NoticeWords,
    PastWords, PlayerWords, RunFormWords, StageWords,
};
pub(crate) use panel::{EntryWords, MessageWords, PanelWords, StripView, StripWords, TabWords};
pub(crate) use share::ShareWords;
pub(crate) use spacetime::SpacetimeWords;
pub(crate) use why::WhyWords;

/// The page in one language.
#[derive(Debug)]
pub(crate) struct Words {
    /// The language, for the catalog's own tables.
    pub(crate) language: Language,
    /// The header.
    pub(crate) header: HeaderWords,
    /// The stage.
    pub(crate) stage: StageWords,
    /// What just happened.
    pub(crate) narration: NarrationWords,
    /// The player.
    pub(crate) player: PlayerWords,
    /// Messages to the person.
    pub(crate) notices: NoticeWords,
    /// The panel.
    pub(crate) panel: PanelWords,
    /// The space-time strip.
    pub(crate) strip: StripWords,
}

/// The words of what is fetched when a person stirs. Only what is fetched may ask for them, so that
/// they come with it.
#[derive(Debug)]
pub(crate) struct LaterWords {
    /// The menus of the stage.
    pub(crate) menu: MenuWords,
    /// What lies over the page.
    pub(crate) dialog: DialogWords,
    /// The panel's tabs but the first.
    pub(crate) tab: TabWords,
    /// What is to be seen beside the servers.
    pub(crate) aside: AsideWords,
    /// What is wrong, on the stage.
    pub(crate) fault: FaultWords,
    /// What a crash would erase.
    pub(crate) risk: RiskWords,
    /// The help.
    pub(crate) help: HelpWords,
    /// Why?
    pub(crate) why: WhyWords,
    /// The form for a new run.
    pub(crate) run_form: RunFormWords,
    /// Changes of the past.
    pub(crate) past: PastWords,
    /// Runs that are kept and opened.
    pub(crate) keeping: KeepingWords,
    /// The whole space-time diagram.
    pub(crate) spacetime: SpacetimeWords,
    /// Runs side by side.
    pub(crate) comparing: ComparingWords,
    /// The list of prepared runs.
    pub(crate) choosing: ChoosingWords,
}

impl Words {
    /// The words of what is fetched when a person stirs.
    pub(crate) fn later(&self) -> &'static LaterWords {
        match self.language {
            Language::English => &ENGLISH_LATER,
        }
    }
}

/// There is one table a language, so being the same one is being equal.
impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

/// A text as it begins a sentence. The browser knows the capitals of all alphabets; to know them
/// here would take 5 kB of the first load.
pub(crate) fn capitalised(text: &str) -> String {
    let first = text.chars().next().map_or(0, char::len_utf8);
    let capital = JsString::from(&text[..first]).to_locale_upper_case(None);
    String::from(capital) + &text[first..]
}
