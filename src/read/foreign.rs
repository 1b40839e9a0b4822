//! Bytes that are no scan: what they are instead, so that the message can say so.

use crate::error::{Error, ErrorKind};

/// A file type that is recognised but not read.
struct Foreign {
    found: &'static str,
    offset: usize,
    magic: &'static [u8],
    hint: Option<&'static str>,
}

const CONVERT: Option<&str> = Some("convert it to NIfTI first (dcm2niix, 3D Slicer or ITK-SNAP can)");

const FOREIGN: [Foreign; 13] = [
    Foreign { found: "a DICOM file", offset: 128, magic: b"DICM", hint: CONVERT },
    Foreign { found: "a MetaImage header", offset: 0, magic: b"ObjectType", hint: CONVERT },
    Foreign { found: "an HDF5 or MINC file", offset: 0, magic: b"\x89HDF", hint: CONVERT },
    Foreign { found: "a JPEG picture", offset: 0, magic: b"\xff\xd8\xff", hint: None },
    Foreign { found: "a PNG picture", offset: 0, magic: b"\x89PNG", hint: None },
    Foreign { found: "a GIF picture", offset: 0, magic: b"GIF8", hint: None },
    Foreign { found: "a TIFF picture", offset: 0, magic: b"II*\0", hint: None },
    Foreign { found: "a TIFF picture", offset: 0, magic: b"MM\0*", hint: None },
    Foreign { found: "a PDF document", offset: 0, magic: b"%PDF", hint: None },
    Foreign { found: "a ZIP archive", offset: 0, magic: b"PK\x03\x04", hint: Some("unpack it first") },
    Foreign { found: "a 7z archive", offset: 0, magic: b"7z\xbc\xaf\x27\x1c", hint: Some("unpack it first") },
    Foreign { found: "a TAR archive", offset: 257, magic: b"ustar", hint: Some("unpack it first") },
    Foreign { found: "gzip inside gzip", offset: 0, magic: b"\x1f\x8b", hint: Some("unpack it once") },
];

/// The error for a file of no known format, from its first (uncompressed) bytes.
pub(super) fn error(head: &[u8]) -> Error {
    let known = FOREIGN
        .iter()
        .find(|foreign| head.get(foreign.offset..).is_some_and(|rest| rest.starts_with(foreign.magic)));
    let (found, hint) = match known {
        Some(foreign) => (foreign.found, foreign.hint),
        None if head.is_empty() => ("an empty file", None),
        None if is_text(head) => ("a text file", None),
        None => ("bytes of an unknown kind", None),
    };
    let error = Error::new(
        ErrorKind::Format,
        "file",
        "a NIfTI image (.nii, .nii.gz or .hdr with .img) or NRRD",
        found,
    );
    match hint {
        Some(hint) => error.hint(hint),
        None => error,
    }
}

/// Printable characters only (a character cut at the end of `head` does not count against it).
fn is_text(head: &[u8]) -> bool {
    let whole = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(&head[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return false,
    };
    whole.chars().all(|c| !c.is_control() || matches!(c, '\n' | '\r' | '\t'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_message_names_what_was_found() {
        assert_eq!(error(b"").found, "an empty file");
        assert_eq!(error("age: 61 ±".as_bytes()).found, "a text file");
        assert_eq!(error(b"\xff\xd8\xff\xe0\0\x10JFIF").found, "a JPEG picture");
        assert_eq!(error(&[0; 500]).found, "bytes of an unknown kind");
        assert_eq!(error(&[&[0; 128][..], b"DICM"].concat()).found, "a DICOM file");
    }
}
