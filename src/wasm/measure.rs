//! Features by settings of one's own, without a model.

use serde_json::{Map, Value, json};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::scan::Scan;
use super::{text, thrown};
use crate::case;
use crate::monitor::Silent;
use crate::settings::Settings;

/// Features of an image inside a mask as a JSON object by their PyRadiomics names; `params` is a parameter file.
#[wasm_bindgen]
pub fn measure(image: &Scan, mask: &Scan, params: &str) -> std::result::Result<String, JsValue> {
    let run = || {
        // Diagnostics are not told: nothing is hashed for them.
        let settings = Settings { additional_info: false, ..Settings::from_yaml(params)? };
        let image = case::read_image(&image.bytes, image.data.as_deref())?;
        let labels =
            case::read_labels(&mask.bytes, mask.data.as_deref()).map_err(|error| error.at("mask"))?;
        let found = case::extract(&image.value, &labels.value, &settings, &Silent)?;
        let named = found.features.iter().map(|feature| (feature.id.to_string(), json!(feature.value)));
        text(&Value::Object(named.collect::<Map<_, _>>()))
    };
    run().map_err(|error| thrown(&error))
}
