//! The header: which protocol, how large a cluster, and what the run starts from.

use super::context::Context;
use super::settings;
use super::values::number;
use super::words::{Word, Words};
use crate::problem::Problem;
use crate::scenario::Shelf;
use catalog::{Heading, ProtocolInfo};
use machine::{NodeId, Unit};
use simulator::{Drive, LinkSettings, Setup};
use std::collections::BTreeMap;

/// The commands that stand only in the header.
pub(super) const ONLY_HERE: [&str; 8] =
    ["title", "caption", "heading", "protocol", "nodes", "clients", "seed", "option"];

/// How many servers a run has unless it says otherwise.
const NODES: u8 = 5;

/// Whether a line belonged to the header.
pub(super) enum Taken {
    /// It did.
    Yes,
    /// It drives or observes: the header is over.
    No,
}

/// The header as far as it has been read.
pub(super) struct Header<'a> {
    protocols: &'a [ProtocolInfo],
    info: Option<&'a ProtocolInfo>,
    pub(super) title: String,
    pub(super) caption: String,
    pub(super) shelf: Option<Shelf>,
    pub(super) setup: Setup,
}

impl<'a> Header<'a> {
    pub(super) fn new(protocols: &'a [ProtocolInfo]) -> Self {
        let setup = Setup {
            protocol: "".into(),
            nodes: NODES,
            clients: 1,
            seed: 1,
            options: BTreeMap::new(),
            rules_off: Vec::new(),
            network: LinkSettings::default(),
            drive: Drive::Auto,
        };
        Header {
            protocols,
            info: None,
            title: String::new(),
            caption: String::new(),
            shelf: None,
            setup,
        }
    }

    /// Takes a line of words for people: `title ...` or `caption ...`. Returns whether it was one.
    pub(super) fn take_words(&mut self, raw: &str) -> bool {
        let line = raw.trim();
        let (first, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let text = match first {
            "title" => &mut self.title,
            "caption" => &mut self.caption,
            _ => return false,
        };
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(rest.trim());
        true
    }

    /// Takes a line of the header.
    pub(super) fn take_line(&mut self, first: &Word, words: &mut Words) -> Result<Taken, Problem> {
        if first.text == "protocol" {
            self.protocol(first, words)?;
            return Ok(Taken::Yes);
        }
        if first.text == "heading" {
            self.heading(words)?;
            return Ok(Taken::Yes);
        }
        let Some(info) = self.info else {
            let message = format!("a file begins with `protocol NAME`, before `{}`", first.text);
            return Err(words.wrong(first, message));
        };
        match first.text.as_str() {
            "nodes" => self.nodes(info, words)?,
            "clients" => {
                let word = words.need("how many clients")?;
                let text = word.text.trim_start_matches('C').to_owned();
                let word = Word { text, column: word.column };
                self.setup.clients = number(words, &word, "the number of clients", (0, 9))? as u8;
            }
            "seed" => {
                let word = words.need("the seed, a number")?;
                self.setup.seed = number(words, &word, "a seed", (0, u64::MAX))?;
            }
            "option" => self.option(info, words)?,
            "rules" => {
                let (state, names) = settings::rules(info, words)?;
                self.setup.rules_off.retain(|name| !names.contains(name));
                if state == settings::RuleState::Off {
                    self.setup.rules_off.extend(names);
                }
            }
            "network" if words.peek().is_some_and(|word| word.contains("->")) => {
                return Ok(Taken::No);
            }
            "network" => settings::apply(settings::network(words)?, &mut self.setup.network),
            "manual" => self.setup.drive = Drive::Manual,
            "auto" => self.setup.drive = Drive::Auto,
            _ => return Ok(Taken::No),
        }
        Ok(Taken::Yes)
    }

    /// Ends the header; `line` is where.
    pub(super) fn close(&self, line: u32) -> Result<Context<'a>, Problem> {
        match self.info {
            Some(info) => {
                let Setup { nodes, clients, drive, .. } = self.setup;
                Ok(Context { info, nodes, clients, drive })
            }
            None => {
                let message =
                    "a file begins with `protocol NAME`, and this one has none".to_owned();
                Err(Problem { line, column: 1, message })
            }
        }
    }

