//! Where the two cores differ, and why: each difference with the narrow condition under which it is
//! expected, and what exactly each side then does. `docs/raft.md` says the same in words.
//!
//! Nothing else is forgiven.

use super::event::{Event, Input};
use super::facts::{Facts, Role};
use super::members::{decide, decode, number};
use super::translate::Verdict;
use machine::NodeId;
use protocols::raft::{Appended, Ask, Entry, Installed, Message, Vote};

/// A difference that is explained.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Explained {
    /// Figure 2, rule 1 of both receivers: a stale call is answered with `false` and the term. The
    /// crate says nothing.
    StaleCall,
    /// Figure 2, `AppendEntries`, 2 to 5: entries that begin behind the commit index are looked at
    /// like all others. The crate answers with its commit index and does not look at them.
    BehindCommit,
    /// Figure 2, `RequestVote`, 2: `votedFor` decides. The crate also refuses if it knows a leader
    /// of that term, which costs that leader's late rivals a vote that decides nothing.
    LeaderKnown,
    /// Dissertation, 9.6: whoever hears a leader does not grant pre-votes. The crate asks for
    /// check-quorum before it does so.
    PreVoteHeard,
    /// Dissertation, 4.2.3: who hears a leader ignores a candidate. In its own term, or for an
    /// earlier one, the crate answers.
    HeardSameTerm,
    /// The same where the term has changed since the leader was heard. 6.4.1 rests on the promise,
    /// whatever the term; the crate forgets it with its leader.
    HeardBefore,
    /// The candidate is the leader that it heard: that one leads no more. The crate ignores it too.
    OwnLeader,
    /// Figure 2, candidates: they wait for a majority, a leader, or their timer. The crate makes a
    /// follower of a candidate as soon as a majority has refused.
    LostElection,
    /// A voter that refused a pre-vote may grant it when asked again. The crate counts its first
    /// answer.
    FirstAnswer,
    /// A pre-vote of an earlier attempt is granted late, for the term in which the server now is.
    /// The crate counts it for the next.
    LatePreVote,
    /// Dissertation, 6.2: a leader needs answers to a round of heartbeats that it sent since. To
    /// the crate any answer will do.
    AnyAnswer,
    /// A lost `TimeoutNow` is sent again with each answer of a server that is level, and when a
    /// person orders the transfer again. The crate sends it once.
    TimeoutNowAgain,
    /// A transfer to the leader itself is nothing to do. The crate gives up the one under way.
    TransferToItself,
    /// Dissertation, 3.10: `TimeoutNow` is like the election timer, which makes a candidate stand
    /// again. The crate's candidates ignore it.
    CandidateTold,
    /// How far the entries of a leader get that is deposed while it sends them. Our heartbeats
    /// carry a batch of what the follower lacks, the crate asks first and then sends all. The
    /// schedule ends there. Between whole clusters only.
    DeposedSending,
    /// Dissertation, 4.2.2: a leader that is not in the new configuration leads until that is
    /// committed, and then steps down. The crate's leads on.
    RemovedLeader,
    /// The same: a server that is being removed may stand as long as it does not know that to be
    /// committed. The crate lets only voters stand.
    StandsUntilRemoved,
    /// Our leader appends the configuration that follows another before it looks whether its
    /// successor is level. The crate's looks first, since its application appends it.
    AppendedFirst,
}

/// Every explained difference, in its order.
pub const EXPLAINED: [Explained; 18] = [
    Explained::StaleCall,
    Explained::BehindCommit,
    Explained::LeaderKnown,
    Explained::PreVoteHeard,
    Explained::HeardSameTerm,
    Explained::HeardBefore,
    Explained::OwnLeader,
    Explained::LostElection,
    Explained::FirstAnswer,
    Explained::LatePreVote,
    Explained::AnyAnswer,
    Explained::TimeoutNowAgain,
    Explained::TransferToItself,
    Explained::CandidateTold,
    Explained::DeposedSending,
    Explained::RemovedLeader,
    Explained::StandsUntilRemoved,
    Explained::AppendedFirst,
];

