//! Many cases: the list, and the lines of the table of answers.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::case::Case;
use super::message::{object, read};
use super::model::Model;
use super::thrown;
use crate::answer;
use crate::case;
use crate::case::{Dropped, Participants};
use crate::protocol::CaseLine;
use crate::table::{Patient, Told, csv};

/// The cases of a list.
#[wasm_bindgen(unchecked_return_type = "core.Listed[]")]
pub fn case_list(table: &str) -> std::result::Result<JsValue, JsValue> {
    csv::read_cases(table).and_then(|cases| object(&cases)).map_err(|error| thrown(&error))
}

/// The cases of a folder, by the paths of its files.
#[wasm_bindgen(unchecked_return_type = "core.FolderCase[]")]
pub fn cases_of_folder(
    paths: Vec<String>,
    #[wasm_bindgen(unchecked_param_type = "core.Participants[]")] participants: JsValue,
) -> std::result::Result<JsValue, JsValue> {
    let run = || object(&case::cases_of_folder(&paths, &read::<Vec<Participants>>(participants)?));
    run().map_err(|error| thrown(&error))
}

/// The places among paths of the files that a list names; -1 where there is none.
#[wasm_bindgen]
pub fn find_listed(list: &str, names: Vec<String>, paths: Vec<String>) -> Vec<i32> {
    let dropped = Dropped::new(&paths, list);
    let place = |name: &String| dropped.find(name).and_then(|at| i32::try_from(at).ok()).unwrap_or(-1);
    names.iter().map(place).collect()
}

/// The files of a case as a line of CSV: images and masks in the order of the sequences.
#[wasm_bindgen]
pub fn files_line(images: Vec<String>, masks: Vec<String>) -> std::result::Result<String, JsValue> {
    let four = |names: Vec<String>| <[String; 4]>::try_from(names).unwrap_or_default();
    Ok(csv::line(&answer::file_cells(&four(images), &four(masks))))
}

/// A line of CSV.
#[wasm_bindgen]
pub fn csv_line(cells: Vec<String>) -> String {
    csv::line(&cells)
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
            let prediction = answer::predict(&self.file, case.patient(), &case.sequences)?;
            let (names, values) = answer::feature_cells(&case.sequences);
            let answer = prediction.models.iter().rfind(|answer| !answer.baseline);
            let first = answer.and_then(|last| prediction.models.iter().find(|one| one.model == last.model));
            object(&CaseLine {
                line: answer::answers_line(&self.file, name, &prediction),
                model: first.map(|answer| answer.model.clone()),
                probability: first.map(|answer| answer.probability),
                class: first.map(|answer| answer.class.key().to_owned()),
                warnings: prediction.warnings.clone(),
                columns: csv::line(&names),
                features: csv::line(&values),
            })
        };
        run().map_err(|error| thrown(&error))
    }

    /// The line of a case without an answer.
    pub fn answers_problem(
        &self,
        name: &str,
        age_years: f64,
        #[wasm_bindgen(unchecked_param_type = "readonly core.Told[]")] clinical: JsValue,
        problem: &str,
    ) -> std::result::Result<String, JsValue> {
        let told: Vec<Told> = read(clinical).map_err(|error| thrown(&error))?;
        Ok(answer::answers_problem(&self.file, name, Patient { age_years, told: &told }, problem))
    }
}
