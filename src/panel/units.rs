//! Lengths of time and rates as a person reads and types them.

use machine::Micros;
use simulator::Rate;

/// The longest time a person may set: an hour, in milliseconds.
pub(crate) const MS_MAX: f64 = 3_600_000.0;

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
    let ms = number(text, 0.0, MS_MAX)?;
    Some(Micros((ms * 1_000.0).round() as u64))
}

/// The percentage a person typed, if it is a number from 0 to 100.
pub(crate) fn parse_percent(text: &str) -> Option<Rate> {
    let percent = number(text, 0.0, 100.0)?;
    Some(Rate((percent * 10_000.0).round() as u32))
}

/// The number a person typed, if it is one from `least` to `most`. A decimal comma is understood.
pub(crate) fn number(text: &str, least: f64, most: f64) -> Option<f64> {
    let number: f64 = text.trim().replace(',', ".").parse().ok()?;
    (least..=most).contains(&number).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::{duration, ms_text, parse_ms, parse_percent, percent_text};
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
        for text in ["", "ten", "-1", "3600001", "NaN", "inf"] {
            assert_eq!(parse_ms(text), None, "{text}");
        }
        assert_eq!(parse_percent("100.1"), None);
        assert_eq!(parse_percent("2,5"), Some(Rate(25_000)));
    }
}
