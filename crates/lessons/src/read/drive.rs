//! The commands that drive a run.

use super::context::Context;
use super::words::{Word, Words};
use super::{observe, settings, values};
use crate::problem::Problem;
use crate::step::{End, Goal, Step, Verb, Ways, Which};
use machine::{Command, Endpoint, Micros, Text};
use simulator::{Action, DiskFate, Drive, MessageId, Moment};

/// Every command after the header.
const COMMANDS: [&str; 31] = [
    "run",
    "at",
    "settle",
    "manual",
    "auto",
    "fire",
    "timer",
    "deliver",
    "drop",
    "duplicate",
    "delay",
    "corrupt",
    "request",
    "crash",
    "restart",
    "pause",
    "resume",
    "slow",
    "isolate",
    "cut",
    "heal",
    "partition",
    "network",
    "disk",
    "skew",
    "drift",
    "clock",
    "rules",
    "expect",
    "allow",
    "show",
];

/// Orders that some protocols take, and that a person may miss in another.
const ORDERS: [&str; 3] = ["snapshot", "transfer", "reconfigure"];

/// The kinds of message between clients and servers.
const CLIENT_KINDS: [&str; 2] = ["Request", "Reply"];

/// How long a `run until` goes on unless the line says `within`.
const WITHIN: Micros = Micros::from_ms(10_000);

/// Understands a command, but for words left over at the line's end.
pub(super) fn step(
    context: &mut Context<'_>,
    first: &Word,
    words: &mut Words,
) -> Result<Step, Problem> {
    match first.text.as_str() {
        "run" => run(context, words),
        "at" => at(words),
        "settle" if context.drive == Drive::Auto => {
            let message = "`settle` is for `manual`, where nothing arrives by itself; in virtual \
                           time use `run until quiet`";
            Err(words.wrong(first, message.to_owned()))
        }
        "settle" => {
            let named = words.rest();
            let among = named.iter().map(|word| context.endpoint(words, word));
            among.collect::<Result<_, _>>().map(Step::Settle)
        }
        "manual" => Ok(driven(context, Drive::Manual)),
        "auto" => Ok(driven(context, Drive::Auto)),
        "deliver" => Ok(Step::Messages(Verb::Deliver, which(context, words)?)),
        "drop" => Ok(Step::Messages(Verb::Drop, which(context, words)?)),
        "duplicate" => Ok(Step::Messages(Verb::Duplicate, which(context, words)?)),
        "corrupt" => Ok(Step::Messages(Verb::Corrupt, which(context, words)?)),
        "delay" => {
            let which = which(context, words)?;
            let by = words.need("by how much, such as 200ms,")?;
            Ok(Step::Messages(Verb::Delay(values::duration(words, &by)?), which))
        }
        "cut" => Ok(Step::Cut(context.next_ends(words)?)),
        "heal" if words.peek().is_some() => Ok(Step::Heal(context.next_ends(words)?)),
        "heal" => Ok(Step::Act(Action::HealAll)),
        "network" => {
            let ends = match words.peek().is_some_and(|word| word.contains("->")) {
                true => Some(context.next_ends(words)?),
                false => None,
            };
            Ok(Step::Network(ends, settings::network(words)?))
        }
        "disk" => Ok(Step::Disk(context.next_node(words)?, settings::disk(words)?)),
        "skew" => Ok(Step::Clock(context.next_node(words)?, settings::skewed(words)?)),
        "drift" => Ok(Step::Clock(context.next_node(words)?, settings::drifting(words)?)),
        "clock" => Ok(Step::Clock(context.next_node(words)?, settings::clock(words)?)),
        name if context.info.orders.iter().any(|order| order.name.key == name) => {
            order(context, first, words).map(Step::Act)
        }
        name if ORDERS.contains(&name) => {
            let message =
                format!("{} does not take the order `{name}`", context.info.profile.title);
            Err(words.wrong(first, message))
        }
        _ => act(context, first, words).map(Step::Act),
    }
}

