//! DICOM studies whose volumes, geometry and roles are known by who wrote them, and were read alike by pydicom,
//! SimpleITK (GDCM) and dcm2niix.

use std::path::{Path, PathBuf};

use discern::read::dicom;
use discern::read::dicom::{Series, Study};
use discern::read::source::Source;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::common::dicom::decode;
use crate::common::{bytes, shared};

fn files_below(folder: &Path) -> Vec<Vec<u8>> {
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    let read = |path: PathBuf| if path.is_dir() { files_below(&path) } else { vec![bytes(path)] };
    paths.into_iter().flat_map(read).collect()
}

fn sources(files: &[Vec<u8>]) -> Vec<&dyn Source> {
    files.iter().map(|file| file as &dyn Source).collect()
}

/// Folders below a part of the reference that have what is expected of them.
fn cases(test: &str, part: &str) -> Vec<(PathBuf, Value)> {
    let Some(root) = shared(test, &format!("reference/dicom/{part}")) else { return Vec::new() };
    let mut folders: Vec<PathBuf> =
        std::fs::read_dir(root).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    folders.sort();
    folders.retain(|folder| folder.join("expected.json").exists() && folder.join("dicom").is_dir());
    assert!(folders.len() > 5, "only {} cases of {part}", folders.len());
    let read = |folder: PathBuf| {
        let expected = serde_json::from_slice(&bytes(folder.join("expected.json"))).expect("JSON");
        (folder, expected)
    };
    folders.into_iter().map(read).collect()
}

fn digest(values: &[f64]) -> String {
    let mut sum = Sha256::new();
    values.iter().for_each(|value| sum.update(value.to_le_bytes()));
    sum.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn numbers(value: &Value) -> Vec<f64> {
    match value {
        Value::Array(parts) => parts.iter().flat_map(numbers).collect(),
        number => number.as_f64().into_iter().collect(),
    }
}

/// Whether a series lies where it is expected.
fn is_placed(series: &Series, expected: &Value, tolerance: f64) -> bool {
    let Ok(grid) = &series.grid else { return false };
    let near = |found: &[f64], name: &str| {
        let wanted = numbers(&expected[name]);
        found.len() == wanted.len()
            && found.iter().zip(wanted).all(|(found, wanted)| (found - wanted).abs() <= tolerance)
    };
    let size = grid.size.map(|voxels| voxels as f64);
    near(&size, "size")
        && near(&grid.spacing_mm, "spacing")
        && near(&grid.origin_mm, "origin")
        && near(grid.direction.as_flattened(), "direction")
}

/// Every volume that is expected is there, with the same digits in the same place.
fn check_volumes(folder: &Path, expected: &Value, study: &Study, files: &[&dyn Source]) -> usize {
    let name = folder.display();
    let geometry = expected["geometry_tolerance"].as_f64().unwrap_or(1e-6);
    let lossy = expected["tolerance"].as_f64();
    let mut checked = 0;
    for wanted in expected["volumes"].as_array().expect("volumes") {
        if wanted["refused"] != false && !wanted["refused"].is_null() {
            let readable = study.volumes.iter().filter(|series| series.grid.is_ok());
            assert_eq!(readable.filter(|series| is_placed(series, wanted, geometry)).count(), 0, "{name}");
            continue;
        }
        let of_key = format!("{name}: {}", wanted["key"]);
        let image = study
            .volumes
            .iter()
            .filter(|series| is_placed(series, wanted, geometry))
            .filter_map(|series| series.image(files).ok())
            .find(|image| {
                let values = &image.values().collect::<Vec<_>>();
                let first = numbers(&wanted["first"]);
                let is_near =
                    |most: f64| values.iter().zip(&first).all(|(found, first)| (found - first).abs() <= most);
                lossy.map_or_else(|| digest(values) == wanted["sha256_f64"], is_near)
            });
        // Both are right here: to refuse what cannot be told, or to read it.
        let may_refuse = expected["reaction"].as_str().is_some_and(|text| text.contains("refus"));
        assert!(image.is_some() || may_refuse, "{of_key} is not there: {study:?}");
        checked += usize::from(image.is_some());
    }
    checked
}

#[test]
fn volumes_have_the_digits_and_the_place_that_the_writer_gave_them() {
    let mut checked = 0;
    for part in ["studies", "codecs", "geometry", "real"] {
        for (folder, expected) in cases("oracle dicom", part) {
            let files = files_below(&folder.join("dicom"));
            let files = sources(&files);
            checked += check_volumes(&folder, &expected, &dicom::study(&files, &decode), &files);
        }
    }
    assert!(checked == 0 || checked > 110, "only {checked} volumes");
}

#[test]
fn the_four_sequences_of_whole_studies_are_found() {
    for (folder, expected) in cases("oracle dicom roles", "studies") {
        let files = files_below(&folder.join("dicom"));
        let files = sources(&files);
        let study = dicom::study(&files, &decode);
        for (role, key) in expected["roles"].as_object().expect("roles") {
            let volumes = expected["volumes"].as_array().expect("volumes");
            let wanted = volumes.iter().find(|volume| volume["key"] == *key).expect("its volume");
            let proposed = study
                .volumes
                .iter()
                .find(|series| series.role.as_ref().is_ok_and(|proposal| proposal.sequence.key() == role));
            let proposed = proposed.unwrap_or_else(|| panic!("{}: no {role}", folder.display()));
            assert!(is_placed(proposed, wanted, 1e-6), "{}: {role}", folder.display());
            let image = proposed.image(&files).expect("pixels");
            assert_eq!(
                digest(&image.values().collect::<Vec<_>>()),
                wanted["sha256_f64"].as_str().expect("a digest")
            );
        }
        let proposed = study.volumes.iter().filter(|series| series.role.is_ok()).count();
        assert_eq!(proposed, expected["roles"].as_object().expect("roles").len(), "{}", folder.display());
    }
}

#[test]
fn bad_files_are_refused_skipped_or_read_as_they_should() {
    let Some(root) = shared("oracle dicom bad", "reference/dicom/bad") else { return };
    let expected: Value = serde_json::from_slice(&bytes(root.join("expected.json"))).expect("JSON");
    for (name, expected) in expected.as_object().expect("cases") {
        // Archives are the command line's: tests/mechanics/inspect.rs.
        if name.ends_with(".zip") {
            continue;
        }
        let folder = root.join(name);
        let files = if folder.is_dir() { files_below(&folder) } else { vec![bytes(folder)] };
        let files = sources(&files);
        let study = dicom::study(&files, &decode);
        let read = study.volumes.iter().filter(|series| series.image(&files).is_ok()).count();
        match expected["reaction"].as_str() {
            Some("warn") => assert!(read > 0 || name == "items_200000", "{name}: {study:?}"),
            _ => assert_eq!(read, 0, "{name}"),
        }
    }
}
