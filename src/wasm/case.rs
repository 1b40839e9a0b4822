//! A case that was measured: its table, its capsule, and the capsule that verifies itself.

use js_sys::Function;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::message::{object, read, sequence_of};
use super::scan::Scan;
use super::{Listener, thrown};
use crate::answer::{Capsule, PerturbedSequence, Recomputed};
use crate::case;
use crate::case::{Deep, SequenceFeatures};
use crate::error::Warning;
use crate::protocol::{CapsuleSummary, CaseRecord};
use crate::table::{Column, Patient, Told, csv, format_number};
use crate::words::Notice;

/// What was measured of a case, opened once in a worker: all that is asked of the case names it.
#[wasm_bindgen]
pub struct Case {
    pub(super) sequences: Vec<SequenceFeatures>,
    /// NaN where it is not known.
    pub(super) age_years: f64,
    /// What else is said of the patient.
    pub(super) told: Vec<Told>,
    /// What the page did to its mask.
    pub(super) mask_changes: Vec<Warning>,
    pub(super) perturbed: Vec<PerturbedSequence>,
}

#[wasm_bindgen]
impl Case {
    /// Takes what was measured.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "core.CaseRecord")] record: JsValue,
    ) -> std::result::Result<Self, JsValue> {
        let CaseRecord { age_years, clinical, mut sequences, deep, mask_changes, perturbed } =
            read(record).map_err(|error| thrown(&error))?;
        for (sequence, deep) in sequences.iter_mut().zip(deep) {
            sequence.join(deep);
        }
        let mask_changes = mask_changes.into_iter().map(|done| Notice::from(done).into()).collect();
        Ok(Self {
            sequences,
            age_years: age_years.unwrap_or(f64::NAN),
            told: clinical,
            mask_changes,
            perturbed,
        })
    }

    /// The features and what is known of the patient as one CSV row under its header.
    pub fn table(&self) -> String {
        let features = || self.sequences.iter().flat_map(|sequence| &sequence.features);
        let columns = features().map(|feature| feature.name.clone());
        let values = features().map(|feature| feature.value.map(format_number).unwrap_or_default());
        let told = || self.told.iter();
        let names = std::iter::once(Column::AGE.to_string()).chain(told().map(|told| told.name.clone()));
        let header: Vec<String> = names.chain(columns.map(|column| column.to_string())).collect();
        let age = if self.age_years.is_nan() { String::new() } else { format_number(self.age_years) };
        let said = std::iter::once(age).chain(told().map(|told| told.text.clone()));
        let row: Vec<String> = said.chain(values).collect();
        csv::line(&header) + &csv::line(&row)
    }
}

impl Case {
    /// What is known of the patient.
    pub(super) fn patient(&self) -> Patient<'_> {
        Patient { age_years: self.age_years, told: &self.told }
    }
}

/// Features of a sequence from its parts (of `Opened::measure`), in any order.
#[wasm_bindgen(unchecked_return_type = "core.SequenceFeatures")]
pub fn join(
    #[wasm_bindgen(unchecked_param_type = "readonly core.SequencePart[]")] parts: JsValue,
) -> std::result::Result<JsValue, JsValue> {
    let run = || object(&case::join(read(parts)?)?);
    run().map_err(|error| thrown(&error))
}

/// A case capsule, opened.
#[wasm_bindgen]
pub struct CapsuleFile {
    pub(super) capsule: Capsule,
}

#[wasm_bindgen]
impl CapsuleFile {
    /// Reads a capsule; one that was changed is refused.
    #[wasm_bindgen(constructor)]
    pub fn new(json: String) -> std::result::Result<Self, JsValue> {
        let capsule = Capsule::from_json(json).map_err(|error| thrown(&error))?;
        Ok(Self { capsule })
    }

    /// Its sequences, age and answer.
    #[wasm_bindgen(unchecked_return_type = "core.CapsuleSummary")]
    pub fn summary(&self) -> std::result::Result<JsValue, JsValue> {
        let summary = CapsuleSummary {
            sequences: self.capsule.sequences().collect(),
            age_years: Some(self.capsule.patient().age_years).filter(|age| !age.is_nan()),
            prediction: self.capsule.prediction().clone(),
            deep: self.capsule.deep().is_some(),
        };
        object(&summary).map_err(|error| thrown(&error))
    }

    /// One sequence measured again; `wanted` is the sequence that the image is taken for.
    #[wasm_bindgen(unchecked_return_type = "core.Recomputed")]
    pub fn recompute(
        &self,
        image: &Scan,
        wanted: &str,
        progress: &Function,
    ) -> std::result::Result<JsValue, JsValue> {
        let run = || {
            let image = image.image()?.value;
            object(&self.capsule.recompute(&image, Some(sequence_of(wanted)?), &Listener(progress))?)
        };
        run().map_err(|error| thrown(&error))
    }

    /// What was measured again (results of `recompute` and, where there are deep features, of `recompute_deep`) against
    /// what is in the capsule.
    #[wasm_bindgen(unchecked_return_type = "core.CapsuleVerdict")]
    pub fn compare(
        &self,
        #[wasm_bindgen(unchecked_param_type = "readonly core.Recomputed[]")] sequences: JsValue,
        #[wasm_bindgen(unchecked_param_type = "readonly core.Deep[]")] deep: JsValue,
    ) -> std::result::Result<JsValue, JsValue> {
        let run = || {
            let (mut again, deep): (Vec<Recomputed>, Vec<Deep>) = (read(sequences)?, read(deep)?);
            for (one, deep) in again.iter_mut().zip(deep) {
                one.features.join(deep);
            }
            object(&self.capsule.compare(&again)?)
        };
        run().map_err(|error| thrown(&error))
    }
}
