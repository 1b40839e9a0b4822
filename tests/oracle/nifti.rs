//! NIfTI files read right: SimpleITK and nibabel vouch.
//!
//! `tests/golden/nifti.json` (made by `tests/generators/nifti_reference.py`) holds what they make of headers built field
//! by field, of scaled values, and of the files of nibabel and nifti-rs below `../shared/reference/nifti`; the
//! `expected.json` there holds it for the generated files. Each of those files has a verdict here.

use std::collections::BTreeMap;
use std::path::Path;

use discern::error::ErrorKind;
use discern::read;
use discern::volume::{Geometry, Image, Pixel};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::common;
use crate::common::nifti::{Nifti1, at};

/// Files that must be refused, with the kind of error and a part of what the message says was found.
const REFUSED: [(&str, ErrorKind, &str); 33] = [
    ("generated/analyze.hdr", ErrorKind::Unsupported, "ANALYZE 7.5"),
    ("generated/analyze.img", ErrorKind::Format, "bytes of an unknown kind"),
    ("generated/bad_dim0.nii", ErrorKind::Malformed, "9"),
    ("generated/bad_huge_dim.nii", ErrorKind::TooLarge, "32767 × 32767 × 32767 voxels"),
    ("generated/bad_magic.nii", ErrorKind::Unsupported, "no NIfTI magic number"),
    ("generated/bad_truncated.nii", ErrorKind::Malformed, "bytes"),
    ("generated/bad_truncated.nii.gz", ErrorKind::Malformed, "ends too early"),
    ("generated/c64.nii.gz", ErrorKind::Unsupported, "complex"),
    ("generated/i16_4d_3vol.nii.gz", ErrorKind::Unsupported, "3 volumes"),
    ("generated/pair.hdr", ErrorKind::Missing, "the header alone"),
    ("generated/pair.img", ErrorKind::Format, "bytes of an unknown kind"),
    ("generated/rgb24.nii.gz", ErrorKind::Unsupported, "RGB"),
    ("nibabel/analyze.hdr", ErrorKind::Unsupported, "ANALYZE 7.5"),
    ("nibabel/example4d.nii.gz", ErrorKind::Unsupported, "2 volumes"),
    ("nibabel/example_nifti2.nii.gz", ErrorKind::Unsupported, "2 volumes"),
    ("nibabel/functional.nii", ErrorKind::Unsupported, "20 volumes"),
    ("nibabel/nifti1.hdr", ErrorKind::Missing, "the header alone"),
    ("nibabel/nifti2.hdr", ErrorKind::Missing, "the header alone"),
    ("nibabel/row_major.dconn.nii", ErrorKind::Unsupported, "100 volumes"),
    ("nifti-rs/resources/avg152T1_LR_nifti.hdr.gz", ErrorKind::Missing, "the header alone"),
    ("nifti-rs/resources/complex/complex32.nii", ErrorKind::Unsupported, "complex"),
    ("nifti-rs/resources/complex/complex64.nii", ErrorKind::Unsupported, "complex"),
    (
        "nifti-rs/resources/fuzz_artifacts/crash-08123ef33416bd6f0c5fa63d44b681b8581d62a0",
        ErrorKind::Malformed,
        "1090519807",
    ),
    ("nifti-rs/resources/fuzz_artifacts/crash-1.nii", ErrorKind::Malformed, "0"),
    (
        "nifti-rs/resources/fuzz_artifacts/crash-98aa054390f8d3f932f190dc22ef62c6ff2d6619",
        ErrorKind::Malformed,
        "255",
    ),
    (
        "nifti-rs/resources/fuzz_artifacts/crash-d03c6346fe83a026738f6b8cd2a9335a3f8cb158",
        ErrorKind::Malformed,
        "255",
    ),
    (
        "nifti-rs/resources/fuzz_artifacts/crash-ed7d46344d7efb3b9f0c374d66d2e02f66cc447d.nii",
        ErrorKind::Malformed,
        "11842740",
    ),
    ("nifti-rs/resources/minimal.img", ErrorKind::Format, "bytes of an unknown kind"),
    ("nifti-rs/resources/minimal.img.gz", ErrorKind::Format, "bytes of an unknown kind"),
    ("nifti-rs/resources/minimal2.img.gz", ErrorKind::Format, "bytes of an unknown kind"),
    ("nifti-rs/resources/rgb/3D.nii", ErrorKind::Unsupported, "RGB"),
    ("nifti-rs/resources/rgb/4D.nii", ErrorKind::Unsupported, "RGB"),
    ("nifti-rs/resources/rgba/4D.nii", ErrorKind::Unsupported, "RGBA"),
];

