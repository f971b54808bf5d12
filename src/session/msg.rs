//! Everything that can happen to a session.

use crate::controls::{Controls, NotFetched};
use crate::panel::Tab;
use crate::session::{Change, Deed, Dialog, Notice, Shown, Speed, Tool};
use crate::shared::Shared;
use crate::theme::Theme;
use machine::NodeId;
use simulator::Action;

/// Which way to go.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Way {
    /// To later events.
    Forward,
    /// To earlier events.
    Back,
}

/// Something that happens to a session.
pub(crate) enum Msg {
    /// Time goes on, or stands still.
    TogglePlay,
    /// A frame has moved the run on from this event.
    Played(u32),
    /// A frame has no event, or every frame has had one for a while.
    Settled,
    /// So many events on or back.
    Step(Way, u32),
    /// To just after so many events.
    Seek(u32),
    /// To the next or previous marker.
    Marker(Way),
    /// To another speed.
    Speed(Speed),
    /// A person acts.
    Act(Action),
    /// A person does several things at once.
    ActAll(Vec<Action>),
    /// A person changes what was done.
    Change(Change),
    /// A person does something with what is at hand.
    Deed(Deed),
    /// The menu closes.
    CloseMenu,
    /// A server is selected.
    Select(NodeId),
    /// Another tool is taken up.
    Tool(Tool),
    /// A tab of the panel is opened, and an answer in its place put away.
    Tab(Tab),
    /// A person asks why something is so, written as for `synod why`; the run stands still then.
    Why(Shared<String>),
    /// A dialog opens.
    Ask(Dialog),
    /// The dialog closes.
    CloseDialog,
    /// The space-time diagram shows this, or closes.
    Diagram(Option<Shown>),
    /// Light or dark.
    Theme(Theme),
    /// Keys are turned on or off.
    ToggleKeys,
    /// What the run is worked with is here, or could not be fetched.
    Controls(Result<&'static Controls, NotFetched>),
    /// A message to the person.
    Notice(Notice),
    /// The message to the person goes away.
    CloseNotice,
}
