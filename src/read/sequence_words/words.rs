//! A text as words.
//!
//! It is normalised (NFKC: `Ｔ２` is `T2`), cut at everything that is no letter or digit, between Latin and Chinese
//! letters, and between a small and a capital letter, and brought to lower case. Words that were written in one are taken
//! apart where all of it is known (`sagt1tsefs`), those that belong together are joined (`fat sat`), and phrases that would
//! mislead (`post op`, `c spine`) are dropped.

use super::rows::{LEADING, SILENT, joinable};
use crate::table::letters::nfkc;

/// Longest word that is taken apart, letters: longer ones are no names of sequences.
const LONGEST: usize = 40;

/// Words next to each other that say nothing of contrast or weighting, though one of them alone would.
const MISLEADING: &[&[&str]] = &[
    &["c", "spine"],
    &["native", "space"],
    &["postop"],
    &["preop"],
    &["post", "op"],
    &["pre", "op"],
    &["post", "operative"],
    &["pre", "operative"],
    &["post", "surgery"],
    &["pre", "surgery"],
    &["post", "treatment"],
    &["pre", "treatment"],
    &["post", "therapy"],
    &["pre", "therapy"],
    &["post", "rt"],
    &["pre", "rt"],
    &["post", "radiation"],
    &["post", "chemo"],
    &["pre", "chemo"],
    &["post", "biopsy"],
    &["pre", "biopsy"],
];

/// What kind of letter.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Letter {
    Latin,
    Chinese,
    Plus,
}

impl Letter {
    fn of(c: char) -> Option<Self> {
        match c {
            '+' => Some(Self::Plus),
            _ if c.is_alphanumeric() && c as u32 >= 0x2E80 => Some(Self::Chinese),
            _ if c.is_alphanumeric() => Some(Self::Latin),
            _ => None,
        }
    }
}

/// The words of a text.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in cut(text) {
        match taken_apart(&word) {
            Some(parts) => words.extend(parts.into_iter().map(str::to_owned)),
            None => words.push(word),
        }
    }
    dixon(joined(kept(words)))
}

/// The text cut into words, in lower case.
fn cut(text: &str) -> Vec<String> {
    let letters: Vec<char> = nfkc(text).chars().collect();
    let mut words: Vec<String> = Vec::new();
    let mut before: Option<(Letter, char)> = None;
    for (at, &c) in letters.iter().enumerate() {
        let kind = Letter::of(c);
        match kind {
            Some(kind) if before.is_some_and(|(same, last)| same == kind && !begins(last, c)) => {
                words.last_mut().into_iter().for_each(|word| word.extend(c.to_lowercase()));
            }
            Some(_) => words.push(c.to_lowercase().collect()),
            // `T2*`, and `C-` at the end of a word.
            None if c == '*' && before.is_some_and(|(_, last)| last == '2') => words.push("star".to_owned()),
            None if c == '-'
                && words.last().is_some_and(|word| word == "c")
                && letters.get(at + 1).is_none_or(|next| Letter::of(*next).is_none()) =>
            {
                words.push("minus".to_owned());
            }
            None => {}
        }
        before = kind.map(|kind| (kind, c));
    }
    words
}

/// Whether a word begins between two letters: `fatSat`, but not `T2w`.
fn begins(last: char, c: char) -> bool {
    last.is_ascii_lowercase() && c.is_ascii_uppercase()
}

/// The parts of a word that has a weighting in it, where all of it is known, or where the weighting comes first.
fn taken_apart(word: &str) -> Option<Vec<&str>> {
    let at = ["t1", "t2"].iter().filter_map(|weighting| word.find(weighting)).min()?;
    if word.len() == 2 || word.len() > LONGEST || !word.is_ascii() {
        return None;
    }
    let known: Vec<&str> = joinable().collect();
    if let Some(parts) = parts(word, &known, false) {
        return Some(parts);
    }
    let (weighting, rest) = word.split_at(2);
    (at == 0 && !rest.starts_with(|c: char| c.is_ascii_digit())).then(|| vec![weighting, rest])
}

