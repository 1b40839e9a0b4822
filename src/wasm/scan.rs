//! Files of a case, read in the worker piece by piece.

use std::io;

use js_sys::Uint8Array;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{File, FileReaderSync};

use super::message::object;
use super::thrown;
use crate::case;
use crate::case::source::Source;
use crate::case::{Files, Wanted};
use crate::error::Result;
use crate::volume::{Image, LabelMap};

/// A file of a case, with those that hold its voxels where it is a header. Nothing of it is read before it is asked for.
#[wasm_bindgen]
pub struct Scan {
    file: WebFile,
    data: Vec<WebFile>,
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
        Self { file: WebFile(file), data, wanted: Wanted { channel: channel.map(u64::from), image_size } }
    }

    /// Names of the files that hold the voxels of this header, relative to its folder.
    pub fn data_files(&self) -> std::result::Result<Vec<String>, JsValue> {
        case::data_files(&self.file).map_err(|error| thrown(&error))
    }

    /// What the file holds.
    #[wasm_bindgen(unchecked_return_type = "core.Inspection")]
    pub fn inspect(&self) -> std::result::Result<JsValue, JsValue> {
        let run = || object(&self.with_files(|files| case::inspect(files, self.wanted.image_size))?);
        run().map_err(|error| thrown(&error))
    }
}

impl Scan {
    fn with_files<T>(&self, then: impl FnOnce(Files<'_>) -> Result<T>) -> Result<T> {
        let data: Vec<&dyn Source> = self.data.iter().map(|data| data as &dyn Source).collect();
        then(Files { file: &self.file, data: &data })
    }

    /// The file as an image.
    pub(super) fn image(&self) -> Result<case::Read<Image>> {
        self.with_files(case::image_files)
    }

    /// The file as a mask.
    pub(super) fn labels(&self) -> Result<case::Read<LabelMap>> {
        self.labels_of(self.wanted)
    }

    fn labels_of(&self, wanted: Wanted) -> Result<case::Read<LabelMap>> {
        self.with_files(|files| case::labels_of(files, wanted)).map_err(|error| error.at("mask"))
    }

    /// The file as the mask of an image; `channel` is `label_channel` of the settings, where nobody chose another.
    pub(super) fn labels_on(&self, image: &Self, channel: Option<u64>) -> Result<case::Read<LabelMap>> {
        // What is wrong with the image is said by whoever reads that.
        let image_size = image.with_files(case::inspect_files).ok().map(|summary| summary.geometry.size);
        self.labels_of(Wanted { channel: self.wanted.channel.or(channel), image_size })
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
