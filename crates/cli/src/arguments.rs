//! What the command line asks for.

use crate::compare;
use crate::export::Order;
use crate::fuzz::{Clocks, Drawn, Plan};
use crate::why;
use catalog::{Language, ProtocolInfo, protocols};
use lessons::Format;

/// What can be asked for.
#[derive(Clone, Debug)]
pub(crate) enum Asked {
    /// How the command is used.
    Help,
    /// What the protocols are and what they take.
    List,
    /// Play these scenario files.
    Run(Vec<String>),
    /// Look for a violation.
    Fuzz(Plan),
    /// Write a run for another program.
    Export(Order),
    /// Say what a link or a file holds, and replay it.
    Open(String),
    /// Print a run as a link.
    Link(String),
    /// Print a run as a file.
    Save(String),
    /// Say what led to something in a run.
    Why(why::Order),
    /// Play protocols side by side, and measure them.
    Compare(compare::Order),
}

const COMMANDS: &str = "run, fuzz, export, open, link, save, why, compare, list, help";
const EXPORT_OPTIONS: &str = "--as, --out";
const FUZZ_OPTIONS: &str =
    "--seeds, --start, --nodes, --events, --clocks, --option, --all-options, --rules-off";

/// Understands the words after the command's name.
pub(crate) fn understand(words: &[String]) -> Result<Asked, String> {
    let Some((command, rest)) = words.split_first() else { return Ok(Asked::Help) };
    match command.as_str() {
        "help" | "--help" | "-h" => Ok(Asked::Help),
        "list" => match rest.first() {
            None => Ok(Asked::List),
            Some(word) => Err(format!("`list` takes nothing more, and there is `{word}`")),
        },
        "run" => match rest.first() {
            None => Err("`run` needs a scenario file at least: synod run FILE...".to_owned()),
            Some(option) if option.starts_with("--") => {
                Err(format!("`run` takes only files, and there is `{option}`"))
            }
            Some(_) => Ok(Asked::Run(rest.to_vec())),
        },
        "fuzz" => fuzz(rest).map(Asked::Fuzz),
        "export" => export(rest).map(Asked::Export),
        "open" => one("open", "LINK|FILE", rest).map(Asked::Open),
        "link" => one("link", "FILE", rest).map(Asked::Link),
        "save" => one("save", "FILE", rest).map(Asked::Save),
        "why" => why::understand(rest).map(Asked::Why),
        "compare" => compare::understand(rest).map(Asked::Compare),
        other => Err(format!("there is no command `{other}`; there are: {COMMANDS}")),
    }
}

/// The one word that a command takes.
fn one(command: &str, what: &str, words: &[String]) -> Result<String, String> {
    match words {
        [word] if !word.starts_with("--") => Ok(word.clone()),
        [] => Err(format!("`{command}` needs what to read: synod {command} {what}")),
        [word] | [_, word, ..] => {
            Err(format!("`{command}` takes {what} and nothing more, and there is `{word}`"))
        }
    }
}

fn fuzz(words: &[String]) -> Result<Plan, String> {
    let known = protocols(Language::English);
    let names: Vec<&str> = known.iter().map(|info| info.profile.name).collect();
    let Some((name, mut rest)) = words.split_first() else {
        return Err(format!("`fuzz` needs a protocol; there are: {}", names.join(", ")));
    };
    let info = known.iter().find(|info| info.profile.name == name);
    let Some(info) = info else {
        return Err(format!("there is no protocol `{name}`; there are: {}", names.join(", ")));
    };
    let mut plan = Plan::new(info);
    while let Some((option, after)) = rest.split_first() {
        // An unknown option is the mistake to report, even if nothing follows it.
        if !FUZZ_OPTIONS.split(", ").any(|known| known == option) {
            return Err(format!("`fuzz` has no option `{option}`; it has: {FUZZ_OPTIONS}"));
        }
        if option == "--all-options" {
            plan.drawn = Drawn::All;
            rest = after;
            continue;
        }
        let Some((value, after)) = after.split_first() else {
            return Err(format!("`{option}` needs a value"));
        };
        match option.as_str() {
            "--seeds" => plan.seeds = number(option, value, 1, 1_000_000_000)?,
            "--start" => plan.start = number(option, value, 0, u64::MAX / 2)?,
            "--events" => plan.events = number(option, value, 1, 100_000)? as u32,
            "--nodes" => plan.nodes = nodes(info, value)?,
            "--clocks" => plan.clocks = clocks(value)?,
            "--option" => {
                let (name, value) = setting(info, value)?;
                plan.set.insert(name.into(), value);
            }
            _ => plan.rules_off.push(rule(info, value)?),
        }
        rest = after;
    }
    Ok(plan)
}

