//! `discern extract` as it is run: one pair, a batch with bad rows, a batch that was cut off.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use discern::numeric::hash::sha256;
use discern::numeric::random::Random;
use discern::volume::{Geometry, Image, LabelMap, Pixel, labels_nifti_gz, nifti_gz};

/// A folder of its own for one test, with two small cases.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("extract-{name}"));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    for seed in 1..=2 {
        let mut random = Random::new(seed);
        let geometry = Geometry::axis_aligned([9, 8, 7], [1.0, 1.0, 2.0]);
        let values = (0..geometry.voxels()).map(|_| random.below(200) as f64).collect();
        let labels = (0..geometry.voxels()).map(|_| random.below(3) as i32).collect();
        let image = Image::new(Pixel::I16, geometry, values);
        let image = nifti_gz(&image).expect("an image can be written");
        let labels = labels_nifti_gz(&LabelMap::new(geometry, labels)).expect("a mask can be written");
        std::fs::write(folder.join(format!("image{seed}.nii.gz")), image).expect("a file can be written");
        std::fs::write(folder.join(format!("mask{seed}.nii.gz")), labels).expect("a file can be written");
    }
    let list = "Image,Mask,Label,Patient\nimage1.nii.gz,mask1.nii.gz,1,\"Doe, J\"\nimage1.nii.gz,mask1.nii.gz,2,b\n\
        missing.nii.gz,mask1.nii.gz,1,c\nimage2.nii.gz,mask2.nii.gz,,d\nimage2.nii.gz,mask2.nii.gz,9,e\n";
    std::fs::write(folder.join("cases.csv"), list).expect("a file can be written");
    folder
}

fn discern(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_discern"));
    command.current_dir(folder).arg("extract").args(arguments).output().expect("discern runs")
}

fn text(path: &Path) -> String {
    String::from_utf8(crate::common::bytes(path)).expect("a table is text")
}

#[test]
fn one_pair_gives_one_flat_object() {
    let folder = folder("pair");
    let run = discern(&folder, &["image1.nii.gz", "mask1.nii.gz", "--label", "2"]);
    assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
    let values: serde_json::Value = serde_json::from_slice(&run.stdout).expect("JSON");
    let values = values.as_object().expect("an object");
    assert_eq!(values.keys().filter(|key| key.starts_with("original_")).count(), 107);
    assert!(values["original_glcm_JointEntropy"].is_f64());
    assert_eq!(values["diagnostics_Configuration_Settings"]["label"], 2);
    let run = discern(&folder, &["image1.nii.gz", "mask1.nii.gz", "--label", "2", "--format", "csv"]);
    assert_eq!(String::from_utf8_lossy(&run.stdout).lines().count(), 2);
}

/// Every image type, two LoGs, two levels of wavelets: more parts than threads, and fewer.
#[test]
fn the_number_of_threads_changes_no_digit() {
    let folder = folder("threads");
    let types = "imageType: {Original: {}, Wavelet: {}, LoG: {sigma: [1, 2.5]}, Square: {}, SquareRoot: {}, Logarithm: {}, \
        Exponential: {}, Gradient: {}, LBP2D: {}, LBP3D: {}}";
    let levels = "imageType: {Wavelet: {level: 2, wavelet: haar}, Original: {}}";
    for (name, params) in [("types.yaml", types), ("levels.yaml", levels)] {
        std::fs::write(folder.join(name), params).expect("a file can be written");
        let on = |jobs: &str| {
            let run = discern(&folder, &["image1.nii.gz", "mask1.nii.gz", "--params", name, "--jobs", jobs]);
            assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
            run
        };
        let one = on("1");
        for jobs in ["2", "8"] {
            let run = on(jobs);
            assert!(run.stdout == one.stdout && run.stderr == one.stderr, "{jobs} threads");
        }
        let values: serde_json::Value = serde_json::from_slice(&one.stdout).expect("JSON");
        let values = values.as_object().expect("an object");
        let images = values.keys().filter(|key| key.ends_with("_glcm_JointEntropy"));
        let images: Vec<&str> = images.map(|key| key.trim_end_matches("_glcm_JointEntropy")).collect();
        match name {
            "types.yaml" => assert_eq!(images.len(), 1 + 8 + 2 + 5 + 1 + 3, "{images:?}"),
            _ => assert_eq!((images.len(), images[14], images[15]), (16, "wavelet2-LLL", "original")),
        }
        if let Some(band) = images.iter().position(|image| *image == "wavelet-HHH") {
            assert!(band > images.iter().position(|image| *image == "wavelet-LLH").unwrap_or(usize::MAX));
        }
    }
}

#[test]
fn errors_name_the_file_and_exit_with_2() {
    let folder = folder("errors");
    std::fs::write(folder.join("bad.yaml"), "setting: {binwidth: 5, label: 0}")
        .expect("a file can be written");
    for (arguments, named) in [
        (&["missing.nii", "mask1.nii.gz"][..], "missing.nii"),
        (&["image1.nii.gz", "mask1.nii.gz", "--label", "7"][..], "mask1.nii.gz"),
        (&["image1.nii.gz", "mask1.nii.gz", "--params", "bad.yaml"][..], "bad.yaml"),
    ] {
        let run = discern(&folder, arguments);
        let message = String::from_utf8_lossy(&run.stderr).into_owned();
        assert_eq!(run.status.code(), Some(2), "{message}");
        assert!(run.stdout.is_empty() && message.contains(named), "{message}");
    }
}

