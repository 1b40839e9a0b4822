//! Files of a case.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::{text, thrown};
use crate::case;

/// Facts about a file as JSON; `data` holds the voxels of an `.hdr` + `.img` pair.
#[wasm_bindgen]
pub fn inspect(bytes: &[u8], data: Option<Vec<u8>>) -> std::result::Result<String, JsValue> {
    case::inspect(bytes, data.as_deref()).and_then(|found| text(&found)).map_err(|error| thrown(&error))
}

/// A file of a case, with the voxels of a pair beside it.
#[wasm_bindgen]
pub struct Scan {
    pub(super) bytes: Vec<u8>,
    pub(super) data: Option<Vec<u8>>,
}

#[wasm_bindgen]
impl Scan {
    /// Takes the bytes over.
    #[wasm_bindgen(constructor)]
    pub fn new(bytes: Vec<u8>, data: Option<Vec<u8>>) -> Self {
        Self { bytes, data }
    }
}
