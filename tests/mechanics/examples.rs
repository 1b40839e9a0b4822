//! The programs in examples/ run to their end and print what they are about.

use std::path::PathBuf;
use std::process::Command;

/// A part of what each example prints.
const PRINTED: [(&str, &str); 6] = [
    ("answer", "CRad-M, LogisticRegression: 0."),
    ("describe", "\"values_sha256\":"),
    ("filter", "wavelet-LLH: mean "),
    ("measure", "original_firstorder_Mean,"),
    ("perturb", "Shrink: MeshVolume "),
    ("train", "a report of "),
];

/// Where cargo puts examples: beside the folder of this test.
fn built(name: &str) -> PathBuf {
    let tests = std::env::current_exe().expect("this test's path");
    let profile = tests.parent().and_then(|deps| deps.parent()).expect("a folder above");
    profile.join("examples").join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

#[test]
fn examples_run() {
    for (name, part) in PRINTED {
        let program = built(name);
        if !program.exists() {
            println!("SKIPPED examples_run: {name} is not built (`cargo test --examples` builds them)");
            return;
        }
        let output = Command::new(program).output().expect("the example starts");
        let printed = String::from_utf8_lossy(&output.stdout);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{name}: {said}");
        assert!(printed.contains(part), "{name} printed: {printed}");
    }
}

#[test]
fn every_example_is_run() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples");
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .expect("the folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().replace(".rs", ""))
        .collect();
    names.sort();
    assert_eq!(names, PRINTED.map(|(name, _)| name));
}
