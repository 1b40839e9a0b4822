//! Public items that nothing calls. The compiler sees no dead code behind `pub` in a library; this looks for names that
//! stand nowhere in the product but where they are defined.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Called by tests and examples alone, and why that is good.
const FOR_TESTS: [(&str, &str); 2] = [
    ("close_gpu", "the tests of the GPU break the device with it"),
    ("from_settings", "tests and examples make a single filter by it"),
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// The code of a file without its tests, comments and re-exports.
fn code(text: &str) -> String {
    let product = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let mut code = String::new();
    let mut inside_use = false;
    for line in product.lines().map(|line| line.split("//").next().unwrap_or_default()) {
        inside_use |= ["use ", "pub use ", "pub(crate) use ", "pub(super) use "]
            .iter()
            .any(|start| line.trim_start().starts_with(start));
        if !inside_use {
            code.push_str(line);
            code.push('\n');
        }
        inside_use &= !line.contains(';');
    }
    code
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric() && letter != '_').filter(|word| !word.is_empty())
}

/// Names of public items that are defined in a text.
fn defined(code: &str) -> Vec<&str> {
    const KINDS: [&str; 7] = ["fn", "struct", "enum", "const", "static", "type", "trait"];
    let mut names = Vec::new();
    for line in code.lines().filter_map(|line| line.trim_start().strip_prefix("pub ")) {
        let mut words = words(line).skip_while(|word| ["async", "unsafe"].contains(word)).peekable();
        let first = words.next();
        // `const fn` is a function, `const NAME` a constant.
        let second = words.next().map(|word| if word == "fn" { words.next() } else { Some(word) });
        if first.is_some_and(|word| KINDS.contains(&word)) {
            names.extend(second.flatten());
        }
    }
    names
}

#[test]
fn every_public_item_is_used_by_the_product() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    sources(&root, &mut paths);
    let files: Vec<(PathBuf, String)> = paths
        .into_iter()
        .filter(|path| path.file_name().is_some_and(|name| name != "tests.rs"))
        .map(|path| (path.clone(), code(&fs::read_to_string(path).expect("a source"))))
        .collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for word in files.iter().flat_map(|(_, code)| words(code)) {
        *counts.entry(word).or_default() += 1;
    }
    let mut dead = Vec::new();
    // What the page calls is called from TypeScript.
    for (path, code) in files.iter().filter(|(path, _)| !path.starts_with(root.join("wasm"))) {
        let unused = |name: &&str| counts[name] == 1 && !FOR_TESTS.iter().any(|(known, _)| known == name);
        dead.extend(
            defined(code).into_iter().filter(unused).map(|name| format!("{}: {name}", path.display())),
        );
    }
    assert!(dead.is_empty(), "nothing calls these; delete them:\n{}", dead.join("\n"));
}

#[test]
fn definitions_are_seen() {
    let found = defined(
        "pub fn a() {}\n    pub const fn b() {}\npub const C: u8 = 1;\npub async fn d() {}\nfn e() {}",
    );
    assert_eq!(found, ["a", "b", "C", "d"]);
    assert_eq!(code("use x::a;\nlet y = 1; // a\n#[cfg(test)]\nmod tests { a }").trim(), "let y = 1;");
}
