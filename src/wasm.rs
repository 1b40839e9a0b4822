//! The page's door to the core: converts and delegates, nothing else.
//!
//! Results cross as the JSON text that the command line prints, so that both can be compared byte for byte; errors
//! cross as objects `{kind, thing, expected, found, hint, origin}`.

use js_sys::JSON;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::error::Error;
use crate::pipeline;

/// A panic is a bug: its text goes to the console of the browser before the worker dies.
#[wasm_bindgen(start)]
pub fn start() {
    console_error_panic_hook::set_once();
}

/// Facts about a file as JSON; `data` holds the voxels of an `.hdr` + `.img` pair.
#[wasm_bindgen]
pub fn inspect(bytes: &[u8], data: Option<Vec<u8>>) -> Result<String, JsValue> {
    text(&pipeline::inspect(bytes, data.as_deref()).map_err(|error| thrown(&error))?)
}

/// JSON text of a result.
fn text(value: &impl serde::Serialize) -> Result<String, JsValue> {
    serde_json::to_string(value).map_err(|error| JsValue::from_str(&error.to_string()))
}

/// An error as a plain object.
fn thrown(error: &Error) -> JsValue {
    text(error).and_then(|text| JSON::parse(&text)).unwrap_or_else(|cause| cause)
}
