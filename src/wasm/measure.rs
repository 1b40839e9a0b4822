//! Features by a parameter file, without a model, and what columns of features mean.

use serde_json::{Map, Value, json};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::message::object;
use super::scan::Scan;
use super::{text, thrown};
use crate::case;
use crate::case::ColumnParts;
use crate::monitor::Silent;
use crate::settings::Settings;
use crate::table::Column;

/// Columns of feature tables, taken apart, in the order of their names.
#[wasm_bindgen(unchecked_return_type = "core.ColumnParts[]")]
pub fn columns(names: Vec<String>) -> std::result::Result<JsValue, JsValue> {
    let parts: Vec<ColumnParts> = names.iter().map(|name| (&Column::parse(name)).into()).collect();
    object(&parts).map_err(|error| thrown(&error))
}

/// Features of an image inside a mask as a JSON object by their PyRadiomics names; `params` is a parameter file.
#[wasm_bindgen]
pub fn measure(image: &Scan, mask: &Scan, params: &str) -> std::result::Result<String, JsValue> {
    let run = || {
        // Diagnostics are not returned, so nothing is hashed for them.
        let settings = Settings { additional_info: false, ..Settings::from_yaml(params)? };
        let (image, labels) = (image.image()?, mask.labels_on(image, settings.label_channel)?);
        let found = case::extract(&image.value, &labels.value, &settings, &Silent)?;
        let named = found.features.iter().map(|feature| (feature.id.to_string(), json!(feature.value)));
        text(&Value::Object(named.collect::<Map<_, _>>()))
    };
    run().map_err(|error| thrown(&error))
}
