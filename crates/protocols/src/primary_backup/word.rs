//! The words primary-backup's views use, each with its stable name.

use super::properties::Promise;

/// A word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Word {
    /// A role: it answers clients, and the field that says who does.
    Primary,
    /// A role: it takes over, and the field that says who does.
    Backup,
    /// A role: it is neither.
    Spare,
    /// A role: it says who is what.
    ViewService,
    /// What a server is at present.
    Role,
    /// The number of the view.
    View,
    /// The view for which a server has the state.
    Holds,
    /// The number of operations.
    Log,
    /// The last operation answered for.
    Commit,
    /// The last operation a primary's own disk holds.
    Saved,
    /// The last operation the backup has vouched for.
    BackupHas,
    /// Nothing yet.
    Nothing,
    /// Operations that clients wait for.
    Waiting,
    /// Whether the view is acknowledged.
    Acknowledged,
    /// It is.
    Yes,
    /// It is not.
    No,
    /// Whom the view service has heard.
    Alive,
    /// Ticks since a server was heard.
    Silent,
    /// The ping timer.
    PingTimer,
    /// The view service's timer.
    TickTimer,
    /// The resend timer.
    ResendTimer,
    /// The index of the operation before those a message carries.
    Previous,
    /// The operations a message carries.
    Operations,
    /// The last operation an answer vouches for.
    Has,
    /// Something was turned down, since the view is old.
    OldView,
    /// Why an asynchronous primary loses what it answered for.
    Asynchronous,
    /// The title of a property.
    Promise(Promise),
}

impl From<Word> for &'static str {
    fn from(word: Word) -> Self {
        match word {
            Word::Primary => "primary",
            Word::Backup => "backup",
            Word::Spare => "spare",
            Word::ViewService => "view-service",
            Word::Role => "role",
            Word::View => "view",
            Word::Holds => "holds",
            Word::Log => "log",
            Word::Commit => "commit",
            Word::Saved => "own-copy",
            Word::BackupHas => "backup-has",
            Word::Nothing => "nothing",
            Word::Waiting => "waiting",
            Word::Acknowledged => "acknowledged",
            Word::Yes => "yes",
            Word::No => "no",
            Word::Alive => "alive",
            Word::Silent => "silent",
            Word::PingTimer => "ping",
            Word::TickTimer => "tick",
            Word::ResendTimer => "resend",
            Word::Previous => "previous",
            Word::Operations => "operations",
            Word::Has => "has",
            Word::OldView => "old-view",
            Word::Asynchronous => "asynchronous",
            Word::Promise(promise) => promise.name(),
        }
    }
}
