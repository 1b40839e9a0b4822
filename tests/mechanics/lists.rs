//! Lists of the core that the page reads while it runs: `www/core/protocol/lists.ts` is written from them.
//!
//! `DISCERN_VOUCH=write cargo test --test mechanics lists` writes the file anew.

use std::path::Path;

use discern::classify::Kind;
use discern::features::FAMILIES;
use discern::filter::FILTERS;
use discern::sequence::Sequence;

/// A list and the type of its members.
fn list(name: &str, kind: &str, what: &str, keys: &[&str]) -> String {
    let quoted: Vec<String> = keys.iter().map(|key| format!("\"{key}\"")).collect();
    let short = format!("export const {name} = [{}] as const;", quoted.join(", "));
    let lines: String = quoted.iter().map(|key| format!("  {key},\n")).collect();
    let declared =
        if short.len() <= 120 { short } else { format!("export const {name} = [\n{lines}] as const;") };
    format!(
        "\n/** {what}, in the order of every table. */\n{declared}\n\nexport type {kind} = (typeof {name})[number];\n"
    )
}

#[test]
fn the_lists_of_the_page_are_those_of_the_core() {
    let image_types: Vec<&str> = FILTERS.iter().map(|entry| entry.image_type).collect();
    let text = [
        "// Lists of the core. Written by tests/mechanics/lists.rs, not by hand.\n".to_owned(),
        list("SEQUENCES", "Sequence", "The MRI sequences of a case", &Sequence::ALL.map(Sequence::key)),
        list("IMAGE_TYPES", "ImageType", "Image types, as parameter files name them", &image_types),
        list("CLASSIFIERS", "ClassifierKind", "Kinds of classifier", &Kind::ALL.map(Kind::key)),
    ]
    .concat();
    held("www/core/protocol/lists.ts", &text);
}

/// Compares a file of the page with what it should be, or writes it.
fn held(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    if std::env::var("DISCERN_VOUCH").is_ok_and(|mode| mode == "write") {
        std::fs::write(&path, text).expect("the file can be written");
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == text, "{name} is stale: DISCERN_VOUCH=write cargo test --test mechanics lists");
}

/// `JointEntropy` as words: "Joint entropy"; abbreviations such as MCC stay whole.
fn spaced(name: &str) -> String {
    if let Some(number) = name.strip_suffix("Percentile") {
        return format!("{number}th percentile");
    }
    let letters: Vec<char> = name.chars().collect();
    let mut words = String::new();
    for (at, &letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| letters[at]);
        let next = letters.get(at + 1);
        let begins = match before {
            Some(before) if letter.is_ascii_digit() => {
                before.is_lowercase() && next.is_some_and(|next| next.is_uppercase())
            }
            Some(before) if letter.is_uppercase() => {
                let after_digit = before.is_ascii_digit() && next.is_some_and(|next| next.is_lowercase());
                before.is_lowercase()
                    || after_digit
                    || next.is_some_and(|next| before == 'D' && next.is_lowercase())
            }
            _ => false,
        };
        let is_word = next.is_some_and(|next| next.is_lowercase());
        match begins {
            true if is_word => words.extend([' ', letter.to_ascii_lowercase()]),
            true => words.extend([' ', letter]),
            false => words.push(letter),
        }
    }
    words
}

/// The English of every feature, which the glossary of the page shows; other languages have tables of the same names.
#[test]
fn the_features_of_the_page_are_those_of_the_catalogue() {
    let mut text = "\
// Every feature by class and name, with what it says. Written from src/features/catalogue by tests/mechanics/lists.rs, not by
// hand.

export const features = {
  classes: {
"
    .to_owned();
    for family in &FAMILIES {
        text += &format!("    {}: {{\n", family.class.name());
        for row in family.rows {
            let plain = row.name.starts_with(|first: char| first.is_alphabetic());
            let key = if plain { row.name.to_owned() } else { format!("\"{}\"", row.name) };
            text +=
                &format!("      {key}: {{ name: {:?}, meaning: {:?} }},\n", spaced(row.name), row.meaning);
        }
        text += "    },\n";
    }
    text += "  },\n};\n";
    held("www/language/en/features.ts", &text);
}
