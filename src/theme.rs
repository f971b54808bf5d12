//! Light or dark: the system's choice, until the person makes one.

use crate::storage;

/// How the page is coloured.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Theme {
    /// Dark ink on light paper.
    Light,
    /// Light ink on dark paper.
    Dark,
}

const KEY: &str = "synod-theme";

impl Theme {
    fn name(self) -> &'static str {
        match self {
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    /// The other one.
    pub(crate) fn other(self) -> Theme {
        match self {
            Theme::Light => Theme::Dark,
            Theme::Dark => Theme::Light,
        }
    }

    /// What the person chose before, if they did.
    pub(crate) fn chosen() -> Option<Theme> {
        let kept = storage::get(KEY)?;
        [Theme::Light, Theme::Dark].into_iter().find(|theme| theme.name() == kept)
    }

    /// What the system asks for.
    pub(crate) fn of_system() -> Theme {
        let window = web_sys::window();
        let query = window.and_then(|it| it.match_media("(prefers-color-scheme: dark)").ok());
        match query.flatten() {
            Some(query) if query.matches() => Theme::Dark,
            Some(_) | None => Theme::Light,
        }
    }

    /// Colours the page so, now and when it is opened again.
    pub(crate) fn choose(self) {
        self.show();
        storage::set(KEY, self.name());
    }

    /// Colours the page so.
    pub(crate) fn show(self) {
        let document = web_sys::window().and_then(|window| window.document());
        if let Some(root) = document.and_then(|document| document.document_element()) {
            // An attribute with a fixed, valid name is always taken.
            let _ = root.set_attribute("data-theme", self.name());
        }
    }
}
