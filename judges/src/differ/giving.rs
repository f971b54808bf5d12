//! Giving an input to both cores, and reading their answers.

use super::event::Input;
use super::facts::{self, Facts};
use super::members::{decide, encode};
use super::ours::{Ours, Output};
use super::theirs::Theirs;
use super::translate::{Answering, Verdict, snapshot, their_verdict, translate, verdict};
use machine::{NodeId, NodeSet};
use protocols::raft::{Installed, Message, Role, Timer};
use raft::eraftpb::Message as TheirMessage;

/// Gives ours an input.
pub fn give_ours(ours: &mut Ours, input: &Input) -> Output {
    match input {
        Input::Message(from, message) => ours.hear(*from, message.clone()),
        Input::Election => ours.fire(Timer::Election),
        Input::Contact => ours.fire(Timer::Contact),
        Input::Heartbeat => ours.fire(Timer::Heartbeat),
        Input::Quorum => ours.fire(Timer::Quorum),
        Input::TransferTimeout => ours.fire(Timer::Transfer),
        Input::CatchUp => ours.fire(Timer::CatchUp),
        Input::Propose(number) => ours.propose(*number),
        Input::Transfer(to) => ours.order("transfer", &[*to]),
        Input::Order(name, named) => ours.order(name, named),
        Input::Restart => {
            ours.restart();
            Output::default()
        }
    }
}

/// Gives theirs the same, after ours, which made this of it.
pub fn give_theirs(
    theirs: &mut Theirs,
    ours: &Ours,
    input: &Input,
    output: &Output,
) -> Vec<TheirMessage> {
    let me = ours.node.id;
    match input {
        Input::Message(from, Message::InstallSnapshot { term, base, .. }) if is_whole(output) => {
            let configuration = ours.configuration_at(*base);
            theirs.hear(snapshot(*from, me, (*term, *base), &configuration))
        }
        Input::Message(from, message) => theirs.hear(translate(*from, me, message)),
        // As its own timer does.
        Input::Election if theirs.may_stand() => theirs.campaign(),
        Input::Heartbeat => theirs.beat(),
        Input::Quorum => theirs.check_quorum(),
        Input::TransferTimeout => {
            theirs.give_up_transfer();
            Vec::new()
        }
        Input::Propose(number) => theirs.propose(*number),
        Input::Transfer(to) => theirs.transfer(*to),
        Input::Restart => {
            theirs.restart(ours.node.memory.commit.0);
            Vec::new()
        }
        // Its application would take snapshots and propose changes; see `follow`.
        Input::Election | Input::Contact | Input::CatchUp | Input::Order(..) => Vec::new(),
    }
}

/// Whether that was the last part of a snapshot.
fn is_whole(output: &Output) -> bool {
    let whole = |message: &Message| {
        matches!(message, Message::InstallSnapshotReply { result: Installed::Whole, .. })
    };
    output.sent.iter().any(|(_, message)| whole(message))
}

/// A leader of ours may have appended configurations. Theirs goes by each and appends it.
pub fn follow(
    theirs: &mut Theirs,
    before: &Facts,
    ours: &Ours,
    output: &Output,
) -> Vec<TheirMessage> {
    let matched: Vec<u64> = match &ours.node.memory.role {
        Role::Leader { matched, .. } => matched.iter().map(|index| index.0).collect(),
        // It has left the cluster with the last one.
        _ => before.matched.clone(),
    };
    let appended = output.appended.iter();
    if theirs.facts().role != facts::Role::Leader {
        return Vec::new();
    }
    appended
        .flat_map(|configuration| {
            theirs.lead_into(*configuration, &matched);
            theirs.append(encode(configuration))
        })
        .collect()
}

/// Whether a majority has answered a round that is newer than the last that a majority had.
#[must_use]
pub fn round_answered(ours: &Ours, configuration: u64) -> bool {
    let contact = &ours.node.memory.contact;
    let nodes = (1..).map(NodeId).zip(&contact.acked);
    let newer = nodes.filter(|(_, round)| **round > contact.confirmed).map(|(node, _)| node);
    decide(configuration, newer.collect::<NodeSet>())
}

/// The decisions in what ours sent.
#[must_use]
pub fn decisions(output: &Output) -> Vec<(NodeId, Verdict)> {
    let sent = output.sent.iter();
    sorted(sent.filter_map(|(to, message)| Some((*to, verdict(message)?))).collect())
}

/// The decisions in what theirs sent, which was in this term before.
#[must_use]
pub fn their_decisions(sent: &[TheirMessage], input: &Input, term: u64) -> Vec<(NodeId, Verdict)> {
    let answering = match input {
        Input::Message(_, message) if message.term().0 < term => Answering::Stale,
        Input::Message(_, Message::InstallSnapshot { .. }) => Answering::Snapshot,
        _ => Answering::Other,
    };
    let said = |it: &TheirMessage| Some((NodeId(it.to as u8), their_verdict(it, answering)?));
    sorted(sent.iter().filter_map(said).collect())
}

fn sorted(mut said: Vec<(NodeId, Verdict)>) -> Vec<(NodeId, Verdict)> {
    said.sort_by_key(|(to, _)| *to);
    said
}
