//! Many cases: the list, and the lines of the table of answers.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::message::parts;
use super::model::Model;
use super::{text, thrown};
use crate::answer;
use crate::table::csv;

/// The cases of a list, as JSON.
#[wasm_bindgen]
pub fn case_list(table: &str) -> std::result::Result<String, JsValue> {
    csv::read_cases(table).and_then(|cases| text(&cases)).map_err(|error| thrown(&error))
}

#[wasm_bindgen]
impl Model {
    /// Column names of a table of answers.
    pub fn answers_header(&self) -> String {
        answer::answers_header(&self.bundle)
    }

    /// The line of a case and its headline, as JSON: features (texts of `extract`), deep ones (or none) and age.
    pub fn answers_line(
        &self,
        case: &str,
        sequences: Vec<String>,
        deep: Vec<String>,
        age_years: f64,
    ) -> std::result::Result<String, JsValue> {
        let run = || {
            let prediction = answer::predict(&self.bundle, age_years, &parts(&sequences, &deep)?)?;
            let answer = prediction.models.iter().rfind(|answer| !answer.baseline);
            let first = answer.and_then(|last| prediction.models.iter().find(|one| one.model == last.model));
            text(&serde_json::json!({
                "line": answer::answers_line(&self.bundle, case, &prediction),
                "model": first.map(|answer| &answer.model),
                "probability": first.map(|answer| answer.probability),
                "class": first.map(|answer| answer.class),
                "warnings": prediction.warnings.len(),
            }))
        };
        run().map_err(|error| thrown(&error))
    }

    /// The line of a case without an answer.
    pub fn answers_problem(&self, case: &str, age_years: f64, problem: &str) -> String {
        answer::answers_problem(&self.bundle, case, age_years, problem)
    }
}
