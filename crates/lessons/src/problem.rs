//! What is wrong with a scenario file, said so that a person can mend it.

use core::fmt;

/// A mistake in a scenario file.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub struct Problem {
    /// The line, from 1.
    pub line: u32,
    /// The column, in characters, from 1.
    pub column: u32,
    /// What is wrong, and what would have been allowed.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: {}", self.line, self.column, self.message)
    }
}

/// Says that `word` is none of the `allowed` words for a `what`, and which was probably meant.
pub(crate) fn unknown(what: &str, word: &str, allowed: &[&str]) -> String {
    let nearest = allowed
        .iter()
        .map(|candidate| (distance(word, candidate), *candidate))
        .filter(|(distance, candidate)| *distance <= 1 + candidate.chars().count() / 4)
        .min();
    let hint = match nearest {
        Some((_, candidate)) => format!("; did you mean `{candidate}`?"),
        None => ";".to_owned(),
    };
    match allowed {
        [] => format!("unknown {what} `{word}`{hint} there is none here"),
        [only] => format!("unknown {what} `{word}`{hint} allowed is: {only}"),
        _ => format!("unknown {what} `{word}`{hint} allowed are: {}", allowed.join(", ")),
    }
}

/// How many letters must be added, removed or changed to turn one word into the other, taking
/// capitals for small letters.
fn distance(one: &str, other: &str) -> usize {
    let (one, other) = (one.to_ascii_lowercase(), other.to_ascii_lowercase());
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (above, letter) in one.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = above + 1;
        for (place, candidate) in other.iter().enumerate() {
            let changed = diagonal + usize::from(letter != *candidate);
            diagonal = row[place + 1];
            row[place + 1] = changed.min(diagonal + 1).min(row[place] + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::{distance, unknown};

    #[test]
    fn near_misses_are_recognised() {
        assert_eq!(distance("delver", "deliver"), 1);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(
            unknown("command", "Crash", &["crash", "cut"]),
            "unknown command `Crash`; did you mean `crash`? allowed are: crash, cut"
        );
        assert_eq!(unknown("rule", "x", &["abcdef"]), "unknown rule `x`; allowed is: abcdef");
    }
}
