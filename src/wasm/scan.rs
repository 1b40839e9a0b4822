//! Files of a case, read in the worker piece by piece.

use std::io;

use js_sys::Uint8Array;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{File, FileReaderSync};

use super::message::object;
use super::thrown;
use crate::case;
use crate::case::dicom;
use crate::case::source::Source;
use crate::case::{Files, Inspection, Placed, PlacedBy, RegionFound, Voxels, Wanted};
use crate::error::{Result, Warning};
use crate::volume::{Geometry, Image, LabelMap};

/// A part of a DICOM study.
#[derive(Clone, Copy)]
pub(super) enum Part {
    /// The volume whose first slice is this frame of the first file.
    Volume { frame: usize },
    /// A segment of the mask in the first file.
    Segment { at: usize },
}

/// A file of a case, with those that hold its voxels where it is a header. Nothing of it is read before it is asked for.
#[wasm_bindgen]
pub struct Scan {
    file: WebFile,
    data: Vec<WebFile>,
    /// What of a DICOM study is meant.
    part: Option<Part>,
    /// Of a mask.
    wanted: Wanted,
}

#[wasm_bindgen]
impl Scan {
    /// Takes the files; `data` hold the voxels of a header (`.img` of `.hdr`; those that an `.nhdr` names, in its order).
    /// Of a mask, `channel` is its volume where it has several, `image_size` the voxels along each axis of the image it is for,
    /// where that is known.
    #[wasm_bindgen(constructor)]
    pub fn new(file: File, data: Vec<File>, channel: Option<u32>, image_size: Option<Vec<u32>>) -> Self {
        let data = data.into_iter().map(WebFile).collect();
        let image_size = image_size.and_then(|size| size.try_into().ok());
        let image_size = image_size.map(|size: [u32; 3]| size.map(|voxels| voxels as usize));
        Self {
            file: WebFile(file),
            data,
            part: None,
            wanted: Wanted { channel: channel.map(u64::from), image_size },
        }
    }

    /// Takes the files of a DICOM volume: `file` holds its first slice, as its frame `frame`, and `data` are the others.
    pub fn of_slices(file: File, data: Vec<File>, frame: usize) -> Self {
        Self { part: Some(Part::Volume { frame }), ..Self::new(file, data, None, None) }
    }

    /// Takes the file of a DICOM mask, and those of the volume that it was drawn on; the segment `at` is meant, from 0.
    pub fn of_segment(file: File, data: Vec<File>, at: usize) -> Self {
        Self { part: Some(Part::Segment { at }), ..Self::new(file, data, None, None) }
    }

    /// Names of the files that hold the voxels of this header, relative to its folder.
    pub fn data_files(&self) -> std::result::Result<Vec<String>, JsValue> {
        case::data_files(&self.file).map_err(|error| thrown(&error))
    }

    /// What the file holds.
    #[wasm_bindgen(unchecked_return_type = "core.Inspection")]
    pub fn inspect(&self) -> std::result::Result<JsValue, JsValue> {
        let run = || match self.part {
            Some(part) => object(&self.inspect_part(part)?),
            None => object(&self.with_files(|files| case::inspect(files, self.wanted.image_size))?),
        };
        run().map_err(|error| thrown(&error))
    }
}

impl Scan {
    fn with_files<T>(&self, then: impl FnOnce(Files<'_>) -> Result<T>) -> Result<T> {
        let data: Vec<&dyn Source> = self.data.iter().map(|data| data as &dyn Source).collect();
        then(Files { file: &self.file, data: &data })
    }

    /// What a volume or a segment of a study holds.
    fn inspect_part(&self, part: Part) -> Result<Inspection> {
        match part {
            Part::Volume { frame } => {
                Ok(inspection(&self.with_files(|files| dicom::grid(files, frame))?, &[], None))
            }
            Part::Segment { .. } => {
                let labels = self.labels()?;
                let voxels = labels.value.iter().filter(|label| *label == 1).count();
                let region = RegionFound { name: None, channel: 0, label: 1, voxels };
                Ok(inspection(&labels.value.geometry, &labels.warnings, Some(vec![region])))
            }
        }
    }

    /// The file as an image.
    pub(super) fn image(&self) -> Result<case::Read<Image>> {
        self.with_files(|files| match self.part {
            Some(Part::Volume { frame }) => dicom::volume(files, frame),
            _ => case::image_files(files),
        })
    }

    /// Voxels along each axis of the image.
    fn size(&self) -> Result<[usize; 3]> {
        self.with_files(|files| match self.part {
            Some(Part::Volume { frame }) => Ok(dicom::grid(files, frame)?.size),
            _ => Ok(case::inspect_files(files)?.geometry.size),
        })
    }

    /// The file as a mask.
    pub(super) fn labels(&self) -> Result<case::Read<LabelMap>> {
        self.labels_of(self.wanted)
    }

    fn labels_of(&self, wanted: Wanted) -> Result<case::Read<LabelMap>> {
        let read = self.with_files(|files| match self.part {
            Some(Part::Segment { at }) => dicom::segment(files, at),
            _ => case::labels_of(files, wanted),
        });
        read.map_err(|error| error.at("mask"))
    }

    /// The file as the mask of an image; `channel` is `label_channel` of the settings, where nobody chose another.
    pub(super) fn labels_on(&self, image: &Self, channel: Option<u64>) -> Result<case::Read<LabelMap>> {
        // What is wrong with the image is said by whoever reads that.
        let image_size = image.size().ok();
        self.labels_of(Wanted { channel: self.wanted.channel.or(channel), image_size })
    }
}

/// A volume, or a mask with its regions, as the file list shows a file.
pub(super) fn inspection(
    grid: &Geometry,
    warnings: &[Warning],
    regions: Option<Vec<RegionFound>>,
) -> Inspection {
    Inspection {
        format: "DICOM",
        size: grid.size,
        spacing_mm: grid.spacing_mm,
        volumes: 1,
        voxels: if regions.is_some() { Voxels::Labels } else { Voxels::Intensities },
        regions,
        placed: Placed { by: PlacedBy::ImagePosition, other: None },
        warnings: warnings.to_vec(),
    }
}

/// A file on the user's disk.
pub(super) struct WebFile(pub(super) File);

impl Source for WebFile {
    fn len(&self) -> u64 {
        self.0.size() as u64
    }

    fn read_at(&self, offset: u64, into: &mut [u8]) -> io::Result<()> {
        let bytes = self.bytes(offset, into.len()).map_err(|cause| io::Error::other(message(&cause)))?;
        if bytes.length() as usize != into.len() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        bytes.copy_to(into);
        Ok(())
    }
}

impl WebFile {
    fn bytes(&self, offset: u64, length: usize) -> std::result::Result<Uint8Array, JsValue> {
        let (start, end) = (offset as f64, offset as f64 + length as f64);
        let slice = self.0.slice_with_f64_and_f64(start, end)?;
        Ok(Uint8Array::new(&FileReaderSync::new()?.read_as_array_buffer(&slice)?.into()))
    }
}

/// The browser's message of a failure.
fn message(cause: &JsValue) -> String {
    let text = js_sys::Reflect::get(cause, &"message".into()).ok().and_then(|text| text.as_string());
    text.unwrap_or_else(|| "it cannot be read".to_owned())
}
