//! The build stamp: a hash of the sources that anybody can compute, which depends on nothing else.

use std::path::{Path, PathBuf};
use std::process::Command;

use discern::numeric::hash::sha256;

#[path = "../../build.rs"]
#[allow(dead_code)]
mod build;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Files below a folder with their paths from the root.
fn below(path: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(root().join(path)).expect("a folder") {
        let entry = entry.expect("an entry");
        let name = format!("{path}/{}", entry.file_name().to_string_lossy());
        match entry.path().is_dir() {
            true => found.extend(below(&name)),
            false => found.push(name),
        }
    }
    found.into_iter().filter(|path| !path.contains("/.")).collect()
}

/// What the stamp is made of.
fn sources() -> Vec<String> {
    let single = [".cargo/config.toml", "Cargo.lock", "Cargo.toml", "build.rs", "rust-toolchain.toml"];
    let mut all: Vec<String> = single.map(str::to_owned).into_iter().chain(below("src")).collect();
    all.sort();
    all
}

/// A copy of some files of the repository in a folder of its own, each changed on the way.
fn copy(name: &str, files: &[String], change: impl Fn(&str) -> String) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("stamp").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    for file in files {
        let text = std::fs::read_to_string(root().join(file)).expect("a text");
        let to = folder.join(file);
        std::fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
        std::fs::write(to, change(&text)).expect("written");
    }
    folder
}

fn stamp(folder: &Path) -> String {
    build::stamp(folder).expect("a stamp")
}

#[test]
fn the_program_says_the_hash_of_its_sources() {
    let lines: String = sources()
        .iter()
        .map(|path| {
            let text = std::fs::read_to_string(root().join(path)).expect("a text");
            format!("{}  {path}\n", sha256(text.replace("\r\n", "\n").as_bytes()))
        })
        .collect();
    let expected = format!("discern {}+{}", env!("CARGO_PKG_VERSION"), &sha256(lines.as_bytes())[..16]);
    let said = Command::new(env!("CARGO_BIN_EXE_discern")).arg("--version").output().expect("discern runs");
    assert_eq!(String::from_utf8_lossy(&said.stdout).trim_end(), expected);
    assert_eq!(discern::program::PROGRAM, expected);
}

#[test]
fn the_stamp_depends_on_the_sources_alone() {
    let own = stamp(&root());
    let files = sources();
    assert_eq!(stamp(&copy("elsewhere", &files, str::to_owned)), own, "another folder");
    let windows = |text: &str| text.replace("\r\n", "\n").replace('\n', "\r\n");
    assert_eq!(stamp(&copy("windows", &files, windows)), own, "other line ends");
    let more: Vec<String> =
        files.iter().cloned().chain(["README.md", "tests/vouched.csv"].map(str::to_owned)).collect();
    let folder = copy("more", &more, str::to_owned);
    std::fs::write(folder.join("src/.swap"), "an editor's").expect("written");
    assert_eq!(stamp(&folder), own, "documents, tests, hidden files");
}

#[test]
fn any_change_of_a_source_changes_the_stamp() {
    let files = sources();
    let own = stamp(&root());
    let folder = copy("changed", &files, str::to_owned);
    for file in ["src/numeric/float.rs", "src/cnn/gpu/kernels.wgsl", "Cargo.lock", "rust-toolchain.toml"] {
        let text = std::fs::read_to_string(folder.join(file)).expect("a text");
        std::fs::write(folder.join(file), format!("{text}\n")).expect("written");
        assert_ne!(stamp(&folder), own, "{file} changed");
        std::fs::write(folder.join(file), text).expect("written");
    }
    std::fs::rename(folder.join("src/lib.rs"), folder.join("src/library.rs")).expect("renamed");
    assert_ne!(stamp(&folder), own, "a file with another name");
    std::fs::remove_file(folder.join("Cargo.lock")).expect("removed");
    let error = build::stamp(&folder).expect_err("no stamp without a source");
    assert!(error.to_string().starts_with("Cargo.lock: "), "{error}");
}
