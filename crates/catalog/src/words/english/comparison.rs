//! Runs side by side, in English. Not in the table of the world's words, so that it is loaded with
//! what uses it.

use crate::comparison::{Alone, MeterRow, Meters, PreparedWords, Spread, Topic};
use machine::{Micros, NodeId};
use simulator::Label;

/// What a prepared comparison is called, and what to look for in it.
pub(crate) fn prepared(topic: Topic) -> PreparedWords {
    match topic {
        Topic::CoordinatorCrash => PreparedWords {
            title: "2PC and 3PC: the coordinator crashes",
            caption: "All have voted yes, and the coordinator crashes. The participants of \
                      two-phase commit stay in doubt and hold their locks; those of three-phase \
                      commit elect a backup coordinator and decide.",
        },
        Topic::CommitPartition => PreparedWords {
            title: "2PC and 3PC: a partition",
            caption: "S4 has voted yes and is cut off. In two-phase commit it waits in doubt until \
                      the network heals. In three-phase commit nobody waits, and the two sides of \
                      the partition decide differently.",
        },
        Topic::MessagesPerDecision => PreparedWords {
            title: "Basic Paxos and Multi-Paxos: messages per decision",
            caption: "Five requests. Basic Paxos chooses one value for good, in two phases, and \
                      answers everybody with it. Multi-Paxos went through phase 1 once, before \
                      the first request: each of its five decisions takes one round to the others \
                      and back.",
        },
        Topic::LeaderCrash => PreparedWords {
            title: "Multi-Paxos and Raft: the leader crashes",
            caption: "The leader has just taken a second write. In both another server notices, \
                      is elected and finishes the write; compare how long the clients wait, and \
                      what it costs.",
        },
        Topic::PrimaryCrash => PreparedWords {
            title: "Primary-backup and Raft: the primary crashes",
            caption: "The primary is cut off from its backup, takes a write and crashes. In \
                      asynchronous mode it has answered already, and the write is gone. In \
                      synchronous mode and in Raft the client waits until the write is safe; \
                      compare what that costs, and how long nobody answers.",
        },
    }
}

/// Why an act does not go to a side.
pub(crate) fn alone(why: Alone) -> &'static str {
    match why {
        Alone::NoServer => "it has no such server",
        Alone::NoMessage => "no such message is in flight there",
        Alone::NoTimer => "no such timer runs there",
        Alone::NoRule => "it has no such rule",
        Alone::NoOrder => "it takes no such order",
    }
}

/// The meters of one side, one row each, in the order of a table.
pub(crate) fn meters(meters: &Meters) -> Vec<MeterRow> {
    let Meters { in_doubt, availability, .. } = meters;
    let row = |key, title, help, value| MeterRow { name: Label { key, text: title }, help, value };
    let or_none = |value: Option<String>| value.unwrap_or_else(|| "none".to_owned());
    let per_decision = meters.tenths_per_decision.map(|t| format!("{}.{}", t / 10, t % 10));
    let doubted = match &*in_doubt.now {
        [] => String::new(),
        now => {
            let names: Vec<String> = now.iter().map(NodeId::to_string).collect();
            format!(", now {}", names.join(" "))
        }
    };
    vec![
        row(
            "messages",
            "Messages sent",
            "That servers sent each other, copies by the network not counted",
            meters.messages.to_string(),
        ),
        row("bytes", "Bytes sent", "About how many those have", meters.bytes.to_string()),
        row(
            "decisions",
            "Requests decided",
            "That led to a decision, and writes that were answered as done",
            meters.decisions.to_string(),
        ),
        row(
            "per-decision",
            "Messages for a decision",
            "That a request led to, of the requests decided without a timer going off",
            or_none(per_decision),
        ),
        row(
            "rounds",
            "Message delays to a decision",
            "Messages one after the other from a request until a server knows it to be decided",
            or_none(meters.rounds.map(|all| spread(all, |n| n.to_string()))),
        ),
        row(
            "to-decision",
            "Time to a decision",
            "From a request until a server knows it to be decided",
            or_none(meters.to_decision.map(|all| spread(all, time))),
        ),
        row(
            "to-answer",
            "Time to an answer",
            "From a request until its client has the answer",
            or_none(meters.to_answer.map(|all| spread(all, time))),
        ),
        row("saves", "Forced disk writes", "Saves that disks finished", meters.saves.to_string()),
        row(
            "in-doubt",
            "Time in doubt",
            "How long servers had voted to commit without knowing the decision, all together",
            format!("{}{doubted}", time(in_doubt.total)),
        ),
        row(
            "longest-doubt",
            "Longest in doubt",
            "The longest of one server",
            time(in_doubt.longest),
        ),
        row(
            "answered",
            "Requests answered",
            "Of those that clients made",
            format!("{} of {}", availability.answered, availability.asked),
        ),
        row(
            "longest-wait",
            "Longest wait",
            "Of one request, for its answer or until now",
            time(availability.longest_wait),
        ),
        row(
            "silence",
            "Longest silence",
            "While a request waited and no client got an answer",
            time(availability.silence),
        ),
    ]
}

fn spread<T: Copy + Eq>(all: Spread<T>, text: fn(T) -> String) -> String {
    let Spread { least, most } = all;
    if least == most { text(least) } else { format!("{} to {}", text(least), text(most)) }
}

fn time(time: Micros) -> String {
    match (time.0 + 500) / 1_000 {
        0 if time.0 > 0 => format!("{} µs", time.0),
        ms => format!("{ms} ms"),
    }
}
