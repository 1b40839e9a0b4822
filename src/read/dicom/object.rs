//! What a file turns out to be, by its SOP class: an image, a mask, or something that is counted.

use super::dataset::{DataSet, Form, PIXEL_DATA};
use super::file::File;
use super::header::{Header, header};
use super::pixels::Layout;
use super::segmentation::Segmentation;
use super::structures::Structures;
use super::syntax::{Compression, Syntax};
use super::tags;
use crate::error::Result;
use crate::read::MAX_VOXELS;
use crate::read::source::Source;
use crate::words::ScanProblem;

/// What kind of object a file is, by its SOP class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Object {
    /// MR, classic or multi-frame.
    Mr,
    /// CT and others that have slices but never a role.
    OtherSlices,
    /// A segmentation.
    Segmentation,
    /// Contours.
    Structures,
    /// A table of contents.
    Directory,
    /// Something without slices, by its name.
    Other(&'static str),
}

/// SOP classes that are told apart; one row a class.
const CLASSES: [(&str, Object); 19] = [
    ("1.2.840.10008.5.1.4.1.1.4", Object::Mr),
    ("1.2.840.10008.5.1.4.1.1.4.1", Object::Mr),
    ("1.2.840.10008.5.1.4.1.1.4.4", Object::Mr),
    ("1.2.840.10008.5.1.4.1.1.2", Object::OtherSlices),
    ("1.2.840.10008.5.1.4.1.1.2.1", Object::OtherSlices),
    ("1.2.840.10008.5.1.4.1.1.128", Object::OtherSlices),
    ("1.2.840.10008.5.1.4.1.1.66.4", Object::Segmentation),
    ("1.2.840.10008.5.1.4.1.1.66.7", Object::Segmentation),
    ("1.2.840.10008.5.1.4.1.1.481.3", Object::Structures),
    ("1.2.840.10008.1.3.10", Object::Directory),
    ("1.2.840.10008.5.1.4.1.1.7", Object::Other("secondary capture")),
    ("1.2.840.10008.5.1.4.1.1.7.2", Object::Other("secondary capture")),
    ("1.2.840.10008.5.1.4.1.1.7.4", Object::Other("secondary capture")),
    ("1.2.840.10008.5.1.4.1.1.11.1", Object::Other("presentation state")),
    ("1.2.840.10008.5.1.4.1.1.88.59", Object::Other("key object selection")),
    ("1.2.840.10008.5.1.4.1.1.104.1", Object::Other("encapsulated PDF")),
    ("1.2.840.10008.5.1.4.1.1.66", Object::Other("raw data")),
    ("1.2.840.10008.5.1.4.1.1.4.2", Object::Other("spectroscopy")),
    ("1.2.840.10008.5.1.4.1.1.66.5", Object::Other("surface segmentation")),
];

impl Object {
    fn of_class(uid: &str) -> Self {
        let known = CLASSES.iter().find(|(class, _)| *class == uid).map(|(_, object)| *object);
        let is_report = uid.starts_with("1.2.840.10008.5.1.4.1.1.88.");
        known.unwrap_or(Self::Other(if is_report { "structured report" } else { "other object" }))
    }
}

/// What a file turned out to be.
#[derive(Debug)]
pub(super) enum Found {
    Image(Box<Header>),
    Segmentation(Box<Segmentation>),
    Structures(Box<Structures>),
    Directory,
    Other(&'static str),
}

/// Reads the header of a file.
///
/// # Errors
/// Not DICOM, cut off, or an image that cannot be read or placed.
pub(super) fn read(source: &dyn Source) -> Result<Found> {
    File::header(source, |data, syntax, length| {
        let object = Object::of_class(&data.text(tags::SOP_CLASS).unwrap_or_default());
        Ok(match object {
            Object::Mr | Object::OtherSlices => {
                let header = header(data, syntax)?;
                check_pixels(data, syntax, (&header.layout, length))?;
                Found::Image(Box::new(header))
            }
            Object::Segmentation => {
                let segmentation = Segmentation::of(data)?;
                check_pixels(data, syntax, (&segmentation.layout, length))?;
                Found::Segmentation(Box::new(segmentation))
            }
            Object::Structures => Found::Structures(Box::new(Structures::of(data)?)),
            Object::Directory => Found::Directory,
            Object::Other(name) => Found::Other(name),
        })
    })
}

/// Whether the pixels can be there, by what the header claims of them.
fn check_pixels(data: &DataSet, syntax: &Syntax, (layout, length): (&Layout, u64)) -> Result<()> {
    let pixels = data.find(PIXEL_DATA).ok_or(ScanProblem::DicomNoPixels)?;
    let is_native = syntax.compression == Compression::Native;
    if is_native != (pixels.form == Form::Value) {
        let packed = if is_native { ScanProblem::DicomPixelsPacked } else { ScanProblem::DicomPixelsPlain };
        return Err(packed.into());
    }
    let [start, end] = pixels.place;
    let there = end.min(length).saturating_sub(start);
    let needed = layout.bytes().ok_or(ScanProblem::DicomTooLarge { most: MAX_VOXELS })?;
    if is_native && there < needed {
        return Err(ScanProblem::DicomPixelBytes { expected: needed, found: there }.into());
    }
    Ok(())
}
