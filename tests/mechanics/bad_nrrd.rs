//! NRRD files that are not what they say: one clear error each, before anything large is allocated.

use discern::error::ErrorKind;
use discern::read;
use discern::read::source::Source;
use discern::read::{Files, Wanted};
use proptest::prelude::*;

const GOOD: &str = "NRRD0005\ntype: short\ndimension: 3\nspace: LPS\nsizes: 2 2 2\n\
                    space directions: (1,0,0) (0,1,0) (0,0,1)\nendian: little\nencoding: raw\nspace origin: (0,0,0)";

fn error(from: &str, to: &str) -> (ErrorKind, String) {
    assert!(GOOD.contains(from), "the good header has {from}");
    let text = format!("{}\n\n", GOOD.replace(from, to));
    let error = read::image(&[text.as_bytes(), &[0; 16]].concat(), None).expect_err("a bad file");
    (error.kind, error.to_string())
}

#[test]
fn the_good_header_is_good() {
    let text = format!("{GOOD}\n\n");
    assert!(read::image(&[text.as_bytes(), &[0; 16]].concat(), None).is_ok());
    let crlf = text.replace('\n', "\r\n");
    assert!(read::image(&[crlf.as_bytes(), &[0; 16]].concat(), None).is_ok());
}

#[test]
fn each_fault_has_its_error() {
    use ErrorKind::{Malformed, Missing, TooLarge, Unsupported};
    let cases = [
        ("short", "shirt", Malformed, "shirt"),
        ("short", "block", Unsupported, "blocks"),
        ("sizes: 2 2 2", "sizes: 2 2", Malformed, "sizes"),
        ("sizes: 2 2 2", "sizes: 2 0 2", Malformed, "sizes"),
        ("sizes: 2 2 2", "sizes: 2 -2 2", Malformed, "sizes"),
        ("sizes: 2 2 2", "sizes: 2147483648 2147483648 2147483648", Malformed, "overflow"),
        ("sizes: 2 2 2", "sizes: 60000 60000 60000", TooLarge, "60000"),
        (
            "dimension: 3\nspace: LPS\nsizes: 2 2 2\nspace directions: (1,0,0) (0,1,0) (0,0,1)",
            "dimension: 9\nspace: LPS\nsizes: 2 2 2 3 11 131 2731 409891 7623851\n\
             space directions: (1,0,0) (0,1,0) (0,0,1) none none none none none none",
            Malformed,
            "overflow",
        ),
        ("sizes: 2 2 2", "sizes: 3 2 2", Malformed, "24 bytes"),
        ("dimension: 3", "dimension: three", Malformed, "dimension"),
        ("endian: little", "endian: middle", Malformed, "endian"),
        ("endian: little\n", "", Malformed, "endian"),
        ("encoding: raw", "encoding: bzip2", Unsupported, "bzip2"),
        ("encoding: raw", "encoding: gzip", Malformed, "gzip"),
        ("encoding: raw", "encoding: ascii", Malformed, "word"),
        ("space: LPS", "space: LPST", Unsupported, "LPST"),
        ("(0,1,0) (0,0,1)", "none none", Unsupported, "1 axes"),
        ("(1,0,0) (0,1,0)", "none none", Unsupported, "1 axes"),
        ("(0,1,0)", "(0,1)", Malformed, "vectors"),
        ("(0,1,0)", "(0,nan,0)", Malformed, "vectors"),
        ("(0,1,0)", "(0,0,0)", Malformed, "length"),
        ("(0,1,0)", "(0.5,1,0)", Unsupported, "sheared"),
        ("(0,1,0)", "(0,1e300,0)", Malformed, "(0.0,1e300,0.0)"),
        ("(0,1,0)", "(0,1e-200,0)", Malformed, "(0.0,1e-200,0.0)"),
        ("(0,1,0)", "(0,-1e10,0)", Malformed, "1e-9 to 1e9"),
        (
            "space: LPS\nsizes: 2 2 2\nspace directions: (1,0,0) (0,1,0) (0,0,1)",
            "sizes: 2 2 2\nspacings: 1 1e300 1",
            Malformed,
            "spacings",
        ),
        ("space origin: (0,0,0)", "space origin: (0,1e300,0)", Malformed, "1e300"),
        ("(0,0,1)", "(0,1,0)", Unsupported, "sheared"),
        ("space origin: (0,0,0)", "space origin: (0,0)", Malformed, "origin"),
        ("space origin: (0,0,0)", "data file: x.raw", Missing, "x.raw"),
        ("space origin: (0,0,0)", "data file: x%03d.raw 1 2 1", Missing, "x001.raw, x002.raw"),
        ("space origin: (0,0,0)", "data file: x%03d.raw 1 2 0", Malformed, "pattern"),
        ("space origin: (0,0,0)", "data file: x%d.raw 1 40000 1", TooLarge, "32767"),
        ("space origin: (0,0,0)", "data file: ../x.raw", Malformed, "folder"),
        ("space origin: (0,0,0)", "data file: /x.raw", Malformed, "folder"),
        ("space origin: (0,0,0)", "byte skip: -2", Malformed, "byte skip"),
        ("space origin: (0,0,0)", "byte skip: 100", Malformed, "bytes"),
        ("space origin: (0,0,0)", "line skip: 100", Malformed, "lines"),
        ("space origin: (0,0,0)", "type: short", Malformed, "twice"),
    ];
    for (from, to, kind, word) in cases {
        let (found, text) = error(from, to);
        assert_eq!(found, kind, "{to}: {text}");
        assert!(text.contains(word), "{to}: {text} does not name {word}");
    }
}

