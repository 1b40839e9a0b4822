//! Files of a case, read in the worker piece by piece.

use std::io;

use js_sys::Uint8Array;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{File, FileReaderSync};

use super::message::object;
use super::thrown;
use crate::case;
use crate::case::Files;
use crate::case::source::Source;
use crate::error::Result;
use crate::volume::{Image, LabelMap};

/// A file of a case, with the voxels of a pair beside it. Nothing of it is read before it is asked for.
#[wasm_bindgen]
pub struct Scan {
    file: WebFile,
    data: Option<WebFile>,
}

#[wasm_bindgen]
impl Scan {
    /// Takes the files; `data` holds the voxels of a pair (`.hdr` + `.img`, `.nhdr` + `.raw`).
    #[wasm_bindgen(constructor)]
    pub fn new(file: File, data: Option<File>) -> Self {
        Self { file: WebFile(file), data: data.map(WebFile) }
    }

    /// What the file holds.
    #[wasm_bindgen(unchecked_return_type = "core.Inspection")]
    pub fn inspect(&self) -> std::result::Result<JsValue, JsValue> {
        let run = || object(&case::inspect(self.files())?);
        run().map_err(|error| thrown(&error))
    }
}

impl Scan {
    fn files(&self) -> Files<'_> {
        Files { file: &self.file, data: self.data.as_ref().map(|data| data as &dyn Source) }
    }

    /// The file as an image.
    pub(super) fn image(&self) -> Result<case::Read<Image>> {
        case::image_files(self.files())
    }

    /// The file as a mask.
    pub(super) fn labels(&self) -> Result<case::Read<LabelMap>> {
        case::labels_files(self.files()).map_err(|error| error.at("mask"))
    }
}

/// A file on the user's disk.
struct WebFile(File);

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

/// What the browser says of a failure.
fn message(cause: &JsValue) -> String {
    let text = js_sys::Reflect::get(cause, &"message".into()).ok().and_then(|text| text.as_string());
    text.unwrap_or_else(|| "it cannot be read".to_owned())
}
