//! The import table of ARCHITECTURE.md, held over the sources.
//!
//! A text scan for `crate::module` and `discern::module` outside comments: who names a module, imports it. It needs
//! the house rule of one `use crate::module::…;` a line, which it checks as well.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const GROUND: &[&str] =
    &["sequence", "error", "words", "monitor", "parameter", "program", "numeric", "volume", "table"];
const AFTER_VOXELS: &[&str] = &["sequence", "error", "words", "monitor", "program", "numeric", "table"];
const STAGES: &[&str] =
    &["read", "align", "preprocess", "filter", "features", "cnn", "select", "classify", "explain", "report"];
/// Stages that see voxels.
const VOXEL_STAGES: &[&str] = &["read", "align", "preprocess", "filter", "features", "cnn"];
const SHELL: &[&str] = &["case", "model", "answer", "study", "settings", "simulate", "report"];

/// What each module may name, besides itself.
fn allowed(module: &str) -> Vec<&'static str> {
    match module {
        "sequence" | "program" | "lib" => vec![],
        "error" => vec!["sequence"],
        "words" => vec!["sequence", "error"],
        "monitor" | "parameter" | "numeric" => vec!["error", "words"],
        "volume" => vec!["error", "words", "numeric"],
        "table" => vec!["sequence", "error", "words", "numeric"],
        "read" | "align" | "preprocess" | "filter" | "features" | "cnn" | "simulate" => GROUND.to_vec(),
        "select" | "classify" | "explain" => AFTER_VOXELS.to_vec(),
        "report" => vec!["error", "words", "numeric", "table"],
        "settings" => [GROUND, STAGES].concat(),
        "case" => [GROUND, VOXEL_STAGES, &["settings"]].concat(),
        "model" => [GROUND, &["cnn", "select", "classify", "explain", "report", "settings", "case"]].concat(),
        "answer" => [GROUND, STAGES, &["settings", "case", "model"]].concat(),
        "study" => [AFTER_VOXELS, &["select", "classify", "explain", "report", "model"]].concat(),
        "protocol" => [GROUND, SHELL].concat(),
        "wasm" | "main" | "cli" => [GROUND, SHELL, &["cli", "protocol"]].concat(),
        other => panic!("module {other} has no row in the import table: add it here and in ARCHITECTURE.md"),
    }
}

/// Every Rust file below `folder`.
pub fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("src can be listed") {
        let path = entry.expect("entry can be read").path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The module a file belongs to: the first folder below src, or the file itself.
fn module_of(file: &Path, src: &Path) -> String {
    let relative = file.strip_prefix(src).expect("file lies below src");
    let first = relative.components().next().expect("path has a part").as_os_str().to_string_lossy();
    first.trim_end_matches(".rs").to_owned()
}

/// Source text without line comments (doc comments may name any module).
fn code(text: &str) -> String {
    text.lines().map(|line| line.split("//").next().unwrap_or("")).collect::<Vec<_>>().join("\n")
}

/// Modules named after `crate::` or `discern::` in `text`.
fn named(text: &str) -> Vec<String> {
    let mut modules = Vec::new();
    for root in ["crate::", "discern::"] {
        for (at, _) in text.match_indices(root) {
            let before = text[..at].chars().next_back().unwrap_or(' ');
            if before.is_alphanumeric() || before == '_' || before == '$' {
                continue;
            }
            let rest = &text[at + root.len()..];
            let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            modules.push(rest[..end].to_owned());
        }
    }
    modules
}

/// Every import in src that the table forbids.
fn violations(src: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for file in sources(src) {
        let module = module_of(&file, src);
        let text = std::fs::read_to_string(&file).expect("source is text");
        let relative = file.strip_prefix(src).expect("file lies below src").display().to_string();
        for name in named(&code(&text)) {
            if name.is_empty() {
                found.push(format!("{relative}: a grouped `use crate::{{…}}`; write one line a module"));
            } else if name != module && !allowed(&module).contains(&name.as_str()) {
                found.push(format!("{relative}: {module} -> {name}"));
            }
        }
    }
    found
}

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

#[test]
fn no_module_imports_against_the_table() {
    let found = violations(&src());
    assert!(found.is_empty(), "imports against ARCHITECTURE.md:\n{}", found.join("\n"));
}

#[test]
fn the_scan_sees_a_forbidden_import() {
    let text = code("use crate::read::image; // crate::classify\nlet x = discern::align::place;");
    assert_eq!(named(&text), ["read", "align"]);
    assert!(!allowed("align").contains(&"read"));
    assert_eq!(named("use crate::{error, read};"), [""]);
}

#[test]
fn hosts_are_named_only_in_the_shells() {
    let rules: BTreeMap<&str, &[&str]> = BTreeMap::from([
        ("wasm_bindgen", ["wasm", "cnn", "protocol"].as_slice()),
        // One file of table: the browser has the tables that compose letters of Unicode, which would weigh more than all
        // other words.
        ("js_sys", ["wasm", "cnn", "protocol", "table/letters.rs"].as_slice()),
        ("web_sys", ["wasm", "cnn"].as_slice()),
        ("std::fs", ["main", "cli"].as_slice()),
        ("std::env", ["main", "cli"].as_slice()),
        ("std::process", ["main", "cli"].as_slice()),
        ("std::time", ["main", "cli"].as_slice()),
        ("std::thread", ["main", "cli"].as_slice()),
        ("println!", ["main", "cli"].as_slice()),
    ]);
    for file in sources(&src()) {
        let module = module_of(&file, &src());
        let text = code(&std::fs::read_to_string(&file).expect("source is text"));
        // Unit tests beside the code may read an environment or print.
        let text = text.split("[cfg(test)]").next().unwrap_or("");
        for (name, who) in &rules {
            assert!(
                !text.contains(name) || who.iter().any(|one| *one == module || file.ends_with(one)),
                "{}: names {name}",
                file.display()
            );
        }
    }
}

#[test]
fn files_stay_readable_in_one_sitting() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let limits = [("src/wasm/", 300), ("src/main.rs", 200)];
    for file in sources(&src()) {
        let text = std::fs::read_to_string(&file).expect("source is text");
        let relative = file.strip_prefix(root).expect("file lies in the package").display().to_string();
        let is_table = relative.ends_with("_table.rs");
        let limit =
            limits.iter().find(|(name, _)| relative.starts_with(name)).map_or(600, |(_, limit)| *limit);
        assert!(is_table || text.lines().count() <= limit, "{relative}: more than {limit} lines");
    }
    let lib = std::fs::read_to_string(src().join("lib.rs")).expect("source is text");
    assert!(!code(&lib).contains("fn "), "lib.rs holds no logic");
}
