//! A zip archive of the user, read in the worker piece by piece.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::File;

use super::scan::WebFile;
use super::thrown;
use crate::case::zip;
use crate::words::ScanProblem;

/// A zip archive. Nothing of it is read before it is asked for, and no entry inflates beyond its bound.
#[wasm_bindgen]
pub struct Archive {
    file: WebFile,
}

#[wasm_bindgen]
impl Archive {
    /// Takes the file.
    #[wasm_bindgen(constructor)]
    pub fn new(file: File) -> Self {
        Self { file: WebFile(file) }
    }

    /// Paths of the files in it, in its order; folders are left out.
    pub fn names(&self) -> std::result::Result<Vec<String>, JsValue> {
        let entries = zip::entries(&self.file).map_err(|error| thrown(&error))?;
        Ok(entries.iter().map(|entry| entry.name().to_owned()).collect())
    }

    /// The bytes of the file at a place among [`Self::names`].
    pub fn read(&self, at: usize) -> std::result::Result<Vec<u8>, JsValue> {
        let run = || {
            let entries = zip::entries(&self.file)?;
            let absent = || ScanProblem::ZipBroken { cause: format!("there is no file {at}") };
            entries.get(at).ok_or_else(absent)?.read()
        };
        run().map_err(|error| thrown(&error))
    }
}
