//! Stage 1: bytes become a volume with geometry.

use crate::error::{Error, ErrorKind, Result, Warning};
use crate::volume::{Image, LabelMap};

/// What was read, with what the user should know about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Read<T> {
    /// The image or label map.
    pub value: T,
    /// Oddities of the file that were resolved by a named rule.
    pub warnings: Vec<Warning>,
}

/// Decodes an image; `data` holds the voxels when they are in a file of their own (`.hdr` + `.img`).
///
/// # Errors
/// The bytes are no NIfTI file, break its rules, or are of a kind that is not supported.
pub fn image(_bytes: &[u8], _data: Option<&[u8]>) -> Result<Read<Image>> {
    Err(Error::new(ErrorKind::Format, "file", "NIfTI", "unknown bytes"))
}

/// Decodes a mask: integer labels (float voxels that are whole numbers to within rounding count as such).
///
/// # Errors
/// As [`image`], and voxels that are no labels.
pub fn labels(_bytes: &[u8], _data: Option<&[u8]>) -> Result<Read<LabelMap>> {
    Err(Error::new(ErrorKind::Format, "file", "NIfTI", "unknown bytes"))
}