    fn protocol(&mut self, first: &Word, words: &mut Words) -> Result<(), Problem> {
        if self.info.is_some() {
            return Err(words.wrong(first, "the protocol was named above already".to_owned()));
        }
        let word = words.need("the protocol's name")?;
        let names: Vec<&str> = self.protocols.iter().map(|info| info.profile.name).collect();
        let info = self.protocols.iter().find(|info| info.profile.name == word.text);
        let info = info.ok_or_else(|| words.unknown("protocol", &word, &names))?;
        self.info = Some(info);
        self.setup.protocol = info.profile.name.into();
        self.setup.nodes = NODES.clamp(info.profile.nodes.0, info.profile.nodes.1);
        Ok(())
    }

    fn heading(&mut self, words: &mut Words) -> Result<(), Problem> {
        let word = words.need("the heading's name")?;
        let heading = Heading::named(&word.text);
        let heading = heading
            .ok_or_else(|| words.unknown("heading", &word, &Heading::ALL.map(Heading::name)))?;
        let place = match words.take() {
            Some(word) => number(words, &word, "the place under the heading", (1, 99))?,
            None => u64::MAX,
        };
        self.shelf = Some(Shelf { heading, place });
        Ok(())
    }

    fn nodes(&mut self, info: &ProtocolInfo, words: &mut Words) -> Result<(), Problem> {
        let first = words.need("how many servers, or their names")?;
        let (min, max) = info.profile.nodes;
        if !first.text.starts_with('S') {
            let range = (u64::from(min), u64::from(max));
            self.setup.nodes = number(words, &first, "the number of servers", range)? as u8;
            return Ok(());
        }
        let mut count = 0u8;
        let mut next = Some(first);
        while let Some(word) = next {
            let expected = NodeId(count + 1).to_string();
            if count == max {
                let message = format!("{} takes {min} to {max} servers", info.profile.title);
                return Err(words.wrong(&word, message));
            }
            if word.text != expected {
                let message = format!(
                    "servers are named in order, S1 S2 S3...: `{expected}` stands here, not `{}`",
                    word.text
                );
                return Err(words.wrong(&word, message));
            }
            count += 1;
            next = words.take();
        }
        if count < min {
            return Err(
                words.at_end(format!("{} takes {min} to {max} servers", info.profile.title))
            );
        }
        self.setup.nodes = count;
        Ok(())
    }

    fn option(&mut self, info: &ProtocolInfo, words: &mut Words) -> Result<(), Problem> {
        let word = words.need("the option's name")?;
        let names: Vec<&str> = info.options.iter().map(|option| option.name).collect();
        let option = info.options.iter().find(|option| option.name == word.text);
        let option = option.ok_or_else(|| words.unknown("option", &word, &names))?;
        let mut value = words.need("the option's value")?;
        match option.unit {
            Unit::Ms | Unit::Percent => {
                let suffix = if option.unit == Unit::Ms { "ms" } else { "%" };
                let plain = value.text.strip_suffix(suffix).map(str::to_owned);
                value.text = plain.unwrap_or(value.text);
            }
            Unit::Switch | Unit::Promise | Unit::Choice(_) | Unit::Count => {
                let number = option.unit.number(&value.text);
                value.text = number.map_or(value.text, |number| number.to_string());
            }
        }
        let unit = match option.unit {
            Unit::Ms => " in milliseconds",
            Unit::Percent => " in per cent",
            Unit::Switch | Unit::Promise => " (off is 0, on is 1)",
            Unit::Choice(_) | Unit::Count => "",
        };
        let what = format!("`{}`{unit}", option.name);
        let value = number(words, &value, &what, (option.min, option.max))?;
        self.setup.options.insert(option.name.into(), value);
        Ok(())
    }
}