/// The good file with an axis of layers, first or last, and the numbers of each layer.
fn layered(layers: usize, first: bool, more: &str) -> Vec<u8> {
    let (sizes, directions) = match first {
        true => (format!("sizes: {layers} 2 2 2"), "space directions: none (1,0,0)"),
        false => (format!("sizes: 2 2 2 {layers}"), "space directions: (1,0,0)"),
    };
    let mut text = GOOD
        .replace("dimension: 3", "dimension: 4")
        .replace("sizes: 2 2 2", &sizes)
        .replace("space directions: (1,0,0)", directions);
    if !first {
        text = text.replace("(0,0,1)", "(0,0,1) none");
    }
    let voxel = |at: usize| match first {
        true => 100 * (at % layers) + at / layers,
        false => 100 * (at / 8) + at % 8,
    };
    let voxels = (0..8 * layers).flat_map(|at| (voxel(at) as i16).to_le_bytes());
    format!("{text}{more}\n\n").into_bytes().into_iter().chain(voxels).collect()
}

#[test]
fn versions_that_there_are_not_are_refused() {
    for version in ["NRRD0001", "NRRD0004", "NRRD0005 "] {
        assert!(read::image(&good_of(version), None).is_ok(), "{version}");
    }
    for version in ["NRRD0000", "NRRD0006", "NRRD0005# a comment", "NRRD00055"] {
        let error = read::image(&good_of(version), None).expect_err(version);
        assert!(error.to_string().contains("NRRD0001 to NRRD0005"), "{error}");
    }
}

/// The good file of another version.
fn good_of(version: &str) -> Vec<u8> {
    let voxels = (0..8_i16).flat_map(i16::to_le_bytes);
    format!("{GOOD}\n\n").replacen("NRRD0005", version, 1).into_bytes().into_iter().chain(voxels).collect()
}

#[test]
fn layers_are_chosen_by_number_wherever_their_axis_stands() {
    const NAMES: &str = "\nSegment0_Name:=tumour\nSegment0_LabelValue:=1\nSegment1_Name:=cyst\nSegment1_LabelValue:=1\nSegment1_Layer:=1";
    let of = |bytes: &[u8], channel| {
        read::labels_of(Files { file: &bytes, data: &[] }, Wanted { channel, image_size: None })
    };
    for first in [true, false] {
        let (named, plain) = (layered(3, first, NAMES), layered(3, first, ""));
        for (channel, start) in [(0, 0), (1, 100), (2, 200)] {
            let found = of(&named, Some(channel)).expect("a layer");
            let expected: Vec<i32> = (start..start + 8).collect();
            assert_eq!(found.value.iter().collect::<Vec<_>>(), expected, "{first}");
            assert_eq!(found.warnings[0].code, "mask-layers");
            assert!(
                found.warnings[0].message.contains("cyst (layer 1, label 1)"),
                "{}",
                found.warnings[0].message
            );
        }
        // PyRadiomics takes the first of named ones; unnamed channels are a question.
        assert_eq!(of(&named, None).expect("a layer").value.at(7), 7);
        let error = of(&plain, None).expect_err("which?");
        assert_eq!((error.kind, error.code.as_deref()), (ErrorKind::Unsupported, Some("one-volume")));
        assert_eq!(of(&plain, Some(3)).expect_err("no such").code.as_deref(), Some("mask-channel-absent"));
        assert_eq!(read::image(&named, None).expect_err("a series").kind, ErrorKind::Unsupported);
        assert!(of(&named[..named.len() - 1], Some(2)).is_err());
    }
    // One layer is a mask.
    assert_eq!(of(&layered(1, true, NAMES), None).expect("a mask").value.at(7), 7);
}

