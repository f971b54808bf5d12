//! What a server of primary-backup replication did and why, in English.
//!
//! A sentence says nothing that a rule switched off would make untrue: that a copy is on disk, that
//! a backup has the state, that nobody else is primary.

use machine::NodeId;
use protocols::primary_backup::{Mode, Note, ViewNumber};

/// A short label for the timeline, for a note that leaves a mark there.
pub(crate) fn mark(me: NodeId, note: &Note) -> Option<String> {
    if let Note::BecamePrimary(view, _) | Note::BecamePrimaryAlone(view) = note {
        Some(format!("{me} primary, view {view}"))
    } else if let Note::Settled(_, last) = note {
        Some(format!("answered up to {last}"))
    } else {
        None
    }
}

/// Who is primary of a view, for the end of a sentence.
fn under(primary: Option<NodeId>) -> String {
    primary.map_or_else(String::new, |primary| format!(", of which {primary} is primary"))
}

/// How a client was answered, for the end of a sentence.
fn answered(mode: Mode) -> &'static str {
    match mode {
        Mode::Synchronous => "",
        Mode::Asynchronous => ", by a primary that did not wait for its backup",
    }
}

fn refused(me: NodeId, from: NodeId, theirs: ViewNumber, ours: ViewNumber) -> String {
    format!(
        "{me} refuses what {from} sends as primary of view {theirs}: **{me} knows view {ours} \
         already**"
    )
}

