//! Protocols side by side: who is whom, what came of it, and what each cost.

use crate::exit::Exit;
use catalog::{Comparison, ComparisonFile, Experiment, Language, MeterRow, Meters, OpenError};
use catalog::{PREPARED, Prepared, act, checks, comparison_link, comparison_of, is_comparison};
use catalog::{meters, open_comparison, prepared, side_title};
use machine::NodeId;
use std::io::{self, Write};

const USAGE: &str = "synod compare NAME|LINK|FILE [--as text|link|file|svg]";

/// How to print it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Format {
    Text,
    Link,
    File,
    Svg,
}

/// What to compare.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Order {
    what: String,
    format: Format,
}

/// Understands the words after `compare`.
pub(crate) fn understand(words: &[String]) -> Result<Order, String> {
    let mut format = Format::Text;
    let mut plain = Vec::new();
    let mut words = words.iter().map(String::as_str);
    while let Some(word) = words.next() {
        match word {
            "--as" => {
                format = match words.next() {
                    Some("text") => Format::Text,
                    Some("link") => Format::Link,
                    Some("file") => Format::File,
                    Some("svg") => Format::Svg,
                    other => {
                        let other = other.unwrap_or_default();
                        return Err(format!("`--as` takes text, link, file or svg, not `{other}`"));
                    }
                }
            }
            option if option.starts_with("--") => {
                return Err(format!("`compare` has no option `{option}`; it has: --as"));
            }
            word => plain.push(word),
        }
    }
    match &*plain {
        [what] => Ok(Order { what: (*what).to_owned(), format }),
        [] => {
            let names: Vec<&str> = PREPARED.iter().map(|prepared| prepared.name).collect();
            let names = names.join(", ");
            Err(format!("`compare` needs what to compare: {USAGE}; there are: {names}"))
        }
        [_, more, ..] => Err(format!("`compare` takes one thing, and there is `{more}`")),
    }
}

/// A comparison that is open, and what there is to see in it.
struct Opened {
    comparison: Comparison,
    title: String,
    caption: String,
}

/// Prints a comparison.
pub(crate) fn compare(order: &Order, out: &mut impl Write) -> io::Result<Exit> {
    let opened = match open(&order.what) {
        Ok(opened) => opened,
        Err(what) => return wrong(&what),
    };
    let kept = opened.comparison.kept(&opened.caption);
    let text = match order.format {
        Format::Text => return told(&opened, out).map(|()| Exit::Held),
        Format::Svg => Ok(lessons::comparison_svg(&opened.comparison).0),
        Format::Link => comparison_link(&kept).map(|link| link + "\n"),
        Format::File => {
            let checks = opened.comparison.runs().map(checks).collect();
            ComparisonFile { kept, checks }.to_json()
        }
    };
    match text {
        Ok(text) => out.write_all(text.as_bytes()).map(|()| Exit::Held),
        Err(why) => wrong(&why.to_string()),
    }
}

fn wrong(what: &str) -> io::Result<Exit> {
    writeln!(io::stderr(), "synod: {what}")?;
    Ok(Exit::Wrong)
}

fn open(what: &str) -> Result<Opened, String> {
    let name: String = what.chars().take(60).collect();
    let said = |why: OpenError| format!("{name}: {why}");
    let fragment = what.rsplit_once('#').map_or(what, |(_, fragment)| fragment);
    let ComparisonFile { kept, checks } = if let Ok(bytes) = std::fs::read(what) {
        ComparisonFile::from_json(&bytes).map_err(said)?
    } else if is_comparison(fragment) {
        ComparisonFile { kept: comparison_of(fragment).map_err(said)?, checks: Vec::new() }
    } else {
        let found = Prepared::named(what).map_err(|why| why.to_string())?;
        let words = prepared(found.topic, Language::English);
        let comparison = found.open().map_err(said)?;
        let (title, caption) = (words.title.to_owned(), words.caption.to_owned());
        return Ok(Opened { comparison, title, caption });
    };
    let caption = kept.caption.to_string();
    let comparison = open_comparison(kept, &checks).map_err(said)?;
    let titles: Vec<String> = comparison.runs().map(side_title).collect();
    Ok(Opened { comparison, title: titles.join(" | "), caption })
}

