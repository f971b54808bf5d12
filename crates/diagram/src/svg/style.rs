//! The style of a picture that stands alone.
//!
//! It is the page's own, with the light colours written out: not every program that opens SVG knows
//! custom properties.

const PICTURE: &str = include_str!("../../../../static/css/picture.css");
const TOKENS: &str = include_str!("../../../../static/css/tokens.css");

/// The style of a picture that stands alone, in the light colours.
pub(super) fn standalone() -> String {
    let mut style = String::new();
    let mut rest = PICTURE;
    while let Some((before, after)) = rest.split_once("var(--") {
        let (name, after) = after.split_once(')').unwrap_or((after, ""));
        style.push_str(before);
        style.push_str(token(name));
        rest = after;
    }
    style + rest
}

/// The light value of a token.
fn token(name: &str) -> &'static str {
    let declared = TOKENS.lines().find_map(|line| {
        line.trim().strip_prefix("--")?.strip_prefix(name)?.strip_prefix(": ")?.strip_suffix(';')
    });
    let value = declared.unwrap_or("inherit");
    let pair = value.strip_prefix("light-dark(").and_then(|pair| pair.split_once(','));
    pair.map_or(value, |(light, _)| light)
}

#[cfg(test)]
mod tests {
    use super::{PICTURE, standalone, token};

    #[test]
    fn every_token_has_a_value_and_none_is_left() {
        for name in PICTURE.split("var(--").skip(1) {
            let (name, _) = name.split_once(')').expect("a token is closed");
            assert_ne!(token(name), "inherit", "{name}");
        }
        assert!(!standalone().contains("var("));
        assert_eq!(token("paper").len(), 7);
    }
}