impl Explained {
    /// Its name in figures and in `docs/raft.md`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Explained::StaleCall => "stale-call",
            Explained::BehindCommit => "behind-commit",
            Explained::LeaderKnown => "leader-known",
            Explained::PreVoteHeard => "pre-vote-heard",
            Explained::HeardSameTerm => "heard-same-term",
            Explained::HeardBefore => "heard-before",
            Explained::OwnLeader => "own-leader",
            Explained::LostElection => "lost-election",
            Explained::FirstAnswer => "first-answer",
            Explained::LatePreVote => "late-pre-vote",
            Explained::AnyAnswer => "any-answer",
            Explained::TimeoutNowAgain => "timeout-now-again",
            Explained::TransferToItself => "transfer-to-itself",
            Explained::CandidateTold => "candidate-told",
            Explained::DeposedSending => "deposed-sending",
            Explained::RemovedLeader => "removed-leader",
            Explained::StandsUntilRemoved => "stands-until-removed",
            Explained::AppendedFirst => "appended-first",
        }
    }

    /// What explains that the two cores made different things of an input, if anything does.
    #[must_use]
    pub fn of(event: &Event) -> Option<Explained> {
        EXPLAINED.into_iter().find(|explained| explained.explains(event))
    }

    fn explains(self, event: &Event) -> bool {
        match (self, &event.input) {
            (Explained::RemovedLeader, _) => removed_leader(event),
            (Explained::AppendedFirst, _) => appended_first(event),
            (Explained::StandsUntilRemoved, Input::Election) => stands_until_removed(event),
            (Explained::StandsUntilRemoved, Input::Message(_, Message::TimeoutNow { .. })) => {
                stands_until_removed(event)
            }
            (Explained::TransferToItself, Input::Transfer(to)) => transfer_to_itself(event, *to),
            (Explained::TimeoutNowAgain, Input::Transfer(to)) => {
                event.before.transferee == Some(u64::from(to.0)) && timeout_now_again(event, *to)
            }
            (Explained::AnyAnswer, Input::Quorum) => any_answer(event),
            (_, Input::Message(from, message)) => self.explains_message(event, *from, message),
            (_, _) => false,
        }
    }

    fn explains_message(self, event: &Event, from: NodeId, message: &Message) -> bool {
        match message {
            Message::RequestVote { ask, .. } => self.explains_candidate(event, from, message, *ask),
            Message::RequestVoteReply { ask, vote, .. } => match (self, vote) {
                (Explained::LostElection, Vote::Refused) => lost_election(event, from),
                (Explained::FirstAnswer, Vote::Granted) => {
                    event.refusals.contains(&from) && event.theirs_idle()
                }
                (Explained::LatePreVote, Vote::Granted) => {
                    *ask == Ask::PreVote
                        && event.before.role == Role::PreCandidate
                        && message.term().0 == event.before.term
                        && event.ours_idle()
                }
                (_, _) => false,
            },
            Message::AppendEntries { previous_index, previous_term, entries, commit, .. } => {
                match self {
                    Explained::StaleCall => stale_call(event, from, message),
                    Explained::BehindCommit => behind_commit(
                        event,
                        from,
                        message.term().0,
                        (previous_index.0, previous_term.0, entries, commit.0),
                    ),
                    _ => false,
                }
            }
            Message::AppendEntriesReply { result: Appended::Matched(index), .. }
            | Message::InstallSnapshotReply { result: Installed::Whole, index, .. } => {
                let place = event.before.matched.get(from.index());
                self == Explained::TimeoutNowAgain
                    && event.before.transferee == Some(u64::from(from.0))
                    && place.is_some_and(|matched| index.0 <= *matched)
                    && timeout_now_again(event, from)
            }
            Message::InstallSnapshot { .. } => {
                self == Explained::StaleCall && stale_call(event, from, message)
            }
            Message::InstallSnapshotReply { .. } | Message::AppendEntriesReply { .. } => false,
            Message::TimeoutNow { term } => {
                let stands = matches!(event.before.role, Role::Candidate | Role::PreCandidate);
                self == Explained::CandidateTold
                    && stands
                    && term.0 == event.before.term
                    && event.theirs_idle()
                    && event.ours.facts.term == event.before.term + 1
            }
        }
    }

    fn explains_candidate(self, event: &Event, from: NodeId, message: &Message, ask: Ask) -> bool {
        let (before, term) = (&event.before, message.term().0);
        let candidate = u64::from(from.0);
        let hears = event.heard || before.role == Role::Leader;
        let is_later = term > before.term;
        let theirs_answer =
            matches!(event.theirs.said[..], [(to, Verdict::Votes { .. })] if to == from);
        let ours_answer =
            matches!(event.ours.said[..], [(to, Verdict::Votes { .. })] if to == from);
        match self {
            Explained::StaleCall => stale_call(event, from, message),
            Explained::LeaderKnown => {
                term == before.term
                    && before.role == Role::Follower
                    && before.leader != 0
                    && before.vote == 0
                    && event.theirs.facts == *before
                    && event.theirs.said == votes(from, ask, term, false)
                    && event.ours.said == votes(from, ask, term, true)
            }
            Explained::PreVoteHeard => {
                ask == Ask::PreVote
                    && !event.options.check_quorum
                    && hears
                    && before.leader != candidate
                    && event.ours_idle()
                    && theirs_answer
                    && event.theirs.facts == *before
            }
            Explained::HeardSameTerm => {
                event.options.check_quorum
                    && ask != Ask::Transfer
                    && hears
                    && !is_later
                    && event.ours_idle()
                    && theirs_answer
                    && only(&event.theirs.facts, before, &["vote"])
            }
            Explained::HeardBefore => {
                event.options.check_quorum
                    && ask != Ask::Transfer
                    && event.heard
                    && is_later
                    && before.leader == 0
                    && before.role != Role::Leader
                    && event.ours_idle()
                    && theirs_answer
            }
            Explained::OwnLeader => {
                event.options.check_quorum
                    && event.heard
                    && is_later
                    && before.leader == candidate
                    && event.theirs_idle()
                    && ours_answer
            }
            _ => false,
        }
    }
}

