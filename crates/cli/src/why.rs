//! Says what led to something in a run.

use crate::exit::Exit;
use crate::keeping::{Loaded, load};
use catalog::{Cause, Edge, Experiment, Language, Question};
use machine::{ClientId, Endpoint, NodeId};
use std::io::{self, Write};

const USAGE: &str = "synod why FILE S1 role | S1 FIELD | S1 log 3 | S1 decided 3 | C1 [2] | \
                     violation [PROPERTY] [--at N]";

/// What to explain.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Order {
    /// A scenario file, or a kept run.
    pub(crate) file: String,
    /// What is asked about.
    asked: About,
    /// After how many events; at the end if it is not said.
    at: Option<u32>,
}

/// What can be asked about.
#[derive(Clone, PartialEq, Eq, Debug)]
enum About {
    /// Something that the catalog answers as it is.
    Question(Question),
    /// The last operation of a client.
    LastOperation(ClientId),
}

/// Understands the words after `why`.
pub(crate) fn understand(words: &[String]) -> Result<Order, String> {
    let mut at = None;
    let mut plain = Vec::new();
    let mut words = words.iter().map(String::as_str);
    while let Some(word) = words.next() {
        match word {
            "--at" => {
                let value = words.next().ok_or("`--at` needs a value")?;
                at = Some(number("--at", value)?);
            }
            option if option.starts_with("--") => {
                return Err(format!("`why` has no option `{option}`; it has: --at"));
            }
            word => plain.push(word),
        }
    }
    let [file, what @ ..] = &*plain else { return Err(format!("`why` needs a file: {USAGE}")) };
    Ok(Order { file: (*file).to_owned(), asked: about(what)?, at })
}

fn about(words: &[&str]) -> Result<About, String> {
    let [first, rest @ ..] = words else {
        return Err(format!("`why` needs to know what to explain: {USAGE}"));
    };
    if *first == "violation" {
        return match rest {
            [] => Ok(About::Question(Question::Violation(None))),
            [name] => Ok(About::Question(Question::Violation(Some((*name).into())))),
            [_, more, ..] => Err(one_too_many(more)),
        };
    }
    match first.parse() {
        Ok(Endpoint::Node(node)) => of_server(node, rest).map(About::Question),
        Ok(Endpoint::Client(client)) => match rest {
            [] => Ok(About::LastOperation(client)),
            [nth] => {
                let nth = number("the operation", nth)?;
                Ok(About::Question(Question::Answer(client, nth.into())))
            }
            [_, more, ..] => Err(one_too_many(more)),
        },
        Err(_) => Err(format!("`why` explains S1 ..., C1 ... or violation, not `{first}`")),
    }
}

fn of_server(node: NodeId, words: &[&str]) -> Result<Question, String> {
    match words {
        [] => Err(format!("what of {node}? role, log 3, decided 3, or a field such as term")),
        ["role"] => Ok(Question::Role(node)),
        ["log", index] => Ok(Question::Entry(node, number("`log`", index)?.into())),
        ["decided", index] => Ok(Question::Decided(node, number("`decided`", index)?.into())),
        ["decided"] => Err("`decided` needs an index, such as 3".to_owned()),
        [name] => Ok(Question::Field(node, (*name).into())),
        ["log" | "decided", _, more, ..] | [_, more, ..] => Err(one_too_many(more)),
    }
}

fn one_too_many(word: &str) -> String {
    format!("`why` explains one thing, and there is `{word}`")
}

fn number(of: &str, text: &str) -> Result<u32, String> {
    let number = text.parse().ok().filter(|number| *number > 0);
    number.ok_or_else(|| format!("{of} takes a whole number from 1, not `{text}`"))
}

/// Prints what led to what is asked about.
pub(crate) fn why(order: &Order, out: &mut impl Write) -> io::Result<Exit> {
    let file = &order.file;
    let mut experiment = match load(file) {
        Ok(Loaded { experiment, .. }) => experiment,
        Err(what) => {
            writeln!(io::stderr(), "synod: {what}")?;
            return Ok(Exit::Wrong);
        }
    };
    let length = experiment.length();
    let at = order.at.unwrap_or(length);
    if at > length {
        return wrong(file, &format!("has {length} events, so there is no moment after {at}"));
    }
    experiment.seek(at);
    let question = match &order.asked {
        About::Question(question) => question.clone(),
        About::LastOperation(client) => last_operation(&*experiment, *client),
    };
    match catalog::why(&*experiment, &question) {
        Ok(causes) => print(&*experiment, &causes, out),
        Err(what) => wrong(file, &what.to_string()),
    }
}

