//! What names stand for after the header, and which kind of line a line is.

use super::header::ONLY_HERE;
use super::words::{Word, Words};
use super::{drive, observe};
use crate::problem::Problem;
use crate::scenario::What;
use crate::step::{End, Ends, Ways};
use catalog::ProtocolInfo;
use machine::{ClientId, Endpoint, NodeId, Text};
use simulator::Drive;

/// What the header settled.
pub(super) struct Context<'a> {
    pub(super) info: &'a ProtocolInfo,
    pub(super) nodes: u8,
    pub(super) clients: u8,
    /// Who drives the run at the line that is being read.
    pub(super) drive: Drive,
}

impl Context<'_> {
    /// Understands one line after the header, but for words left over at its end.
    pub(super) fn line(&mut self, first: &Word, words: &mut Words) -> Result<What, Problem> {
        match first.text.as_str() {
            "expect" => Ok(What::Expect(observe::claim(self, words)?)),
            "allow" => {
                let word = words.need("`violation NAME`")?;
                if word.text != "violation" {
                    return Err(words.unknown("word", &word, &["violation"]));
                }
                Ok(What::Allow(self.property(words)?))
            }
            "show" => Ok(What::Show(observe::show(self, words)?)),
            name if ONLY_HERE.contains(&name) => {
                let message = format!(
                    "`{name}` belongs at the top, before the first line that drives or observes"
                );
                Err(words.wrong(first, message))
            }
            _ => Ok(What::Drive(drive::step(self, first, words)?)),
        }
    }

    /// Every server and client, named.
    fn names(&self) -> Vec<String> {
        let nodes = NodeId::all(self.nodes).map(|node| node.to_string());
        nodes.chain((1..=self.clients).map(|client| ClientId(client).to_string())).collect()
    }

    /// A server or a client of this cluster.
    pub(super) fn endpoint(&self, words: &Words, word: &Word) -> Result<Endpoint, Problem> {
        let exists = |endpoint: &Endpoint| match endpoint {
            Endpoint::Node(node) => node.0 <= self.nodes,
            Endpoint::Client(client) => client.0 <= self.clients,
        };
        word.text.parse().ok().filter(exists).ok_or_else(|| {
            let names = self.names();
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            words.unknown("server or client", word, &names)
        })
    }

    /// A server of this cluster.
    pub(super) fn node(&self, words: &Words, word: &Word) -> Result<NodeId, Problem> {
        match self.endpoint(words, word).ok().and_then(Endpoint::node) {
            Some(node) => Ok(node),
            None => {
                let names: Vec<String> = NodeId::all(self.nodes).map(|n| n.to_string()).collect();
                let names: Vec<&str> = names.iter().map(String::as_str).collect();
                Err(words.unknown("server", word, &names))
            }
        }
    }

    /// The server that the next word names.
    pub(super) fn next_node(&self, words: &mut Words) -> Result<NodeId, Problem> {
        let word = words.need("a server, such as S1,")?;
        self.node(words, &word)
    }

    /// The client that the next word names.
    pub(super) fn next_client(&self, words: &mut Words) -> Result<ClientId, Problem> {
        let word = words.need("a client, such as C1,")?;
        match self.endpoint(words, &word) {
            Ok(Endpoint::Client(client)) => Ok(client),
            Ok(Endpoint::Node(_)) | Err(_) => {
                let names: Vec<String> =
                    (1..=self.clients).map(|client| ClientId(client).to_string()).collect();
                let names: Vec<&str> = names.iter().map(String::as_str).collect();
                Err(words.unknown("client", &word, &names))
            }
        }
    }

    /// The name of a property, which the next word is.
    pub(super) fn property(&self, words: &mut Words) -> Result<Text, Problem> {
        let word = words.need("a property's name")?;
        let names: Vec<&str> = self.info.properties.iter().map(|rule| rule.name.key).collect();
        if names.contains(&word.text.as_str()) {
            Ok(word.text.into())
        } else {
            Err(words.unknown("property", &word, &names))
        }
    }

    /// Links, as `S1->S2`, `S1<->S2`, `S1->*` or `*->S2`.
    pub(super) fn ends(&self, words: &Words, word: &Word) -> Result<Ends, Problem> {
        let parts = word.text.split_once("<->").map(|(from, to)| (from, to, Ways::Both));
        let parts =
            parts.or_else(|| word.text.split_once("->").map(|(from, to)| (from, to, Ways::There)));
        let Some((from, to, ways)) = parts else {
            let message =
                format!("`{}` is no link; allowed are: S1->S2, S1<->S2, S1->*, *->S2", word.text);
            return Err(words.wrong(word, message));
        };
        let arrow = match ways {
            Ways::There => 2,
            Ways::Both => 3,
        };
        let to_column = word.column + (from.chars().count() + arrow) as u32;
        let end = |text: &str, column| match text {
            "*" => Ok(End::Any),
            _ => {
                let word = Word { text: text.to_owned(), column };
                self.endpoint(words, &word).map(End::One)
            }
        };
        Ok(Ends { from: end(from, word.column)?, to: end(to, to_column)?, ways })
    }

    /// The links that the next word names.
    pub(super) fn next_ends(&self, words: &mut Words) -> Result<Ends, Problem> {
        let word = words.need("a link, such as S1->S2,")?;
        self.ends(words, &word)
    }
}
