//! `discern predict --study`: a DICOM study becomes a case, with the numbers of the same images and mask in NIfTI files.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use discern::read::dicom;
use discern::read::source::Source;
use discern::volume::{labels_nifti_gz, nifti_gz};
use serde_json::Value;

use super::dicom_masks::{OWN, segmentation};
use crate::common::dicom::{decode, slice_of};

/// Number, description, TE, TR and TI of the four series: T1, T2, T2 with fat suppression, T1 after contrast agent.
const SERIES: [(u32, &str, [&str; 3]); 4] = [
    (3, "t1_tse_sag", ["11", "580", ""]),
    (2, "t2_tse_sag", ["103", "3600", ""]),
    (4, "t2_tirm_sag", ["58", "4200", "150"]),
    (6, "t1_tse_sag_KM", ["11", "600", ""]),
];

fn files(series: &[(u32, &str, [&str; 3])]) -> Vec<Vec<u8>> {
    let text = |text: String| text.into_bytes();
    let of = |&(number, description, [te, tr, ti]): &(u32, &str, [&str; 3]), at: usize| {
        slice_of(
            at,
            &[
                (0x0008_0018, "UI", text(format!("1.2.3.{number}.{at}"))),
                (0x0008_103E, "LO", text(description.into())),
                (0x0018_0080, "DS", text(tr.into())),
                (0x0018_0081, "DS", text(te.into())),
                (0x0018_0082, "DS", text(ti.into())),
                (0x0020_000E, "UI", text(format!("1.2.3.4.{number}"))),
                (0x0020_0011, "IS", text(number.to_string())),
            ],
        )
    };
    series.iter().flat_map(|one| (0..6).map(move |at| of(one, at))).collect()
}

fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("discern-{name}-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("study")).expect("a folder");
    folder
}

fn predict(arguments: &[&str], paths: &[(&str, &Path)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_discern"));
    command.args(["predict", "models/demo.json", "--age", "62", "--format", "json"]).args(arguments);
    paths.iter().for_each(|(option, path)| {
        command.arg(option).arg(path);
    });
    command.current_dir(env!("CARGO_MANIFEST_DIR")).output().expect("discern runs")
}

fn answer(output: &Output) -> Value {
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &errors;
    assert!(!said.contains("PLANTED"), "{said}");
    let whole: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    whole["models"].clone()
}

#[test]
fn a_study_gives_the_answer_of_its_images_and_mask_in_files() {
    let folder = folder("study-case");
    let images = files(&SERIES);
    let mask = segmentation(
        &OWN,
        &[(5, "Lesion"), (6, "L3")],
        &[(5, 2, 0x3CF3), (6, 1, 0x3CFF), (6, 2, 0xF0F), (5, 3, 0xF3C)],
    );
    for (at, bytes) in images.iter().chain([&mask]).enumerate() {
        std::fs::write(folder.join("study").join(at.to_string()), bytes).expect("a file");
    }
    let of_study = answer(&predict(&[], &[("--study", &folder.join("study"))]));
    let all: Vec<&dyn Source> = images.iter().chain([&mask]).map(|file| file as &dyn Source).collect();
    let study = dicom::study(&all, &decode);
    let write = |name: &str, bytes: Vec<u8>| {
        let path = folder.join(name);
        std::fs::write(&path, bytes).expect("a file");
        path
    };
    let mut paths = vec![(
        "--mask",
        write(
            "mask.nii.gz",
            labels_nifti_gz(&study.masks[0].labels(&all, 0).expect("labels")).expect("bytes"),
        ),
    )];
    for (option, number) in [("--t1", 3), ("--t2", 2), ("--t2fs", 4), ("--t1ce", 6)] {
        let series = study.volumes.iter().find(|series| series.number == Some(number)).expect("the series");
        let image = series.image(&all).expect("an image");
        paths.push((option, write(&format!("{number}.nii.gz"), nifti_gz(&image).expect("bytes"))));
    }
    let paths: Vec<(&str, &Path)> = paths.iter().map(|(option, path)| (*option, path.as_path())).collect();
    assert_eq!(of_study, answer(&predict(&[], &paths)));
    // The mask may be a file of its own, in DICOM or not, and its segment chosen by number.
    let own = write("mask.dcm", mask);
    std::fs::remove_file(folder.join("study").join(images.len().to_string())).expect("the mask goes");
    for mask in [own.as_path(), &folder.join("mask.nii.gz")] {
        let found = predict(&[], &[("--study", &folder.join("study")), ("--mask", mask)]);
        assert_eq!(of_study, answer(&found), "{}", mask.display());
    }
    let study = folder.join("study");
    let other = answer(&predict(&["--label", "6"], &[("--study", &study), ("--mask", &own)]));
    assert_ne!(of_study, other);
    // A mask is needed; a series may be chosen in place of the one that is proposed.
    let without = predict(&[], &[("--study", &study)]);
    assert_eq!(without.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&without.stderr).contains("--mask"), "{without:?}");
    let chosen = predict(&["--series", "t2=3"], &[("--study", &study), ("--mask", &own)]);
    assert!(String::from_utf8_lossy(&chosen.stderr).contains("t2: series 3, as chosen"), "{chosen:?}");
    std::fs::remove_dir_all(folder).expect("the folder goes");
}

