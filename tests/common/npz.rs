//! Reads numpy's `.npz`: a zip archive of `.npy` arrays, as far as the reference data needs it.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

use flate2::read::DeflateDecoder;

/// An array as numpy wrote it.
pub struct Array {
    /// numpy's type: `f8`, `f4`, `i2`, `u1`.
    pub kind: String,
    /// Sizes, slowest axis first.
    pub shape: Vec<usize>,
    /// Values, last axis fastest.
    pub values: Vec<f64>,
}

/// All arrays of a file by name.
pub fn read(path: &Path) -> BTreeMap<String, Array> {
    let bytes = super::bytes(path);
    let end = bytes.windows(4).rposition(|four| four == b"PK\x05\x06").expect("a zip archive");
    let count = number(&bytes[end + 10..], 2);
    let mut at = number(&bytes[end + 16..], 4);
    let mut arrays = BTreeMap::new();
    for _ in 0..count {
        let entry = &bytes[at..];
        let [name, extra, comment] = [28, 30, 32].map(|place| number(&entry[place..], 2));
        let title = String::from_utf8(entry[46..46 + name].to_vec()).expect("a name");
        let (method, size) = (number(&entry[10..], 2), number(&entry[20..], 4));
        let local = number(&entry[42..], 4);
        let data = local + 30 + number(&bytes[local + 26..], 2) + number(&bytes[local + 28..], 2);
        let content = inflated(&bytes[data..data + size], method);
        if let Some(array) = array(&content) {
            arrays.insert(title.trim_end_matches(".npy").to_owned(), array);
        }
        at += 46 + name + extra + comment;
    }
    arrays
}

fn number(bytes: &[u8], count: usize) -> usize {
    bytes[..count].iter().rev().fold(0, |number, &byte| number << 8 | usize::from(byte))
}

fn inflated(bytes: &[u8], method: usize) -> Vec<u8> {
    let mut content = Vec::new();
    match method {
        0 => content.extend_from_slice(bytes),
        8 => assert!(DeflateDecoder::new(bytes).read_to_end(&mut content).is_ok(), "deflated data"),
        other => panic!("zip method {other}"),
    }
    content
}

/// `None` for types that are not numbers used here, and for Fortran's order.
fn array(content: &[u8]) -> Option<Array> {
    let header_len = number(&content[8..], 2);
    let header = std::str::from_utf8(&content[10..10 + header_len]).expect("a header");
    let field = |key: &str| header.split_once(key).map(|(_, rest)| rest).expect("a header field");
    if field("'fortran_order': ").starts_with("True") {
        return None;
    }
    let kind = field("'descr': '").split('\'').next()?.trim_start_matches(['<', '|']).to_owned();
    let sizes = field("'shape': (").split(')').next()?;
    let shape = sizes.split(',').filter_map(|size| size.trim().parse().ok()).collect();
    let data = &content[10 + header_len..];
    let values = match kind.as_str() {
        "f8" => data.chunks_exact(8).map(|b| f64::from_le_bytes(b.try_into().expect("8 bytes"))).collect(),
        "f4" => {
            data.chunks_exact(4).map(|b| f32::from_le_bytes(b.try_into().expect("4 bytes")).into()).collect()
        }
        "i2" => {
            data.chunks_exact(2).map(|b| i16::from_le_bytes(b.try_into().expect("2 bytes")).into()).collect()
        }
        "u1" => data.iter().map(|&byte| byte.into()).collect(),
        _ => return None,
    };
    Some(Array { kind, shape, values })
}
