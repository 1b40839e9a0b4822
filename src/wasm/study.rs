//! Making a model of a feature table, and the report on it.

use js_sys::Function;
use serde_json::{Map, Value};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::message::{object, read};
use super::model::Model;
use super::{Listener, foreign, thrown};
use crate::error::Result;
use crate::model;
use crate::model::by_name;
use crate::model::{FeatureSource, Provenance, TrainOptions};
use crate::report;
use crate::study;
use crate::study::ValidateOptions;
use crate::table::csv::read_features;

/// How a feature table was made, from its `.provenance.json`, as `{settings, deep}`; refused when that was written
/// for another table.
#[wasm_bindgen(unchecked_return_type = "core.FeatureSource")]
pub fn table_source(provenance: &str, csv: &str) -> std::result::Result<JsValue, JsValue> {
    Provenance::from_json(provenance)
        .and_then(|found| object(&found.source_of(csv)?))
        .map_err(|error| thrown(&error))
}

/// What a feature table holds, cases by cohort, its sequences, how many features.
#[wasm_bindgen(unchecked_return_type = "core.Contents")]
pub fn table_contents(csv: &str) -> std::result::Result<JsValue, JsValue> {
    read_features(csv).and_then(|table| object(&study::contents(&table))).map_err(|error| thrown(&error))
}

/// The model file that `discern train` writes for a table: `source` is `{settings, deep}`, `options` an object whose
/// fields replace the defaults.
#[wasm_bindgen]
pub fn train(
    csv: &str,
    #[wasm_bindgen(unchecked_param_type = "core.FeatureSource")] source: JsValue,
    #[wasm_bindgen(unchecked_param_type = "Partial<core.TrainOptions>")] options: JsValue,
    progress: &Function,
) -> std::result::Result<String, JsValue> {
    let run = || {
        let (table, options) = (read_features(csv)?, overlay(options)?);
        let source: FeatureSource = read(source)?;
        Ok(study::train(&table, &source, &options, &Listener(progress))?.to_json().to_owned())
    };
    run().map_err(|error| thrown(&error))
}

/// The clinical inputs that a file declares.
#[wasm_bindgen(unchecked_return_type = "core.ClinicalInput[]")]
pub fn clinical_inputs(text: &str) -> std::result::Result<JsValue, JsValue> {
    model::clinical_inputs(text).and_then(|inputs| object(&inputs)).map_err(|error| thrown(&error))
}

#[wasm_bindgen]
impl Model {
    /// How the model does on the cases of a table that it was not trained on; `source` is how the table was made, where that is
    /// known.
    #[wasm_bindgen(unchecked_return_type = "core.Validation")]
    pub fn validate(
        &self,
        csv: &str,
        #[wasm_bindgen(unchecked_param_type = "core.FeatureSource | null")] source: JsValue,
    ) -> std::result::Result<JsValue, JsValue> {
        let run = || {
            if let Some(source) = read::<Option<FeatureSource>>(source)? {
                self.file.check_source(&source)?;
            }
            object(&study::validate(&self.file, &read_features(csv)?, &ValidateOptions::default())?)
        };
        run().map_err(|error| thrown(&error))
    }

    /// The model file brought to the cases of a table, as `discern validate --recalibrate` writes it; what the closed test
    /// chooses where `update` is null.
    pub fn recalibrate(
        &self,
        csv: &str,
        #[wasm_bindgen(unchecked_param_type = "core.Update | null")] update: JsValue,
    ) -> std::result::Result<String, JsValue> {
        let run = || {
            let options = ValidateOptions::default();
            let brought = study::recalibrate(&self.file, &read_features(csv)?, &options, read(update)?)?;
            Ok(brought.0.to_json().to_owned())
        };
        run().map_err(|error| thrown(&error))
    }

    /// The files of a report that `discern evaluate` writes, as a list of `{name, text}`.
    #[wasm_bindgen(unchecked_return_type = "core.ReportFile[]")]
    pub fn evaluate(&self, csv: &str, progress: &Function) -> std::result::Result<JsValue, JsValue> {
        let run = || {
            let table = read_features(csv)?;
            object(&report::write(&study::evaluate(&self.file, &table, &Listener(progress))?)?)
        };
        run().map_err(|error| thrown(&error))
    }
}

/// The usual options with some fields replaced; a field that there is not is refused.
fn overlay(options: JsValue) -> Result<TrainOptions> {
    let wished: Map<String, Value> = read(options)?;
    let mut whole = serde_json::to_value(TrainOptions::default()).map_err(|cause| foreign(&cause))?;
    if let Value::Object(fields) = &mut whole {
        fields.extend(wished);
    }
    // As the options in a model file are read.
    by_name::from_text(&whole.to_string()).map_err(|cause| foreign(&cause))
}
