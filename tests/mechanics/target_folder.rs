//! The folder that cargo builds into has one name, which cargo gives: the user may have moved it.

use std::fs;
use std::path::{Path, PathBuf};

/// The two functions that ask cargo: of the scripts, and of the benches in Python.
const ASKING: [&str; 2] = ["scripts/lib/cargo.mjs", "benches/cargo.py"];
const SEARCHED: [&str; 7] = [".ci", "benches", "examples", "scripts", "tests", "xtask", "vite.config.mjs"];

/// Files below a path that run or name programs, relative to the root.
fn scripts(root: &Path, path: &Path, found: &mut Vec<PathBuf>) {
    let full = root.join(path);
    if full.is_dir() {
        for entry in fs::read_dir(&full).unwrap() {
            let name = entry.unwrap().file_name();
            if name != "node_modules" && name != "golden" {
                scripts(root, &path.join(name), found);
            }
        }
    } else if full.is_file() && full != root.join("tests/mechanics/target_folder.rs") {
        found.push(path.to_path_buf());
    }
}

/// Whether a line writes the folder's name as part of a path: `target/…`, or "target" joined to something.
fn names_it(line: &str) -> bool {
    let in_path = line
        .match_indices("target/")
        .any(|(at, _)| !line[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_'));
    let quoted = line.contains("\"target\"") || line.contains("'target'");
    in_path || quoted && (line.contains("join(") || line.to_lowercase().contains("root"))
}

#[test]
fn no_script_names_the_target_folder_by_hand() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for place in SEARCHED {
        scripts(root, Path::new(place), &mut files);
    }
    assert!(files.len() > 100, "only {} files were searched", files.len());
    let mut wrong = Vec::new();
    for file in files.iter().filter(|file| !ASKING.iter().any(|asking| *file == Path::new(asking))) {
        let Ok(text) = fs::read_to_string(root.join(file)) else { continue };
        let lines = text.lines().enumerate().filter(|(_, line)| names_it(line));
        wrong.extend(lines.map(|(i, line)| format!("{}:{}: {}", file.display(), i + 1, line.trim())));
    }
    assert!(wrong.is_empty(), "ask scripts/lib/cargo.mjs for the folder:\n{}", wrong.join("\n"));
}

#[test]
fn a_path_into_the_target_folder_is_recognised() {
    for line in [
        "join(root, \"target/debug/discern\")",
        "join(root, 'target', 'x')",
        "a/target/b",
        "ROOT / \"target\"",
    ] {
        assert!(names_it(line), "{line}");
    }
    for line in ["rustup target add", "[\"target\", \"add\"]", "const target = 1;", "the_target/x"] {
        assert!(!names_it(line), "{line}");
    }
}
