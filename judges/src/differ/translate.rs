//! Our messages as the crate's, and what its answers mean in ours.

use super::members::{conf_state, number};
use super::theirs::entry;
use machine::NodeId;
use protocols::raft::{Appended, Ask, Base, Configuration, Installed, Message, Term, Vote};
use raft::eraftpb::{Message as Theirs, MessageType};

/// What marks a candidate that stands at its leader's wish.
const TRANSFER: &[u8] = raft::CAMPAIGN_TRANSFER;

/// A decision that a message carries, in words that both cores share.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// It asks for a vote: what kind, the term, and the candidate's last entry.
    Asks {
        /// What it asks for.
        ask: Ask,
        /// The term.
        term: u64,
        /// The last entry's index.
        index: u64,
        /// The last entry's term.
        log_term: u64,
    },
    /// It answers such a question: a pre-vote or a vote, the term, whether yes.
    Votes {
        /// Whether it was a pre-vote.
        pre: bool,
        /// The term.
        term: u64,
        /// Whether the candidate has the vote.
        granted: bool,
    },
    /// It took the entries: the term, and up to which index the logs agree.
    Matches {
        /// The term.
        term: u64,
        /// The index.
        index: u64,
    },
    /// It refused the entries, since its log has no such entry before them.
    Conflicts {
        /// The term.
        term: u64,
    },
    /// It took the snapshot, or has no need of it: the term.
    Installed {
        /// The term.
        term: u64,
    },
    /// It tells the sender of a stale message its term.
    Stale {
        /// The term.
        term: u64,
    },
    /// It tells a server to stand.
    TimeoutNow {
        /// The term.
        term: u64,
    },
}

/// The decision in a message of ours; none where it replicates, which each core does in its way.
#[must_use]
pub fn verdict(message: &Message) -> Option<Verdict> {
    let term = message.term().0;
    Some(match message {
        Message::RequestVote { ask, last_index, last_term, .. } => {
            Verdict::Asks { ask: *ask, term, index: last_index.0, log_term: last_term.0 }
        }
        Message::RequestVoteReply { ask, vote, .. } => {
            Verdict::Votes { pre: *ask == Ask::PreVote, term, granted: *vote == Vote::Granted }
        }
        Message::AppendEntriesReply { result: Appended::Matched(index), .. } => {
            Verdict::Matches { term, index: index.0 }
        }
        Message::AppendEntriesReply { result: Appended::Conflict { .. }, .. } => {
            Verdict::Conflicts { term }
        }
        Message::AppendEntriesReply { result: Appended::Stale, .. }
        | Message::InstallSnapshotReply { result: Installed::Stale, .. } => Verdict::Stale { term },
        Message::TimeoutNow { .. } => Verdict::TimeoutNow { term },
        Message::InstallSnapshotReply { result: Installed::Whole, .. } => {
            Verdict::Installed { term }
        }
        Message::AppendEntries { .. }
        | Message::InstallSnapshot { .. }
        | Message::InstallSnapshotReply { result: Installed::Upto(_), .. } => return None,
    })
}

/// What a message of theirs answers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Answering {
    /// A call of an earlier term.
    Stale,
    /// A snapshot.
    Snapshot,
    /// Anything else.
    Other,
}

/// The same for a message of theirs.
#[must_use]
pub fn their_verdict(message: &Theirs, answering: Answering) -> Option<Verdict> {
    let (term, index, log_term) = (message.term, message.index, message.log_term);
    let granted = !message.reject;
    Some(match message.get_msg_type() {
        MessageType::MsgRequestPreVote => {
            Verdict::Asks { ask: Ask::PreVote, term, index, log_term }
        }
        MessageType::MsgRequestVote => {
            let ask = if message.context == TRANSFER { Ask::Transfer } else { Ask::Vote };
            Verdict::Asks { ask, term, index, log_term }
        }
        MessageType::MsgRequestPreVoteResponse => Verdict::Votes { pre: true, term, granted },
        MessageType::MsgRequestVoteResponse => Verdict::Votes { pre: false, term, granted },
        MessageType::MsgAppendResponse if answering == Answering::Stale => Verdict::Stale { term },
        MessageType::MsgAppendResponse if answering == Answering::Snapshot => {
            Verdict::Installed { term }
        }
        MessageType::MsgAppendResponse if granted => Verdict::Matches { term, index },
        MessageType::MsgAppendResponse => Verdict::Conflicts { term },
        MessageType::MsgTimeoutNow => Verdict::TimeoutNow { term },
        _ => return None,
    })
}