#[test]
fn a_mask_on_another_grid_is_carried_refused_or_taken_as_it_is() {
    let folder = folder("grids");
    let mut geometry = Geometry::axis_aligned([9, 8, 7], [1.0, 1.0, 2.0]);
    geometry.origin_mm = [0.3, 0.0, 0.0];
    let mut random = Random::new(5);
    let labels: Vec<i32> = (0..geometry.voxels()).map(|_| random.below(2) as i32).collect();
    for (name, geometry) in [("shifted", geometry), ("own", Geometry { origin_mm: [0.0; 3], ..geometry })] {
        let bytes = labels_nifti_gz(&LabelMap::new(geometry, labels.clone())).expect("a mask can be written");
        std::fs::write(folder.join(format!("{name}.nii.gz")), bytes).expect("a file can be written");
    }
    let with = |mask: &str, setting: &str| {
        std::fs::write(folder.join("grid.yaml"), format!("setting: {{additionalInfo: false{setting}}}"))
            .expect("a file can be written");
        discern(&folder, &["image1.nii.gz", &format!("{mask}.nii.gz"), "--params", "grid.yaml"])
    };
    let own = with("own", "").stdout;
    let carried = with("shifted", "");
    assert!(String::from_utf8_lossy(&carried.stderr).contains("was carried over by nearest neighbour"));
    let refused = with("shifted", ", correctMask: false, geometryTolerance: 0.2");
    let message = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert_eq!(refused.status.code(), Some(2), "{message}");
    assert!(message.contains("origin 0.300 mm apart") && message.contains("correctMask"), "{message}");
    assert_eq!(with("own", ", correctMask: false").stdout, own);
    let taken = with("shifted", ", correctMask: false, geometryTolerance: 0.31");
    assert!(taken.stderr.is_empty() && taken.stdout == own, "{}", String::from_utf8_lossy(&taken.stderr));
}

#[test]
fn a_batch_does_what_it_can_and_goes_on_after_an_interruption() {
    let folder = folder("batch");
    let batch =
        |out: &str, jobs: &str| discern(&folder, &["--batch", "cases.csv", "--jobs", jobs, "--out", out]);
    let run = batch("one.csv", "1");
    let messages = String::from_utf8_lossy(&run.stderr).into_owned();
    assert_eq!(run.status.code(), Some(2), "{messages}");
    assert!(
        messages.contains("row 3: ") && messages.contains("row 5: ") && messages.contains("2 of 5"),
        "{messages}"
    );
    let whole = text(&folder.join("one.csv"));
    let lines: Vec<&str> = whole.lines().collect();
    assert_eq!(lines.len(), 6);
    assert!(lines[0].starts_with("Image,Mask,Label,Patient,diagnostics_Versions_Discern,"));
    assert!(lines[1].starts_with("image1.nii.gz,mask1.nii.gz,1,\"Doe, J\",0."));
    assert!(lines[3].ends_with(",,"));
    batch("three.csv", "3");
    assert_eq!(whole, text(&folder.join("three.csv")), "the table depends on the number of jobs");

    // Cut off in the middle of a line: whole lines are used as they are, the torn one is computed again.
    let rows = folder.join("one.csv.rows.jsonl");
    let finished = text(&rows);
    let first = finished.find('\n').expect("a finished row") + 1;
    let marked = finished[..first]
        .replace("\"diagnostics_Versions_Numpy\":\"none\"", "\"diagnostics_Versions_Numpy\":\"kept\"");
    std::fs::write(&rows, format!("{}{}", summed(&marked), &finished[first..first + 200]))
        .expect("a file can be written");
    let run = batch("one.csv", "2");
    let messages = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(messages.contains("1 rows are torn or were changed: they are computed again"), "{messages}");
    let again = text(&folder.join("one.csv"));
    assert!(again.contains(",kept,"), "a finished row was computed again");
    assert_eq!(again.replace(",kept,", ",none,"), whole);

    // A number that was changed, a key that was put before another row: neither row is believed.
    let lines: Vec<&str> = finished.lines().collect();
    let (key, other) = (lines[1].find("\"key\"").expect("a key"), lines[2].find("\"sum\"").expect("a sum"));
    let moved = format!("{}{}", &lines[1][..lines[1].find("\"sum\"").expect("a sum")], &lines[2][other..]);
    assert!(key < other);
    std::fs::write(&rows, format!("{marked}{moved}\n")).expect("a file can be written");
    let run = batch("one.csv", "2");
    let messages = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(messages.contains("2 rows are torn or were changed: they are computed again"), "{messages}");
    assert_eq!(text(&folder.join("one.csv")), whole);
}

/// A line of finished rows whose sum is that of its key and row.
fn summed(line: &str) -> String {
    let value: serde_json::Value = serde_json::from_str(line).expect("JSON");
    let (key, old) = (value["key"].as_str().expect("a key"), value["sum"].as_str().expect("a sum"));
    let row = &line[line.find("\"row\":").expect("a row") + 6..line.trim_end().len() - 1];
    line.replace(old, &sha256(format!("{key}\n{row}").as_bytes()))
}
