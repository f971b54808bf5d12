//! Coordinates as attributes.

/// Pixels to a tenth: more cannot be seen, and whole numbers are quicker to write.
pub(crate) fn px(pixels: f64) -> String {
    let tenths = (pixels * 10.0).round() as i64;
    let (whole, part) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
    let sign = if tenths < 0 { "-" } else { "" };
    if part == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") }
}

#[cfg(test)]
mod tests {
    use super::px;

    #[test]
    fn pixels_are_written_to_a_tenth() {
        assert_eq!(px(12.34), "12.3");
        assert_eq!(px(-0.26), "-0.3");
        assert_eq!(px(-0.04), "0");
        assert_eq!(px(120.0), "120");
    }
}
