//! Bytes that are no scan: what they are instead, so that the message can say so.

use crate::error::Error;
use crate::words::ImageProblem;
use crate::words::Phrase;

/// A file type that is recognised but not read.
struct Foreign {
    found: Phrase,
    offset: usize,
    magic: &'static [u8],
    what_to_do: WhatToDo,
}

/// What the user can do with such a file.
#[derive(Clone, Copy)]
enum WhatToDo {
    Nothing,
    Convert,
    Unpack,
    UnpackOnce,
}

static FOREIGN: [Foreign; 13] = [
    Foreign { found: Phrase::DicomFile, offset: 128, magic: b"DICM", what_to_do: WhatToDo::Convert },
    Foreign {
        found: Phrase::MetaImageHeader,
        offset: 0,
        magic: b"ObjectType",
        what_to_do: WhatToDo::Convert,
    },
    Foreign { found: Phrase::Hdf5File, offset: 0, magic: b"\x89HDF", what_to_do: WhatToDo::Convert },
    Foreign {
        found: Phrase::Picture { format: "JPEG" },
        offset: 0,
        magic: b"\xff\xd8\xff",
        what_to_do: WhatToDo::Nothing,
    },
    Foreign {
        found: Phrase::Picture { format: "PNG" },
        offset: 0,
        magic: b"\x89PNG",
        what_to_do: WhatToDo::Nothing,
    },
    Foreign {
        found: Phrase::Picture { format: "GIF" },
        offset: 0,
        magic: b"GIF8",
        what_to_do: WhatToDo::Nothing,
    },
    Foreign {
        found: Phrase::Picture { format: "TIFF" },
        offset: 0,
        magic: b"II*\0",
        what_to_do: WhatToDo::Nothing,
    },
    Foreign {
        found: Phrase::Picture { format: "TIFF" },
        offset: 0,
        magic: b"MM\0*",
        what_to_do: WhatToDo::Nothing,
    },
    Foreign { found: Phrase::PdfDocument, offset: 0, magic: b"%PDF", what_to_do: WhatToDo::Nothing },
    Foreign {
        found: Phrase::Archive { format: "ZIP" },
        offset: 0,
        magic: b"PK\x03\x04",
        what_to_do: WhatToDo::Unpack,
    },
    Foreign {
        found: Phrase::Archive { format: "7z" },
        offset: 0,
        magic: b"7z\xbc\xaf\x27\x1c",
        what_to_do: WhatToDo::Unpack,
    },
    Foreign {
        found: Phrase::Archive { format: "TAR" },
        offset: 257,
        magic: b"ustar",
        what_to_do: WhatToDo::Unpack,
    },
    Foreign {
        found: Phrase::GzipInsideGzip,
        offset: 0,
        magic: b"\x1f\x8b",
        what_to_do: WhatToDo::UnpackOnce,
    },
];

/// The error for a file of no known format, from its first (uncompressed) bytes.
pub(super) fn error(head: &[u8]) -> Error {
    let known = FOREIGN
        .iter()
        .find(|foreign| head.get(foreign.offset..).is_some_and(|rest| rest.starts_with(foreign.magic)));
    let (found, what_to_do) = match known {
        Some(foreign) => (foreign.found.clone(), foreign.what_to_do),
        None if head.is_empty() => (Phrase::EmptyFile, WhatToDo::Nothing),
        None if is_text(head) => (Phrase::TextFile, WhatToDo::Nothing),
        None => (Phrase::UnknownBytes, WhatToDo::Nothing),
    };
    match what_to_do {
        WhatToDo::Nothing => ImageProblem::NotAnImage { found },
        WhatToDo::Convert => ImageProblem::ConvertFirst { found },
        WhatToDo::Unpack => ImageProblem::UnpackFirst { found },
        WhatToDo::UnpackOnce => ImageProblem::UnpackOnce { found },
    }
    .into()
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
