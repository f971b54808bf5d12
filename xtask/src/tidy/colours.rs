//! Colours have names, and the names have their values in one file.

use super::{source::Source, violation::Violation};

/// The only file with colour values.
const TOKENS: &str = "static/css/tokens.css";

const FUNCTIONS: [&str; 8] = ["rgb(", "rgba(", "hsl(", "hsla(", "hwb(", "lab(", "lch(", "oklch("];

const NAMES: [&str; 10] =
    ["black", "blue", "gray", "green", "grey", "orange", "purple", "red", "white", "yellow"];

/// No colour value in style sheets other than the tokens, nor in Rust text literals.
pub(super) fn check(source: &Source) -> Vec<Violation> {
    if source.path() == TOKENS || source.is_below("xtask/") {
        return Vec::new();
    }
    let found: Vec<(usize, String)> = if source.is_kind(".css") {
        let colour = |(number, line): (usize, &super::rust_text::Line)| {
            let value = css_value(&line.code)?;
            Some((number, literal(value).or_else(|| name(value))?))
        };
        source.lines().filter_map(colour).collect()
    } else if source.is_kind(".rs") {
        let texts = source.lines().flat_map(|(n, line)| line.strings.iter().map(move |s| (n, s)));
        texts.filter_map(|(number, text)| Some((number, literal(text)?))).collect()
    } else {
        Vec::new()
    };
    let violation = |(number, colour): (usize, String)| {
        let wrong = format!("`{colour}` is a colour");
        let instead = format!("name it in {TOKENS} and use var(--name)");
        Violation::new(source.path(), number, wrong, instead)
    };
    found.into_iter().map(violation).collect()
}

/// The part of a line of CSS where a value can stand: behind the colon of a declaration.
fn css_value(line: &str) -> Option<&str> {
    let line = line.split("/*").next().unwrap_or_default();
    let declaration = line.rsplit('{').next().unwrap_or_default();
    let ends_as_selector = declaration.trim_end().ends_with([',', '{']) || line.ends_with('{');
    let (_, value) = declaration.split_once(':')?;
    (!ends_as_selector).then_some(value)
}

fn literal(text: &str) -> Option<String> {
    let function = FUNCTIONS.iter().find(|function| {
        let before = text.find(**function).map(|at| text[..at].chars().next_back());
        before.is_some_and(|c| c.is_none_or(|c| !c.is_alphanumeric()))
    });
    function.map(|function| (*function).to_owned()).or_else(|| hex(text))
}

/// `#` and 3, 4, 6 or 8 hexadecimal digits.
fn hex(text: &str) -> Option<String> {
    text.split('#').skip(1).find_map(|rest| {
        let word: String =
            rest.chars().take_while(|c| c.is_alphanumeric() || *c == '-' || *c == '_').collect();
        let is_colour =
            [3, 4, 6, 8].contains(&word.len()) && word.chars().all(|c| c.is_ascii_hexdigit());
        is_colour.then(|| format!("#{word}"))
    })
}

fn name(value: &str) -> Option<String> {
    let mut words = value.split(|c: char| !c.is_alphanumeric() && c != '-');
    words.find(|word| NAMES.contains(word)).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> usize {
        check(&Source::new(path, text)).len()
    }

    #[test]
    fn colours_in_style_sheets_are_found_except_in_the_tokens() {
        for colour in ["#fff", "#a1b2c3", "rgb(0 0 0)", "hsl(1, 2%, 3%)", "white"] {
            let text = format!("a {{ color: {colour}; }}");
            assert_eq!(found("static/css/base.css", &text), 1, "{colour}");
            assert_eq!(found(TOKENS, &text), 0);
        }
    }

    #[test]
    fn selectors_and_names_are_no_colours() {
        let text = "#fade:hover,\n#add { white-space: nowrap; color: var(--red); }\n";
        assert_eq!(found("static/css/base.css", text), 0);
    }

    #[test]
    fn colours_in_rust_texts_are_found() {
        assert_eq!(found("src/node.rs", r##"fill="#ffffff""##), 1);
        assert_eq!(found("src/node.rs", r#"let a = "rgba(1,2,3,4)";"#), 1);
        assert_eq!(found("src/node.rs", r##"href="#run=1""##), 0);
    }
}
