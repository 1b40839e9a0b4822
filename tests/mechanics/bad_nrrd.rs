//! NRRD files that are not what they say: one clear error each, before anything large is allocated.

use discern::error::ErrorKind;
use discern::read;
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
        ("sizes: 2 2 2", "sizes: 3 2 2", Malformed, "24 bytes"),
        ("dimension: 3", "dimension: three", Malformed, "dimension"),
        ("endian: little", "endian: middle", Malformed, "endian"),
        ("endian: little\n", "", Malformed, "endian"),
        ("encoding: raw", "encoding: bzip2", Unsupported, "bzip2"),
        ("encoding: raw", "encoding: gzip", Malformed, "gzip"),
        ("encoding: raw", "encoding: ascii", Malformed, "word"),
        ("space: LPS", "space: LPST", Unsupported, "LPST"),
        ("(0,1,0)", "none", Unsupported, "2 axes"),
        ("(0,1,0)", "(0,1)", Malformed, "vectors"),
        ("(0,1,0)", "(0,nan,0)", Malformed, "vectors"),
        ("(0,1,0)", "(0,0,0)", Malformed, "length"),
        ("(0,1,0)", "(0.5,1,0)", Unsupported, "sheared"),
        ("space origin: (0,0,0)", "space origin: (0,0)", Malformed, "origin"),
        ("space origin: (0,0,0)", "data file: x.raw", Missing, "voxel file"),
        ("space origin: (0,0,0)", "data file: x%03d.raw 1 9 1", Unsupported, "data file"),
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

#[test]
fn overlapping_segments_are_refused_and_one_layer_is_not() {
    let header = |layers: usize| {
        GOOD.replace("dimension: 3", "dimension: 4")
            .replace("sizes: 2 2 2", &format!("sizes: {layers} 2 2 2"))
            .replace("space directions: ", "space directions: none ")
    };
    let bytes =
        |layers: usize| [format!("{}\n\n", header(layers)).as_bytes(), &vec![0; 16 * layers]].concat();
    assert!(read::labels(&bytes(1), None).is_ok());
    assert_eq!(read::labels(&bytes(2), None).expect_err("two layers").kind, ErrorKind::Unsupported);
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
