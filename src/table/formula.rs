//! Text in tables that a spreadsheet would take for a formula.
//!
//! A spreadsheet computes a cell that begins with `=`, `+`, `-` or `@`, or with a tab or carriage return before one of
//! them: a name that came with somebody's file would act in the sheet of whoever opens the table. An apostrophe in front
//! makes text of it. So a cell that begins with one of these, after any number of apostrophes, is written with one
//! apostrophe more, unless it is a number, and read with one less: every text comes back as it was, and no number is
//! touched.

use std::borrow::Cow;

/// What a formula begins with; the wide forms are taken for the same by spreadsheets of East Asia.
const BEGINS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// A cell as it is written.
pub(super) fn guarded(text: &str) -> Cow<'_, str> {
    if is_formula(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// What a written cell says.
pub(super) fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|text| is_formula(text)).unwrap_or(cell)
}

fn is_formula(text: &str) -> bool {
    let is_number = || text.parse::<f64>().is_ok_and(f64::is_finite);
    text.trim_start_matches('\'').starts_with(BEGINS) && !is_number()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_comes_back_and_none_begins_a_formula() {
        let begins = ["", "=", "+", "-", "@", "\t", "\r", "＝", "'", "''", "'=", "''-", "'\t=", " =", "a="];
        for begin in begins {
            for rest in ["", "1", "1+1", "cmd|' /C calc'!A0", "A1", "-", "'", "x\ny", "\"", "nan", "1e999"] {
                let text = format!("{begin}{rest}");
                let cell = guarded(&text);
                assert_eq!(unguarded(&cell), text, "{cell:?}");
                let number = cell.parse::<f64>().is_ok_and(f64::is_finite);
                assert!(number || !cell.starts_with(BEGINS), "{cell:?}");
            }
        }
    }

    #[test]
    fn numbers_are_left_alone() {
        for number in ["-1", "+1", "-0.5e-7", "-0", "0"] {
            assert_eq!((guarded(number).as_ref(), unguarded(number)), (number, number));
        }
        for text in ["-inf", "-nan", "--1", "-1-1", "+49 30", "-1,5"] {
            assert_eq!(guarded(text), format!("'{text}"));
        }
    }
}
