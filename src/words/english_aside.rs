//! The words of what is to be seen beside the servers, in English.

use super::AsideWords;

/// They come with what asks for them.
pub(super) const ASIDE: AsideWords = AsideWords {
    left: |time| format!("{time} left"),
    voter: "voter",
    both: "voter, old and new",
    old_voter: "voter of the old configuration",
    new_voter: "voter of the new configuration",
    learner: "learner",
    outsider: "outside the cluster",
    voters: "voters",
    old: "old",
    new: "new",
    learners: "learners",
    outside: "outside",
    decide: |names, needed, all| format!("{names}: {needed} of {all}"),
    open: "not committed yet",
    goes_by: |leader, names| format!("{leader} counts {names}"),
};
