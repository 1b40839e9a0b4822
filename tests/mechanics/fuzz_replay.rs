//! Seeds of the fuzz targets and crashes that were found, each through the function that the fuzzer calls.

use std::fs;
use std::path::{Path, PathBuf};

#[path = "../../fuzz/src/lib.rs"]
mod targets;

/// Files of one target, sorted; none where it has no folder.
fn files(folder: &str, target: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz").join(folder).join(target);
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    files
}

#[test]
fn every_seed_is_read() {
    for (target, read) in targets::TARGETS {
        let seeds = files("seeds", target);
        assert!(!seeds.is_empty(), "{target} has no seed: node fuzz/seeds.mjs");
        for seed in seeds {
            let bytes = fs::read(&seed).expect("a seed");
            assert!(read(&bytes), "{} is refused: node fuzz/seeds.mjs writes the seeds anew", seed.display());
        }
    }
}

#[test]
fn seeds_cut_off_anywhere_or_with_one_byte_changed_do_no_harm() {
    for (target, read) in targets::TARGETS {
        for seed in files("seeds", target) {
            let bytes = fs::read(&seed).expect("a seed");
            // Sealed files are read several times each, and a few thousand bytes long.
            let step = 1 + bytes.len() / 40;
            for end in (0..bytes.len()).step_by(step) {
                read(&bytes[..end]);
                let mut changed = bytes.clone();
                changed[end] ^= 1 << (end % 7);
                read(&changed);
            }
        }
    }
}

#[test]
fn no_crash_on_record_comes_back() {
    for (target, read) in targets::TARGETS {
        for crash in files("crashes", target) {
            read(&fs::read(&crash).expect("a crash on record"));
        }
    }
}

#[test]
fn every_target_has_a_binary_and_every_folder_a_target() {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    let manifest = fs::read_to_string(fuzz.join("Cargo.toml")).expect("the manifest");
    for (target, _) in targets::TARGETS {
        assert!(manifest.contains(&format!("name = \"{target}\"")), "{target} is not in fuzz/Cargo.toml");
        let call = format!("discern_fuzz::{target}(bytes)");
        let path = fuzz.join("fuzz_targets").join(format!("{target}.rs"));
        let source = fs::read_to_string(&path).expect("the target's file");
        assert!(source.contains(&call), "{} does not call {call}", path.display());
    }
    for folder in ["seeds", "crashes"] {
        for entry in fs::read_dir(fuzz.join(folder)).into_iter().flatten() {
            let name = entry.expect("an entry").file_name();
            assert!(
                targets::TARGETS.iter().any(|(target, _)| name == *target),
                "{folder}/{name:?} is nobody's"
            );
        }
    }
}