fn export(words: &[String]) -> Result<Order, String> {
    let mut files = Vec::new();
    let mut order = Order::default();
    let mut words = words.iter();
    while let Some(word) = words.next() {
        if !word.starts_with("--") {
            files.push(word.clone());
            continue;
        }
        if !EXPORT_OPTIONS.split(", ").any(|known| known == word) {
            return Err(format!("`export` has no option `{word}`; it has: {EXPORT_OPTIONS}"));
        }
        let value = words.next().ok_or_else(|| format!("`{word}` needs a value"))?;
        match word.as_str() {
            "--as" => order.format = format(value)?,
            _ => order.out = Some(value.clone()),
        }
    }
    match <[String; 1]>::try_from(files) {
        Ok([file]) => Ok(Order { file, ..order }),
        Err(files) if files.is_empty() => {
            Err("`export` needs a file: synod export FILE [--as FORMAT] [--out PATH]".to_owned())
        }
        Err(files) => Err(format!("`export` takes one file, and there is `{}`", files[1])),
    }
}

fn format(text: &str) -> Result<Format, String> {
    let known = Format::ALL.into_iter().find(|format| format.name() == text);
    known.ok_or_else(|| {
        let names = Format::ALL.map(Format::name).join(", ");
        format!("there is no format `{text}`; there are: {names}")
    })
}

fn number(option: &str, text: &str, min: u64, max: u64) -> Result<u64, String> {
    match text.parse::<u64>() {
        Ok(number) if (min..=max).contains(&number) => Ok(number),
        Ok(_) | Err(_) => {
            Err(format!("`{option}` takes a whole number from {min} to {max}, not `{text}`"))
        }
    }
}

/// `5`, or `3..7`: both ends included.
fn nodes(info: &ProtocolInfo, text: &str) -> Result<(u8, u8), String> {
    let (least, most) = info.profile.nodes;
    let (from, to) = text.split_once("..").unwrap_or((text, text));
    let ends = from.parse::<u8>().ok().zip(to.parse::<u8>().ok());
    ends.filter(|(from, to)| least <= *from && from <= to && *to <= most).ok_or_else(|| {
        format!(
            "`--nodes` takes a number of servers or a range of them, {least} to {most}, such as \
             5 or 3..7, not `{text}`"
        )
    })
}

fn clocks(text: &str) -> Result<Clocks, String> {
    match text {
        "any" => Ok(Clocks::Any),
        "drift" => Ok(Clocks::Drift),
        "sound" => Ok(Clocks::Sound),
        other => Err(format!("`--clocks` takes any, drift or sound, not `{other}`")),
    }
}

/// `heartbeat=50`: an option of the protocol and its value.
fn setting(info: &ProtocolInfo, text: &str) -> Result<(&'static str, u64), String> {
    let (name, value) = text.split_once('=').unwrap_or((text, ""));
    let known = info.options.iter().find(|option| option.name == name);
    let Some(option) = known else {
        let names: Vec<&str> = info.options.iter().map(|option| option.name).collect();
        return Err(format!(
            "`--option` takes NAME=VALUE; {} has no option `{name}`; it has: {}",
            info.profile.title,
            names.join(", ")
        ));
    };
    if let Some(number) = option.unit.number(value) {
        return Ok((option.name, number));
    }
    Ok((option.name, number(&format!("--option {name}="), value, option.min, option.max)?))
}

fn rule(info: &ProtocolInfo, text: &str) -> Result<String, String> {
    let names: Vec<&str> = info.rules.iter().map(|rule| rule.name.key).collect();
    if names.contains(&text) {
        Ok(text.to_owned())
    } else {
        Err(format!("{} has no rule `{text}`; it has: {}", info.profile.title, names.join(", ")))
    }
}

