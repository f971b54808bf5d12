//! Vector clocks: how many events of each host an event knows of, itself among them.

use super::lines::Entry;
use super::problem::LogProblem;
use std::collections::BTreeMap;

/// The greatest number of hosts that are shown.
const HOSTS_MAX: usize = 40;

/// An event with its clock, which names every host by its place.
pub(super) struct Stamped {
    pub(super) line: usize,
    pub(super) text: String,
    pub(super) host: usize,
    /// How many events of each host it knows of.
    pub(super) clock: Vec<u32>,
}

impl Stamped {
    /// Which event of its host it is, counted from 1.
    pub(super) fn number(&self) -> u32 {
        self.number_at(self.host)
    }

    /// How many events of this host it knows of.
    pub(super) fn number_at(&self, host: usize) -> u32 {
        self.clock[host]
    }

    /// Whether it knows all that `other` knows.
    pub(super) fn knows_all_of(&self, other: &Stamped) -> bool {
        self.clock.iter().zip(&other.clock).all(|(mine, theirs)| mine >= theirs)
    }
}

/// The hosts, in the order in which they first appear, and the events with their clocks.
pub(super) fn stamped(entries: &[Entry<'_>]) -> Result<(Vec<String>, Vec<Stamped>), LogProblem> {
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in entries {
        let next = places.len();
        places.entry(entry.host).or_insert(next);
        if places.len() > HOSTS_MAX {
            let what = format!("at most {HOSTS_MAX} hosts are shown, and here is one more");
            return Err(LogProblem::new(entry.line, what));
        }
    }
    let events = entries.iter().map(|entry| stamp(entry, &places));
    let events = events.collect::<Result<Vec<Stamped>, LogProblem>>()?;
    let mut hosts = vec![String::new(); places.len()];
    for (name, place) in places {
        name.clone_into(&mut hosts[place]);
    }
    Ok((hosts, events))
}

fn stamp(entry: &Entry<'_>, places: &BTreeMap<&str, usize>) -> Result<Stamped, LogProblem> {
    let wrong = |what: String| LogProblem::new(entry.line, what);
    let known: BTreeMap<String, u32> = serde_json::from_str(entry.clock).map_err(|why| {
        wrong(format!(r#"a clock is expected to be such as {{"S1":3,"S2":1}}: {why}"#))
    })?;
    let mut clock = vec![0; places.len()];
    for (host, count) in &known {
        match places.get(host.as_str()) {
            Some(place) => clock[*place] = *count,
            None if *count == 0 => {}
            None => {
                return Err(wrong(format!("it knows of `{host}`, and the log has no such host")));
            }
        }
    }
    let host = places[entry.host];
    if clock[host] == 0 {
        return Err(wrong(format!(
            "`{}` is expected to count this event in its clock",
            entry.host
        )));
    }
    Ok(Stamped { line: entry.line, text: entry.text.to_owned(), host, clock })
}
