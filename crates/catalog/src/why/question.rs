//! What can be asked about.

use crate::Language;
use crate::experiment::{Experiment, Past};
use machine::{ClientId, NO_LOG, NodeId, Text};

/// Something that a person sees, and may ask the cause of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Question {
    /// The role of a server, or that it is down.
    Role(NodeId),
    /// The term, ballot, view or epoch of a server.
    Era(NodeId),
    /// A field of a server's memory or disk, named as in files.
    Field(NodeId, Text),
    /// What a server's log holds at an index.
    Entry(NodeId, u64),
    /// Whether a server knows its entry at an index to be committed.
    Decided(NodeId, u64),
    /// The answer to a client's operation of this number, or that there is none.
    Answer(ClientId, u64),
    /// That a property is broken: this one, or whichever was first.
    Violation(Option<Text>),
}

/// Why a question cannot be answered.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NoAnswer {
    /// There is no such server.
    #[error("there is no server {0}; there are S1 to S{1}")]
    NoServer(NodeId, u8),
    /// No server shows such a field.
    #[error("{0} shows no field `{1}`; there are: {2}")]
    NoField(NodeId, Text, String),
    /// The server never had an entry there, or it was never committed.
    #[error("nothing has happened to entry {1} of {0}")]
    NoEntry(NodeId, u64),
    /// There is no such client, or it has not asked for so many things.
    #[error("{0} has asked for no operation {1}")]
    NoOperation(ClientId, u64),
    /// The property holds, or there is no such property.
    #[error("no property `{0}` is broken; broken: {1}")]
    Holds(Text, String),
    /// Nothing is broken.
    #[error("every property holds")]
    AllHold,
}

/// Whether what is asked about is there.
pub(super) fn check(run: &dyn Experiment, question: &Question) -> Result<(), NoAnswer> {
    let servers = run.setup().nodes;
    match question {
        Question::Role(node)
        | Question::Era(node)
        | Question::Entry(node, _)
        | Question::Decided(node, _) => check_server(*node, servers),
        Question::Field(node, name) => {
            check_server(*node, servers)?;
            // Some fields belong to a role, and this server may not be in it now.
            let now = run.past(run.position());
            let mut all = NodeId::all(servers).map(|node| fields(&*now, node));
            if all.any(|known| known.contains(&&**name)) {
                return Ok(());
            }
            let known = fields(&*now, *node);
            Err(NoAnswer::NoField(*node, name.clone(), known.join(", ")))
        }
        Question::Answer(client, number) => {
            if (1..=run.setup().clients).contains(&client.0) {
                Ok(())
            } else {
                Err(NoAnswer::NoOperation(*client, *number))
            }
        }
        Question::Violation(_) => Ok(()),
    }
}

fn check_server(node: NodeId, servers: u8) -> Result<(), NoAnswer> {
    let is_there = (1..=servers).contains(&node.0);
    if is_there { Ok(()) } else { Err(NoAnswer::NoServer(node, servers)) }
}

/// The names of a server's fields, each once.
fn fields(now: &dyn Past, node: NodeId) -> Vec<&'static str> {
    let seen = now.server(node, NO_LOG, Language::default());
    let mut names = vec![seen.view.era_name.key];
    for field in seen.view.memory.iter().chain(&seen.disk) {
        if !names.contains(&field.name.key) {
            names.push(field.name.key);
        }
    }
    names
}
