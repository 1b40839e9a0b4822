//! No two files of src/ import each other, on whatever way round: a reader can begin at the ground and go up.
//!
//! A file imports another when its code (not its comments) names something of it by a path from `crate::`, `super::` or
//! `self::`, in a `use` or in place. Names that a `mod.rs` only passes on (`pub use`) count as those of the file they
//! come from, so that a folder may have one door.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Module path (`["case", "extract"]`) → its source without comments.
struct Tree {
    files: BTreeMap<Vec<String>, String>,
    /// What `mod.rs` files pass on: module and name → path it stands for.
    doors: BTreeMap<(Vec<String>, String), Vec<String>>,
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("src can be listed") {
        let path = entry.expect("entry can be read").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Where a file stands: `src/case/extract.rs` and `src/case/extract/mod.rs` are `case::extract`, `src/lib.rs` the root.
fn module(file: &Path, src: &Path) -> Vec<String> {
    let relative = file.strip_prefix(src).expect("below src").with_extension("");
    let mut parts: Vec<String> = relative.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    if matches!(parts.last().map(String::as_str), Some("mod" | "lib")) {
        parts.pop();
    }
    parts
}

fn code(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(|line| line.split("//").next().unwrap_or("")).collect();
    // Unit tests may name what they like of their own file.
    lines.join("\n").split("#[cfg(test)]").next().unwrap_or("").to_owned()
}

/// Paths below a root word at `text`'s start, `{a, b::c}` spread out: `a::{b, c::d}` → `a::b`, `a::c::d`.
fn spread(text: &str) -> Vec<Vec<String>> {
    let word_end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    let (word, rest) = text.split_at(word_end);
    let below = |rest: &str| -> Vec<Vec<String>> {
        let Some(inner) = rest.strip_prefix('{') else { return spread(rest) };
        let (mut depth, mut start, mut parts) = (1, 0, Vec::new());
        for (at, c) in inner.char_indices() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 1 => {
                    parts.push(inner[start..at].trim());
                    start = at + 1;
                }
                _ => {}
            }
            if depth == 0 {
                parts.push(inner[start..at].trim());
                break;
            }
        }
        parts.into_iter().filter(|part| !part.is_empty()).flat_map(spread).collect()
    };
    match rest.strip_prefix("::") {
        Some(rest) => below(rest).into_iter().map(|path| [vec![word.to_owned()], path].concat()).collect(),
        None => vec![vec![word.to_owned()]],
    }
}

/// Every path that `text`, standing at `module`, names from the crate's root.
fn named(text: &str, module: &[String]) -> Vec<Vec<String>> {
    let parent = module.split_last().map_or(&[][..], |(_, parent)| parent);
    let mut paths = Vec::new();
    for (root, base) in [("crate::", &[][..]), ("discern::", &[]), ("super::", parent), ("self::", module)] {
        for (at, _) in text.match_indices(root) {
            let before = text[..at].chars().next_back().unwrap_or(' ');
            if before.is_alphanumeric() || matches!(before, '_' | '$' | ':') {
                continue;
            }
            paths.extend(spread(&text[at + root.len()..]).into_iter().map(|path| [base, &path[..]].concat()));
        }
    }
    paths
}

/// Statements that pass names on: `pub use x::{A, B as C};` and `pub(super) use …`.
fn passed_on(text: &str) -> Vec<&str> {
    let statements = text.split(';').map(str::trim);
    statements.filter(|one| one.starts_with("pub") && one.contains("use ") && !one.contains('=')).collect()
}

