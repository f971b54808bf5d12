//! The lines that observe: `expect` and `show`.

use super::context::Context;
use super::values::number;
use super::words::{Word, Words};
use crate::claim::{Claim, Entry, Seen};
use crate::problem::Problem;
use crate::scenario::Show;
use machine::{Endpoint, NodeId};
use simulator::Power;

/// What can be expected of the whole cluster.
const OF_ALL: [&str; 9] = [
    "leader",
    "no",
    "agreed",
    "synced",
    "safe",
    "violated",
    "linearizable",
    "hash",
    "S1 ..., C1 ...",
];

/// How many events `show events` prints unless it says how many.
const EVENTS: u32 = 10;

/// What follows `expect` or `run until`.
pub(super) fn claim(context: &Context<'_>, words: &mut Words) -> Result<Claim, Problem> {
    let first = words.need("what should be so")?;
    match first.text.as_str() {
        "leader" => {
            let named = words.peek().is_some_and(|word| word.starts_with('S'));
            let node = if named { Some(context.next_node(words)?) } else { None };
            Ok(Claim::Leader(node))
        }
        "no" => {
            let word = words.need("`leader`")?;
            match word.text.as_str() {
                "leader" => Ok(Claim::NoLeader),
                _ => Err(words.unknown("word", &word, &["leader"])),
            }
        }
        "agreed" => Ok(Claim::Agreed),
        "synced" => Ok(Claim::Synced),
        "safe" => Ok(Claim::Safe),
        "violated" => context.property(words).map(Claim::Violated),
        "linearizable" => Ok(Claim::Linearizable),
        "hash" => {
            let word = words.need("a trace hash, 16 hexadecimal digits,")?;
            u64::from_str_radix(&word.text, 16).map(Claim::Hash).map_err(|_| {
                let message = format!("`{}` is no hash of 16 hexadecimal digits", word.text);
                words.wrong(&word, message)
            })
        }
        name => match name.parse::<Endpoint>() {
            Ok(_) => match context.endpoint(words, &first)? {
                Endpoint::Node(node) => of_node(context, node, words),
                Endpoint::Client(client) => Ok(Claim::Client(client, seen(words)?)),
            },
            Err(_) => Err(words.unknown("expectation", &first, &OF_ALL)),
        },
    }
}

/// `S1 3`, after `run until commit`.
pub(super) fn commit(context: &Context<'_>, words: &mut Words) -> Result<Claim, Problem> {
    let node = context.next_node(words)?;
    let word = words.need("an index, such as 3,")?;
    let index = number(words, &word, "an index", (0, u64::MAX))?;
    Ok(Claim::Field(node, "commit".to_owned(), index.to_string()))
}

/// What is expected of a server.
fn of_node(context: &Context<'_>, node: NodeId, words: &mut Words) -> Result<Claim, Problem> {
    let key = words.need("what to look at: role, term, log, commit, applied, up, ...")?;
    match key.text.as_str() {
        "up" => return Ok(Claim::Power(node, Power::Up)),
        "paused" => return Ok(Claim::Power(node, Power::Paused)),
        "crashed" => return Ok(Claim::Power(node, Power::Down)),
        "log" => return log(words).map(|log| Claim::Log(node, log)),
        "saved" => {
            let field = words.need("which field of the disk, or `log`,")?;
            return Ok(Claim::Saved(node, field.text, value(words)?));
        }
        "applied" if words.peek().is_some_and(|next| next.contains('=') || next == "nothing") => {
            return contents(words).map(|pairs| Claim::Contents(node, pairs));
        }
        _ => {}
    }
    let peer = words.peek().and_then(|word| word.parse::<Endpoint>().ok()).and_then(Endpoint::node);
    if let Some(peer) = peer {
        let word = words.need("a server")?;
        let count = words.peek().and_then(|word| word.parse::<u64>().ok());
        if let Some(count) = count {
            words.take();
            context.node(words, &word)?;
            return Ok(Claim::Peer(node, key.text, peer, count));
        }
        let mut list = word.text;
        while let Some(word) = words.peek().filter(|word| *word != "within") {
            list = format!("{list} {word}");
            words.take();
        }
        return Ok(Claim::Field(node, key.text, list));
    }
    Ok(Claim::Field(node, key.text, value(words)?))
}