#[cfg(test)]
mod tests {
    use super::{Asked, Clocks, Drawn, understand};
    use lessons::Format;

    fn ask(line: &str) -> Result<Asked, String> {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        understand(&words)
    }

    #[test]
    fn commands_are_understood() {
        assert!(matches!(ask(""), Ok(Asked::Help)));
        assert!(matches!(ask("list"), Ok(Asked::List)));
        assert!(matches!(ask("run a b"), Ok(Asked::Run(files)) if files == ["a", "b"]));
        let line = "fuzz raft --seeds 10 --start 3 --nodes 3..7 --events 50 --rules-off step-down";
        let Ok(Asked::Fuzz(plan)) = ask(line) else { panic!("{:?}", ask(line)) };
        assert_eq!((plan.seeds, plan.start, plan.events, plan.nodes), (10, 3, 50, (3, 7)));
        assert_eq!(plan.rules_off, ["step-down"]);
        assert_eq!(plan.clocks, Clocks::Any);
        for (name, clocks) in [("drift", Clocks::Drift), ("sound", Clocks::Sound)] {
            let line = format!("fuzz raft --clocks {name}");
            let Ok(Asked::Fuzz(plan)) = ask(&line) else { panic!("{line}") };
            assert_eq!(plan.clocks, clocks);
        }
        let Ok(Asked::Fuzz(plan)) = ask("fuzz raft --option heartbeat=70") else { panic!() };
        assert_eq!((plan.set.get("heartbeat"), plan.drawn), (Some(&70), Drawn::Some));
        let Ok(Asked::Fuzz(plan)) = ask("fuzz raft --all-options --seeds 5") else { panic!() };
        assert_eq!((plan.seeds, plan.drawn), (5, Drawn::All));
        let Ok(Asked::Export(order)) = ask("export --out b --as tla a") else { panic!() };
        assert_eq!((&*order.file, order.format), ("a", Format::Tla));
        assert_eq!(order.out.as_deref(), Some("b"));
    }

    #[test]
    fn a_mistake_says_what_would_have_been_allowed() {
        let cases = [
            ("rum x", "there is no command `rum`; there are: run, fuzz, export, open, link, save,"),
            ("export", "`export` needs a file: "),
            ("export a b", "`export` takes one file, and there is `b`"),
            ("export a --at", "`export` has no option `--at`; it has: --as, --out"),
            ("export a --as", "`--as` needs a value"),
            ("export a --as gif", "there is no format `gif`; there are: mermaid, shiviz, "),
            ("run", "`run` needs a scenario file"),
            ("open", "`open` needs what to read: synod open LINK|FILE"),
            ("link a b", "`link` takes FILE and nothing more, and there is `b`"),
            ("save --all", "`save` takes FILE and nothing more, and there is `--all`"),
            ("fuzz", "`fuzz` needs a protocol; there are: raft, paxos"),
            ("fuzz raf", "there is no protocol `raf`; there are: raft, paxos"),
            ("fuzz raft --sed 3", "`fuzz` has no option `--sed`; it has: --seeds"),
            ("fuzz raft --seeds", "`--seeds` needs a value"),
            ("fuzz raft --seeds x", "`--seeds` takes a whole number from 1 to 1000000000, not `x`"),
            ("fuzz raft --nodes 7..3", "1 to 9, such as 5 or 3..7, not `7..3`"),
            ("fuzz raft --nodes 500", "not `500`"),
            ("fuzz raft --clocks slow", "`--clocks` takes any, drift or sound, not `slow`"),
            ("fuzz raft --rules-off x", "Raft has no rule `x`; it has: "),
            ("fuzz raft --option x=1", "Raft has no option `x`; it has: election-timeout-min, "),
            ("fuzz raft --option batch", "`--option batch=` takes a whole number from 1 to 1000"),
        ];
        for (line, expected) in cases {
            let said = ask(line).unwrap_err();
            assert!(said.contains(expected), "{line}: {said}");
        }
    }
}
