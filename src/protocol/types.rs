//! The types of what crosses, as the page's: `www/core/protocol/core.ts`.
//!
//! `DISCERN_VOUCH=write cargo test --lib protocol` writes it anew. The values of codes are a file of their own
//! (`tests/mechanics/codes.rs`), since they come from the tables of `src/words`; so are the lists that the page reads while it
//! runs (`tests/mechanics/lists.rs`).
#![cfg(test)]

use std::collections::BTreeMap;
use std::path::Path;

use ts_rs::{Config, TS, TypeVisitor};

use super::study::StudyFound;
use super::{
    CapsuleSummary, CaseLine, CaseRecord, ChartsRequest, ImagePicture, LabelPicture, MaskOnImage, SealRequest,
};
use crate::answer::{Charts, Prediction, Recomputed, Verdict};
use crate::case::{
    ColumnParts, DeepPart, DeepReport, EnginePreference, FolderCase, Guessed, Inspection, LevelCount,
};
use crate::case::{NamedFile, Participants, SequencePart};
use crate::error::Error;
use crate::model::{Description, FeatureSource, TrainOptions};
use crate::report;
use crate::study::{Contents, Recalibration, Validation};
use crate::table::csv::Listed;

/// Every type that a declaration names, by its name, and those that they name in turn.
#[derive(Default)]
struct Types(BTreeMap<String, String>);

impl TypeVisitor for Types {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        // Only a type that is derived has a place of its own; numbers, lists and the like have none.
        if T::output_path().is_none() {
            return;
        }
        let numbers = Config::new().with_large_int("number");
        let declared = declaration(&T::decl(&numbers), T::docs().as_deref().unwrap_or_default());
        if self.0.insert(T::ident(&numbers), declared).is_none() {
            T::visit_dependencies(self);
        }
    }
}

/// A declaration as people write them: a field a line, a comment of one line in one line.
fn declaration(declared: &str, docs: &str) -> String {
    let text =
        format!("{docs}export {declared}").replace("`None`", "null").replace("[`", "`").replace("`]", "`");
    let mut written = String::new();
    let mut depth = 0;
    let mut comment: Option<Vec<&str>> = None;
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let indent = "  ".repeat(depth);
        match (&mut comment, line) {
            (None, "/**") => comment = Some(Vec::new()),
            (Some(lines), "*/") => {
                written += &match lines[..] {
                    [line] => format!("{indent}/** {line} */\n"),
                    _ => {
                        let lines: Vec<String> = lines
                            .iter()
                            .map(|line| format!("{indent} * {line}").trim_end().to_owned() + "\n")
                            .collect();
                        format!("{indent}/**\n{}{indent} */\n", lines.concat())
                    }
                };
                comment = None;
            }
            (Some(lines), _) => lines.push(line.trim_start_matches('*').trim()),
            (None, line) if line.ends_with('{') => {
                written += &format!("{indent}{line}\n");
                depth += 1;
            }
            (None, line) => match line.strip_suffix(" };") {
                Some(field) if depth > 0 => {
                    depth -= 1;
                    written += &format!("{indent}{field}\n}};\n");
                }
                _ => written += &format!("{indent}{line}\n"),
            },
        }
    }
    written
}

#[test]
#[allow(clippy::disallowed_methods, reason = "tests read and write files")]
fn the_types_of_the_page_are_those_of_the_core() {
    let mut types = Types::default();
    // What crosses; all that these name comes with them.
    types.visit::<CaseRecord>();
    types.visit::<CapsuleSummary>();
    types.visit::<CaseLine>();
    types.visit::<ChartsRequest>();
    types.visit::<SealRequest>();
    types.visit::<ColumnParts>();
    types.visit::<ImagePicture>();
    types.visit::<LabelPicture>();
    types.visit::<MaskOnImage>();
    types.visit::<Charts>();
    types.visit::<Prediction>();
    types.visit::<Recomputed>();
    types.visit::<Verdict>();
    types.visit::<DeepPart>();
    types.visit::<DeepReport>();
    types.visit::<EnginePreference>();
    types.visit::<Inspection>();
    types.visit::<NamedFile>();
    types.visit::<Guessed>();
    types.visit::<FolderCase>();
    types.visit::<Participants>();
    types.visit::<LevelCount>();
    types.visit::<SequencePart>();
    types.visit::<Error>();
    types.visit::<Description>();
    types.visit::<FeatureSource>();
    types.visit::<TrainOptions>();
    types.visit::<report::File>();
    types.visit::<Contents>();
    types.visit::<Validation>();
    types.visit::<Recalibration>();
    types.visit::<Listed>();
    types.visit::<StudyFound>();
    let listed = ["ClassifierKind", "Sequence"];
    let declared = types.0.iter().filter(|(name, _)| !listed.contains(&name.as_str()));
    let declared: Vec<&str> = declared.map(|(_, text)| text.as_str()).collect();
    let text = format!(
        "// What crosses between core and page, as the core has it. Written by src/protocol/types.rs, not by hand.\n\
         import type {{ {} }} from \"./lists.ts\";\n\n{}",
        listed.join(", "),
        declared.join("\n")
    );
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/core/protocol/core.ts");
    if std::env::var("DISCERN_VOUCH").is_ok_and(|mode| mode == "write") {
        std::fs::write(&path, &text).expect("the file can be written");
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == text, "core.ts is stale: DISCERN_VOUCH=write cargo test --lib protocol");
}
