//! What a Multi-Paxos server did and why, in English.
//!
//! A sentence says nothing that a rule switched off would make untrue: that something is on disk,
//! that so many are a majority, that a learned value is chosen.

use machine::NodeId;
use protocols::multi_paxos::Note;

/// A short label for the timeline, for a note that leaves a mark there.
pub(crate) fn mark(me: NodeId, note: &Note) -> Option<String> {
    if let Note::Elected(ballot, _) = note {
        Some(format!("{me} leads, ballot {ballot}"))
    } else if let Note::Chosen(slot, ..) = note {
        Some(format!("slot {slot} chosen"))
    } else {
        None
    }
}

/// To whom a lease was granted.
fn holder(node: Option<NodeId>) -> String {
    node.map_or_else(|| "somebody before it crashed".to_owned(), |node| node.to_string())
}

/// A note that this server made, as a sentence.
pub(crate) fn note(me: NodeId, note: &Note) -> String {
    match note {
        Note::ElectionStarted(ballot, 1) => format!(
            "{me} has heard from no leader for too long: it **prepares ballot {ballot}** for all \
             slots at once"
        ),
        Note::ElectionStarted(ballot, attempt) => format!(
            "{me} tries again with the higher **ballot {ballot}**, for all slots: attempt {attempt}"
        ),
        Note::ElectionHeldBack(to) => format!(
            "{me} would lead, **but the lease still runs that it has granted to {}**",
            holder(*to)
        ),
        Note::PromiseMade(to, ballot) => format!(
            "{me} **promises {to}** to accept nothing below ballot {ballot} in any slot, and names \
             what it has accepted"
        ),
        Note::PromiseMadeAgain(to, ballot) => format!(
            "{me} has promised ballot {ballot} already and tells {to} so: an earlier answer may be \
             lost"
        ),
        Note::PrepareOutdated(to, ballot) => format!(
            "{me} ignores {to}'s prepare request: it **has accepted a proposal of ballot {ballot} \
             already**"
        ),
        Note::PrepareRefused(to, ballot, promised) => format!(
            "{me} gives {to} no promise for ballot {ballot}: it **has promised ballot {promised}**"
        ),
        Note::PrepareRefusedByLease(to, ballot, other) => format!(
            "{me} gives {to} no promise for ballot {ballot}: **the lease still runs that it has \
             granted to {}**",
            holder(*other)
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
            format!("{me} ignores {from}'s promise: it does not prepare ballot {ballot} any more")
        }
        Note::Elected(ballot, count) => format!(
            "{me} has as many promises as it needs, {count}: **it leads ballot {ballot}**, and \
             proposes without phase 1 from now on"
        ),
        Note::ValueAdopted(slot, ballot) => format!(
            "Slot {slot}: {me} **takes over the value accepted in ballot {ballot}**, since it may \
             be chosen already"
        ),
        Note::GapFilled(slot) => format!(
            "Slot {slot}: no promise names a proposal there, so {me} **fills the gap with a no-op**"
        ),
        Note::GapLeft(slot) => {
            format!("Slot {slot}: no promise names a proposal there, and {me} **leaves the gap**")
        }
        Note::ProposalAccepted(from, ballot, slot) if *from == me => {
            format!("{me} **accepts** its own proposal for slot {slot}, ballot {ballot}")
        }
        Note::ProposalAccepted(from, ballot, slot) => {
            format!("{me} **accepts** {from}'s proposal for slot {slot}, ballot {ballot}")
        }
        Note::PromiseBroken(from, ballot, promised) => format!(
            "{me} takes {from}'s proposals of ballot {ballot} **although it has promised ballot \
             {promised}**"
        ),
        Note::AcceptRefused(from, ballot, promised) => format!(
            "{me} does not accept {from}'s proposals of ballot {ballot}: it **has promised ballot \
             {promised}**"
        ),
        Note::LeaderBehind(from, slot) => format!(
            "{me} has slot {slot} in its snapshot: {from} proposes for it and does not know what \
             is chosen there"
        ),
        Note::RefusalIgnored(from, ballot) => {
            format!("{me} ignores {from}'s refusal: it is done with ballot {ballot}")
        }
        Note::HeldOffByLease(from, ballot, other) => format!(
            "{me} gets no promise for ballot {ballot} from {from}, **which has granted a lease to \
             {}**",
            holder(*other)
        ),
        Note::Preempted(from, ballot, higher) if *from == me => {
            format!("{me} **gives up ballot {ballot}**: its own acceptor knows of ballot {higher}")
        }
        Note::Preempted(from, ballot, higher) => {
            format!("{me} **gives up ballot {ballot}**: {from} knows of ballot {higher}")
        }
        Note::SteppedDown(from, ballot, higher) => format!(
            "{me} **stops leading ballot {ballot}**: it knows of ballot {higher}, by {from}"
        ),
        Note::LedOn(from, ballot, higher) => format!(
            "{me} **goes on leading ballot {ballot}**, although it knows of ballot {higher}, by \
             {from}"
        ),
        Note::RequestProposed(client, _, slot) => {
            format!("{me} **proposes {client}'s command for slot {slot}**")
        }
        Note::WindowFull(client, _, slot) => format!(
            "{me} keeps {client}'s command: **slot {slot} is beyond the window** until more is \
             chosen"
        ),
        Note::RequestKnown(client, _) => {
            format!("{me} is at work on {client}'s request already")
        }
        Note::RequestRedirected(client, _, Some(to)) => {
            format!("{me} does not lead: it sends {client} to {to}")
        }
        Note::RequestRedirected(client, _, None) => {
            format!("{me} knows of no leader: it sends {client} away")
        }
        Note::RequestAnsweredAgain(client, number) => format!(
            "{me} has carried out {client}'s request {number} before, and tells it the same again"
        ),
        Note::RequestAnswered(client, _, slot) => {
            format!("{me} answers {client}, having applied everything up to slot {slot}")
        }
        Note::ReadLocally(client, _, slot) => format!(
            "{me} **answers {client}'s read from its own store**, which stands at slot {slot}"
        ),
        Note::AcceptanceCounted(from, slot, count, needed) if *from == me => format!(
            "{me} counts its own acceptance for slot {slot}: {count} of the {needed} it needs"
        ),
        Note::AcceptanceCounted(from, slot, count, needed) => {
            format!("{from} has accepted for slot {slot}: {count} of the {needed} that {me} needs")
        }
        Note::AcceptanceRepeated(from, slot) => format!(
            "{me} has heard that {from} accepted for slot {slot}: what comes twice counts once"
        ),
        Note::AcceptanceKnown(from, slot) => {
            format!("{me} is done with slot {slot}: that {from} accepted there adds nothing")
        }
        Note::AcceptedIgnored(from, ballot) => {
            format!("{me} ignores that {from} has accepted: it does not lead ballot {ballot}")
        }
        Note::Chosen(slot, ballot, count) => format!(
            "{count} servers have accepted for slot {slot} in ballot {ballot}, as many as {me} \
             needs: **it takes the value for chosen**"
        ),
        Note::Learned(slot, _) => format!("{me} learns the value of slot {slot}"),
        Note::Applied(slot, client, _) => format!("{me} applies slot {slot}, {client}'s command"),
        Note::DuplicateSkipped(slot, client, number) => format!(
            "{me} **does not carry out slot {slot} again**: it has done {client}'s request {number}"
        ),
        Note::NoOpApplied(slot) => format!("{me} applies slot {slot}: a no-op changes nothing"),
        Note::HeartbeatsSent(_) => format!("{me} shows the others that it leads"),
        Note::HeartbeatTaken(from, _) => {
            format!("{me} hears from its leader {from} and starts its election timer anew")
        }
        Note::HeartbeatRefused(from, ballot, promised) => format!(
            "{me} does not follow {from}, ballot {ballot}: it **has promised ballot {promised}**"
        ),
        Note::CatchUpAsked(from, slot) => {
            format!("{me} lacks what is chosen from slot {slot} on, and asks {from}")
        }
        Note::CatchUpIgnored(from, _) => {
            format!("{me} knows no more than {from}, which asks what is chosen")
        }
        Note::ChosenTold(to, first, last) if first == last => {
            format!("{me} tells {to} what is chosen in slot {first}")
        }
        Note::ChosenTold(to, first, last) => {
            format!("{me} tells {to} what is chosen in slots {first} to {last}")
        }
        Note::ChosenKnown(from, _) => format!("{me} knew all that {from} tells it"),
        Note::SnapshotTaken(slot) => {
            format!("{me} **takes a snapshot** of its store, up to slot {slot}")
        }
        Note::SnapshotSent(to, slot) => format!(
            "{me} has truncated what {to} lacks: it **sends its snapshot**, up to slot {slot}"
        ),
        Note::SnapshotMissing(to, slot) => {
            format!("{me} has truncated slot {slot} and has **no snapshot of it for {to}**")
        }
        Note::SnapshotInstalled(from, slot) => {
            format!("{me} **takes over {from}'s snapshot**: it stands at slot {slot} now")
        }
        Note::SnapshotKnown(from, slot) => {
            format!("{me} ignores {from}'s snapshot: it knows more than is chosen up to {slot}")
        }
        Note::Truncated(slot) => format!("{me} truncates its log up to slot {slot}"),
        Note::LeaseGranted(to, _, _) => {
            format!("{me} grants {to} its lease: it promises nothing to others for that long")
        }
        Note::GrantCounted(from, _, count, needed) if *from == me => {
            format!("{me} asks for a lease and counts itself: {count} of the {needed} it needs")
        }
        Note::GrantCounted(from, _, count, needed) => {
            format!("{from} grants {me} its lease: {count} of the {needed} it needs")
        }
        Note::GrantIgnored(from, _) => {
            format!("{me} needs no grant from {from}: that round of the lease is closed")
        }
        Note::LeaseHeld(_) => {
            format!("{me} **holds the lease** from when it asked, and may read its own store")
        }
        Note::LeaseLost(_) => format!("{me}'s **lease is over**, by its own clock"),
        Note::LeaseNotGranted(_) => {
            format!("{me} was not granted the lease it asked for while it would have lasted")
        }
        Note::GrantOver(to) => {
            format!("The lease that {me} has granted to {} is over, by {me}'s clock", holder(*to))
        }
        Note::TimerIdle => format!("{me} has nothing to do"),
        Note::TwoChosen(slot, ballot) => format!(
            "Log agreement is broken: **another value is chosen in slot {slot}**, in ballot \
             {ballot}"
        ),
        Note::LearnedDifferently(node, slot) => format!(
            "Log agreement is broken: **{node} learns another value in slot {slot}** than is chosen"
        ),
        Note::LearnedUnchosen(node, slot, count, needed) => format!(
            "{node} learns a value in slot {slot} **that {count} disks have held in its ballot, \
             not {needed}**"
        ),
        Note::NotProposed(node, slot) => {
            format!("Validity is broken: **no client asked for what {node} has in slot {slot}**")
        }
        Note::AppliedOutOfOrder(node, slot, next) => format!(
            "The order is broken: **{node} applies slot {slot}, and slot {next} would be next**"
        ),
        Note::AppliedDifferently(node, slot) => format!(
            "State machine safety is broken: **{node} applies something else in slot {slot}** than \
             a server before it"
        ),
        Note::StatesDiffer(node, slot) => format!(
            "State machine safety is broken: after slot {slot} **{node} holds something else** \
             than a server before it"
        ),
        Note::AppliedTwice(node, client, number) => {
            format!("**{node} applies {client}'s request {number} twice**")
        }
        Note::TwoLeaders(ballot, first, second) => {
            format!("**{first} and {second} both lead ballot {ballot}**")
        }
        Note::AcknowledgedLost(node, ballot, slot) => format!(
            "{node} leads ballot {ballot} **without the command in slot {slot}, which a client was \
             answered for**"
        ),
        Note::TwoLeases(node, other) => {
            format!("{node} takes its lease for valid, **although {other} has had one since**")
        }
        Note::StaleRead(node, applied, answered) => format!(
            "**{node} answers with an old value**: it stands at slot {applied}, and a client was \
             answered for slot {answered}"
        ),
    }
}
