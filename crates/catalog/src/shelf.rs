//! The prepared runs of a protocol as a list: under which heading each stands, and what it is
//! called.
//!
//! The list of a protocol is a file that is made of its scenarios' own first lines, and that a page
//! fetches when a person wants to choose: a line for each, its parts separated by tabs.

/// Under what a prepared run stands in the list of its protocol, in the order of that list.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Heading {
    /// What to see first.
    Basics,
    /// How a leader is found.
    Election,
    /// How commands get to every server.
    Replication,
    /// What must never happen, and why it does not.
    Safety,
    /// Reads, through the log and without it.
    Reads,
    /// Pre-vote and check-quorum.
    PreVote,
    /// Leadership is handed over.
    Transfer,
    /// Logs that are cut short.
    Snapshots,
    /// Servers come and go.
    Membership,
    /// Clients that ask again.
    Sessions,
    /// Some servers do not reach some others.
    Partitions,
    /// Machines, disks and networks that fail.
    Failures,
    /// What has happened elsewhere.
    Incidents,
}

impl Heading {
    /// Every heading, in the order of a list.
    pub const ALL: [Heading; 13] = [
        Heading::Basics,
        Heading::Election,
        Heading::Replication,
        Heading::Safety,
        Heading::Reads,
        Heading::PreVote,
        Heading::Transfer,
        Heading::Snapshots,
        Heading::Membership,
        Heading::Sessions,
        Heading::Partitions,
        Heading::Failures,
        Heading::Incidents,
    ];

    /// Its name in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Heading::Basics => "basics",
            Heading::Election => "election",
            Heading::Replication => "replication",
            Heading::Safety => "safety",
            Heading::Reads => "reads",
            Heading::PreVote => "pre-vote",
            Heading::Transfer => "transfer",
            Heading::Snapshots => "snapshots",
            Heading::Membership => "membership",
            Heading::Sessions => "sessions",
            Heading::Partitions => "partitions",
            Heading::Failures => "failures",
            Heading::Incidents => "incidents",
        }
    }

    /// The heading of this name in files, if there is one.
    #[must_use]
    pub fn named(name: &str) -> Option<Heading> {
        Heading::ALL.into_iter().find(|heading| heading.name() == name)
    }
}

/// A prepared run as a list names it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Listed {
    /// Under what it stands.
    pub heading: Heading,
    /// Its file, without an ending.
    pub file: String,
    /// What it is called.
    pub title: String,
    /// What there is to see.
    pub caption: String,
}

impl Listed {
    /// A list of them as the text of a file, in this order.
    #[must_use]
    pub fn write(list: &[Listed]) -> String {
        let line = |it: &Listed| {
            let Listed { heading, file, title, caption } = it;
            format!("{}\t{file}\t{title}\t{caption}\n", heading.name())
        };
        list.iter().map(line).collect()
    }

    /// What such a text lists; `None` if it is no such text.
    #[must_use]
    pub fn read(text: &str) -> Option<Vec<Listed>> {
        let line = |line: &str| {
            let mut parts = line.split('\t');
            let heading = Heading::named(parts.next()?)?;
            let mut next = || parts.next().map(str::to_owned);
            Some(Listed { heading, file: next()?, title: next()?, caption: next()? })
        };
        text.lines().map(line).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Heading, Listed};

    #[test]
    fn a_heading_is_found_by_its_name_and_stands_where_the_list_says() {
        assert!(Heading::ALL.is_sorted());
        for heading in Heading::ALL {
            assert_eq!(Heading::named(heading.name()), Some(heading));
        }
        assert_eq!(Heading::named("Election"), None);
    }

    #[test]
    fn a_list_is_read_back_as_it_was_written() {
        let one = |heading, file: &str| Listed {
            heading,
            file: file.into(),
            title: "A title".into(),
            caption: "A caption: with signs.".into(),
        };
        let list = vec![one(Heading::Basics, "a-b"), one(Heading::Incidents, "c")];
        assert_eq!(Listed::read(&Listed::write(&list)), Some(list));
        assert_eq!(Listed::read(""), Some(Vec::new()));
        for wrong in ["<!doctype html>", "basics\tfile\ttitle", "cellar\tfile\ttitle\tcaption"] {
            assert_eq!(Listed::read(wrong), None, "{wrong}");
        }
    }
}