#[test]
fn a_study_is_converted_to_files_that_give_its_answer_and_name_nobody() {
    let folder = folder("study-convert");
    let mask = segmentation(&OWN, &[(5, "Lesion")], &[(5, 2, 0x3CF3), (5, 3, 0xF3C)]);
    let localiser = [(1, "localizer", ["3", "9", ""])];
    for (at, bytes) in files(&SERIES).iter().chain(&files(&localiser)).chain([&mask]).enumerate() {
        std::fs::write(folder.join("study").join(at.to_string()), bytes).expect("a file");
    }
    let convert = |more: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_discern"));
        let output = command.arg("convert").arg(folder.join("study")).arg("--out").arg(folder.join("out"));
        output.args(more).output().expect("discern runs")
    };
    let output = convert(&["--subject", "7"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let names = || {
        let mut names: Vec<String> = std::fs::read_dir(folder.join("out"))
            .expect("a folder")
            .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"))
            .collect();
        names.sort();
        names
    };
    let images = ["T1w", "T2w", "acq-fs_T2w", "ce-gadolinium_T1w"];
    let of_images =
        images.iter().flat_map(|name| [format!("sub-7_{name}.json"), format!("sub-7_{name}.nii.gz")]);
    let mut expected: Vec<String> =
        of_images.chain(["sub-7_desc-mask1_label-5_mask.nii.gz".to_owned()]).collect();
    expected.sort();
    assert_eq!(names(), expected);
    let at = |name: &str| folder.join("out").join(format!("sub-7_{name}"));
    let text = std::fs::read_to_string(at("acq-fs_T2w.json")).expect("a text");
    let acquired: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!((&acquired["EchoTime"], &acquired["InversionTime"]), (&0.058.into(), &0.15.into()));
    for name in names() {
        let bytes = std::fs::read(folder.join("out").join(name)).expect("a file");
        assert!(!String::from_utf8_lossy(&bytes).contains("PLANTED"));
    }
    let paths = [
        ("--t1", at("T1w.nii.gz")),
        ("--t2", at("T2w.nii.gz")),
        ("--t2fs", at("acq-fs_T2w.nii.gz")),
        ("--t1ce", at("ce-gadolinium_T1w.nii.gz")),
        ("--mask", at("desc-mask1_label-5_mask.nii.gz")),
    ];
    let paths: Vec<(&str, &Path)> = paths.iter().map(|(option, path)| (*option, path.as_path())).collect();
    let of_study = predict(&[], &[("--study", &folder.join("study"))]);
    assert_eq!(answer(&predict(&[], &paths)), answer(&of_study));
    // What has no role is written when it is asked for.
    assert!(convert(&["--all"]).status.success());
    assert!(names().contains(&"series-1.nii.gz".to_owned()), "{:?}", names());
    for (subject, words) in [("../x", "letters a to z"), ("", "letters a to z")] {
        let output = convert(&["--subject", subject]);
        assert_eq!(output.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&output.stderr).contains(words), "{output:?}");
    }
    std::fs::remove_dir_all(folder).expect("the folder goes");
}

#[test]
fn a_study_of_two_people_is_never_put_together() {
    let folder = folder("study-of-two");
    let other = [(0x0010_0020, "LO", b"PLANTED-2".to_vec()), (0x0020_000E, "UI", b"1.2.3.4.9".to_vec())];
    let two = (0..6).map(|at| slice_of(at, &other));
    for (at, bytes) in files(&SERIES).into_iter().chain(two).enumerate() {
        std::fs::write(folder.join("study").join(at.to_string()), bytes).expect("a file");
    }
    let (study, out) = (folder.join("study"), folder.join("out"));
    let mut convert = Command::new(env!("CARGO_BIN_EXE_discern"));
    convert.arg("convert").arg(&study).arg("--out").arg(&out);
    for refused in [convert.output().expect("discern runs"), predict(&[], &[("--study", &study)])] {
        let told = String::from_utf8_lossy(&refused.stderr);
        assert_eq!(refused.status.code(), Some(2), "{told}");
        for words in ["images of one patient", "2 patients", "give each patient's folder by itself"] {
            assert!(told.contains(words), "{told}");
        }
        assert!(!told.contains("PLANTED"), "{told}");
    }
    assert!(!out.exists(), "nothing is written");
    std::fs::remove_dir_all(folder).expect("the folder goes");
}

/// What discern says of a study and a mask in it.
fn inspected(paths: &[&Path]) -> Value {
    let mut command = Command::new(env!("CARGO_BIN_EXE_discern"));
    let output = command.arg("inspect").args(paths).args(["--format", "json", "--digest"]).output();
    serde_json::from_slice(&output.expect("discern runs").stdout).expect("JSON")
}

