//! What the name of a series, or of a file, says of its sequence. One table of words, in English, German and Chinese.
//!
//! A text is brought to lower case, full-width letters to narrow ones, and cut into words at everything that is no
//! letter, digit, plus sign or dot, and between Latin and Chinese letters. A row matches whole words, the beginnings of
//! words, or, for Chinese, which has no spaces, any part of the text.

/// What a word says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// T1-weighted.
    T1,
    /// T2-weighted.
    T2,
    /// Weighted by proton density.
    ProtonDensity,
    /// Short-time inversion recovery: fat is dark.
    Stir,
    /// Inversion recovery that makes fluid dark.
    Flair,
    /// An overview from which slices are planned.
    Localizer,
    /// Diffusion, a map, a projection, a difference: nothing to measure.
    Other,
    /// Fat is suppressed.
    FatSuppressed,
    /// After contrast medium.
    Contrast,
    /// Before contrast medium, or without.
    NoContrast,
    /// Slices from left to right.
    Sagittal,
    /// Slices from front to back.
    Coronal,
    /// Slices from foot to head.
    Axial,
}

/// How a row matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Match {
    /// A word is one of these.
    Word,
    /// A word begins with one of these.
    Start,
    /// The text has one of these anywhere, or these words one after the other.
    Part,
}

use Match::{Part, Start, Word};
use Meaning::*;

/// All words; a text may say several things.
const ROWS: [(Meaning, Match, &[&str]); 27] = [
    (T1, Start, &["t1"]),
    (T2, Start, &["t2"]),
    (ProtonDensity, Word, &["pd", "pdw", "dp"]),
    (Stir, Word, &["stir", "tirm", "fir"]),
    (Flair, Start, &["flair"]),
    (Flair, Part, &[" dark fl", " darkfl"]),
    (Localizer, Start, &["loc", "3pl"]),
    (Localizer, Word, &["scout", "survey", "scanogram", "smartbrain"]),
    (Localizer, Part, &[" 3 pl", " plan scan ", "定位"]),
    (Other, Start, &["trace", "diff", "angio", "perf", "dyn", "myelo", "spectro", "ep2d"]),
    (
        Other,
        Word,
        &[
            "sub",
            "subtraction",
            "mip",
            "mpr",
            "minip",
            "adc",
            "dwi",
            "dti",
            "swi",
            "tof",
            "map",
            "mapping",
            "fieldmap",
            "b0",
            "b1",
        ],
    ),
    (Other, Part, &[" screen save ", "减影"]),
    (
        FatSuppressed,
        Word,
        &["fs", "fsat", "fatsep", "spair", "spir", "stir", "tirm", "fir", "chess", "proset"],
    ),
    (FatSuppressed, Word, &["water", "we", "spectral", "wfi"]),
    (FatSuppressed, Start, &["fatsat", "fettges", "fettunterdr", "fatsuppr"]),
    (FatSuppressed, Part, &[" fat sat", " fat supp", "fs ", "压脂", "抑脂", "脂肪抑制", "脂抑制"]),
    (Contrast, Word, &["+c", "c+", "+gd", "gd", "ce", "km", "post", "contrast", "enhanced"]),
    (Contrast, Start, &["gad", "kontrast"]),
    (
        Contrast,
        Word,
        &["magnevist", "dotarem", "gadovist", "multihance", "omniscan", "prohance", "clariscan"],
    ),
    (Contrast, Part, &["+c ", " + c ", " c + ", " + gd ", "增强", "强化"]),
    (
        NoContrast,
        Word,
        &["nativ", "native", "pre", "wo", "w/o", "without", "ohne", "noncontrast", "prekm", "pregd"],
    ),
    (NoContrast, Part, &[" w o ", " non contrast", " pre gd ", "平扫"]),
    (Sagittal, Start, &["sag"]),
    (Sagittal, Part, &["矢"]),
    (Coronal, Start, &["cor", "kor"]),
    (Axial, Start, &["ax", "tra"]),
    (Axial, Part, &["轴", "横"]),
];

/// What a text says, each meaning once, in the order of the table.
pub fn said(text: &str) -> Vec<Meaning> {
    let words = words(text);
    let joined = format!(" {} ", words.join(" "));
    let mut found = Vec::new();
    for (meaning, how, texts) in ROWS {
        let matches = |text: &&str| match how {
            Word => words.iter().any(|word| word == text),
            Start => words.iter().any(|word| word.starts_with(text)),
            Part => joined.contains(text),
        };
        if texts.iter().any(matches) && !found.contains(&meaning) {
            found.push(meaning);
        }
    }
    found
}

/// The words of a text.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before = None;
    for c in text.chars().map(narrow).flat_map(char::to_lowercase) {
        let class = match c {
            _ if c.is_ascii_alphanumeric() || c == '+' || c == '.' => Some(false),
            _ if c.is_alphanumeric() => Some(!c.is_ascii() && c as u32 >= 0x2E80),
            _ => None,
        };
        if class.is_some() {
            match words.last_mut() {
                Some(word) if before == class => word.push(c),
                _ => words.push(c.to_string()),
            }
        }
        before = class;
    }
    words
}

/// A full-width letter, digit or sign (U+FF01 to U+FF5E) as its narrow form.
fn narrow(c: char) -> char {
    match c as u32 {
        code @ 0xFF01..=0xFF5E => char::from_u32(code - 0xFF01 + 0x21).unwrap_or(c),
        0x3000 => ' ',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_three_languages() {
        assert_eq!(said("t1_tse_sag"), [T1, Sagittal]);
        assert_eq!(said("T2_TIRM_sag fs"), [T2, Stir, FatSuppressed, Sagittal]);
        assert_eq!(said("T1 SAG +C"), [T1, Contrast, Sagittal]);
        assert_eq!(said("T1増强"), [T1]);
        assert_eq!(said("T1增强"), [T1, Contrast]);
        assert_eq!(said("Ｔ２压脂"), [T2, FatSuppressed]);
        assert_eq!(said("t1_pre_contrast"), [T1, Contrast, NoContrast]);
        assert_eq!(said("FLAIR"), [Flair]);
        // A word within another says nothing.
        assert_eq!(said("subject west"), []);
    }
}
