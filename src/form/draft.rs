//! A request as a person fills it in.

use super::transfer::Wish;
use machine::{ClientId, Command, NodeId, Text, Workload};

/// The longest key or value, in characters: what a log cell can show.
const LENGTH_MAX: usize = 24;

/// What a client may ask for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Put,
    Get,
    Cas,
    Append,
}

/// Every kind, in the order they are offered.
pub(super) const KINDS: [Kind; 4] = [Kind::Put, Kind::Get, Kind::Cas, Kind::Append];

impl Kind {
    /// Its name, the same in every language.
    pub(super) fn name(self) -> &'static str {
        match self {
            Kind::Put => "put",
            Kind::Get => "get",
            Kind::Cas => "cas",
            Kind::Append => "append",
        }
    }
}

/// Which part of a request cannot be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Problem {
    Key,
    Expected,
    Value,
    Amount,
}

/// A request as it is filled in.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Draft {
    /// The place of the client among all clients.
    pub(super) client: usize,
    /// 0 for any server, else the server's number.
    pub(super) server: usize,
    pub(super) kind: Kind,
    pub(super) key: String,
    /// What a `cas` expects to find.
    pub(super) expected: String,
    pub(super) value: String,
    /// What is asked for instead where clients move money.
    pub(super) wish: Wish,
}

impl Draft {
    /// What is asked for to begin with, by this client, of this server.
    pub(super) fn new(client: ClientId, to: Option<NodeId>) -> Self {
        Draft {
            client: client.index(),
            server: to.map_or(0, |node| usize::from(node.0)),
            kind: Kind::Put,
            key: "x".into(),
            expected: String::new(),
            value: "1".into(),
            wish: Wish::new(to),
        }
    }

    pub(super) fn client(&self) -> ClientId {
        ClientId(u8::try_from(self.client + 1).unwrap_or(u8::MAX))
    }

    pub(super) fn server(&self) -> Option<NodeId> {
        u8::try_from(self.server).ok().filter(|number| *number > 0).map(NodeId)
    }

    /// The command, or the first part of it that cannot be read, in a cluster of `nodes` servers.
    pub(super) fn command(&self, workload: Workload, nodes: u8) -> Result<Command, Problem> {
        match workload {
            Workload::Store => self.of_store(),
            Workload::Transfers => self.wish.command(nodes),
        }
    }

    fn of_store(&self) -> Result<Command, Problem> {
        let key = word(&self.key).ok_or(Problem::Key)?;
        let value = || word(&self.value).ok_or(Problem::Value);
        Ok(match self.kind {
            Kind::Put => Command::Put(key, value()?),
            Kind::Get => Command::Get(key),
            Kind::Cas => {
                Command::Cas(key, word(&self.expected).ok_or(Problem::Expected)?, value()?)
            }
            Kind::Append => Command::Append(key, value()?),
        })
    }
}

/// One word without spaces, of at most [`LENGTH_MAX`] characters: scenario files part by spaces.
fn word(text: &str) -> Option<Text> {
    let word = text.trim();
    let fits = !word.is_empty() && word.chars().count() <= LENGTH_MAX;
    (fits && !word.contains(char::is_whitespace)).then(|| word.into())
}

#[cfg(test)]
mod tests {
    use super::{Draft, Kind, Problem};
    use machine::{ClientId, Command};

    fn first() -> Draft {
        Draft::new(ClientId(1), None)
    }

    #[test]
    fn a_request_is_read_as_it_is_filled_in() {
        let draft = Draft { key: " y ".into(), value: "2".into(), ..first() };
        assert_eq!(draft.of_store(), Ok(Command::Put("y".into(), "2".into())));
    }

    #[test]
    fn the_first_part_that_cannot_be_read_is_named() {
        let draft = Draft { key: "a b".into(), value: String::new(), ..first() };
        assert_eq!(draft.of_store(), Err(Problem::Key));
        let draft = Draft { key: "a".into(), kind: Kind::Cas, ..draft };
        assert_eq!(draft.of_store(), Err(Problem::Expected));
        let draft = Draft { kind: Kind::Put, ..draft };
        assert_eq!(draft.of_store(), Err(Problem::Value));
        let draft = Draft { kind: Kind::Get, ..draft };
        assert_eq!(draft.of_store(), Ok(Command::Get("a".into())));
    }
}
