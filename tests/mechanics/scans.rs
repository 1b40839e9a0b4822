//! Scans as users have them, on the command line: voxels in other files, archives, values that are no numbers. Files from public
//! reports are in `reports.rs`.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use discern::volume::{Geometry, Image, LabelMap, Pixel, labels_nifti_gz, nifti_gz};
use serde_json::Value;

use crate::common::nifti::gzip;

/// Two voxels of the corner are no numbers.
const SIZE: [usize; 3] = [6, 5, 4];

fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("scans-{name}"));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(folder.join("data")).expect("a folder can be made");
    let grid = Geometry::axis_aligned(SIZE, [1.0, 1.0, 2.0]);
    let values = (0..grid.voxels()).map(|at| (at * 37 % 101) as f64).collect();
    let image = nifti_gz(&Image::new(Pixel::F32, grid, values)).expect("an image can be written");
    put(&folder, "image.nii.gz", &image);
    let labels = labels_nifti_gz(&LabelMap::new(grid, labels())).expect("a mask can be written");
    put(&folder, "mask.nii.gz", &labels);
    folder
}

fn put(folder: &Path, name: &str, bytes: &[u8]) {
    std::fs::write(folder.join(name), bytes).expect("a file can be written");
}

/// 1 in the middle.
fn labels() -> Vec<i32> {
    let inside = |at: usize| {
        let [x, y, z] = [at % 6, at / 6 % 5, at / 30];
        (1..5).contains(&x) && (1..4).contains(&y) && (1..3).contains(&z)
    };
    (0..120).map(|at| i32::from(inside(at))).collect()
}

fn header(more: &str) -> Vec<u8> {
    // RAS axes as NIfTI files have them.
    format!(
        "NRRD0005\ntype: uchar\ndimension: 3\nspace: RAS\nsizes: 6 5 4\nspace directions: (-1,0,0) (0,-1,0) (0,0,2)\n\
         space origin: (0,0,0)\n{more}\n"
    )
    .into_bytes()
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_discern"));
    command.current_dir(folder).args(arguments).output().expect("discern runs")
}

/// Features, or the message.
fn extracted(folder: &Path, arguments: &[&str]) -> Result<Value, String> {
    let run = run(folder, &[&["extract"], arguments, &["--format", "json"]].concat());
    match run.status.code() {
        Some(0) => Ok(serde_json::from_slice(&run.stdout).expect("JSON")),
        Some(2) => Err(String::from_utf8_lossy(&run.stderr).into_owned()),
        other => panic!("{other:?}: {}", String::from_utf8_lossy(&run.stderr)),
    }
}

fn voxels(found: &Value) -> u64 {
    found["diagnostics_Mask-original_VoxelNum"].as_u64().expect("a count")
}

#[test]
fn voxels_are_found_where_the_header_says_and_nowhere_else() {
    let folder = folder("detached");
    let expected = extracted(&folder, &["image.nii.gz", "mask.nii.gz"]).expect("a pair");
    let raw: Vec<u8> = labels().into_iter().map(|label| label as u8).collect();
    put(&folder, "data/other.bin", &gzip(&raw));
    put(&folder, "a.raw", &[&[7; 9], &raw[..60]].concat());
    put(&folder, "b.raw", &[&[7; 9], &raw[60..]].concat());
    put(&folder, "tail.raw", &[&[7; 1000], &raw[..]].concat());
    for more in [
        "encoding: gzip\ndata file: data/other.bin",
        "encoding: raw\nbyte skip: 9\ndata file: LIST\na.raw\nb.raw",
        "encoding: raw\nbyte skip: -1\ndata file: ./tail.raw",
    ] {
        put(&folder, "mask.nhdr", &header(more));
        let found = extracted(&folder, &["image.nii.gz", "mask.nhdr"]).expect(more);
        assert_eq!(found["original_firstorder_Mean"], expected["original_firstorder_Mean"], "{more}");
        assert_eq!(voxels(&found), 24);
    }
    put(&folder, "mask.nhdr", &header("encoding: raw\ndata file: gone.raw"));
    let error = extracted(&folder, &["image.nii.gz", "mask.nhdr"]).expect_err("it is missing");
    assert!(error.contains("gone.raw") && error.contains("mask.nhdr"), "{error}");
    let below = folder.join("below");
    std::fs::create_dir_all(&below).expect("a folder can be made");
    put(&below, "mask.nhdr", &header("encoding: raw\nbyte skip: -1\ndata file: ../tail.raw"));
    let error = extracted(&folder, &["image.nii.gz", "below/mask.nhdr"]).expect_err("it is elsewhere");
    assert!(error.contains("folder"), "{error}");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(folder.join("tail.raw"), below.join("link.raw"))
            .expect("a link can be made");
        put(&below, "mask.nhdr", &header("encoding: raw\nbyte skip: -1\ndata file: link.raw"));
        let error = extracted(&folder, &["image.nii.gz", "below/mask.nhdr"]).expect_err("a link elsewhere");
        assert!(error.contains("link"), "{error}");
    }
}