fn votes(to: NodeId, ask: Ask, term: u64, granted: bool) -> [(NodeId, Verdict); 1] {
    [(to, Verdict::Votes { pre: ask == Ask::PreVote, term, granted })]
}

/// Whether the two differ in nothing but these facts.
fn only(facts: &Facts, other: &Facts, names: &[&str]) -> bool {
    facts.differing(other).iter().all(|name| names.contains(name))
}

fn stale_call(event: &Event, from: NodeId, message: &Message) -> bool {
    let term = event.before.term;
    let refusal = match message {
        Message::AppendEntries { .. } | Message::InstallSnapshot { .. } => Verdict::Stale { term },
        _ => Verdict::Votes { pre: false, term, granted: false },
    };
    message.term().0 < term
        && event.theirs_idle()
        && event.ours.facts == event.before
        && event.ours.said == [(from, refusal)]
}

/// Ours does what figure 2 says, which is worked out here once more.
fn behind_commit(
    event: &Event,
    from: NodeId,
    term: u64,
    (previous, previous_term, entries, commit): (u64, u64, &[Entry], u64),
) -> bool {
    let before = &event.before;
    if previous >= before.commit {
        return false;
    }
    let (mut log, base) = (before.log.clone(), before.base);
    let last = previous + entries.len() as u64;
    // What a snapshot has replaced agrees.
    let place = previous.checked_sub(base + 1);
    let found = place.map_or(previous_term, |place| log[place as usize].0);
    for (index, entry) in (previous + 1..).zip(entries).filter(|(index, _)| *index > base) {
        let place = (index - base - 1) as usize;
        if log.get(place).is_none_or(|(term, _)| *term != entry.term.0) {
            log.truncate(place);
            log.push((entry.term.0, number(entry)));
        }
    }
    let taken = Facts { log, ..before.clone() }.after(event.ours.facts.base);
    term >= before.term
        && found == previous_term
        && event.ours.facts.log == taken.log
        && event.ours.facts.commit == before.commit.max(commit.min(last))
        && event.ours.said == [(from, Verdict::Matches { term, index: last })]
        && event.theirs.facts.log == before.clone().after(event.ours.facts.base).log
        && event.theirs.said == [(from, Verdict::Matches { term, index: before.commit })]
        && only(&event.ours.facts, &event.theirs.facts, &["log", "commit", "applied"])
}

