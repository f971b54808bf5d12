//! Durations, ranges, rates and numbers as files write them.

use super::words::{Word, Words};
use crate::problem::Problem;
use machine::{Micros, Span};
use simulator::Rate;

const HOUR: Micros = Micros::from_ms(3_600_000);

/// A length of time: `500ms`, `2s`, `20us`, `1.5s`; at most an hour.
pub(crate) fn duration(words: &Words, word: &Word) -> Result<Micros, Problem> {
    micros(&word.text).filter(|time| *time <= HOUR).ok_or_else(|| {
        let message =
            format!("`{}` is no length of time; allowed are: 20us, 500ms, 2s, 1.5s", word.text);
        words.wrong(word, message)
    })
}

/// A moment of virtual time, which may lie beyond an hour.
pub(crate) fn moment(words: &Words, word: &Word) -> Result<Micros, Problem> {
    micros(&word.text).ok_or_else(|| {
        let message = format!("`{}` is no moment; allowed are: 1284000us, 500ms, 2s", word.text);
        words.wrong(word, message)
    })
}

/// A range of lengths of time: `10..30ms`, `900us..2ms`, or just `20ms`.
pub(crate) fn span(words: &Words, word: &Word) -> Result<Span, Problem> {
    let found = match word.text.split_once("..") {
        None => micros(&word.text).map(Span::exactly),
        Some((min, max)) => {
            let unit =
                max.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == '.');
            let min = micros(min).or_else(|| micros(&format!("{min}{unit}")));
            min.zip(micros(max)).map(|(min, max)| Span { min, max })
        }
    };
    let wrong = |why: &str| {
        words.wrong(word, format!("`{}` {why}; allowed are: 10..30ms, 900us..2ms, 20ms", word.text))
    };
    let span = found.ok_or_else(|| wrong("is no range of times"))?;
    if span.min > span.max {
        return Err(wrong("begins above its end"));
    }
    if span.max > HOUR { Err(wrong("is longer than an hour")) } else { Ok(span) }
}

/// A rate: `5%`, `0.25%`; at most `100%`.
pub(crate) fn rate(words: &Words, word: &Word) -> Result<Rate, Problem> {
    let parts = word.text.strip_suffix('%').and_then(|number| decimal(number, 10_000));
    match parts.and_then(|parts| u32::try_from(parts).ok()).map(Rate) {
        Some(rate) if rate <= Rate::ALWAYS => Ok(rate),
        Some(_) | None => {
            let message = format!("`{}` is no rate; allowed are: 0% to 100%, 0.5%", word.text);
            Err(words.wrong(word, message))
        }
    }
}

/// How far a clock is ahead, in microseconds: `+50ms`, `-20us`.
pub(crate) fn skew(words: &Words, word: &Word) -> Result<i64, Problem> {
    let (sign, size) = signed(&word.text);
    let size = micros(size).filter(|time| *time <= HOUR).map(|time| time.0 as i64);
    size.map(|size| sign * size).ok_or_else(|| {
        words.wrong(word, format!("`{}` sets no clock; allowed are: +50ms, -2s", word.text))
    })
}

/// How much faster a clock runs, in parts per million: `2%`, `-0.5%`; at most half as fast again.
pub(crate) fn drift(words: &Words, word: &Word) -> Result<i32, Problem> {
    let (sign, size) = signed(&word.text);
    let parts = size.strip_suffix('%').and_then(|number| decimal(number, 10_000));
    let parts = parts.filter(|parts| *parts <= 500_000).map(|parts| parts as i32);
    parts.map(|parts| sign as i32 * parts).ok_or_else(|| {
        words.wrong(word, format!("`{}` is no drift; allowed are: -50% to +50%, 0.5%", word.text))
    })
}

/// A whole number from `min` to `max`; `what` names it in the message.
pub(crate) fn number(
    words: &Words,
    word: &Word,
    what: &str,
    (min, max): (u64, u64),
) -> Result<u64, Problem> {
    match word.text.parse::<u64>() {
        Ok(number) if (min..=max).contains(&number) => Ok(number),
        Ok(_) | Err(_) => {
            let range = if max == u64::MAX {
                format!("a whole number from {min}")
            } else {
                format!("a whole number from {min} to {max}")
            };
            Err(words.wrong(word, format!("{what} is {range}, not `{}`", word.text)))
        }
    }
}

/// A length of time with its unit.
fn micros(text: &str) -> Option<Micros> {
    let units = [("us", 1), ("ms", 1_000), ("s", 1_000_000)];
    let (number, scale) =
        units.iter().find_map(|(unit, scale)| Some((text.strip_suffix(unit)?, *scale)))?;
    decimal(number, scale).map(Micros)
}

/// A decimal number times `scale`, if that is whole.
fn decimal(text: &str, scale: u64) -> Option<u64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(part) || part.len() > 9 {
        return None;
    }
    let unit = 10u64.pow(part.len() as u32);
    let part = part.parse::<u64>().ok()?.checked_mul(scale)?;
    let whole = whole.parse::<u64>().ok()?.checked_mul(scale)?;
    (part % unit == 0).then(|| whole.checked_add(part / unit)).flatten()
}

fn signed(text: &str) -> (i64, &str) {
    match text.strip_prefix('-') {
        Some(size) => (-1, size),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    }
}

#[cfg(test)]
mod tests {
    use super::{decimal, drift, micros, rate, skew, span};
    use crate::read::words::{Word, Words};
    use machine::{Micros, Span};
    use simulator::Rate;

    fn with<T>(text: &str, read: impl Fn(&Words, &Word) -> T) -> T {
        let mut words = Words::split(1, text).unwrap();
        let word = words.take().unwrap();
        read(&words, &word)
    }

    #[test]
    fn a_duration_needs_its_unit_and_whole_microseconds() {
        assert_eq!(micros("500ms"), Some(Micros(500_000)));
        assert_eq!(micros("1.5s"), Some(Micros(1_500_000)));
        assert_eq!(micros("20us"), Some(Micros(20)));
        for wrong in ["500", "ms", "1.s", "0.5us", "-1s", "1e3ms", "99999999999999999999s"] {
            assert_eq!(micros(wrong), None, "{wrong}");
        }
        assert_eq!(decimal("18446744073709551615", 2), None);
    }

    #[test]
    fn ranges_take_their_unit_from_the_end() {
        assert_eq!(with("10..30ms", span), Ok(Span::ms(10, 30)));
        assert_eq!(with("1s..2s", span), Ok(Span::ms(1_000, 2_000)));
        assert_eq!(with("900us..2ms", span).unwrap().min, Micros(900));
        assert!(with("30..10ms", span).unwrap_err().message.contains("begins above its end"));
        assert!(with("1..7200s", span).unwrap_err().message.contains("longer than an hour"));
    }

    #[test]
    fn rates_and_clocks_are_exact() {
        assert_eq!(with("0.0001%", rate), Ok(Rate(1)));
        assert_eq!(with("100%", rate), Ok(Rate::ALWAYS));
        assert!(with("101%", rate).is_err() && with("5", rate).is_err());
        assert_eq!(with("-20us", skew), Ok(-20));
        assert_eq!(with("-0.5%", drift), Ok(-5_000));
        assert!(with("51%", drift).is_err());
    }
}