/// A word as known ones, the longest first; silent ones only after the weighting, and left out.
fn parts<'a>(word: &'a str, known: &[&str], weighted: bool) -> Option<Vec<&'a str>> {
    if word.is_empty() {
        return weighted.then(Vec::new);
    }
    for length in (1..=word.len()).rev() {
        let (head, rest) = word.split_at(length);
        let is_weighting = head == "t1" || head == "t2";
        let is_silent = if weighted { SILENT.contains(&head) } else { LEADING.contains(&head) };
        // `t12` is a vertebra, or a number.
        if is_weighting && rest.starts_with(|c: char| c.is_ascii_digit())
            || !is_silent && !known.contains(&head)
        {
            continue;
        }
        if let Some(mut found) = parts(rest, known, weighted || is_weighting) {
            if !is_silent {
                found.insert(0, head);
            }
            return Some(found);
        }
    }
    None
}

/// The words without phrases that mislead, and without the number of a subject.
fn kept(words: Vec<String>) -> Vec<String> {
    let is_number = |word: &String| word.chars().all(|c| c.is_ascii_digit());
    let mut kept = Vec::new();
    let mut rest = words.as_slice();
    while let Some(first) = rest.first() {
        let misleads = |phrase: &&&[&str]| {
            rest.len() >= phrase.len() && phrase.iter().zip(rest).all(|(word, own)| word == own)
        };
        let weighting = kept.last().is_some_and(|last: &String| last == "t1" || last == "t2");
        let skipped = match MISLEADING.iter().find(misleads) {
            Some(phrase) => phrase.len(),
            None if first == "sub" && rest.get(1).is_some_and(is_number) => 2,
            // `T2 W`: weighted; `T1 w/o` is not.
            None if weighting && is_weighted(first, rest.get(1)) => 1,
            None => 0,
        };
        if skipped == 0 {
            kept.push(first.clone());
        }
        rest = &rest[skipped.max(1)..];
    }
    kept
}

/// Whether a word after a weighting says `weighted`, and not `with`, as in `w/o` or `w wo`.
fn is_weighted(word: &str, next: Option<&String>) -> bool {
    word == "wi" || word == "w" && !next.is_some_and(|next| ["o", "w", "wo"].contains(&next.as_str()))
}

/// Whether a word says that fat is suppressed, for [`joined`].
fn suppresses(word: &str) -> bool {
    ["fs", "fatsat", "spair", "spir", "fsat"].contains(&word)
        || ["fettg", "fettu", "fettsup", "fettsä", "fettsae"].iter().any(|start| word.starts_with(start))
}

/// `fat` and `sat` as one word, and a negation of it as one: so that it is none of contrast.
fn joined(words: Vec<String>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for word in words {
        let last = found.last().map_or("", String::as_str);
        let completes = match last {
            "fat" => ["sat", "sup", "sep"].iter().any(|start| word.starts_with(start)),
            "fett" => ["ges", "unt", "sup", "sät", "saet"].iter().any(|start| word.starts_with(start)),
            _ => false,
        };
        let whole = if completes { "fatsat".to_owned() } else { word };
        if completes {
            found.pop();
        }
        let of_two = found.len() > 1 && found[found.len() - 2..] == ["w", "o"];
        let negated = found.last().is_some_and(|last| {
            ["no", "non", "without", "ohne", "wo", "kein", "keine"].contains(&last.as_str())
        });
        if suppresses(&whole) && (negated || of_two) {
            found.truncate(found.len() - if of_two { 2 } else { 1 });
            found.push("nofs".to_owned());
        } else {
            found.push(if whole == "nonfs" { "nofs".to_owned() } else { whole });
        }
    }
    found
}

/// In the name of a Dixon image single letters say which it is.
fn dixon(words: Vec<String>) -> Vec<String> {
    if !words.iter().any(|word| word.ends_with("dixon") || word == "ideal" || word == "flex") {
        return words;
    }
    let long = |word: String| match word.as_str() {
        "w" => "water".to_owned(),
        "f" => "fat".to_owned(),
        "in" | "ip" => "inphase".to_owned(),
        "op" | "out" => "opposed".to_owned(),
        _ => word,
    };
    words.into_iter().map(long).collect()
}
