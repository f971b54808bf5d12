//! What a Paxos server did and why, in English.
//!
//! A sentence says nothing that a rule switched off would make untrue: that something is on disk,
//! that so many are a majority, that a learned value is chosen.

use machine::NodeId;
use protocols::paxos::Note;

/// A short label for the timeline, for a note that leaves a mark there.
pub(crate) fn mark(me: NodeId, note: &Note) -> Option<String> {
    if let Note::Prepared(ballot, _) = note {
        Some(format!("{me} prepared, ballot {ballot}"))
    } else if let Note::Learned(ballot, _) = note {
        Some(format!("{me} learns, ballot {ballot}"))
    } else {
        matches!(note, Note::Distinguished).then(|| format!("{me} distinguished"))
    }
}

/// A note that this server made, as a sentence.
pub(crate) fn note(me: NodeId, note: &Note) -> String {
    match note {
        Note::RequestTaken(client, ..) => format!("{me} takes {client}'s request"),
        Note::RequestKnown(client, _) => {
            format!("{me} is at work on {client}'s request already")
        }
        Note::RequestAnswered(client, _, ballot) => {
            format!("{me} tells {client} the value it learned from ballot {ballot}")
        }
        Note::RequestRedirected(client, Some(to)) => {
            format!("{me} does not propose: it sends {client} to {to}")
        }
        Note::RequestRedirected(client, None) => {
            format!("{me} knows of nobody who proposes: it sends {client} away")
        }
        Note::BallotStarted(ballot, 1) => {
            format!("{me} **begins ballot {ballot}** and asks every acceptor for a promise")
        }
        Note::BallotStarted(ballot, attempt) => {
            format!("{me} tries again with the higher **ballot {ballot}**: attempt {attempt}")
        }
        Note::PromiseMade(to, ballot, None) => format!(
            "{me} **promises {to}** to accept nothing below ballot {ballot}; it has accepted \
             nothing so far"
        ),
        Note::PromiseMade(to, ballot, Some(accepted)) => format!(
            "{me} **promises {to}** to accept nothing below ballot {ballot}, and names what it \
             accepted in ballot {accepted}"
        ),
        Note::PromiseMadeAgain(to, ballot) => format!(
            "{me} has promised ballot {ballot} already and tells {to} so: an earlier answer may \
             be lost"
        ),
        Note::PrepareOutdated(to, ballot) => format!(
            "{me} ignores {to}'s prepare request: it **has accepted a proposal of ballot {ballot} \
             already**"
        ),
        Note::PrepareRefused(to, ballot, promised) => format!(
            "{me} gives {to} no promise for ballot {ballot}: it **has promised ballot {promised}**"
        ),
        Note::PromiseCounted(from, ballot, count, needed) if *from == me => format!(
            "{me} counts its own promise for ballot {ballot}: {count} of the {needed} it needs"
        ),
        Note::PromiseCounted(from, ballot, count, needed) => format!(
            "{me} has {from}'s promise for ballot {ballot}: {count} of the {needed} it needs"
        ),
        Note::PromiseRepeated(from, _) => {
            format!("{me} has {from}'s promise already: an answer that comes twice counts once")
        }
        Note::PromiseIgnored(from, ballot) => {
            format!("{me} ignores {from}'s promise: phase 1 of ballot {ballot} is over for it")
        }
        Note::Prepared(ballot, count) => {
            format!(
                "{me} has {count} promises, as many as it needs: **ballot {ballot} is prepared**"
            )
        }
        Note::ValueAdopted(ballot, accepted) => format!(
            "{me} must take over the value that was accepted in ballot {accepted}: **it proposes \
             that in ballot {ballot}**, since it may be chosen already"
        ),
        Note::OwnValueProposed(ballot, client) => format!(
            "No promise names a proposal, so {me} is free to choose: **it proposes {client}'s \
             value** in ballot {ballot}"
        ),
        Note::OwnValueForced(ballot, accepted, client) => format!(
            "{me} **proposes {client}'s value** in ballot {ballot}, although a promise names \
             another that was accepted in ballot {accepted}"
        ),
        Note::NothingChosen(ballot) => format!(
            "No promise for ballot {ballot} names a proposal, and {me} has none to make: **nothing \
             was chosen** when it asked"
        ),
        Note::ProposalAccepted(from, ballot) if *from == me => {
            format!("{me} **accepts** its own proposal of ballot {ballot}")
        }
        Note::ProposalAccepted(from, ballot) => {
            format!("{me} **accepts** {from}'s proposal of ballot {ballot}")
        }
        Note::PromiseBroken(from, ballot, promised) => format!(
            "{me} accepts {from}'s proposal of ballot {ballot} **although it has promised ballot \
             {promised}**"
        ),
        Note::AcceptRefused(from, ballot, promised) => format!(
            "{me} does not accept {from}'s proposal of ballot {ballot}: it **has promised ballot \
             {promised}**"
        ),
        Note::BallotAbandoned(from, ballot, promised) => format!(
            "{me} **abandons ballot {ballot}**: {from} has promised ballot {promised} to another"
        ),
        Note::RefusalIgnored(from, ballot) => {
            format!("{me} ignores {from}'s refusal: it is done with ballot {ballot}")
        }
        Note::AcceptanceCounted(from, ballot, count, needed) if *from == me => format!(
            "{me} counts its own acceptance in ballot {ballot}: {count} of the {needed} it needs"
        ),
        Note::AcceptanceCounted(from, ballot, count, needed) => format!(
            "{me} learns that {from} accepted in ballot {ballot}: {count} of the {needed} it needs"
        ),
        Note::AcceptanceRepeated(from, ballot) => format!(
            "{me} has heard that {from} accepted in ballot {ballot}: what comes twice counts once"
        ),
        Note::AcceptanceKnown(from, ballot) => format!(
            "{me} has learned its value: that {from} accepted in ballot {ballot} adds nothing"
        ),
        Note::Learned(ballot, count) => format!(
            "{me} has heard of {count} acceptances in ballot {ballot}, as many as it needs: **it \
             learns the value**"
        ),
        Note::Distinguished => format!(
            "{me} has heard from no proposer before it: **it takes itself for the distinguished \
             proposer**"
        ),
        Note::StoodDown(to) => {
            format!("{me} hears from {to}, which goes before it: **it leaves proposing to {to}**")
        }
        Note::Trusted(to) => format!("{me} takes {to} for the distinguished proposer"),
        Note::AliveHeard(from) => {
            format!("{me} hears that the distinguished proposer {from} lives")
        }
        Note::AliveIgnored(from, first) => {
            format!("{me} ignores that {from} would propose: {first} goes before it")
        }
        Note::AliveSent => format!("{me} shows the others that it lives"),
        Note::TimerIdle => format!("{me} has nothing to do"),
        Note::TwoChosen(first, second) => format!(
            "Agreement is broken: **one value is chosen in ballot {first}, and another in ballot \
             {second}**"
        ),
        Note::NotProposed(node, ballot) => format!(
            "Validity is broken: **no client asked for what {node} has from ballot {ballot}**"
        ),
        Note::LearnedUnchosen(node, ballot, count, needed) => format!(
            "Integrity is broken: {node} learns the value of ballot {ballot}, **which {count} \
             disks held, not {needed}**"
        ),
        Note::LearnedTwice(node, first, second) => format!(
            "Integrity is broken: {node} has learned a value from ballot {first}, **and another \
             from ballot {second}**"
        ),
    }
}