/// The commands that are one action each.
fn act(context: &Context<'_>, first: &Word, words: &mut Words) -> Result<Action, Problem> {
    match first.text.as_str() {
        "fire" => {
            let node = context.next_node(words)?;
            Ok(Action::Fire(node, timer(context, words)?))
        }
        "timer" => {
            let node = context.next_node(words)?;
            let timer = timer(context, words)?;
            let after = words.need("after how long it should go off, such as 200ms,")?;
            Ok(Action::Timer(node, timer, values::duration(words, &after)?))
        }
        "request" => request(context, words),
        "crash" => Ok(Action::Crash(context.next_node(words)?)),
        "restart" => {
            let node = context.next_node(words)?;
            match words.take() {
                None => Ok(Action::Restart(node, DiskFate::Keep)),
                Some(word) if word.text == "lose-disk" => Ok(Action::Restart(node, DiskFate::Lose)),
                Some(word) => Err(words.unknown("word", &word, &["lose-disk"])),
            }
        }
        "pause" => Ok(Action::Pause(context.next_node(words)?)),
        "resume" => Ok(Action::Resume(context.next_node(words)?)),
        "slow" => {
            let node = context.next_node(words)?;
            Ok(Action::Slow(node, settings::slow(words)?))
        }
        "isolate" => {
            let word = words.need("a server or a client")?;
            Ok(Action::Isolate(context.endpoint(words, &word)?))
        }
        "partition" => partition(context, words),
        "rules" => {
            let (state, mut names) = settings::rules(context.info, words)?;
            if names.len() > 1 {
                let message = "after the header, one rule a line".to_owned();
                return Err(words.at_end(message));
            }
            let name = names.remove(0);
            Ok(match state {
                settings::RuleState::Off => Action::BreakRule(name),
                settings::RuleState::On => Action::FollowRule(name),
            })
        }
        _ => Err(words.unknown("command", first, &COMMANDS)),
    }
}

/// The name of a timer, which the next word is.
fn timer(context: &Context<'_>, words: &mut Words) -> Result<Text, Problem> {
    let timer = words.need("a timer's name")?;
    let names: Vec<&str> = context.info.timers.iter().map(|timer| timer.key).collect();
    if names.contains(&timer.text.as_str()) {
        Ok(timer.text.into())
    } else {
        Err(words.unknown("timer", &timer, &names))
    }
}

fn driven(context: &mut Context<'_>, drive: Drive) -> Step {
    context.drive = drive;
    Step::Act(Action::Drive(drive))
}

/// `run 500ms`, `run until GOAL`, `run until GOAL within 10s`.
fn run(context: &Context<'_>, words: &mut Words) -> Result<Step, Problem> {
    let word = words.need("how long, such as 500ms, or `until`")?;
    if word.text != "until" {
        return values::duration(words, &word).map(Step::Run);
    }
    let next = words.peek().unwrap_or_default().to_owned();
    let goal = match next.as_str() {
        "" => {
            let message = "what to wait for is missing here; allowed are: leader, election, quiet, \
                           commit S1 3, event 100, and whatever `expect` takes";
            return Err(words.at_end(message.to_owned()));
        }
        "quiet" => {
            words.take();
            Goal::Quiet
        }
        "election" => {
            words.take();
            Goal::Election
        }
        "event" => {
            words.take();
            let word = words.need("the number of events")?;
            let range = (0, u64::from(u32::MAX));
            Goal::Event(values::number(words, &word, "a number of events", range)? as u32)
        }
        "commit" => {
            words.take();
            Goal::Claim(observe::commit(context, words)?)
        }
        _ => Goal::Claim(observe::claim(context, words)?),
    };
    let within = match words.take_if("within") {
        // A number of events is a bound of its own.
        None if matches!(goal, Goal::Event(_)) => Micros(u64::MAX),
        None => WITHIN,
        Some(_) => {
            let word = words.need("a length of time, such as 10s,")?;
            values::duration(words, &word)?
        }
    };
    Ok(Step::RunUntil(goal, within))
}

/// `at 1284000us`, `at 1284000us after 2`.
fn at(words: &mut Words) -> Result<Step, Problem> {
    let word = words.need("a moment, such as 1284ms,")?;
    let time = values::moment(words, &word)?;
    let after = match words.take() {
        None => 0,
        Some(word) if word.text == "after" => {
            let word = words.need("a number of events")?;
            let range = (0, u64::from(u32::MAX));
            values::number(words, &word, "a number of events", range)? as u32
        }
        Some(word) => return Err(words.unknown("word", &word, &["after"])),
    };
    Ok(Step::At(Moment { time, after }))
}

