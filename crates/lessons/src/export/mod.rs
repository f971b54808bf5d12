//! From a run to text for another program: brings the words to `diagram`'s exports.

mod format;
mod svg;

use crate::write::to_scenario;
use catalog::{Experiment, Language};
use core::fmt::Write;
use diagram::export::{NoSuchField, Telling, json_lines, mermaid, perfetto, shiviz, tla};
pub use format::Format;
use machine::Endpoint;
use simulator::Scene;
use std::collections::BTreeMap;
pub use svg::comparison_svg;

/// The run in this format, with every known event. Moves the position along it.
///
/// # Errors
/// The format is for the variables of another protocol; which of them is missing, in words.
pub fn export(format: Format, experiment: &mut dyn Experiment) -> Result<String, String> {
    let of_events = match format {
        Format::Mermaid => mermaid,
        Format::Shiviz => shiviz,
        Format::Perfetto => perfetto,
        Format::JsonLines => json_lines,
        Format::Tla => {
            return tla(scenes(experiment)).map_err(|NoSuchField(name)| {
                let protocol = &experiment.setup().protocol;
                format!("`tla` is for Raft's variables, and a server of {protocol} has no {name}")
            });
        }
        Format::Scenario => return Ok(scenario(experiment)),
        Format::Svg => return Ok(svg::svg(experiment)),
    };
    let roles = roles(experiment);
    let experiment = &*experiment;
    let narrate = |event| experiment.narrate(event, Language::English);
    Ok(of_events(&Telling {
        setup: experiment.setup(),
        trace: experiment.trace(),
        sentences: &|event| narrate(event).sentences.iter().map(|s| plain(&s.text)).collect(),
        mark: &|event| narrate(event).mark.map(|(_, label)| plain(&label)),
        role: &|event| roles.get(&event).copied().unwrap_or_default().to_owned(),
    }))
}

/// Without the marks of what decides.
fn plain(text: &str) -> String {
    text.replace("**", "")
}

/// What each server became in each event that changed its status.
fn roles(experiment: &mut dyn Experiment) -> BTreeMap<u32, &'static str> {
    let mut roles = BTreeMap::new();
    // Every server has started where a run begins.
    let mut known = 0;
    experiment.seek(0);
    loop {
        for place in known..experiment.position() {
            let event = experiment.trace().events[place as usize];
            let node = event.place.and_then(Endpoint::node).filter(|_| event.status.is_some());
            let role = node.and_then(|node| experiment.role(node, Language::English));
            roles.extend(role.map(|role| (place, role.text)));
        }
        known = experiment.position();
        if known == experiment.length() || !experiment.step() {
            return roles;
        }
    }
}

/// What the run looks like at its beginning, and after each event at a server.
fn scenes(experiment: &mut dyn Experiment) -> impl Iterator<Item = Scene> {
    experiment.seek(0);
    let first = experiment.scene(Language::English);
    let later = core::iter::from_fn(move || {
        while experiment.position() < experiment.length() && experiment.step() {
            let last = experiment.trace().events[experiment.position() as usize - 1];
            if last.place.is_some_and(|place| place.node().is_some()) {
                return Some(experiment.scene(Language::English));
            }
        }
        None
    });
    core::iter::once(first).chain(later)
}

/// A scenario that gives the run, whatever it breaks.
fn scenario(experiment: &mut dyn Experiment) -> String {
    experiment.seek(experiment.length());
    let mut text = to_scenario(&experiment.run());
    let properties = experiment.scene(Language::English).properties;
    for property in properties.iter().filter(|property| property.broken.is_some()) {
        let _ = writeln!(text, "allow violation {}", property.name);
    }
    text
}
