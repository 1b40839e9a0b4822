//! DICOM studies whose volumes, geometry and roles are known by who wrote them, and were read alike by pydicom,
//! SimpleITK (GDCM) and dcm2niix.

use std::path::{Path, PathBuf};

use discern::numeric::hash::sha256;
use discern::read::dicom;
use discern::read::dicom::{Series, Study};
use discern::read::source::Source;
use discern::volume::Geometry;
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

fn grid_of(expected: &Value) -> Geometry {
    let three = |name: &str| <[f64; 3]>::try_from(numbers(&expected[name])).expect("three numbers");
    let rows = numbers(&expected["direction"]);
    Geometry {
        size: three("size").map(|voxels| voxels as usize),
        spacing_mm: three("spacing"),
        origin_mm: three("origin"),
        direction: std::array::from_fn(|row| std::array::from_fn(|axis| rows[3 * row + axis])),
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

/// A mask among the files of its study: every segment has the voxels that were written, on the grid that they were drawn on.
#[test]
fn masks_have_the_voxels_that_the_writer_gave_them() {
    let Some(root) = shared("oracle dicom masks", "reference/dicom/masks") else { return };
    let expected: Value = serde_json::from_slice(&bytes(root.join("expected.json"))).expect("JSON");
    let studies = root.parent().expect("the reference").join("studies");
    for (name, wanted) in expected.as_object().expect("masks") {
        let folder = studies.join(wanted["study"].as_str().expect("a study")).join("dicom");
        let mut files = files_below(&folder);
        files.push(bytes(root.join(wanted["file"].as_str().expect("a file"))));
        let files = sources(&files);
        let study = dicom::study(&files, &decode);
        let [mask] = &study.masks[..] else { panic!("{name}: {study:?}") };
        let grid = mask.grid.as_ref().unwrap_or_else(|error| panic!("{name}: {error}"));
        let full = grid_of(wanted);
        let near =
            |found: &[f64], wanted: &[f64]| found.iter().zip(wanted).all(|(a, b)| (a - b).abs() < 2e-6);
        assert!(near(&grid.spacing_mm, &full.spacing_mm), "{name}: {grid:?}");
        assert!(near(grid.direction.as_flattened(), full.direction.as_flattened()), "{name}: {grid:?}");
        // A grid of its own ends with the frames: what was empty beyond is not in the file.
        assert!(grid.size == full.size || name == "s09_own_grid", "{name}: {grid:?}");
        let first = full.voxel_from_world(grid.origin_mm);
        assert!(first.iter().all(|at| (at - at.round()).abs() < 1e-4), "{name}: {first:?}");
        let segments = wanted["segments"].as_array().expect("segments");
        assert_eq!(mask.segments.len(), segments.len(), "{name}: {:?}", mask.segments);
        for (at, segment) in segments.iter().enumerate() {
            assert_eq!(segment["number"], mask.segments[at].number, "{name}");
            // What the writer's character set had no letters for is not in the file.
            let label = decode(&mask.segments[at].label);
            assert!(segment["label"] == label || label == "??", "{name}: {label}");
            let labels = mask.labels(&files, at).unwrap_or_else(|error| panic!("{name}: {error}"));
            let mut marks = vec![0; full.voxels()];
            let start = first[2].round() as usize * grid.size[0] * grid.size[1];
            marks[start..].iter_mut().zip(labels.iter()).for_each(|(mark, label)| *mark = label as u8);
            let voxels = marks.iter().filter(|mark| **mark != 0).count();
            assert_eq!(segment["voxels"], voxels, "{name}");
            assert_eq!(segment["sha256_u8"], sha256(&marks), "{name}");
        }
        let says = |words: &str| mask.warnings.iter().any(|warning| warning.message.contains(words));
        let notes = [
            ("s04_fractional_rle", "half and more"),
            ("s08_other_frame", "another frame of reference"),
            ("r03_holes", "have no inside"),
            ("r05_off_plane_gap", "beside the slices"),
            ("r05_off_plane_gap", "no contour"),
        ];
        for (of, words) in notes {
            assert!(of != name || says(words), "{name}: {:?}", mask.warnings);
        }
        assert_eq!(mask.is_in_frame, name != "s08_other_frame", "{name}");
    }
}

#[test]
fn a_real_contour_file_gives_the_mask_that_other_readers_agree_on() {
    let Some(root) = shared("oracle dicom contours", "reference/dicom/real/ibsi_sts_002") else { return };
    let expected: Value = serde_json::from_slice(&bytes(root.join("masks/expected.json"))).expect("JSON");
    let mut files = files_below(&root.join("dicom"));
    files.push(bytes(root.join("masks/RS.dcm")));
    let files = sources(&files);
    let study = dicom::study(&files, &decode);
    let [mask] = &study.masks[..] else { panic!("{study:?}") };
    let at =
        mask.segments.iter().position(|segment| expected["number"] == segment.number).expect("the region");
    let labels = mask.labels(&files, at).unwrap_or_else(|error| panic!("{error}"));
    let marks: Vec<u8> = labels.iter().map(|label| label as u8).collect();
    assert_eq!(expected["voxels"], marks.iter().filter(|mark| **mark != 0).count());
    assert_eq!(expected["sha256_u8"], sha256(&marks));
    assert!(mask.segments[at].is_proposed, "{:?}", mask.segments);
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
