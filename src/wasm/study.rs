//! Making a model of a feature table, and the report on it.

use js_sys::Function;
use serde_json::Value;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::{Listener, foreign, text, thrown};
use crate::error::Result;
use crate::model::{FeatureSource, ModelFile, Provenance, TrainOptions};
use crate::report;
use crate::study;
use crate::table::csv::read_features;

/// How a feature table was made, from its `.provenance.json`, as JSON `{settings, deep}`; refused when that was written
/// for another table.
#[wasm_bindgen]
pub fn table_source(provenance: &str, csv: &str) -> std::result::Result<String, JsValue> {
    Provenance::from_json(provenance)
        .and_then(|read| text(&read.source_of(csv)?))
        .map_err(|error| thrown(&error))
}

/// What a feature table holds, as JSON: cases by cohort, its sequences, how many features.
#[wasm_bindgen]
pub fn table_contents(csv: &str) -> std::result::Result<String, JsValue> {
    read_features(csv).and_then(|table| text(&study::contents(&table))).map_err(|error| thrown(&error))
}

/// The model file that `discern train` writes for a table: `source` is JSON `{settings, deep}`, `options` a JSON object
/// whose fields stand in for the usual options.
#[wasm_bindgen]
pub fn train(
    csv: &str,
    source: &str,
    options: &str,
    progress: &Function,
) -> std::result::Result<String, JsValue> {
    let run = || {
        let (table, options) = (read_features(csv)?, overlay(options)?);
        let source: FeatureSource = serde_json::from_str(source).map_err(|cause| foreign(&cause))?;
        Ok(study::train(&table, &source, &options, &Listener(progress))?.to_json().to_owned())
    };
    run().map_err(|error| thrown(&error))
}

/// The files of a report that `discern evaluate` writes, as a JSON list of `{name, text}`.
#[wasm_bindgen]
pub fn evaluate(model: &str, csv: &str, progress: &Function) -> std::result::Result<String, JsValue> {
    let run = || {
        let (bundle, table) = (ModelFile::from_json(model)?, read_features(csv)?);
        text(&report::write(&study::evaluate(&bundle, &table, &Listener(progress))?)?)
    };
    run().map_err(|error| thrown(&error))
}

/// The usual options with some fields replaced; a field that there is not is refused.
fn overlay(options: &str) -> Result<TrainOptions> {
    let read = || -> serde_json::Result<TrainOptions> {
        let wished: serde_json::Map<String, Value> = serde_json::from_str(options)?;
        let mut whole = serde_json::to_value(TrainOptions::default())?;
        if let Value::Object(fields) = &mut whole {
            fields.extend(wished);
        }
        serde_json::from_value(whole)
    };
    read().map_err(|cause| foreign(&cause))
}
