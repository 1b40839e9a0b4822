//! What is asked of a case beyond its answer: how far the answer moves with the mask, the grey levels of a region, and
//! the capsule that verifies itself.

use js_sys::Function;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::message::{parts, perturbed, sequence_of, warnings};
use super::model::Model;
use super::picture::MaskVoxels;
use super::scan::Scan;
use super::{Listener, foreign, text, thrown};
use crate::answer;
use crate::answer::{Capsule, PerturbedSequence, Recomputed, Sealed, Sealing};
use crate::case;
use crate::case::{EngineName, SequenceFeatures};
use crate::error::{Error, Result, Warning};
use crate::settings::Settings;

#[wasm_bindgen]
impl Model {
    /// The features that the models use, of one sequence, on eight masks moved by one voxel, as JSON.
    pub fn perturb(
        &self,
        sequence: &str,
        image: &Scan,
        mask: &Scan,
        label: i32,
        progress: &Function,
    ) -> std::result::Result<String, JsValue> {
        let run = || {
            let sequence = sequence_of(sequence)?;
            let settings = Settings { label, ..self.settings.clone() };
            let image = case::read_image(&image.bytes, image.data.as_deref())?.value;
            let labels = read_mask(mask)?;
            let scan = (&image, &labels);
            text(&answer::perturb_sequence(&self.bundle, sequence, scan, &settings, &Listener(progress))?)
        };
        run().map_err(|error| thrown(&error))
    }

    /// How many voxels of a region have which grey level, as JSON.
    pub fn levels(
        &self,
        image: &Scan,
        mask: &MaskVoxels,
        label: i32,
    ) -> std::result::Result<String, JsValue> {
        let run = || {
            let image = case::read_image(&image.bytes, image.data.as_deref())?.value;
            let settings = Settings { label, ..self.settings.clone() };
            text(&case::levels(&image, &mask.map, &settings)?)
        };
        run().map_err(|error| thrown(&error))
    }

    /// A capsule of a case measured in one label of a mask.
    pub fn seal(&self, case: &Measured, mask: &Scan, label: i32) -> std::result::Result<String, JsValue> {
        let run = || {
            let labels = read_mask(mask)?;
            let sealed = |features| Sealed { features, labels: &labels, label };
            let sealed: Vec<Sealed<'_>> = case.sequences.iter().map(sealed).collect();
            let Measured { said, moved, .. } = case;
            let Measured { age_years, deep_by, prevalence, .. } = *case;
            let sealing = Sealing { age_years, said, moved, deep_by, prevalence };
            answer::seal(&self.bundle, sealing, &sealed)
        };
        run().map_err(|error| thrown(&error))
    }
}

/// All that was measured of a case, on its way into a capsule.
#[wasm_bindgen]
pub struct Measured {
    sequences: Vec<SequenceFeatures>,
    age_years: f64,
    said: Vec<Warning>,
    moved: Vec<PerturbedSequence>,
    deep_by: EngineName,
    prevalence: Option<f64>,
}

#[wasm_bindgen]
impl Measured {
    /// Features (texts of `extract` and, where there are any, of `Deep::extract`), the age, and what was said of the
    /// case (JSON of warnings).
    #[wasm_bindgen(constructor)]
    pub fn new(
        sequences: Vec<String>,
        deep: Vec<String>,
        age_years: f64,
        said: &str,
    ) -> std::result::Result<Self, JsValue> {
        let read = || {
            let (moved, deep_by) = (Vec::new(), EngineName::Cpu);
            Ok(Self {
                sequences: parts(&sequences, &deep)?,
                age_years,
                said: warnings(said)?,
                moved,
                deep_by,
                prevalence: None,
            })
        };
        read().map_err(|error| thrown(&error))
    }

    /// Adds features on moved masks (texts of `perturb`; none where the range was not measured), what computed the deep
    /// features (`cpu` or `webgpu`), and the share of metastases that the answer is for, if not that of training.
    pub fn beside(
        &mut self,
        moved: Vec<String>,
        deep_by: String,
        prevalence: Option<f64>,
    ) -> std::result::Result<(), JsValue> {
        let read = || {
            let engine = serde_json::from_value(deep_by.into()).map_err(|cause| foreign(&cause))?;
            Ok((perturbed(&moved)?, engine))
        };
        self.prevalence = prevalence;
        (self.moved, self.deep_by) = read().map_err(|error| thrown(&error))?;
        Ok(())
    }
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
    pub fn new(json: &str) -> std::result::Result<Self, JsValue> {
        let capsule = Capsule::from_json(json).map_err(|error| thrown(&error))?;
        Ok(Self { capsule })
    }

    /// Its sequences, age and answer, as JSON.
    pub fn summary(&self) -> std::result::Result<String, JsValue> {
        let sequences: Vec<_> = self.capsule.sequences().collect();
        let summary = serde_json::json!({
            "sequences": sequences,
            "age_years": self.capsule.age_years(),
            "prediction": self.capsule.prediction(),
            "deep": self.capsule.deep().is_some(),
        });
        text(&summary).map_err(|error| thrown(&error))
    }

    /// One sequence measured again, as JSON; `wanted` is the sequence that the image is taken for.
    pub fn recompute(
        &self,
        image: &Scan,
        wanted: &str,
        progress: &Function,
    ) -> std::result::Result<String, JsValue> {
        let run = || {
            let image = case::read_image(&image.bytes, image.data.as_deref())?.value;
            text(&self.capsule.recompute(&image, Some(sequence_of(wanted)?), &Listener(progress))?)
        };
        run().map_err(|error| thrown(&error))
    }

    /// What was measured again (texts of `recompute` and, where there are deep features, of `recompute_deep`) against
    /// what is in the capsule, as JSON.
    pub fn compare(&self, sequences: Vec<String>, deep: Vec<String>) -> std::result::Result<String, JsValue> {
        let run = || {
            let read = |text: &String| serde_json::from_str(text).map_err(|cause| foreign(&cause));
            let mut again: Vec<Recomputed> = sequences.iter().map(read).collect::<Result<_>>()?;
            for (one, text) in again.iter_mut().zip(&deep) {
                one.features.join(serde_json::from_str(text).map_err(|cause| foreign(&cause))?);
            }
            text(&self.capsule.compare(&again)?)
        };
        run().map_err(|error| thrown(&error))
    }
}

fn read_mask(mask: &Scan) -> Result<crate::volume::LabelMap> {
    let at_mask = |error: Error| error.at("mask");
    Ok(case::read_labels(&mask.bytes, mask.data.as_deref()).map_err(at_mask)?.value)
}