/// `all`, `S1->S2`, `S1->* Kind`, or `S1->S2#3`: exactly that one.
fn which(context: &Context<'_>, words: &mut Words) -> Result<Which, Problem> {
    let mut word = words.need("which messages: `all`, `S1->S2`, `S1->* Kind` or `S1->S2#3`")?;
    if word.text == "all" {
        return Ok(Which::All);
    }
    if let Some((link, number)) = word.text.clone().split_once('#') {
        word.text = link.to_owned();
        let ends = context.ends(words, &word)?;
        let (number, copy) = number.split_once('+').unwrap_or((number, "0"));
        let numbers = number.parse().ok().zip(copy.parse().ok());
        let (End::One(from), End::One(to), Ways::There, Some((number, copy))) =
            (ends.from, ends.to, ends.ways, numbers)
        else {
            let message = "one message is named by its link and its number on it: `S1->S2#3`, and \
                           `S1->S2#3+1` for a copy of it";
            return Err(words.wrong(&word, message.to_owned()));
        };
        return Ok(Which::One(MessageId { from, to, number, copy }));
    }
    let ends = context.ends(words, &word)?;
    // A length of time may follow, after `delay`; a kind begins with a letter.
    let names_kind = words.peek().is_some_and(|next| next.starts_with(char::is_alphabetic));
    let kind = if names_kind { Some(kind(context, words)?) } else { None };
    Ok(Which::On(ends, kind))
}

fn kind(context: &Context<'_>, words: &mut Words) -> Result<Text, Problem> {
    let word = words.need("a kind of message")?;
    let kinds: Vec<&str> = context.info.kinds.iter().chain(&CLIENT_KINDS).copied().collect();
    if kinds.contains(&word.text.as_str()) {
        Ok(word.text.into())
    } else {
        Err(words.unknown("kind of message", &word, &kinds))
    }
}

/// `request C1 S1 put x 1`, `request C1 any get x`.
fn request(context: &Context<'_>, words: &mut Words) -> Result<Action, Problem> {
    let client = context.next_client(words)?;
    let to = match words.take_if("any") {
        Some(_) => None,
        None => Some(context.next_node(words)?),
    };
    let verb = words.need("what to ask for: put, get, cas or append")?;
    let mut text = |what: &str| words.need(what).map(|word| Text::from(word.text));
    let command = match verb.text.as_str() {
        "put" => Command::Put(text("the key")?, text("the value")?),
        "get" => Command::Get(text("the key")?),
        "cas" => {
            Command::Cas(text("the key")?, text("the expected value")?, text("the new value")?)
        }
        "append" => Command::Append(text("the key")?, text("the value")?),
        _ => return Err(words.unknown("request", &verb, &["put", "get", "cas", "append"])),
    };
    Ok(Action::Request(client, to, command))
}

/// `transfer S1 S2`: an order of the protocol, the server that is given it, and those it names.
fn order(context: &Context<'_>, first: &Word, words: &mut Words) -> Result<Action, Problem> {
    let node = context.next_node(words)?;
    let mut named = Vec::new();
    for word in words.rest() {
        named.push(context.node(words, &word)?);
    }
    Ok(Action::Order(node, first.text.as_str().into(), named))
}

/// `partition S1 S2 | S3 S4 S5`.
fn partition(context: &Context<'_>, words: &mut Words) -> Result<Action, Problem> {
    let mut groups: Vec<Vec<Endpoint>> = vec![Vec::new()];
    let all = words.rest();
    for word in &all {
        if word.text == "|" {
            groups.push(Vec::new());
            continue;
        }
        let endpoint = context.endpoint(words, word)?;
        if groups.iter().flatten().any(|other| *other == endpoint) {
            let message = format!("{endpoint} stands in a group already");
            return Err(words.wrong(word, message));
        }
        if let Some(group) = groups.last_mut() {
            group.push(endpoint);
        }
    }
    if groups.len() < 2 {
        let message = "two groups at least, with `|` between them: partition S1 S2 | S3 S4 S5";
        return Err(words.at_end(message.to_owned()));
    }
    Ok(Action::Partition(groups))
}
