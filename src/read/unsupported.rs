//! Bytes that are no scan: what they are instead, so that the message can say so.

use crate::error::Error;
use crate::words::ImageProblem;
use crate::words::Phrase;

/// A file type that is recognised but not read.
struct Unsupported {
    found: Phrase,
    /// Place of the magic bytes.
    offset: usize,
    /// Any of them.
    magic: &'static [&'static [u8]],
    what_to_do: WhatToDo,
}

/// What the user can do with such a file.
#[derive(Clone, Copy)]
enum WhatToDo {
    Nothing,
    /// Programs that make NIfTI of it.
    Convert(&'static str),
    Unpack,
    UnpackOnce,
}

use WhatToDo::{Convert, Nothing, Unpack, UnpackOnce};

/// Programs that convert most formats.
const VIEWERS: &str = "3D Slicer or ITK-SNAP";
/// What reads arrays of Python.
const PYTHON: &str = "nibabel in Python, with the scan's affine,";
/// Protocols 2 to 5.
const PICKLES: &[&[u8]] = &[b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05"];

const fn row(found: Phrase, magic: &'static [&'static [u8]], what_to_do: WhatToDo) -> Unsupported {
    Unsupported { found, offset: 0, magic, what_to_do }
}

const fn file(format: &'static str, magic: &'static [&'static [u8]], with: &'static str) -> Unsupported {
    row(Phrase::FileOf { format }, magic, Convert(with))
}

const fn archive(format: &'static str, magic: &'static [&'static [u8]]) -> Unsupported {
    row(Phrase::Archive { format }, magic, Unpack)
}

const fn picture(format: &'static str, magic: &'static [&'static [u8]]) -> Unsupported {
    row(Phrase::Picture { format }, magic, Nothing)
}

/// In the order in which they are tried: what its first bytes say least of comes last.
static UNSUPPORTED: [Unsupported; 29] = [
    Unsupported {
        found: Phrase::DicomFile,
        offset: 128,
        magic: &[b"DICM"],
        what_to_do: Convert("dcm2niix, 3D Slicer or ITK-SNAP"),
    },
    row(Phrase::MetaImageHeader, &[b"ObjectType", b"NDims", b"Comment"], Convert(VIEWERS)),
    file("MATLAB (.mat)", &[b"MATLAB "], "niftiwrite of MATLAB"),
    row(Phrase::Hdf5File, &[b"\x89HDF"], Convert("3D Slicer, or mnc2nii of MINC,")),
    file("MINC 1 (netCDF)", &[b"CDF\x01", b"CDF\x02"], "mnc2nii of MINC"),
    file("NumPy (.npy)", &[b"\x93NUMPY"], PYTHON),
    file("Python pickle", PICKLES, PYTHON),
    file("MRtrix", &[b"mrtrix image"], "mrconvert of MRtrix"),
    file("VTK", &[b"# vtk", b"<VTKFile"], VIEWERS),
    file("Philips PAR", &[b"# === DATA DESCRIPTION FILE"], "dcm2niix"),
    file("Interfile", &[b"!INTERFILE"], "dcm2niix"),
    file("ECAT", &[b"MATRIX7"], "dcm2niix"),
    file("AFNI", &[b"\ntype "], "3dAFNItoNIFTI of AFNI"),
    picture("JPEG", &[b"\xff\xd8\xff"]),
    picture("PNG", &[b"\x89PNG"]),
    picture("GIF", &[b"GIF8"]),
    picture("TIFF", &[b"II*\0", b"MM\0*"]),
    row(Phrase::PdfDocument, &[b"%PDF"], Nothing),
    archive("ZIP", &[b"PK\x03\x04"]),
    row(Phrase::EmptyArchive, &[b"PK\x05\x06"], Nothing),
    archive("7z", &[b"7z\xbc\xaf\x27\x1c"]),
    archive("RAR", &[b"Rar!"]),
    archive("bzip2", &[b"BZh"]),
    archive("xz", &[b"\xfd7zXZ\0"]),
    archive("Zstandard", &[b"\x28\xb5\x2f\xfd"]),
    archive("compress (.Z)", &[b"\x1f\x9d"]),
    Unsupported {
        found: Phrase::Archive { format: "TAR" },
        offset: 257,
        magic: &[b"ustar"],
        what_to_do: Unpack,
    },
    row(Phrase::GzipInsideGzip, &[b"\x1f\x8b"], UnpackOnce),
    file("FreeSurfer (.mgh, .mgz)", &[b"\0\0\0\x01\0\0"], "mri_convert of FreeSurfer"),
];

/// Whether a file is DICOM: its preamble of 128 bytes may hold anything, also what looks like another format's start.
pub(super) fn is_dicom(head: &[u8]) -> bool {
    UNSUPPORTED[0].matches(head)
}

impl Unsupported {
    fn matches(&self, head: &[u8]) -> bool {
        let rest = head.get(self.offset..).unwrap_or_default();
        self.magic.iter().any(|magic| rest.starts_with(magic))
    }
}

/// The error for a file of no known format, from its first (uncompressed) bytes.
pub(super) fn error(head: &[u8]) -> Error {
    let (found, what_to_do) = match UNSUPPORTED.iter().find(|one| one.matches(head)) {
        Some(one) => (one.found.clone(), one.what_to_do),
        None if head.is_empty() => (Phrase::EmptyFile, Nothing),
        None if is_text(head) => (Phrase::TextFile, Nothing),
        None => (Phrase::UnknownBytes, Nothing),
    };
    match what_to_do {
        Nothing => ImageProblem::NotAnImage { found },
        Convert(with) => ImageProblem::ConvertFirst { found, with },
        Unpack => ImageProblem::UnpackFirst { found },
        UnpackOnce => ImageProblem::UnpackOnce { found },
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
        let empty = error(b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0");
        assert_eq!((empty.found.as_str(), empty.hint), ("an archive without files", None));
        assert_eq!(error(b"BZh91AY&SY").found, "a bzip2 archive");
        let volume = error(b"\0\0\0\x01\0\0\x01\0\0\0\x01\0\0\0\x01\0");
        assert_eq!(volume.found, "a FreeSurfer (.mgh, .mgz) file");
        assert_eq!(volume.hint.as_deref(), Some("convert it to NIfTI first (mri_convert of FreeSurfer can)"));
    }
}