/// The value of a field: the rest of the line, up to `within`.
fn value(words: &mut Words) -> Result<String, Problem> {
    let mut value = words.need("the value it should have")?.text;
    while let Some(word) = words.peek().filter(|word| *word != "within") {
        value = format!("{value} {word}");
        words.take();
    }
    Ok(value)
}

/// `1:x=1 1:y=2 2:no-op`, with `-` where compacted; `empty` for an empty one.
fn log(words: &mut Words) -> Result<Vec<Entry>, Problem> {
    let first = words.need("its entries, such as 1:x=1 2:no-op, or `empty`,")?;
    if first.text == "empty" {
        return Ok(Vec::new());
    }
    let mut entries = vec![entry(words, &first)?];
    while words.peek().is_some_and(|word| word != "within") {
        if let Some(word) = words.take() {
            entries.push(entry(words, &word)?);
        }
    }
    Ok(entries)
}

fn entry(words: &Words, word: &Word) -> Result<Entry, Problem> {
    if word.text == "-" {
        return Ok(Entry::Compacted);
    }
    let parts = word.text.split_once(':').and_then(|(era, held)| Some((era.parse().ok()?, held)));
    match parts {
        // A file may write the arrow of a `cas` with two plain letters.
        Some((era, held)) => Ok(Entry::Held(era, held.replace("->", "→"))),
        None => {
            let message =
                format!("`{}` is no entry; allowed are: 1:x=1, 2:no-op, -, empty", word.text);
            Err(words.wrong(word, message))
        }
    }
}

/// `x=1 y=2`: every key with its value; `nothing` for an empty store.
fn contents(words: &mut Words) -> Result<Vec<(String, String)>, Problem> {
    if words.take_if("nothing").is_some() {
        return Ok(Vec::new());
    }
    let mut pairs = Vec::new();
    while words.peek().is_some_and(|word| word != "within") {
        let word = words.need("a key with its value")?;
        match word.text.split_once('=') {
            Some((key, value)) => pairs.push((key.to_owned(), value.to_owned())),
            None => {
                let message = format!("`{}` is no key with its value, such as x=1", word.text);
                return Err(words.wrong(&word, message));
            }
        }
    }
    pairs.sort();
    Ok(pairs)
}

/// What a client should have seen.
fn seen(words: &mut Words) -> Result<Seen, Problem> {
    let word = words.need("ok, pending, value, differs or expired")?;
    let mut found = || {
        let word = words.need("a value, or `none`")?;
        Ok(if word.text == "none" { None } else { Some(word.text) })
    };
    match word.text.as_str() {
        "ok" => Ok(Seen::Ok),
        "pending" => Ok(Seen::Pending),
        "expired" => Ok(Seen::Expired),
        "value" => found().map(Seen::Value),
        "differs" => found().map(Seen::Differs),
        _ => {
            let allowed = ["ok", "pending", "value", "differs", "expired"];
            Err(words.unknown("sight of a client", &word, &allowed))
        }
    }
}

/// What follows `show`.
pub(super) fn show(context: &Context<'_>, words: &mut Words) -> Result<Show, Problem> {
    let word = words.need("what to show: cluster, messages, events, S1 or C1")?;
    match word.text.as_str() {
        "cluster" => Ok(Show::Cluster),
        "messages" => Ok(Show::Messages),
        "events" => match words.take() {
            None => Ok(Show::Events(EVENTS)),
            Some(word) => {
                let count = number(words, &word, "the number of events", (1, 10_000))?;
                Ok(Show::Events(count as u32))
            }
        },
        name => match name.parse::<Endpoint>() {
            Ok(_) => match context.endpoint(words, &word)? {
                Endpoint::Node(node) => Ok(Show::Node(node)),
                Endpoint::Client(client) => Ok(Show::Client(client)),
            },
            Err(_) => {
                let allowed = ["cluster", "messages", "events", "S1", "C1"];
                Err(words.unknown("thing to show", &word, &allowed))
            }
        },
    }
}
