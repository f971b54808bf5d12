//! The protocols and what they take.

use crate::exit::Exit;
use catalog::{Language, RuleWords, protocols};
use machine::Unit;
use std::io::{self, Write};

/// Prints every protocol with the names that files and options use.
pub(crate) fn list(out: &mut impl Write) -> io::Result<Exit> {
    for info in protocols(Language::English) {
        writeln!(out, "{}: {}, {}", info.profile.name, info.profile.title, info.profile.paper)?;
        writeln!(out, "  nodes {} to {}", info.profile.nodes.0, info.profile.nodes.1)?;
        writeln!(out, "  kinds of message: {}", info.kinds.join(", "))?;
        let timers: Vec<&str> = info.timers.iter().map(|timer| timer.key).collect();
        writeln!(out, "  timers: {}", timers.join(", "))?;
        rows(out, "rules", &info.rules)?;
        rows(out, "properties", &info.properties)?;
        for order in &info.orders {
            let (least, most) = order.names;
            let (name, section, title) = (order.name.key, order.section, order.name.text);
            writeln!(out, "  order {name}, names {least} to {most} servers: §{section} {title}")?;
        }
        writeln!(out, "  options")?;
        for option in info.options {
            let unit = match option.unit {
                Unit::Ms => " ms".to_owned(),
                Unit::Percent => " %".to_owned(),
                Unit::Count => "".to_owned(),
                Unit::Choice(words) => format!(" ({})", words.join(", ")),
                Unit::Switch | Unit::Promise => " (0 off, 1 on)".to_owned(),
            };
            let (name, default) = (option.name, option.default);
            let (min, max) = (option.min, option.max);
            writeln!(out, "    {name:<28} {default}{unit}, from {min} to {max}")?;
        }
    }
    Ok(Exit::Held)
}

fn rows(out: &mut impl Write, title: &str, rows: &[RuleWords]) -> io::Result<()> {
    writeln!(out, "  {title}")?;
    for row in rows {
        writeln!(out, "    {:<28} §{:<8} {}", row.name.key, row.section, row.name.text)?;
    }
    Ok(())
}
