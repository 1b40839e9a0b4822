//! Messages between page and core, as plain objects.

use js_sys::JSON;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;

use super::text;
use crate::error::{Error, Result};
use crate::table::Sequence;
use crate::words::CaseProblem;

/// A result as a plain object; what is missing is null.
pub(super) fn object(value: &dyn erased_serde::Serialize) -> Result<JsValue> {
    let serializer =
        serde_wasm_bindgen::Serializer::new().serialize_missing_as_null(true).serialize_maps_as_objects(true);
    // A whole number beyond 2^53, as a seed may be, has no exact number in JavaScript: it is rounded, as JSON.parse rounds it.
    erased_serde::serialize(value, &serializer).or_else(|_| {
        JSON::parse(&text(value)?).map_err(|cause| {
            let found = cause.as_string().unwrap_or_default();
            CaseProblem::Message { cause: found }.into()
        })
    })
}

/// An object of the page as a Rust value.
pub(super) fn read<T: DeserializeOwned>(object: JsValue) -> Result<T> {
    serde_wasm_bindgen::from_value(object).map_err(|cause| unlike(&cause))
}

/// An object that is not what the other side takes.
fn unlike(cause: &serde_wasm_bindgen::Error) -> Error {
    CaseProblem::Message { cause: cause.to_string() }.into()
}

/// A sequence by its key.
pub(super) fn sequence_of(key: &str) -> Result<Sequence> {
    Sequence::from_key(key).ok_or_else(|| CaseProblem::SequenceUnknown { found: key.to_owned() }.into())
}
