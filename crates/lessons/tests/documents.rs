//! Every scenario that stands in `docs/` as an example holds.

use std::fs;
use std::path::Path;

/// The examples of a page, each with the line it begins in: what stands between two fences and
/// names a protocol.
fn examples(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut lines = text.lines().enumerate();
    while let Some((place, line)) = lines.next() {
        if line.starts_with("```") {
            let held: Vec<&str> =
                lines.by_ref().map(|(_, line)| line).take_while(|line| *line != "```").collect();
            if held.iter().any(|line| line.starts_with("protocol ")) {
                found.push((place + 2, held.join("\n")));
            }
        }
    }
    found
}

#[test]
fn every_example_in_the_documents_holds() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs");
    let (mut played, mut wrong) = (0, Vec::new());
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "md") {
            continue;
        }
        for (line, example) in examples(&fs::read_to_string(&path).unwrap()) {
            let failure = match lessons::parse(&example) {
                Err(problem) => Some(problem.to_string()),
                Ok(scenario) => {
                    let played = lessons::play(&scenario).unwrap();
                    played.failure.map(|failure| format!("{failure}\n{}", played.output))
                }
            };
            played += 1;
            wrong.extend(failure.map(|why| format!("{}, line {line}: {why}", path.display())));
        }
    }
    assert!(played > 5, "{played} examples are found");
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