/// A message of ours as the crate would have sent it.
#[must_use]
pub fn translate(from: NodeId, to: NodeId, message: &Message) -> Theirs {
    let mut theirs = Theirs {
        from: u64::from(from.0),
        to: u64::from(to.0),
        term: message.term().0,
        ..Theirs::default()
    };
    match message {
        Message::RequestVote { ask, last_index, last_term, .. } => {
            theirs.set_msg_type(match ask {
                Ask::PreVote => MessageType::MsgRequestPreVote,
                Ask::Vote | Ask::Transfer => MessageType::MsgRequestVote,
            });
            theirs.index = last_index.0;
            theirs.log_term = last_term.0;
            if *ask == Ask::Transfer {
                theirs.context = TRANSFER.into();
            }
        }
        Message::RequestVoteReply { ask, vote, .. } => {
            theirs.set_msg_type(match ask {
                Ask::PreVote => MessageType::MsgRequestPreVoteResponse,
                Ask::Vote | Ask::Transfer => MessageType::MsgRequestVoteResponse,
            });
            theirs.reject = *vote == Vote::Refused;
        }
        Message::AppendEntries { previous_index, previous_term, entries, commit, .. } => {
            theirs.set_msg_type(MessageType::MsgAppend);
            theirs.index = previous_index.0;
            theirs.log_term = previous_term.0;
            theirs.commit = commit.0;
            let entries = (previous_index.next().0..).zip(entries);
            let entries: Vec<_> =
                entries.map(|(index, it)| entry(index, &(it.term.0, number(it)))).collect();
            theirs.set_entries(entries.into());
        }
        Message::AppendEntriesReply { result, .. } => {
            theirs.set_msg_type(MessageType::MsgAppendResponse);
            match result {
                Appended::Matched(index) => theirs.index = index.0,
                Appended::Conflict { first, .. } => {
                    theirs.reject = true;
                    theirs.index = first.0;
                    theirs.reject_hint = first.previous().0;
                }
                Appended::Stale => {}
            }
        }
        Message::TimeoutNow { .. } => theirs.set_msg_type(MessageType::MsgTimeoutNow),
        // A part of a snapshot shows that the leader lives; the last one is a message of its own.
        Message::InstallSnapshot { .. } => theirs.set_msg_type(MessageType::MsgHeartbeat),
        Message::InstallSnapshotReply { index, result, .. } => match result {
            Installed::Whole => {
                theirs.set_msg_type(MessageType::MsgAppendResponse);
                theirs.index = index.0;
            }
            Installed::Stale => theirs.set_msg_type(MessageType::MsgAppendResponse),
            Installed::Upto(_) => theirs.set_msg_type(MessageType::MsgHeartbeatResponse),
        },
    }
    theirs
}

/// The last part of a snapshot, as the crate sends all of it.
#[must_use]
pub fn snapshot(
    from: NodeId,
    to: NodeId,
    (term, base): (Term, Base),
    configuration: &Configuration,
) -> Theirs {
    let mut theirs =
        Theirs { from: u64::from(from.0), to: u64::from(to.0), term: term.0, ..Theirs::default() };
    theirs.set_msg_type(MessageType::MsgSnapshot);
    let metadata = theirs.mut_snapshot().mut_metadata();
    metadata.index = base.index.0;
    metadata.term = base.term.0;
    metadata.set_conf_state(conf_state(configuration, to));
    theirs
}
