//! What clients of a commit protocol ask for and are told, in English.

use super::world;
use machine::{Command, Outcome, Reply};

pub(crate) fn command(command: &Command) -> String {
    if let Command::Put(key, value) = command
        && let Some((from, to)) = key.split_once("->")
    {
        let each = if to.contains(',') { " each" } else { "" };
        return format!("transfer {value}{each} from {from} to {}", to.replace(',', ", "));
    }
    world::command(command)
}

pub(crate) fn reply(reply: &Reply) -> String {
    if let Reply::Done(outcome) = reply {
        match outcome {
            Outcome::Written => return "committed".into(),
            Outcome::Differs(Some(what)) => return what.to_string(),
            Outcome::Differs(None) => return "no such account".into(),
            Outcome::Value(_) | Outcome::Swapped | Outcome::Chosen(_) | Outcome::Expired => {}
        }
    }
    world::reply(reply)
}
