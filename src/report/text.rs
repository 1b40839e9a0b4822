//! How numbers and words are written: the same in tables, figures and page.

use crate::report::study::OrReason;
use crate::words::ReportGap;

/// Stands in a cell that has no number; the reason is listed under the table.
pub const NO_VALUE: &str = "–";

/// `value` with `decimals` digits after the point, a true minus sign, and no negative zero.
pub fn fixed(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    match text.strip_prefix('-') {
        Some(digits) if digits.bytes().all(|byte| byte == b'0' || byte == b'.') => digits.to_owned(),
        Some(digits) => format!("\u{2212}{digits}"),
        None => text,
    }
}

/// A p-value: three decimals, or `<0.001`.
pub fn p_value(p: f64) -> String {
    if p < 0.001 { "<0.001".to_owned() } else { fixed(p, 3) }
}

/// `p = 0.012` or `p < 0.001`.
pub fn p_equals(p: f64) -> String {
    if p < 0.001 { "p < 0.001".to_owned() } else { format!("p = {}", fixed(p, 3)) }
}

/// A number of any size with about four digits.
pub fn short(value: f64) -> String {
    let size = value.abs();
    if value == 0.0 {
        "0".to_owned()
    } else if (1e-3..1e5).contains(&size) {
        let decimals = if size >= 1000.0 {
            0
        } else if size >= 100.0 {
            1
        } else if size >= 1.0 {
            2
        } else {
            4
        };
        let text = fixed(value, decimals);
        if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
    } else {
        format!("{value:.2e}").replace('-', "\u{2212}")
    }
}

/// Value and interval: `0.910 (0.841–0.980)`.
pub fn with_interval(value: f64, interval: (f64, f64), decimals: usize) -> String {
    format!("{} ({})", fixed(value, decimals), range(interval, decimals))
}

/// An interval: `0.841–0.980`, or `−0.1 to 0.2` where a minus would meet the dash.
pub fn range((lower, upper): (f64, f64), decimals: usize) -> String {
    let dash = if lower < 0.0 || upper < 0.0 { " to " } else { "\u{2013}" };
    format!("{}{dash}{}", fixed(lower, decimals), fixed(upper, decimals))
}

/// Text safe inside HTML and SVG, in elements and attributes.
pub fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            // Control characters are not allowed in XML.
            c if c.is_control() => safe.push(' '),
            c => safe.push(c),
        }
    }
    safe
}

/// `text` of at most `most` characters: its middle is left out, since feature names differ at their ends.
pub fn shortened(text: &str, most: usize) -> String {
    let characters: Vec<char> = text.chars().collect();
    if characters.len() <= most {
        return text.to_owned();
    }
    let head = most.saturating_sub(1) / 3;
    let tail = most.saturating_sub(1) - head;
    let ends = [&characters[..head], &['\u{2026}'], &characters[characters.len() - tail..]];
    ends.concat().into_iter().collect()
}

/// First letter large.
pub fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// A result whose error is the reason why a report has no value.
pub fn or_reason<T>(result: crate::error::Result<T>) -> OrReason<T> {
    result.map_err(ReportGap::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_for_readers() {
        assert_eq!(fixed(-0.0004, 3), "0.000");
        assert_eq!(fixed(-1.25, 1), "\u{2212}1.2");
        assert_eq!((p_value(0.0009), p_value(0.05)), ("<0.001".to_owned(), "0.050".to_owned()));
        assert_eq!(
            [short(0.0), short(1234.5), short(12.50), short(1e-7)],
            ["0", "1234", "12.5", "1.00e\u{2212}7"]
        );
        assert_eq!(range((-0.1, 0.2), 1), "\u{2212}0.1 to 0.2");
    }

    #[test]
    fn names_cannot_break_the_page() {
        assert_eq!(escape("<a b=\"&\">\u{7}"), "&lt;a b=&quot;&amp;&quot;&gt; ");
        assert_eq!(shortened("t1_original_glcm_JointEntropy", 12), "t1_\u{2026}tEntropy");
        assert_eq!(shortened("short", 12), "short");
        assert_eq!(capitalised("external test"), "External test");
    }
}
