//! Rust source taken apart, line by line, into code, comments and the texts of string literals.
//!
//! This is not a parser: it knows just enough to tell a comment that mentions `HashMap` from code
//! that uses it.

/// One line.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// What is left without comments and without the insides of string literals.
    pub(super) code: String,
    /// The text of its comments.
    pub(super) comment: String,
    /// The string literals, or the parts of one, on this line.
    pub(super) strings: Vec<String>,
    /// Its length in characters.
    pub(super) columns: usize,
}

impl Line {
    /// A line of a language that is not taken apart: all of it is code.
    pub(super) fn plain(text: &str) -> Self {
        Self { code: text.to_owned(), columns: text.chars().count(), ..Self::default() }
    }
}

/// What the scanner is inside of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    Code,
    /// A block comment, and how many are nested.
    Comment(u32),
    /// A string literal that may hold escapes.
    Text,
    /// A raw string literal, and how many `#` close it.
    Raw(usize),
}

/// Takes a source text apart.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let mut inside = Inside::Code;
    text.lines()
        .map(|text| {
            let chars: Vec<char> = text.chars().collect();
            let mut line = Line { columns: chars.len(), ..Line::default() };
            if matches!(inside, Inside::Text | Inside::Raw(_)) {
                line.strings.push(String::new());
            }
            let mut at = 0;
            while at < chars.len() {
                (at, inside) = step(&chars, at, inside, &mut line);
            }
            line
        })
        .collect()
}

/// Reads one piece at `at`; returns where the next one begins, and inside of what.
fn step(chars: &[char], at: usize, inside: Inside, line: &mut Line) -> (usize, Inside) {
    let rest = &chars[at..];
    match inside {
        Inside::Code => code(chars, at, line),
        Inside::Comment(depth) if rest.starts_with(&['*', '/']) => match depth {
            1 => (at + 2, Inside::Code),
            _ => (at + 2, Inside::Comment(depth - 1)),
        },
        Inside::Comment(depth) if rest.starts_with(&['/', '*']) => {
            (at + 2, Inside::Comment(depth + 1))
        }
        Inside::Comment(_) => {
            line.comment.push(rest[0]);
            (at + 1, inside)
        }
        Inside::Text if rest[0] == '\\' => {
            add(line, &rest[..rest.len().min(2)]);
            (at + 2, inside)
        }
        Inside::Text if rest[0] == '"' => {
            line.code.push('"');
            (at + 1, Inside::Code)
        }
        Inside::Raw(marks) if rest[0] == '"' && count_marks(&rest[1..]) >= marks => {
            line.code.push('"');
            (at + 1 + marks, Inside::Code)
        }
        Inside::Text | Inside::Raw(_) => {
            add(line, &rest[..1]);
            (at + 1, inside)
        }
    }
}

fn code(chars: &[char], at: usize, line: &mut Line) -> (usize, Inside) {
    let rest = &chars[at..];
    let in_word = at > 0 && (chars[at - 1].is_alphanumeric() || chars[at - 1] == '_');
    match rest {
        ['/', '/', ..] => {
            line.comment.extend(&rest[2..]);
            (chars.len(), Inside::Code)
        }
        ['/', '*', ..] => (at + 2, Inside::Comment(1)),
        ['r', after @ ..] if !in_word && after.get(count_marks(after)) == Some(&'"') => {
            let marks = count_marks(after);
            open(line);
            (at + 2 + marks, Inside::Raw(marks))
        }
        ['"', ..] => {
            open(line);
            (at + 1, Inside::Text)
        }
        // A character literal; anything else after a quote is a lifetime.
        ['\'', '\\', ..] => {
            let end = rest.iter().skip(3).position(|c| *c == '\'').map_or(rest.len(), |n| n + 4);
            line.code.push_str("''");
            (at + end, Inside::Code)
        }
        ['\'', _, '\'', ..] => {
            line.code.push_str("''");
            (at + 3, Inside::Code)
        }
        [c, ..] => {
            line.code.push(*c);
            (at + 1, Inside::Code)
        }
        [] => (chars.len(), Inside::Code),
    }
}

fn open(line: &mut Line) {
    line.code.push('"');
    line.strings.push(String::new());
}

fn add(line: &mut Line, chars: &[char]) {
    if let Some(text) = line.strings.last_mut() {
        text.extend(chars);
    }
}

fn count_marks(chars: &[char]) -> usize {
    chars.iter().take_while(|c| **c == '#').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> Line {
        let mut all = lines(text);
        assert_eq!(all.len(), 1);
        all.remove(0)
    }

    #[test]
    fn comments_and_strings_are_not_code() {
        let line = one(r#"let a = "b \" c"; // d "e""#);
        assert_eq!(line.code, r#"let a = ""; "#);
        assert_eq!(line.comment, r#" d "e""#);
        assert_eq!(line.strings, [r#"b \" c"#]);
    }

    #[test]
    fn raw_strings_end_at_their_own_mark() {
        let line = one(r###"f(r#"a "b" c"#, x)"###);
        assert_eq!(line.code, r#"f("", x)"#);
        assert_eq!(line.strings, [r#"a "b" c"#]);
    }

    #[test]
    fn a_quote_character_opens_no_string() {
        assert_eq!(one(r#"if c == '"' || d == '\'' {"#).code, "if c == '' || d == '' {");
        assert_eq!(one("fn a<'a>(b: &'a str) {}").code, "fn a<'a>(b: &'a str) {}");
    }

    #[test]
    fn comments_and_strings_go_on_over_lines() {
        let all = lines("a /* b\n /* c */ d\n*/ e \"f\ng\" h");
        let codes: Vec<&str> = all.iter().map(|line| line.code.as_str()).collect();
        assert_eq!(codes, ["a ", "", " e \"", "\" h"]);
        assert_eq!(all[3].strings, ["g"]);
    }
}
