//! The words of what is to be seen beside the servers: what is under way, and who belongs.

/// What is to be seen beside the servers.
#[derive(Debug)]
pub(crate) struct AsideWords {
    /// So much time is left.
    pub(crate) left: fn(&str) -> String,
    /// What a server is in the configuration.
    pub(crate) voter: &'static str,
    /// The same, while two configurations count.
    pub(crate) both: &'static str,
    /// It is in the old one only.
    pub(crate) old_voter: &'static str,
    /// It is in the new one only.
    pub(crate) new_voter: &'static str,
    /// It is only told.
    pub(crate) learner: &'static str,
    /// It does not belong to the cluster.
    pub(crate) outsider: &'static str,
    /// Before the names of those who vote.
    pub(crate) voters: &'static str,
    /// Before those of the old configuration.
    pub(crate) old: &'static str,
    /// Before those of the new one.
    pub(crate) new: &'static str,
    /// Before those who are only told.
    pub(crate) learners: &'static str,
    /// Before those who do not belong.
    pub(crate) outside: &'static str,
    /// Of these, so many of so many decide.
    pub(crate) decide: fn(&str, u8, u8) -> String,
    /// The configuration is not committed.
    pub(crate) open: &'static str,
    /// A leader counts these as voters.
    pub(crate) goes_by: fn(&str, &str) -> String,
}