#[test]
fn an_archive_is_opened_one_level_deep() {
    let folder = folder("archive");
    let archive = |files: &[(&str, &[u8])]| {
        let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, bytes) in files {
            writer.start_file(*name, zip::write::SimpleFileOptions::default()).expect("memory");
            writer.write_all(bytes).expect("memory");
        }
        writer.finish().expect("memory").into_inner()
    };
    let mask = crate::common::bytes(folder.join("mask.nii.gz"));
    let raw: Vec<u8> = labels().into_iter().map(|label| label as u8).collect();
    let detached = header("encoding: raw\ndata file: x/m.raw");
    put(
        &folder,
        "one.zip",
        &archive(&[("in/mask.nii.gz", &mask), ("in/readme.txt", b"x"), ("__MACOSX/in/._mask.nii.gz", b"x")]),
    );
    put(&folder, "pair.zip", &archive(&[("in/m.nhdr", &detached), ("in/x/m.raw", &raw)]));
    put(&folder, "two.zip", &archive(&[("a.nii.gz", &mask), ("b.nii.gz", &mask)]));
    let nested = archive(&[("one.zip", &archive(&[("a.nii.gz", &mask)]))]);
    put(&folder, "nested.zip", &nested);
    let of = |name: &str| extracted(&folder, &["image.nii.gz", name]);
    for name in ["one.zip", "one.zip/in/mask.nii.gz", "pair.zip", "two.zip/b.nii.gz"] {
        assert_eq!(voxels(&of(name).expect(name)), 24, "{name}");
    }
    put(&folder, "empty.zip", &archive(&[]));
    put(&folder, "text.zip", &archive(&[("readme.txt", b"x")]));
    put(&folder, "hidden.zip", &archive(&[("__MACOSX/._a.nii", b"x")]));
    for (name, word) in [
        ("empty.zip", "an archive without files"),
        ("text.zip", "found none"),
        ("hidden.zip", "found none"),
        ("two.zip", "a.nii.gz, b.nii.gz"),
        ("nested.zip", "none"),
        ("two.zip/c.nii.gz", "a.nii.gz"),
        ("no.zip", "file"),
    ] {
        let error = of(name).expect_err(name);
        assert!(error.contains(word), "{name}: {error}");
        // What cannot help is no hint: there is nothing to unpack, nothing to name.
        assert!(!word.contains("without") && word != "found none" || !error.contains("Hint"), "{error}");
    }
}

#[test]
fn a_header_that_names_a_header_as_its_voxels_is_refused_by_name() {
    let folder = folder("itself");
    let of = |name: &str| extracted(&folder, &["image.nii.gz", name]);
    for encoding in ["raw", "ascii", "gzip"] {
        put(&folder, "itself.nhdr", &header(&format!("encoding: {encoding}\ndata file: itself.nhdr")));
        let error = of("itself.nhdr").expect_err("its own voxels");
        assert!(error.contains("NRRD data file itself.nhdr"), "{encoding}: {error}");
    }
    for (first, second) in [("a", "b"), ("b", "a")] {
        put(&folder, &format!("{first}.nhdr"), &header(&format!("encoding: raw\ndata file: {second}.nhdr")));
    }
    assert!(of("a.nhdr").expect_err("a circle").contains("data file b.nhdr"));
    // Behind another header lie voxels, where that is skipped.
    let mut whole = header("encoding: raw\n");
    whole.extend(labels().into_iter().map(|label| label as u8));
    put(&folder, "whole.nrrd", &whole);
    put(&folder, "of.nhdr", &header("encoding: raw\ndata file: whole.nrrd"));
    assert!(of("of.nhdr").expect_err("its header").contains("data file whole.nrrd"));
    put(&folder, "last.nhdr", &header("encoding: raw\nbyte skip: -1\ndata file: whole.nrrd"));
    assert_eq!(voxels(&of("last.nhdr").expect("its last bytes")), 24);
}

#[test]
fn values_that_are_no_numbers_count_outside_the_region_and_are_refused_inside() {
    let folder = folder("nan");
    let with = |gap: usize, value: f32| {
        let grid = Geometry::axis_aligned(SIZE, [1.0, 1.0, 2.0]);
        let values =
            (0..120).map(|at| if at == gap { f64::from(value) } else { (at * 37 % 101) as f64 }).collect();
        nifti_gz(&Image::new(Pixel::F32, grid, values)).expect("an image can be written")
    };
    let params = "setting: {normalize: true, resampledPixelSpacing: [1, 1, 1]}\nimageType: {Original: {}, Wavelet: {}, LoG: {sigma: [1]}}";
    put(&folder, "all.yaml", params.as_bytes());
    for value in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
        put(&folder, "gap.nii.gz", &with(0, value));
        put(&folder, "zero.nii.gz", &with(0, 0.0));
        let of =
            |image: &str| extracted(&folder, &[image, "mask.nii.gz", "--params", "all.yaml"]).expect(image);
        let (gap, zero) = (of("gap.nii.gz"), of("zero.nii.gz"));
        let features = |found: &Value| {
            let all = found.as_object().expect("an object").iter();
            all.filter(|(name, _)| !name.starts_with("diagnostics"))
                .map(|(name, value)| (name.clone(), value.clone()))
                .collect::<Vec<_>>()
        };
        assert!(features(&gap).len() > 800 && features(&gap) == features(&zero));
        // In the middle of the region.
        put(&folder, "inside.nii.gz", &with(2 + 6 * 2 + 30, value));
        let error = extracted(&folder, &["inside.nii.gz", "mask.nii.gz"]).expect_err("inside");
        assert!(
            error.contains("inside.nii.gz") && error.contains("1 of 24 voxels that are not finite"),
            "{error}"
        );
    }
}
