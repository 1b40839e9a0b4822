//! Lists of the core that the page reads while it runs: `www/core/protocol/lists.ts` is written from them.
//!
//! `DISCERN_VOUCH=write cargo test --test mechanics lists` writes the file anew.

use std::path::Path;

use discern::classify::Kind;
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
    let text = [
        "// Lists of the core. Written by tests/mechanics/lists.rs, not by hand.\n".to_owned(),
        list("SEQUENCES", "Sequence", "The MRI sequences of a case", &Sequence::ALL.map(Sequence::key)),
        list("CLASSIFIERS", "ClassifierKind", "Kinds of classifier", &Kind::ALL.map(Kind::key)),
    ]
    .concat();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/core/protocol/lists.ts");
    if std::env::var("DISCERN_VOUCH").is_ok_and(|mode| mode == "write") {
        std::fs::write(&path, &text).expect("the file can be written");
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == text, "lists.ts is stale: DISCERN_VOUCH=write cargo test --test mechanics lists");
}