fn last_operation(experiment: &dyn Experiment, client: ClientId) -> Question {
    let scene = experiment.scene(Language::English);
    let known = scene.clients.iter().find(|known| known.id == client);
    let count = known.map_or(0, |known| known.operations.len());
    Question::Answer(client, (count as u64).max(1))
}

fn print(experiment: &dyn Experiment, causes: &[Cause], out: &mut impl Write) -> io::Result<Exit> {
    for cause in causes {
        let event = &experiment.trace().events[cause.event as usize];
        let (number, time, edge) = (cause.event + 1, event.at.to_string(), edge(cause.edge));
        let sentences = experiment.narrate(cause.event, Language::English).sentences;
        let sentences: Vec<String> =
            sentences.iter().map(|sentence| sentence.text.replace("**", "")).collect();
        writeln!(out, "{number:>7}  {time:>9}  {edge:<18}  {}", sentences.join("; "))?;
    }
    Ok(Exit::Held)
}

/// What a link has to do with what it led to, in two words.
fn edge(edge: Edge) -> String {
    let (what, to) = match edge {
        Edge::Asked => return "this is why".to_owned(),
        Edge::Sent(to) => ("sent for", to),
        Edge::Timer(to) => ("timer for", to),
        Edge::Save(to) => ("save for", to),
        Edge::Wait(to) => ("wait for", to),
        Edge::Answer(to) => ("counted in", to),
        Edge::Held(to) => ("held by", to),
        Edge::Rival(to) => ("against", to),
    };
    format!("{what} {}", to + 1)
}

fn wrong(file: &str, what: &str) -> io::Result<Exit> {
    writeln!(io::stderr(), "synod: {file}: {what}")?;
    Ok(Exit::Wrong)
}

#[cfg(test)]
mod tests {
    use super::{About, understand};
    use catalog::Question;
    use machine::{ClientId, NodeId};

    fn ask(line: &str) -> Result<About, String> {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        understand(&words).map(|order| order.asked)
    }

    #[test]
    fn what_can_be_asked_is_understood() {
        let one = NodeId(1);
        let cases = [
            ("f S1 role", Question::Role(one)),
            ("f S1 term", Question::Field(one, "term".into())),
            ("f S1 log", Question::Field(one, "log".into())),
            ("f --at 7 S1 log 3", Question::Entry(one, 3)),
            ("f S1 decided 3 --at 7", Question::Decided(one, 3)),
            ("f C1 2", Question::Answer(ClientId(1), 2)),
            ("f violation", Question::Violation(None)),
            ("f violation x", Question::Violation(Some("x".into()))),
        ];
        for (line, question) in cases {
            assert_eq!(ask(line), Ok(About::Question(question)), "{line}");
        }
        assert_eq!(ask("f C2"), Ok(About::LastOperation(ClientId(2))));
    }

    #[test]
    fn a_mistake_says_what_would_have_been_allowed() {
        let cases = [
            ("", "`why` needs a file: synod why FILE S1 role"),
            ("f", "`why` needs to know what to explain: synod why FILE S1 role"),
            ("f S1", "what of S1? role, log 3, decided 3, or a field"),
            ("f S1 log x", "`log` takes a whole number from 1, not `x`"),
            ("f S1 decided", "`decided` needs an index"),
            ("f S1 role 3", "`why` explains one thing, and there is `3`"),
            ("f x", "`why` explains S1 ..., C1 ... or violation, not `x`"),
            ("f C1 1 2", "there is `2`"),
            ("f S1 role --at", "`--at` needs a value"),
            ("f S1 role --on 3", "`why` has no option `--on`; it has: --at"),
        ];
        for (line, expected) in cases {
            let said = ask(line).unwrap_err();
            assert!(said.contains(expected), "{line}: {said}");
        }
    }
}
