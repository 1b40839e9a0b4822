//! Many cases: the list, and the lines of the table of answers.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::case::Case;
use super::message::object;
use super::model::Model;
use super::thrown;
use crate::answer;
use crate::protocol::CaseLine;
use crate::table::csv;

/// The cases of a list.
#[wasm_bindgen(unchecked_return_type = "core.Listed[]")]
pub fn case_list(table: &str) -> std::result::Result<JsValue, JsValue> {
    csv::read_cases(table).and_then(|cases| object(&cases)).map_err(|error| thrown(&error))
}

#[wasm_bindgen]
impl Model {
    /// Column names of a table of answers.
    pub fn answers_header(&self) -> String {
        answer::answers_header(&self.file)
    }

    /// The line of a case under its name, and its headline.
    #[wasm_bindgen(unchecked_return_type = "core.CaseLine")]
    pub fn answers_line(&self, name: &str, case: &Case) -> std::result::Result<JsValue, JsValue> {
        let run = || {
            let prediction = answer::predict(&self.file, case.age_years, &case.sequences)?;
            let answer = prediction.models.iter().rfind(|answer| !answer.baseline);
            let first = answer.and_then(|last| prediction.models.iter().find(|one| one.model == last.model));
            object(&CaseLine {
                line: answer::answers_line(&self.file, name, &prediction),
                model: first.map(|answer| answer.model.clone()),
                probability: first.map(|answer| answer.probability),
                class: first.map(|answer| answer.class.key().to_owned()),
                warnings: prediction.warnings.len(),
            })
        };
        run().map_err(|error| thrown(&error))
    }

    /// The line of a case without an answer.
    pub fn answers_problem(&self, name: &str, age_years: f64, problem: &str) -> String {
        answer::answers_problem(&self.file, name, age_years, problem)
    }
}
