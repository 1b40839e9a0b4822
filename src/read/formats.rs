//! Every format that can be read, and how a file is recognised.

use crate::error::Result;
use crate::read::pieces::{Files, Part};
use crate::read::scan::Scan;
use crate::read::source::Source;
use crate::read::summary::Summary;
use crate::read::{nifti, nrrd, stream, unsupported};

/// A format: how its first bytes look, how its header is proven.
struct Format {
    sniff: fn(&[u8]) -> bool,
    open: for<'a> fn(Files<'a>) -> Result<Box<dyn Scan + 'a>>,
}

/// Bytes at the start of an uncompressed file that `sniff` gets to see (fewer when the file is shorter).
const HEAD: usize = 544;

/// Every format that can be read, in the order in which they are tried. A further one is a row here and a file.
const FORMATS: [Format; 3] = [
    Format { sniff: nifti::is_version_1, open: nifti::open_version_1 },
    Format { sniff: nifti::is_version_2, open: nifti::open_version_2 },
    Format { sniff: nrrd::is_nrrd, open: nrrd::open },
];

/// What a file promises, from its header alone; a gzip file is decompressed only as far as the header reaches.
///
/// # Errors
/// The bytes are of no known format, their header breaks the format's rules, or the voxels are of an unsupported
/// kind. Several volumes, a missing data file and cut-off voxels are no errors here.
pub fn inspect(bytes: &[u8], data: Option<&[u8]>) -> Result<Summary> {
    in_memory(bytes, data, inspect_files)
}

/// As [`inspect`], of files that are read piece by piece.
///
/// # Errors
/// As [`inspect`]; a file cannot be read.
pub fn inspect_files(files: Files<'_>) -> Result<Summary> {
    Ok(open(files)?.summary().clone())
}

pub(super) fn in_memory<T>(
    bytes: &[u8],
    data: Option<&[u8]>,
    then: impl Fn(Files<'_>) -> Result<T>,
) -> Result<T> {
    let data: Vec<&dyn Source> = data.iter().map(|data| data as &dyn Source).collect();
    then(Files { file: &bytes, data: &data })
}

/// Names of the files that hold the voxels of an NRRD header, relative to its folder and never out of it; none where the
/// file has its voxels itself, or is of another format.
///
/// # Errors
/// An NRRD header that breaks the format's rules, or names files elsewhere.
pub fn data_files(file: &dyn Source) -> Result<Vec<String>> {
    match nrrd::is_nrrd(&stream::head(Part::whole(file), HEAD)?) {
        true => nrrd::data_files(file),
        false => Ok(Vec::new()),
    }
}

/// Recognises a file and proves its header.
pub(super) fn open(files: Files<'_>) -> Result<Box<dyn Scan + '_>> {
    let head = stream::head(Part::whole(files.file), HEAD)?;
    match FORMATS.iter().find(|format| (format.sniff)(&head)) {
        Some(format) if !unsupported::is_dicom(&head) || nifti::has_magic(&head) => (format.open)(files),
        _ => Err(unsupported::error(&head)),
    }
}