fn lost_election(event: &Event, from: NodeId) -> bool {
    let refused = |node: &NodeId| *node == from || event.refusals.contains(node);
    let others = NodeId::all(event.options.nodes).filter(|node| !refused(node)).collect();
    let stood = matches!(event.before.role, Role::Candidate | Role::PreCandidate);
    stood
        && !decide(event.before.configuration, others)
        && event.ours_idle()
        && event.theirs.said.is_empty()
        && event.theirs.facts.role == Role::Follower
        && event.theirs.facts.leader == 0
        && only(&event.theirs.facts, &event.before, &["role", "votes"])
}

fn any_answer(event: &Event) -> bool {
    let [any, round] = event.answered;
    any && !round
        && event.theirs_idle()
        && event.ours.said.is_empty()
        && event.ours.facts.role == Role::Follower
        && only(&event.ours.facts, &event.before, &["role", "match", "transferee"])
}

/// Facts are equal, and ours says `TimeoutNow` in addition.
fn timeout_now_again(event: &Event, to: NodeId) -> bool {
    let again = (to, Verdict::TimeoutNow { term: event.before.term });
    let last = event.before.last();
    let others = event.ours.said.iter().filter(|said| **said != again);
    event.before.matched.get(to.index()) == Some(&last)
        && event.ours.facts == event.theirs.facts
        && event.ours.said.contains(&again)
        && others.eq(event.theirs.said.iter())
}

fn transfer_to_itself(event: &Event, to: NodeId) -> bool {
    to == event.me
        && event.before.transferee.is_some()
        && event.ours_idle()
        && event.theirs.facts.transferee.is_none()
        && only(&event.theirs.facts, &event.before, &["transferee"])
}

/// Whether it steps down in its term, since it is in no configuration any more.
fn removed_leader(event: &Event) -> bool {
    let (before, ours, theirs) = (&event.before, &event.ours.facts, &event.theirs.facts);
    before.role == Role::Leader
        && ours.role == Role::Follower
        && ours.leader == 0
        && ours.term == before.term
        && ours.commit > before.commit
        && !decode(ours.configuration).all_voters().contains(event.me)
        && theirs.role == Role::Leader
        && only(ours, theirs, &["role", "match", "transferee"])
}

fn stands_until_removed(event: &Event) -> bool {
    let stands = matches!(event.ours.facts.role, Role::Candidate | Role::PreCandidate);
    !decode(event.before.configuration).all_voters().contains(event.me)
        && stands
        && event.ours.facts.commit == event.before.commit
        && matches!(event.theirs.facts.role, Role::Follower | Role::Candidate | Role::PreCandidate)
        && event.theirs.said.is_empty()
}

fn appended_first(event: &Event) -> bool {
    event.ours.facts == event.theirs.facts
        && event.before.role == Role::Leader
        && event.ours.facts.configuration != event.before.configuration
        && says_less(event)
}

/// Whether ours says all that theirs says, but for `TimeoutNow` to the successor.
fn says_less(event: &Event) -> bool {
    let told = event.before.transferee.map(|successor| {
        (NodeId(successor as u8), Verdict::TimeoutNow { term: event.before.term })
    });
    let others = event.theirs.said.iter().filter(|said| Some(**said) != told);
    event.ours.said.iter().eq(others)
}