/// Who is whom, what was done, what came of it, and the meters.
fn told(opened: &Opened, out: &mut impl Write) -> io::Result<()> {
    let Opened { comparison, title, caption } = opened;
    writeln!(out, "{title}")?;
    if !caption.is_empty() {
        writeln!(out, "  {caption}")?;
    }
    let or_nobody = |name: Option<String>| name.unwrap_or_else(|| "-".to_owned());
    writeln!(out)?;
    row(out, "", comparison.runs().map(side_title))?;
    writeln!(out, "\ndone")?;
    for joint in comparison.joints() {
        let time = joint.iter().flatten().map(|act| act.at.time).next().unwrap_or_default();
        let told = comparison.runs().zip(joint).map(|(run, taken)| {
            or_nobody(taken.as_ref().map(|taken| act(run, &taken.action, Language::English)))
        });
        row(out, &time.to_string(), told)?;
    }
    writeln!(out, "\nwho is whom at {}", comparison.now())?;
    for part in comparison.mapping().parts() {
        let name = if part.leads { "leads" } else { "" };
        row(out, name, part.players.iter().map(|who| or_nobody(who.map(|who| who.to_string()))))?;
    }
    writeln!(out, "\nwhat came of it")?;
    let nodes = comparison.runs().map(|run| run.setup().nodes).max().unwrap_or(0);
    for node in NodeId::all(nodes) {
        row(out, &node.to_string(), comparison.runs().map(|run| role(run, node)))?;
    }
    let broken = |run: &dyn Experiment| {
        run.violation().map_or_else(|| "nothing".to_owned(), |(_, name)| name.to_owned())
    };
    row(out, "broken", comparison.runs().map(broken))?;
    writeln!(out, "\nmeters")?;
    let of = |run: &dyn Experiment| {
        let scene = run.scene(Language::English);
        meters(&Meters::of(run, &scene), Language::English)
    };
    let columns: Vec<Vec<MeterRow>> = comparison.runs().map(of).collect();
    for (place, first) in columns[0].iter().enumerate() {
        let values = columns.iter().map(|column| column[place].value.clone());
        row(out, first.name.text, values)?;
    }
    Ok(())
}

fn role(run: &dyn Experiment, node: NodeId) -> String {
    if node.0 > run.setup().nodes {
        return "-".to_owned();
    }
    run.role(node, Language::English).map_or("crashed", |role| role.text).to_owned()
}

/// A line of a table: its name, and what each side has there.
fn row(out: &mut impl Write, name: &str, sides: impl Iterator<Item = String>) -> io::Result<()> {
    let mut line = format!("  {name:<28}  ");
    for side in sides {
        line += &format!("{side:<32}  ");
    }
    writeln!(out, "{}", line.trim_end())
}

#[cfg(test)]
mod tests {
    use super::{Format, Order, understand};

    fn ask(line: &str) -> Result<Order, String> {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        understand(&words)
    }

    #[test]
    fn what_to_compare_is_understood() {
        let order = ask("coordinator-crash --as svg").unwrap();
        assert_eq!((&*order.what, order.format), ("coordinator-crash", Format::Svg));
    }

    #[test]
    fn a_mistake_says_what_would_have_been_allowed() {
        let cases = [
            ("", "there are: coordinator-crash, "),
            ("a b", "takes one thing, and there is `b`"),
            ("a --as", "takes text, link, file or svg"),
            ("a --all", "no option `--all`; it has: --as"),
        ];
        for (line, expected) in cases {
            let said = ask(line).unwrap_err();
            assert!(said.contains(expected), "{line}: {said}");
        }
    }
}