#[test]
fn a_mask_is_written_for_the_archive_or_without_identity_and_is_the_same_when_read() {
    let folder = folder("study-written");
    for (at, bytes) in files(&SERIES).iter().enumerate() {
        std::fs::write(folder.join("study").join(at.to_string()), bytes).expect("a file");
    }
    let study = folder.join("study");
    let drawn = folder.join("drawn.dcm");
    std::fs::write(&drawn, segmentation(&OWN, &[(1, "Lesion")], &[(1, 2, 0x3CF3), (1, 4, 0xF3C)]))
        .expect("a file");
    let converted = Command::new(env!("CARGO_BIN_EXE_discern"))
        .arg("convert")
        .args([&study, &drawn])
        .arg("--out")
        .arg(&folder)
        .output()
        .expect("discern runs");
    assert!(converted.status.success(), "{converted:?}");
    let mask = folder.join("sub-01_desc-mask1_label-1_mask.nii.gz");
    let write = |series: &str, identity: &str, more: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_discern"));
        command.args(["segmentation", "--series", series, "--identity", identity]).args(more);
        command.arg("--study").arg(&study).arg("--mask").arg(&mask).arg("--out").arg(folder.join(identity));
        command.output().expect("discern runs")
    };
    let expected = &inspected(&[&study, &drawn])["masks"][0];
    for identity in ["keep", "remove"] {
        let output = write("2", identity, &[]);
        assert!(output.status.success(), "{output:?}");
        let written = folder.join(identity);
        let bytes = std::fs::read(&written).expect("a file");
        let has = |text: &str| bytes.windows(text.len()).any(|part| part == text.as_bytes());
        let is_kept = identity == "keep";
        // Name, identifier, study, series, images and frame of reference.
        for text in ["PLANTED^NAME", "PLANTED-4711", "1.2.3.4.2", "1.2.3.2.4", "1.2.3.5"] {
            assert_eq!(has(text), is_kept, "{identity}: {text}");
        }
        if is_kept {
            let found = &inspected(&[&study, &written])["masks"][0];
            for part in ["size", "origin", "direction"] {
                assert_eq!(found[part], expected[part], "{part}");
            }
            assert_eq!(found["segments"][0]["sha256_u8"], expected["segments"][0]["sha256_u8"]);
            assert_eq!(found["warnings"], serde_json::json!([]));
        }
        assert_eq!(
            inspected(&[&written])["masks"][0]["segments"][0]["voxels"],
            expected["segments"][0]["voxels"]
        );
        match Command::new("dciodvfy").arg(&written).output() {
            Err(_) => {
                println!("SKIPPED segmentations checked by dciodvfy: it (dicom3tools) is not installed")
            }
            Ok(found) => {
                let said = String::from_utf8_lossy(&found.stderr).into_owned()
                    + &String::from_utf8_lossy(&found.stdout);
                let errors: Vec<&str> = said.lines().filter(|line| line.starts_with("Error")).collect();
                assert!(errors.is_empty(), "{errors:?}");
            }
        }
    }
    for (series, more, words) in
        [("77", &[] as &[&str], "0 of number 77"), ("2", &["--label", "9"], "voxels on the images' grid")]
    {
        let output = write(series, "keep", more);
        assert_eq!(output.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&output.stderr).contains(words), "{output:?}");
    }
    std::fs::remove_dir_all(folder).expect("the folder goes");
}

#[test]
fn a_sequence_that_no_series_is_sure_to_be_is_asked_for() {
    let folder = folder("study-without");
    let mask = segmentation(&OWN, &[(1, "Lesion")], &[(1, 2, 0x3CF3), (1, 3, 0xF3C)]);
    for (at, bytes) in files(&SERIES[..3]).iter().chain([&mask]).enumerate() {
        std::fs::write(folder.join("study").join(at.to_string()), bytes).expect("a file");
    }
    let study = folder.join("study");
    let found = predict(&[], &[("--study", &study)]);
    let errors = String::from_utf8_lossy(&found.stderr);
    assert_eq!(found.status.code(), Some(2), "{errors}");
    assert!(errors.contains("t1ce") && errors.contains("--series"), "{errors}");
    answer(&predict(&["--series", "t1ce=3"], &[("--study", &study)]));
    for (wrong, words) in [
        ("t1ce=77", "0 volumes of number 77"),
        ("flair=3", "t1, t2, t2fs or t1ce"),
        ("t1", "SEQUENCE=NUMBER"),
    ] {
        let found = predict(&["--series", wrong], &[("--study", &study)]);
        assert_eq!(found.status.code(), Some(2), "{wrong}");
        assert!(String::from_utf8_lossy(&found.stderr).contains(words), "{found:?}");
    }
    std::fs::remove_dir_all(folder).expect("the folder goes");
}