/// A note that this server made, as a sentence.
pub(crate) fn note(me: NodeId, note: &Note) -> String {
    match note {
        Note::Pinged(ViewNumber(0)) => {
            format!("{me} shows the view service that it lives, and that it knows no view")
        }
        Note::Pinged(view) => {
            format!("{me} shows the view service that it lives, and acknowledges view {view}")
        }
        Note::Acknowledged(view) => format!("{me} **acknowledges view {view}**"),
        Note::PingTaken(from, view) => format!("{me} hears that {from} lives, in view {view}"),
        Note::ViewAcknowledged(from, view) => format!(
            "{me} hears that {from} **acknowledges view {view}**: from now on another view may \
             follow"
        ),
        Note::MemberLost(from, view) => format!(
            "{me} hears that {from} remembers no view, though it is in view {view}: it has lost \
             what it had, and **counts as dead**"
        ),
        Note::LostNotTold(from, view) => format!(
            "{me} does not tell {from} that it is in view {view}: it must not act there without \
             what it had"
        ),
        Note::Ticked => format!("{me} counts for how long it has not heard each server"),
        Note::ViewMade(view, primary, backup) => {
            format!("{me} makes **view {view}: {primary} is primary and {backup} is its backup**")
        }
        Note::ViewMadeAlone(view, primary) => {
            format!("{me} makes **view {view}: {primary} is primary, without a backup**")
        }
        Note::ViewAwaited(view) => format!(
            "{me} sees that another view is needed, but the primary of view {view} has not \
             acknowledged it: **{me} waits**"
        ),
        Note::NobodyToPromote(primary, view) => format!(
            "{me} takes {primary} for dead, but **view {view} has no living backup**, and nobody \
             else has the state: it waits for {primary}"
        ),
        Note::ViewKnown(view) => format!("{me} is told view {view}, which it knows"),
        Note::OldViewIgnored(from, view, known) => format!(
            "{me} ignores view {view} of {from}, which comes late: **{me} knows view {known}**"
        ),
        Note::BecamePrimary(view, backup) => {
            format!(
                "{me} learns that **it is primary of view {view}**, with {backup} as its backup"
            )
        }
        Note::BecamePrimaryAlone(view) => {
            format!("{me} learns that **it is primary of view {view}**, without a backup")
        }
        Note::BecameBackup(view, primary) => {
            format!("{me} learns that it is the backup of view {view}{}", under(*primary))
        }
        Note::BecameSpare(view, primary) => {
            format!("{me} learns of view {view}{}, and is a spare there", under(*primary))
        }
        Note::Replaced(view, primary) => {
            format!("{me} learns of view {view}{}: **it is no longer primary**", under(*primary))
        }
        Note::KeptOn(view) => format!(
            "{me} learns of view {view}, in which it is not primary, and **goes on as its primary**"
        ),
        Note::Resumed(view) => {
            format!("{me} finds on its disk that it was primary of view {view}, and goes on")
        }
        Note::SteppedDown(from, view) => format!(
            "{me} is refused by {from}, which knows view {view}: **it stops acting as primary** \
             and asks the view service"
        ),
        Note::RefusalIgnored(from, view) => {
            format!("{me} ignores {from}'s refusal, which names view {view}")
        }
        Note::StateSent(to, last) => {
            format!("{me} sends {to} **the whole state**, up to operation {last}")
        }
        Note::SentAgain(to) => format!("{me} has waited for {to} long enough and sends again"),
        Note::RefusedOldView(from, theirs, ours) => refused(me, *from, *theirs, *ours),
        Note::NotBackup(from, view) => {
            format!("{me} is not a backup in view {view} and ignores what {from} sends")
        }
        Note::StateTaken(from, view, last) => format!(
            "{me} takes **the whole state of view {view}** from {from}, up to operation {last}"
        ),
        Note::StateKnown(from, last) => {
            format!("{me} has {from}'s state up to operation {last} already")
        }
        Note::NoStateYet(from, view) => format!(
            "{me} ignores {from}'s operations: **it does not have the state of view {view} yet**"
        ),
        Note::OperationsMissing(from, previous, last) => format!(
            "{me} cannot take {from}'s operations: they follow operation {previous}, and **{me}'s \
             end at {last}**"
        ),
        Note::OperationsTaken(from, first, last) if first == last => {
            format!("{me} takes operation {first} from {from} and applies it")
        }
        Note::OperationsTaken(from, first, last) => {
            format!("{me} takes operations {first} to {last} from {from} and applies them")
        }
        Note::OperationsKnown(from, last) => {
            format!("{me} has what {from} forwards already, up to operation {last}")
        }
        Note::StateArrived(from, last) => {
            format!("{me} hears that {from} **has the state**, up to operation {last}")
        }
        Note::BackupHas(from, last) => {
            format!("{me} hears that {from} has operations up to {last}")
        }
        Note::AnswerIgnored(from, view) => {
            format!("{me} learns nothing new from {from}'s answer in view {view}")
        }
        Note::OwnCopySaved(last) => format!("{me} counts its own copies up to operation {last}"),
        Note::Settled(first, last) if first == last => {
            format!("{me} **answers for operation {first}**")
        }
        Note::Settled(first, last) => format!("{me} **answers for operations {first} to {last}**"),
        Note::RequestTaken(client, _, index) => {
            format!("{me} is primary: it takes {client}'s operation as **operation {index}**")
        }
        Note::RequestRedirected(client, Some(primary)) => {
            format!("{me} does not answer clients: it sends {client} to {primary}")
        }
        Note::RequestRedirected(client, None) => {
            format!("{me} knows of no other primary: it sends {client} away")
        }
        Note::RequestAnsweredAgain(client, number) => format!(
            "{me} has applied {client}'s operation {number} before: **it gives the same answer \
             again**"
        ),
        Note::RequestKnown(client, index) => format!(
            "{client}'s request is {me}'s operation {index} already: it is not applied again"
        ),
        Note::TimerIdle => format!("{me} has nothing to do for this timer"),
        Note::NotViewService(from) => {
            format!("{me} is not the view service and ignores {from}'s ping")
        }
        Note::NotForViewService(from) => {
            format!("{me} is the view service and ignores what {from} sends")
        }
        Note::TwoPrimaries(view, first, second) => format!(
            "One primary per view is broken: **{first} and {second} both act as primary of view \
             {view}**"
        ),
        Note::AcknowledgedLost(node, view, index, mode) => format!(
            "Acknowledged operations survive is broken: {node} is primary of view {view} and \
             **lacks operation {index}, which a client was answered for**{}",
            answered(*mode)
        ),
        Note::AcknowledgedDiffers(node, view, index, mode) => format!(
            "Acknowledged operations survive is broken: {node}, primary of view {view}, **answers \
             for another operation {index}** than was answered for before{}",
            answered(*mode)
        ),
        Note::BackupDiffers(backup, primary, index) => format!(
            "The backup holds a prefix is broken: **{backup} holds another operation {index}** \
             than its primary {primary}"
        ),
        Note::AppliedTwice(node, client, number) => format!(
            "Applied once is broken: **{node} applies {client}'s operation {number} twice**"
        ),
        Note::ViewFell(node, before, after) => {
            format!("Views only grow is broken: **{node} went from view {before} to view {after}**")
        }
        Note::NotSucceeding(before, after) => format!(
            "Views follow one another is broken: **view {after} does not follow from view \
             {before}**"
        ),
    }
}
