//! Lengths of time and rates as a person reads and types them.

use machine::Micros;
use simulator::Rate;

/// The longest time a person may set: an hour, in milliseconds.
pub(crate) const MS_MAX: i64 = 3_600_000;

/// A length of time: `12 ms`, `1.5 ms`, `2.250 s`.
pub(crate) fn duration(time: Micros) -> String {
    match time.0 {
        0..10_000 => format!("{}.{} ms", time.0 / 1_000, time.0 / 100 % 10),
        10_000..1_000_000 => format!("{} ms", time.0 / 1_000),
        _ => time.to_string(),
    }
}

/// Milliseconds as they stand in an input field: `12`, `1.5`.
pub(crate) fn ms_text(micros: u64) -> String {
    decimal(micros, 1_000)
}

/// A rate as it stands in an input field, in percent.
pub(crate) fn percent_text(rate: Rate) -> String {
    decimal(u64::from(rate.0), 10_000)
}

/// A count of small units as a decimal number of larger ones, each worth `unit` of them.
pub(crate) fn decimal(number: u64, unit: u64) -> String {
    let (whole, part) = (number / unit, number % unit);
    if part == 0 {
        return whole.to_string();
    }
    let width = unit.ilog10() as usize;
    let text = format!("{whole}.{part:0width$}");
    text.trim_end_matches('0').to_string()
}

/// The milliseconds a person typed, if they are a number from 0 to an hour.
pub(crate) fn parse_ms(text: &str) -> Option<Micros> {
    number(text, 1_000, 0, MS_MAX).map(|micros| Micros(micros.unsigned_abs()))
}

/// The percentage a person typed, if it is a number from 0 to 100.
pub(crate) fn parse_percent(text: &str) -> Option<Rate> {
    number(text, 10_000, 0, 100).and_then(|rate| u32::try_from(rate).ok()).map(Rate)
}

/// The number a person typed, if it is one from `least` to `most`, in small units: one of the typed
/// is worth `unit` of them, a power of ten. What is smaller is left out. A decimal comma is
/// understood.
pub(crate) fn number(text: &str, unit: i64, least: i64, most: i64) -> Option<i64> {
    let text = text.trim();
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, part) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
    if whole.is_empty() && part.is_empty() {
        return None;
    }
    let mut number = 0_i64;
    for digit in whole.chars() {
        number = number.checked_mul(10)?.checked_add(digit.to_digit(10)?.into())?;
    }
    let mut number = number.checked_mul(unit)?;
    let mut worth = unit;
    for digit in part.chars() {
        worth /= 10;
        number = number.checked_add(worth * i64::from(digit.to_digit(10)?))?;
    }
    let number = sign * number;
    (least * unit..=most * unit).contains(&number).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::{duration, ms_text, number, parse_ms, parse_percent, percent_text};
    use machine::Micros;
    use simulator::Rate;

    #[test]
    fn durations_are_short_and_name_their_unit() {
        assert_eq!(duration(Micros(1_540)), "1.5 ms");
        assert_eq!(duration(Micros(12_900)), "12 ms");
        assert_eq!(duration(Micros(2_250_000)), "2.250 s");
    }

    #[test]
    fn what_a_field_shows_is_read_back_the_same() {
        for micros in [0, 500, 1_000, 12_345, 3_600_000_000] {
            assert_eq!(parse_ms(&ms_text(micros)), Some(Micros(micros)));
        }
        for rate in [0, 1, 25_000, 1_000_000] {
            assert_eq!(parse_percent(&percent_text(Rate(rate))), Some(Rate(rate)));
        }
    }

    #[test]
    fn what_is_no_number_or_out_of_range_is_refused() {
        for text in [
            "",
            ".",
            "-",
            "ten",
            "1e3",
            "1.2.3",
            "-1",
            "3600000.001",
            "99999999999999999999",
            "NaN",
            "inf",
        ] {
            assert_eq!(parse_ms(text), None, "{text}");
        }
        assert_eq!(parse_percent("100.1"), None);
        assert_eq!(parse_percent("2,5"), Some(Rate(25_000)));
        assert_eq!(parse_ms(" .5 "), Some(Micros(500)));
        assert_eq!(parse_ms("+1.23456"), Some(Micros(1_234)));
        assert_eq!(number("-0.0001", 10_000, -49, 49), Some(-1));
        assert_eq!(number("-49.0001", 10_000, -49, 49), None);
    }
}
