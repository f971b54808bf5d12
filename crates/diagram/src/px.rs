//! Coordinates as text.

use core::fmt::Write;

/// Pixels to a tenth: more cannot be seen, and whole numbers are quicker to write.
#[must_use]
pub fn px(pixels: f64) -> String {
    let mut text = String::new();
    add_px(&mut text, pixels);
    text
}

/// Adds pixels to a tenth to a text.
pub(crate) fn add_px(text: &mut String, pixels: f64) {
    let tenths = (pixels * 10.0).round() as i64;
    let (whole, part) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
    let sign = if tenths < 0 { "-" } else { "" };
    // Writing to a string never fails.
    let _ = write!(text, "{sign}{whole}");
    if part > 0 {
        let _ = write!(text, ".{part}");
    }
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
