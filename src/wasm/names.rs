//! What names of files say.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::message::{object, read};
use super::thrown;
use crate::case;
use crate::case::NamedFile;

/// Roles of the files of one case, with the reasons.
#[wasm_bindgen(unchecked_return_type = "core.Guessed[]")]
pub fn roles_by_name(
    #[wasm_bindgen(unchecked_param_type = "core.NamedFile[]")] files: JsValue,
) -> std::result::Result<JsValue, JsValue> {
    let run = || {
        let files: Vec<NamedFile> = read(files)?;
        object(&case::roles_by_name(&files))
    };
    run().map_err(|error| thrown(&error))
}
