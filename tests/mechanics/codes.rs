//! What the core says, as types of the page: `www/core/protocol/codes.ts` is written from the tables of `src/words`.
//!
//! `DISCERN_VOUCH=write cargo test --test mechanics codes` writes the file anew.

use std::collections::BTreeSet;
use std::path::Path;

use discern::words::{Row, codes};

const HEAD: &str = "\
// What the core says: the values of every code. Written from src/words by tests/mechanics/codes.rs, not by hand.
import type { CoreError as Problem } from \"./core.ts\";
import type { Sequence } from \"./lists.ts\";

/** A code with its values. */
export type Coded<Codes> = { [C in keyof Codes]: { code: C; values: Codes[C] } }[keyof Codes];

/** A part of a sentence. */
export type Phrase = Coded<Phrases>;

/** What a long computation does next. */
export type Task = Coded<Tasks>;

/** A statistic, or what the data must have for one. */
export type Statistic = Coded<Statistics>;
";

/// Interfaces in the order of the file, with what they are.
const TABLES: [(&str, &str); 14] = [
    ("ImageProblems", "Errors of files with images and masks."),
    ("RegionProblems", "Errors of masks on images, and of what is measured in them."),
    (
        "CaseProblems",
        "Errors of a case and its answer, of capsules, and of what crosses between page and core.",
    ),
    ("SettingProblems", "Errors of settings."),
    ("ScanProblems", "Errors of DICOM files, of slices and of archives."),
    ("TableProblems", "Errors of tables, and of their rows for a model."),
    ("ModelProblems", "Errors of model files, of fitting and of imported classifiers."),
    ("Notices", "Warnings."),
    ("Tasks", "What a long computation does next."),
    ("Statistics", "Names of statistics, and what the data must have for them."),
    ("Phrases", "Parts of sentences."),
    ("Guesses", "Why a file has its role."),
    ("GpuProblems", "Why the graphics card cannot be used."),
    ("VolumeRoles", "Why a DICOM volume was proposed for a sequence, or for none."),
];

/// TypeScript's type for what serde makes of a Rust type.
fn type_of(rust: &str) -> String {
    match rust.replace(' ', "").as_str() {
        "f64" | "usize" | "u64" | "u32" | "u16" | "i32" | "i64" | "P" => "number".to_owned(),
        "String" | "Shown" | "&'staticstr" => "string".to_owned(),
        "Names" | "Outliers" => "string[]".to_owned(),
        "Triple<usize>" | "Triple<f64>" => "[number, number, number]".to_owned(),
        "Errors" => "Problem[]".to_owned(),
        "Count" => "[number, number | null]".to_owned(),
        "FromTo" => "[number, number]".to_owned(),
        "Sequence" => "Sequence".to_owned(),
        "Statistic" => "Statistic".to_owned(),
        "Phrase" => "Phrase".to_owned(),
        "Phrases" => "Phrase[]".to_owned(),
        "Labels" | "Extent" => "[number, number][]".to_owned(),
        other => panic!("give type {other} a row here"),
    }
}

fn line(Row { code, values, .. }: &Row) -> String {
    let key = if code.contains('-') { format!("\"{code}\"") } else { code.clone() };
    let fields: Vec<String> =
        values.iter().map(|(name, rust)| format!("{name}: {}", type_of(rust))).collect();
    if fields.is_empty() {
        return format!("  {key}: Record<never, never>;\n");
    }
    let short = format!("  {key}: {{ {} }};\n", fields.join("; "));
    match short.chars().count() <= 121 {
        true => short,
        false => format!(
            "  {key}: {{\n{}  }};\n",
            fields.iter().map(|f| format!("    {f};\n")).collect::<String>()
        ),
    }
}

#[test]
fn the_types_of_the_page_are_those_of_the_codes() {
    let rows = codes();
    let mut text = HEAD.to_owned();
    for (table, what) in TABLES {
        text += &format!("\n/** {what} */\nexport interface {table} {{\n");
        text.extend(rows.iter().filter(|row| row.table == table).map(line));
        text += "}\n";
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/core/protocol/codes.ts");
    if std::env::var("DISCERN_VOUCH").is_ok_and(|mode| mode == "write") {
        std::fs::write(&path, &text).expect("the file can be written");
    }
    assert_eq!(std::fs::read_to_string(&path).expect("the file is there"), text);
}

#[test]
fn every_code_is_there_once() {
    let rows = codes();
    // The page finds an error by its code alone, in whichever table it stands.
    let kind = |table: &'static str| if table.ends_with("Problems") { "Problems" } else { table };
    let distinct: BTreeSet<_> = rows.iter().map(|row| (kind(row.table), row.code.clone())).collect();
    assert_eq!(distinct.len(), rows.len());
    assert!(rows.iter().all(|row| TABLES.iter().any(|table| table.0 == row.table)));
}
