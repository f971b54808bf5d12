//! What runs side by side say of themselves, in English.

use super::ComparingWords;

pub(super) const COMPARING: ComparingWords = ComparingWords {
    region: "Compare",
    prepared: "Comparison",
    own: "Your own",
    beside: "This run beside",
    choose: "Choose a protocol",
    choose_first: "Choose what to compare",
    missing: |count| {
        let acts = if count == 1 { "act" } else { "acts" };
        format!("{count} {acts} of your run cannot be done by the other protocol")
    },
    hint: "What you do to one side is done to the others, to whoever plays the same part there",
    close: "Close",
    left_out: |side, why| format!("Not done on {side}: {why}"),
    refused: |side, why| format!("Nothing was done. {side}: {why}"),
    place: |now, end| format!("{now} of {end}"),
    told: |side| format!("What just happened, {side}"),
    diagram: |side| format!("Space-time diagram, {side}"),
    meters: "Meters",
    cell: |side, meter, value| format!("{side}, {meter}: {value}"),
    mapping: "Who is whom",
    leads: "Leads",
    part: |number| format!("Part {number}"),
    nobody: "nobody",
    done: "What was done",
    nothing_done: "Nothing yet",
    take_out: "Take out",
    remove: |what| format!("Take out {what}"),
    diagrams_svg: "Diagrams (SVG)",
    diagrams_png: "Diagrams (PNG)",
};