/// Headers of pairs and their voxels.
const PAIRS: [(&str, &str); 5] = [
    ("generated/pair.hdr", "generated/pair.img"),
    ("nifti-rs/resources/minimal.hdr", "nifti-rs/resources/minimal.img"),
    ("nifti-rs/resources/minimal.hdr.gz", "nifti-rs/resources/minimal.img.gz"),
    ("nifti-rs/resources/minimal2.hdr", "nifti-rs/resources/minimal2.img.gz"),
    ("nifti-rs/resources/minimal.hdr.gz", "nifti-rs/resources/minimal.img"),
];

fn golden() -> Value {
    serde_json::from_str(include_str!("../golden/nifti.json")).expect("golden is JSON")
}

fn rows<'a>(golden: &'a Value, key: &str) -> &'a [Value] {
    golden[key].as_array().expect("a list")
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().expect("a list").iter().map(|v| v.as_f64().expect("a number")).collect()
}

/// SHA-256 of the values, each as `seen` by the reader that vouches.
fn hash(image: &Image, seen: impl Fn(f64) -> f64) -> String {
    let mut hash = Sha256::new();
    for value in image.values() {
        hash.update(seen(value).to_le_bytes());
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// SimpleITK's name of a voxel type.
fn itk_name(pixel: Pixel) -> &'static str {
    match pixel {
        Pixel::I8 => "8-bit signed integer",
        Pixel::U8 => "8-bit unsigned integer",
        Pixel::I16 => "16-bit signed integer",
        Pixel::U16 => "16-bit unsigned integer",
        Pixel::I32 => "32-bit signed integer",
        Pixel::U32 => "32-bit unsigned integer",
        Pixel::I64 => "64-bit signed integer",
        Pixel::U64 => "64-bit unsigned integer",
        Pixel::F32 => "32-bit float",
        Pixel::F64 => "64-bit float",
    }
}

fn assert_close(name: &str, what: &str, found: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(found.len(), expected.len(), "{name}: {what}");
    for (f, e) in found.iter().zip(expected) {
        assert!((f - e).abs() <= tolerance, "{name}: {what} {found:?}, expected {expected:?}");
    }
}

/// Spacing, origin and direction, each entry within the tolerance.
fn assert_place(name: &str, found: &Geometry, expected: &Value, tolerance: f64) {
    let direction: Vec<f64> = found.direction.iter().flatten().copied().collect();
    assert_close(name, "spacing", &found.spacing_mm, &numbers(&expected["spacing"]), tolerance);
    assert_close(name, "origin", &found.origin_mm, &numbers(&expected["origin"]), tolerance);
    assert_close(name, "direction", &direction, &numbers(&expected["direction"]), tolerance);
}

fn f32_of(value: &Value) -> f32 {
    value.as_f64().map_or(f32::NAN, |v| v as f32)
}

#[test]
fn orientation_is_simpleitks_for_every_combination_of_qform_and_sform() {
    let golden = golden();
    assert_eq!(rows(&golden, "orientations").len(), 96);
    for (number, case) in rows(&golden, "orientations").iter().enumerate() {
        let name = format!("orientation {number} ({})", case["kind"]);
        let mut file = Nifti1::new([3, 2, 2], "i16", number % 2 == 1);
        file.i16(at::QFORM_CODE, case["qform_code"].as_i64().expect("code") as i16);
        file.i16(at::SFORM_CODE, case["sform_code"].as_i64().expect("code") as i16);
        file.bytes(at::XYZT_UNITS, &[case["xyzt_units"].as_u64().expect("units") as u8]);
        let fields = [
            ("quaternion", at::QUATERN),
            ("qoffset", at::QOFFSET),
            ("srow", at::SROW),
            ("pixdim", at::PIXDIM),
        ];
        for (field, place) in fields {
            for (i, value) in numbers(&case[field]).into_iter().enumerate() {
                file.f32(place + 4 * i, value as f32);
            }
        }
        let found = read::image(&file.file(), None);
        if case["refused"] == true {
            let error = found.expect_err(&name);
            assert_eq!(error.kind, ErrorKind::Unsupported, "{name}: {error}");
            continue;
        }
        let scale = if case["xyzt_units"] == 1 { 1e3 } else { 1.0 };
        // Two placements that differ by rounding or 3e-5 mm: ITK compares them in f32, noise decides which it takes.
        let tolerance = match case["kind"].as_str() {
            Some("nudged") => 4e-5 * scale,
            Some("same") => 1e-6,
            _ => 1e-13 * scale,
        };
        assert_place(&name, &found.expect(&name).value.geometry, case, tolerance);
    }
}

#[test]
fn scaled_values_are_simpleitks_to_the_last_bit() {
    let golden = golden();
    assert_eq!(rows(&golden, "scalings").len(), 80);
    for (number, case) in rows(&golden, "scalings").iter().enumerate() {
        let dtype = case["dtype"].as_str().expect("type");
        let mut file = Nifti1::new([4, 1, 1], dtype, number % 2 == 1);
        file.f32(at::SCL_SLOPE, f32_of(&case["slope"])).f32(at::SCL_INTER, f32_of(&case["intercept"]));
        store(&mut file, dtype, case["stored"].as_array().expect("a list"));
        let name = format!("{dtype} slope {} intercept {}", case["slope"], case["intercept"]);
        let image = read::image(&file.file(), None).expect(&name).value;
        // NIfTI: no scaling when the slope is 0 or no number; SimpleITK then still adds the intercept.
        let itk_is_wrong = case["slope"] == "NaN" && case["intercept"] != 0.0;
        let expected = if itk_is_wrong { numbers(&case["stored"]) } else { numbers(&case["values"]) };
        assert_eq!(image.values().collect::<Vec<_>>(), expected, "{name}");
        if !itk_is_wrong {
            assert_eq!(itk_name(image.pixel()), case["pixel"], "{name}");
        }
    }
}

fn store(file: &mut Nifti1, dtype: &str, values: &[Value]) {
    let int = |v: &Value| v.as_i64().map_or_else(|| i128::from(v.as_u64().unwrap_or(0)), i128::from);
    let float = |v: &Value| v.as_f64().expect("a number");
    match dtype {
        "u8" | "i8" => file.voxels(values.iter().map(|v| (int(v) as u8).to_le_bytes())),
        "u16" | "i16" => file.voxels(values.iter().map(|v| (int(v) as u16).to_le_bytes())),
        "u32" | "i32" => file.voxels(values.iter().map(|v| (int(v) as u32).to_le_bytes())),
        "u64" | "i64" => file.voxels(values.iter().map(|v| (int(v) as u64).to_le_bytes())),
        "f32" => file.voxels(values.iter().map(|v| (float(v) as f32).to_le_bytes())),
        _ => file.voxels(values.iter().map(|v| float(v).to_le_bytes())),
    };
}

/// Every file below a folder, by its path relative to it.
fn walk(root: &Path, folder: &str, found: &mut Vec<String>) {
    let mut names: Vec<_> = std::fs::read_dir(root.join(folder))
        .expect("folder")
        .map(|entry| entry.expect("entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    for name in names {
        let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
        if root.join(&path).is_dir() {
            walk(root, &path, found);
        } else {
            found.push(path);
        }
    }
}

/// What outside readers make of the files they can read, by path.
fn vouched(root: &Path) -> BTreeMap<String, Value> {
    let text = common::bytes(root.join("generated/expected.json"));
    let expected: Value = serde_json::from_slice(&text).expect("expected.json");
    let generated = expected.as_object().expect("an object").iter();
    let mut all: BTreeMap<_, _> =
        generated.map(|(name, value)| (format!("generated/{name}"), value.clone())).collect();
    let golden = golden();
    all.extend(
        rows(&golden, "files")
            .iter()
            .map(|row| (row["path"].as_str().expect("path").to_owned(), row.clone())),
    );
    all
}

#[test]
fn every_reference_file_is_read_right_or_refused() {
    let test = "nifti::every_reference_file_is_read_right_or_refused";
    let Some(root) = common::shared(test, "reference/nifti") else { return };
    let vouched = vouched(&root);
    let mut files = Vec::new();
    walk(&root, "", &mut files);
    files.retain(|path| ![".txt", ".json", ".md"].iter().any(|end| path.ends_with(end)));
    files.retain(|path| !["COPYING", "LICENSE-MIT", "LICENSE-APACHE"].iter().any(|end| path.ends_with(end)));
    let (mut read_right, mut wrong) = (0, Vec::new());
    for path in &files {
        let bytes = common::bytes(root.join(path));
        if let Some((_, kind, found)) = REFUSED.iter().find(|(refused, ..)| refused == path) {
            for error in [read::image(&bytes, None).err(), read::labels(&bytes, None).err()] {
                let right = error.as_ref().is_some_and(|e| e.kind == *kind && e.found.contains(found));
                if !right {
                    wrong.push(format!("{path}: {error:?}"));
                }
            }
            continue;
        }
        let data =
            PAIRS.iter().find(|(header, _)| header == path).map(|(_, data)| common::bytes(root.join(data)));
        let expected = vouched.get(path).unwrap_or_else(|| panic!("{path} has no verdict"));
        assert_read(path, &read::image(&bytes, data.as_deref()).expect(path).value, expected);
        read_right += 1;
    }
    assert_eq!(wrong, Vec::<String>::new());
    assert_eq!(read_right + REFUSED.len(), files.len());
}

fn assert_read(path: &str, image: &Image, expected: &Value) {
    if let Some(sha256) = expected.get("sha256_f64_zyx").or(expected.get("sha256")) {
        let nibabel_zero = path.ends_with("i16_scl_neg.nii.gz");
        // nibabel keeps NaN, which is 0 to ITK and so to us: SimpleITK 2.5.7 vouches for the values.
        let of_itk = "ba15f1307ecc60c83f5212853dd7919d363a742358cc3837b895dac2ad2edce8".into();
        let sha256 = if path.ends_with("f4_nan.nii.gz") { &of_itk } else { sha256 };
        let seen = |value: f64| match value {
            // nibabel leaves −0 where 0 is scaled by −1; ITK, and so we, add the intercept 0, which makes it 0.
            0.0 if nibabel_zero => -0.0,
            value => value,
        };
        assert_eq!(hash(image, seen), *sha256, "{path}: values");
    } else {
        let sum: f64 = image.values().sum();
        assert_eq!(sum, expected["sum"].as_f64().unwrap_or(7_841_242.0), "{path}: sum");
    }
    let size = if expected["size"].is_null() { &expected["shape"] } else { &expected["size"] };
    let mut size = numbers(size);
    size.resize(3, 1.0);
    assert_eq!(image.geometry.size.map(|n| n as f64).to_vec(), size, "{path}: size");
    if let Some(pixel) = expected["pixel"].as_str() {
        assert_eq!(itk_name(image.pixel()), pixel, "{path}: type");
    }
    assert_where(path, image, expected);
}

/// Geometry as SimpleITK has it; nibabel's affine where SimpleITK cannot read the file or turns an axis round.
fn assert_where(path: &str, image: &Image, expected: &Value) {
    let geometry = &image.geometry;
    match expected["spacing"].as_array().map(Vec::len) {
        Some(3) => return assert_place(path, geometry, expected, 1e-6),
        // SimpleITK reads one slice as a plane.
        Some(2) => {
            assert_close(path, "spacing", &geometry.spacing_mm[..2], &numbers(&expected["spacing"]), 1e-6);
            return assert_close(
                path,
                "origin",
                &geometry.origin_mm[..2],
                &numbers(&expected["origin"]),
                1e-6,
            );
        }
        _ => {}
    }
    let sitk = &expected["readers"];
    if sitk["sitk_origin"].as_array().is_some_and(|origin| origin.len() == 3)
        && path != "generated/odd_pixdim.nii"
    {
        let name = sitk["sitk"].as_str().expect("text");
        // A slope of 0 means no scaling; SimpleITK adds the intercept and so gets another type.
        assert!(
            name.contains(itk_name(image.pixel())) || path.ends_with("i16_scl_zero.nii.gz"),
            "{path}: type, {name}"
        );
        let direction: Vec<f64> = geometry.direction.iter().flatten().copied().collect();
        assert_close(path, "origin", &geometry.origin_mm, &numbers(&sitk["sitk_origin"]), 1e-9);
        assert_close(path, "direction", &direction, &numbers(&sitk["sitk_direction"]), 1e-9);
        return;
    }
    let affine = match expected["affine"].as_array() {
        Some(rows) => rows.iter().map(numbers).collect(),
        None => BASE_AFFINE.map(|row| row.to_vec()).to_vec(),
    };
    for corner in [[0.0; 3], [1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]] {
        let ras = [0, 1, 2].map(|r| {
            let row: &Vec<f64> = &affine[r];
            row[0] * corner[0] + row[1] * corner[1] + row[2] * corner[2] + row[3]
        });
        assert_close(path, "place", &geometry.world_from_voxel(corner), &[-ras[0], -ras[1], ras[2]], 1e-5);
    }
}

/// The affine (RAS) of the generated base case, which files without one in `expected.json` were made from.
const BASE_AFFINE: [[f64; 4]; 3] = [
    [0.0, 0.0, 1.0, -26.219284057617188],
    [-1.0, 0.0, 0.0, 21.786605834960938],
    [0.0, 1.0, 0.0, -11.321670532226562],
];

#[test]
fn pairs_are_read_whatever_half_is_gzipped() {
    let test = "nifti::pairs_are_read_whatever_half_is_gzipped";
    let Some(root) = common::shared(test, "reference/nifti") else { return };
    let vouched = vouched(&root);
    for (header, data) in PAIRS {
        let (head, voxels) = (common::bytes(root.join(header)), common::bytes(root.join(data)));
        let image = read::image(&head, Some(&voxels)).expect(header).value;
        let expected = vouched.get(header).or(vouched.get(data)).expect(header);
        assert_read(header, &image, expected);
        let missing = read::image(&head, None).expect_err(header);
        assert_eq!(missing.kind, ErrorKind::Missing, "{header}: {missing}");
        assert!(read::inspect(&head, None).expect(header).data_missing);
        assert!(!read::inspect(&head, Some(&voxels)).expect(header).data_missing);
    }
}

#[test]
fn masks_give_their_labels() {
    let Some(root) = common::shared("nifti::masks_give_their_labels", "reference/nifti/generated") else {
        return;
    };
    let counts: [(&str, &[(i32, usize)]); 7] = [
        ("mask_u8", &[(1, 2538)]),
        ("mask_empty", &[]),
        ("mask_one_voxel", &[(1, 1)]),
        ("mask_f4_0p9999999", &[(1, 2538)]),
        ("mask_1slice", &[(1, 247)]),
        ("mask_othersize", &[(1, 2538)]),
        ("mask_labels_1_5_i32", &[(1, 857), (5, 1681)]),
    ];
    for (name, expected) in counts {
        let labels =
            read::labels(&common::bytes(root.join(format!("{name}.nii.gz"))), None).expect(name).value;
        assert_eq!(discern::volume::label_counts(&labels), expected, "{name}");
    }
    let image = read::labels(&common::bytes(root.join("f4.nii.gz")), None).expect_err("an image");
    assert_eq!(image.kind, ErrorKind::Mask, "{image}");
}
