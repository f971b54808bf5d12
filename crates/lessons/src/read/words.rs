//! A line as its words, each with its column.

use crate::problem::{Problem, unknown};

/// One word of a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Word {
    /// The word; what stood between quotes without them.
    pub(crate) text: String,
    /// Where it begins, in characters, from 1.
    pub(crate) column: u32,
}

/// The words of one line, taken one after the other.
#[derive(Clone, Debug)]
pub(crate) struct Words {
    /// The line's number, from 1.
    pub(crate) line: u32,
    /// The line as it was written, without its comment.
    pub(crate) source: String,
    list: std::vec::IntoIter<Word>,
    end: u32,
}

impl Words {
    /// Splits a line. Words stand between blanks; a word in double quotes may hold blanks, and
    /// `\"`, `\\`, `\n` in it stand for a quote, a backslash and a line's end. A `#` at the
    /// beginning of a word starts a comment.
    pub(crate) fn split(line: u32, text: &str) -> Result<Self, Problem> {
        let mut list = Vec::new();
        let mut letters = text.char_indices().zip(1u32..).peekable();
        let mut end = text.len();
        while let Some(((at, letter), column)) = letters.next() {
            if letter.is_whitespace() {
                continue;
            }
            if letter == '#' {
                end = at;
                break;
            }
            let mut word = String::new();
            if letter == '"' {
                let mut closed = false;
                while let Some(((_, letter), _)) = letters.next() {
                    match letter {
                        '"' => {
                            closed = true;
                            break;
                        }
                        '\\' => match letters.next() {
                            Some(((_, 'n'), _)) => word.push('\n'),
                            Some(((_, escaped), _)) => word.push(escaped),
                            None => break,
                        },
                        plain => word.push(plain),
                    }
                }
                if !closed {
                    let message = "the quotation that begins here has no end".to_owned();
                    return Err(Problem { line, column, message });
                }
            } else {
                word.push(letter);
                while let Some(((_, letter), _)) =
                    letters.next_if(|((_, letter), _)| !letter.is_whitespace())
                {
                    word.push(letter);
                }
            }
            list.push(Word { text: word, column });
        }
        let source = text[..end].trim().to_owned();
        let end = text[..end].trim_end().chars().count() as u32 + 1;
        Ok(Words { line, source, list: list.into_iter(), end })
    }

    /// The next word, if there is one.
    pub(crate) fn take(&mut self) -> Option<Word> {
        self.list.next()
    }

    /// The next word; `what` says what should stand there.
    pub(crate) fn need(&mut self, what: &str) -> Result<Word, Problem> {
        self.take().ok_or_else(|| self.at_end(format!("{what} is missing here")))
    }

    /// Takes the next word if it is `text`. Returns whether it was.
    pub(crate) fn take_if(&mut self, text: &str) -> Option<Word> {
        if self.peek() == Some(text) { self.take() } else { None }
    }

    /// The next word, which stays.
    pub(crate) fn peek(&self) -> Option<&str> {
        self.list.as_slice().first().map(|word| word.text.as_str())
    }

    /// All remaining words.
    pub(crate) fn rest(&mut self) -> Vec<Word> {
        self.list.by_ref().collect()
    }

    /// Checks that no word is left over.
    pub(crate) fn finish(&mut self) -> Result<(), Problem> {
        match self.take() {
            None => Ok(()),
            Some(word) => {
                Err(self.wrong(&word, format!("`{}` is too much: the line ends before", word.text)))
            }
        }
    }

    /// A problem with `word`.
    pub(crate) fn wrong(&self, word: &Word, message: String) -> Problem {
        Problem { line: self.line, column: word.column, message }
    }

    /// `word` is none of the words allowed for a `what`.
    pub(crate) fn unknown(&self, what: &str, word: &Word, allowed: &[&str]) -> Problem {
        self.wrong(word, unknown(what, &word.text, allowed))
    }

    /// A problem just after the last word.
    pub(crate) fn at_end(&self, message: String) -> Problem {
        Problem { line: self.line, column: self.end, message }
    }
}

#[cfg(test)]
mod tests {
    use super::Words;

    #[test]
    fn words_carry_their_columns_and_comments_are_left_out() {
        let mut words = Words::split(3, "  run  500ms   # half a second").unwrap();
        assert_eq!(words.source, "run  500ms");
        let run = words.take().unwrap();
        assert_eq!((run.text.as_str(), run.column), ("run", 3));
        assert_eq!(words.need("a duration").unwrap().column, 8);
        assert_eq!(
            words.need("more").unwrap_err().to_string(),
            "line 3, column 13: more is missing here"
        );
    }

    #[test]
    fn quotes_hold_blanks_and_a_hash_inside_a_word_is_no_comment() {
        let mut words = Words::split(1, r#"put "a \"b\" # c" S1->S2#3"#).unwrap();
        let texts: Vec<String> = words.rest().into_iter().map(|word| word.text).collect();
        assert_eq!(texts, ["put", "a \"b\" # c", "S1->S2#3"]);
        assert_eq!(Words::split(1, "put \"a").unwrap_err().column, 5);
    }
}
