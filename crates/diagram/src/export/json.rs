//! JSON, written by hand: what the page carries for it is these few lines.

use core::fmt::Write;

/// A JSON object in the making: its members so far.
#[derive(Debug, Default)]
pub(super) struct Object(String);

impl Object {
    /// With one more member, whose value is JSON already.
    pub(super) fn json(mut self, name: &str, value: &str) -> Self {
        if !self.0.is_empty() {
            self.0.push(',');
        }
        push_quoted(&mut self.0, name);
        self.0.push(':');
        self.0.push_str(value);
        self
    }

    /// With one more member, a string.
    pub(super) fn text(self, name: &str, value: &str) -> Self {
        self.json(name, &quoted(value))
    }

    /// With one more member, a number.
    pub(super) fn number(self, name: &str, value: u64) -> Self {
        self.json(name, &value.to_string())
    }

    /// The whole object.
    pub(super) fn end(self) -> String {
        let members = self.0;
        format!("{{{members}}}")
    }
}

/// A string as JSON.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    push_quoted(&mut quoted, text);
    quoted
}

fn push_quoted(out: &mut String, text: &str) {
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            control if control < ' ' => {
                let _ = write!(out, "\\u{:04x}", u32::from(control));
            }
            plain => out.push(plain),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::{Object, quoted};

    #[test]
    fn quotes_backslashes_and_control_characters_are_escaped() {
        let text = "a \"b\" \\ \n\t\u{1} é→";
        assert_eq!(quoted(text), "\"a \\\"b\\\" \\\\ \\u000a\\u0009\\u0001 é→\"");
        assert_eq!(serde_json::from_str::<String>(&quoted(text)).unwrap(), text);
    }

    #[test]
    fn an_object_holds_its_members_in_order() {
        assert_eq!(Object::default().end(), "{}");
        let object = Object::default().number("a", 1).text("b", "\"").json("c", "null");
        assert_eq!(object.end(), r#"{"a":1,"b":"\"","c":null}"#);
    }
}
