//! Small signs on buttons, beside words or in their place.

use yew::prelude::{Html, html};

/// A sign.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Icon {
    /// The page's own sign.
    Brand,
    /// To the beginning.
    ToStart,
    /// One back.
    Back,
    /// One on.
    Forward,
    /// Time goes on.
    Play,
    /// Time stands still.
    Pause,
    /// To the marker before.
    PreviousMarker,
    /// To the marker after.
    NextMarker,
    /// Takes an act back.
    Undo,
    /// Takes it up again.
    Redo,
    /// Light and dark.
    Theme,
    /// The space-time diagram.
    Diagram,
    /// Goes away.
    Close,
}

impl Icon {
    fn path(self) -> &'static str {
        match self {
            Icon::Brand => "M8 1 15 8 8 15 1 8ZM8 4.6 11.4 8 8 11.4 4.6 8Z",
            Icon::ToStart => "M3 3H5V13H3ZM13 3V13L6 8Z",
            Icon::Back => "M12 3V13L4 8Z",
            Icon::Forward | Icon::Play => "M4 3 12 8 4 13Z",
            Icon::Pause => "M4 3H7V13H4ZM9 3H12V13H9Z",
            Icon::PreviousMarker => "M2 3H4V13H2ZM11 4V12L5 8Z",
            Icon::NextMarker => "M12 3H14V13H12ZM5 4V12L11 8Z",
            Icon::Undo => "M6 2 2 6 6 10V7.2C10 7 12 8.5 12.6 12 14 7 11 4.8 6 4.8Z",
            Icon::Redo => "M10 2 14 6 10 10V7.2C6 7 4 8.5 3.4 12 2 7 5 4.8 10 4.8Z",
            Icon::Theme => "M8 1A7 7 0 0 1 8 15 7 7 0 0 1 8 1ZM8 2.6A5.4 5.4 0 0 0 8 13.4Z",
            Icon::Diagram => "M1 2H15V3.4H6.6L11 12.6H15V14H1V12.6H9.4L5 3.4H1Z",
            Icon::Close => "M4 3 8 7 12 3 13 4 9 8 13 12 12 13 8 9 4 13 3 12 7 8 3 4Z",
        }
    }
}

/// The sign, hidden from those who hear the words.
pub(crate) fn icon(icon: Icon) -> Html {
    html! {
        <svg class="icon" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
            <path d={icon.path()} fill-rule="evenodd" />
        </svg>
    }
}
