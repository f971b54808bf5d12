//! What a person reads stands in the language tables, where a missing translation cannot compile.
//!
//! A heuristic: a text with a space in it that begins with a capital letter is a sentence or a
//! label. Texts for programmers (assertions and the like) are not.

use super::{source::Source, violation::Violation};

/// On a line with one of these, a text is for programmers.
const FOR_PROGRAMMERS: [&str; 6] =
    ["assert", "expect(", "panic!", "unreachable!", "#[", "console::"];

/// The page's own code, outside its language tables, holds no sentences.
pub(super) fn check(source: &Source) -> Vec<Violation> {
    let is_page = source.is_below("src/") && source.is_kind(".rs");
    if !is_page || source.is_below("src/words/") || source.path() == "src/words.rs" {
        return Vec::new();
    }
    let lines = source.lines_outside_tests();
    let lines = lines.filter(|(_, line)| !FOR_PROGRAMMERS.iter().any(|p| line.code.contains(p)));
    let texts = lines.flat_map(|(number, line)| line.strings.iter().map(move |s| (number, s)));
    texts
        .filter(|(_, text)| is_sentence(text))
        .map(|(number, text)| {
            let wrong = format!("\"{text}\" is text that a person reads");
            let instead = "move it to the language tables in src/words";
            Violation::new(source.path(), number, wrong, instead)
        })
        .collect()
}

/// Path data such as "M 10 20 L 30 40" has capitals and spaces, but no word.
fn is_sentence(text: &str) -> bool {
    let has_word =
        text.split(' ').any(|word| word.chars().filter(|c| c.is_ascii_lowercase()).count() >= 2);
    text.starts_with(char::is_uppercase) && text.contains(' ') && has_word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_found_outside_the_tables_only() {
        let text = r#"html! { <b title="Step back">{ "M 1 2 L 3 4" }</b> }"#;
        assert_eq!(check(&Source::new("src/player.rs", text)).len(), 1);
        assert_eq!(check(&Source::new("src/words/english.rs", text)), []);
        assert_eq!(check(&Source::new("crates/cli/src/main.rs", text)), []);
    }

    #[test]
    fn texts_for_programmers_and_tests_are_left_alone() {
        let text = "a.expect(\"The list is never empty\");\n#[cfg(test)]\nlet a = \"Step back\";\n";
        assert_eq!(check(&Source::new("src/player.rs", text)), []);
    }
}