#[test]
fn voxels_lie_in_several_files_one_after_the_other() {
    let of = |field: &str, data: &[&dyn Source]| {
        let text = GOOD.replace("space origin: (0,0,0)", field);
        read::image_files(Files { file: &text.as_bytes(), data })
            .map(|found| found.value.values().map(|value| value as i16).collect::<Vec<_>>())
    };
    let voxels: Vec<u8> = (0..8i16).flat_map(i16::to_le_bytes).collect();
    let (a, b) = voxels.split_at(8);
    let all: Vec<i16> = (0..8).collect();
    assert_eq!(of("data file: LIST\na.raw\nb.raw", &[&a, &b]), Ok(all.clone()));
    assert_eq!(of("data file: s%d.raw 1 2 1", &[&a, &b]), Ok(all.clone()));
    assert!(of("data file: LIST\na.raw\nb.raw\nc.raw", &[&a, &b, &a]).is_err());
    assert!(of("data file: LIST\na.raw\nb.raw", &[&a]).is_err());
    // The file's last bytes, whatever comes before them; a text header there is skipped by lines.
    let odd = [&[9; 5], &voxels[..]].concat();
    assert_eq!(of("byte skip: -1\ndata file: x.raw", &[&odd]), Ok(all.clone()));
    assert!(of("byte skip: -1\ndata file: x.raw", &[&a]).is_err());
    let lines = [b"one\ntwo\n", &voxels[..]].concat();
    assert_eq!(of("line skip: 2\ndata file: x.raw", &[&lines]), Ok(all));
    let names =
        read::data_files(&GOOD.replace("space origin: (0,0,0)", "data file: LIST\na\nb/c").as_bytes());
    assert_eq!(names, Ok(vec!["a".to_owned(), "b/c".to_owned()]));
}

/// Values of SimpleITK 2.5.7 for the same headers.
#[test]
fn least_values_of_axes_place_the_first_voxel_as_itk_does() {
    let plain = "NRRD0005\ntype: uchar\nencoding: raw\ndimension: 3\nsizes: 2 2 2\n";
    for (more, expected) in [
        ("spacings: 1 2 3\naxis mins: 10 20 30", [10.5, 21.0, 31.5]),
        ("spacings: 1 2 3\naxis mins: 10 20 30\ncenters: node node node", [10.0, 20.0, 30.0]),
        ("spacings: 1 2 3\naxismins: 10 20 30\ncenterings: cell node cell", [10.5, 20.0, 31.5]),
        ("axis mins: 10 20 30\naxis maxs: 12 24 36", [10.5, 21.0, 31.5]),
        ("axis mins: 10 20 30", [0.0; 3]),
        ("spacings: 1 2 3", [0.0; 3]),
    ] {
        let file = [format!("{plain}{more}\n\n").as_bytes(), &[0; 8]].concat();
        let found = read::image(&file, None).expect("an image").value.geometry.origin_mm;
        assert_eq!(found, expected, "{more}");
    }
    let far = format!("{plain}spacings: 1 1 1\naxis mins: 0 -1e300 0\n\n");
    let error = read::image(&[far.as_bytes(), &[0; 8]].concat(), None).expect_err("too far away");
    assert!(error.to_string().contains("axis mins"), "{error}");
}

#[test]
fn a_plane_whose_axes_are_one_is_sheared() {
    let text = "NRRD0005\ntype: uchar\nencoding: raw\ndimension: 2\nsizes: 4 2\nspace dimension: 2\nspace directions: (2,0) (3,0)\n\n";
    let error = read::image(&[text.as_bytes(), &[0; 8]].concat(), None).expect_err("a line");
    assert_eq!(error.code.as_deref(), Some("nrrd-sheared"), "{error}");
}

#[test]
fn a_plane_is_an_image_of_one_slice() {
    let plain = "NRRD0005\ntype: uchar\nencoding: raw\ndimension: 2\nsizes: 4 2\n";
    for more in ["spacings: 2 3\n", "space dimension: 2\nspace directions: (2,0) (0,3)\n"] {
        let file = [format!("{plain}{more}\n").as_bytes(), &[0; 8]].concat();
        let grid = read::image(&file, None).expect("an image").value.geometry;
        assert_eq!((grid.size, grid.spacing_mm), ([4, 2, 1], [2.0, 3.0, 1.0]));
    }
}

#[test]
fn a_long_value_is_not_repeated_in_the_message() {
    for field in ["space: ", "encoding: ", "type: ", "sizes: ", "space directions: ", "space units: "] {
        let text = format!("NRRD0005\n{field}{}\n\n", "x".repeat(1 << 20));
        let error = read::image(text.as_bytes(), None).expect_err("no header");
        assert!(error.to_string().len() < 400, "{field}: {} bytes", error.to_string().len());
    }
}

#[test]
fn a_detached_header_takes_its_data_file() {
    let text = GOOD.replace("space origin: (0,0,0)", "data file: voxels.raw");
    let data: Vec<u8> = (0..8i16).flat_map(i16::to_le_bytes).collect();
    let image = read::image(text.as_bytes(), Some(&data)).expect("a pair").value;
    assert_eq!(image.values().collect::<Vec<_>>(), [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]);
    let attached = format!("{GOOD}\n\n");
    let error =
        read::image(&[attached.as_bytes(), &[0; 16]].concat(), Some(&data)).expect_err("two voxel sources");
    assert_eq!(error.kind, ErrorKind::Format);
}

proptest! {
    #[test]
    fn mutated_headers_never_panic(at in 8usize..190, byte: u8, cut in 0usize..220) {
        let mut bytes = [format!("{GOOD}\n\n").as_bytes(), &[0; 16]].concat();
        let at = at.min(bytes.len() - 1);
        bytes[at] = byte;
        let _ = read::image(&bytes, None);
        bytes.truncate(cut);
        let _ = read::labels(&bytes, None);
    }
}