impl Tree {
    fn read(src: &Path, modules: &dyn Fn(&Path) -> Option<Vec<String>>) -> Self {
        let mut found = Vec::new();
        sources(src, &mut found);
        let read = |path: &PathBuf| {
            Some((modules(path)?, code(&std::fs::read_to_string(path).expect("source is text"))))
        };
        let files: BTreeMap<_, _> = found.iter().filter_map(read).collect();
        let mut doors = BTreeMap::new();
        for (module, text) in &files {
            for statement in passed_on(text) {
                let tail = statement.split_once("use ").map_or("", |(_, tail)| tail.trim());
                for mut path in spread(tail) {
                    if path.first().is_some_and(|first| first == "crate") {
                        path.remove(0);
                    } else {
                        path = [&module[..], &path[..]].concat();
                    }
                    let name = path.last().cloned().unwrap_or_default();
                    doors.insert((module.clone(), name), path);
                }
            }
        }
        Self { files, doors }
    }

    /// The file that holds what `path` names.
    fn file_of(&self, path: &[String]) -> Option<Vec<String>> {
        for end in (1..=path.len()).rev() {
            let (module, rest) = path.split_at(end);
            if self.files.contains_key(module) {
                let name = rest.first().cloned().unwrap_or_default();
                return match self.doors.get(&(module.to_vec(), name)) {
                    Some(real) if real != path && real.len() > module.len() + 1 => self.file_of(real),
                    _ => Some(module.to_vec()),
                };
            }
        }
        None
    }

    fn imports(&self) -> BTreeMap<Vec<String>, BTreeSet<Vec<String>>> {
        let of = |(module, text): (&Vec<String>, &String)| {
            let mut text = text.clone();
            passed_on(&text.clone()).into_iter().for_each(|statement| text = text.replace(statement, ""));
            let to = named(&text, module).into_iter().filter_map(|path| self.file_of(&path));
            (module.clone(), to.filter(|to| to != module).collect())
        };
        self.files.iter().map(of).collect()
    }
}

/// Files that reach themselves again, each with the file it goes through first.
fn circles(imports: &BTreeMap<Vec<String>, BTreeSet<Vec<String>>>) -> Vec<String> {
    let reach = |from: &Vec<String>| {
        let (mut seen, mut next) = (BTreeSet::new(), vec![from.clone()]);
        while let Some(at) = next.pop() {
            for to in imports.get(&at).into_iter().flatten() {
                if seen.insert(to.clone()) {
                    next.push(to.clone());
                }
            }
        }
        seen
    };
    let reached: BTreeMap<_, _> = imports.keys().map(|from| (from, reach(from))).collect();
    let mut found = Vec::new();
    for (from, targets) in imports {
        for to in targets.iter().filter(|to| reached.get(to).is_some_and(|back| back.contains(from))) {
            found.push(format!("{} → {}", from.join("::"), to.join("::")));
        }
    }
    found
}

#[test]
fn no_two_files_import_each_other() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let tree = Tree::read(&src, &|path| Some(module(path, &src)));
    assert!(tree.files.len() > 200, "only {} files were found", tree.files.len());
    let imports = tree.imports();
    let edges: usize = imports.values().map(BTreeSet::len).sum();
    assert!(edges > 500, "only {edges} imports were found");
    let found = circles(&imports);
    assert!(found.is_empty(), "these imports close a circle:\n{}", found.join("\n"));
}

#[test]
fn a_circle_would_be_found() {
    let module = |path: &str| path.split("::").map(str::to_owned).collect::<Vec<_>>();
    let files = [
        ("a", "pub use below::Thing;\nfn f() {}"),
        ("a::below", "use crate::b::{self, c::Deep};\npub struct Thing;"),
        ("b", "mod c;"),
        ("b::c", "fn g(thing: crate::a::Thing) { super::super::a::f() }"),
        ("d", "use crate::a::Thing;"),
    ];
    let files = files.map(|(path, text)| (module(path), text.to_owned()));
    let doors = BTreeMap::from([((module("a"), "Thing".to_owned()), module("a::below::Thing"))]);
    let found = circles(&Tree { files: files.into(), doors }.imports());
    assert_eq!(found, ["a::below → b::c", "b::c → a::below"]);
    assert_eq!(spread("a::{b, c::{d, self}}").len(), 3);
}
