//! From the text of a file to a [`Scenario`]: everything that can be checked without playing it.

mod context;
mod drive;
mod header;
mod observe;
mod settings;
mod values;
mod words;

use crate::problem::Problem;
use crate::scenario::{Line, Scenario};
use catalog::{Language, ProtocolInfo};
use header::{Header, Taken};
pub(crate) use settings::apply;
use words::Words;

/// Understands the text of a scenario file.
///
/// # Errors
/// The first mistake, with its line, its column, and what would have been allowed.
pub fn parse(text: &str) -> Result<Scenario, Problem> {
    parse_with(text, &catalog::protocols(Language::English))
}

/// As [`parse`], with these protocols.
fn parse_with(text: &str, protocols: &[ProtocolInfo]) -> Result<Scenario, Problem> {
    let mut header = Header::new(protocols);
    let mut lines = Vec::new();
    let mut context = None;
    let mut last = 1;
    for (number, raw) in (1u32..).zip(text.lines()) {
        last = number;
        let header_open = context.is_none();
        if header_open && header.take_words(raw) {
            continue;
        }
        let mut words = Words::split(number, raw)?;
        let Some(first) = words.take() else { continue };
        if header_open {
            match header.take_line(&first, &mut words)? {
                Taken::Yes => {
                    words.finish()?;
                    continue;
                }
                Taken::No => context = Some(header.close(number)?),
            }
        }
        if let Some(context) = &mut context {
            let what = context.line(&first, &mut words)?;
            words.finish()?;
            let source = words.source.clone();
            lines.push(Line { number, column: first.column, source, what });
        }
    }
    if context.is_none() {
        header.close(last)?;
    }
    let Header { title, caption, shelf, setup, .. } = header;
    Ok(Scenario { title, caption, shelf, setup, lines })
}

#[cfg(test)]
mod tests;
