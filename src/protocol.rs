//! What crosses between the page and this core and is no result of a room.
//!
//! Types of everything that crosses are the page's too: `www/core/protocol/core.ts` is written from the Rust ones by the
//! test in `protocol/types.rs`.

pub mod study;
mod types;

#[cfg(target_arch = "wasm32")]
use js_sys::{Float32Array, Int32Array};
use serde::{Deserialize, Serialize};

use crate::answer::{PerturbedSequence, Prediction};
use crate::case::{Deep, EngineName, MaskFit, SequenceFeatures};
use crate::error::Warning;
use crate::table::{Sequence, Told};
use crate::volume::Geometry;
use crate::words::Notice;

/// Stand-ins where there is no JavaScript: there only the shapes of the types below are looked at.
#[cfg(not(target_arch = "wasm32"))]
type Float32Array = Vec<f32>;
#[cfg(not(target_arch = "wasm32"))]
type Int32Array = Vec<i32>;

/// All that was measured of a case.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CaseRecord {
    /// Years, where they are known.
    pub age_years: Option<f64>,
    /// What else is said of the patient.
    pub clinical: Vec<Told>,
    /// Features of each sequence.
    pub sequences: Vec<SequenceFeatures>,
    /// Deep features in the order of the sequences; empty where there are none.
    pub deep: Vec<Deep>,
    /// What the page did to the mask before the case was measured.
    pub mask_changes: Vec<MaskDone>,
    /// Features on perturbed masks; empty where the mask sensitivity was not measured.
    pub perturbed: Vec<PerturbedSequence>,
}

/// What the page itself did to the mask of a case, before it was measured.
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "code", content = "values", rename_all = "kebab-case")]
#[allow(missing_docs, reason = "as the notices of these names")]
pub enum MaskDone {
    MaskDrawn { sequence: Sequence },
    MaskRepaired { sequence: Sequence, apart_mm: f64, turned_deg: f64, inside: usize, voxels: usize },
}

impl From<MaskDone> for Notice {
    fn from(done: MaskDone) -> Self {
        match done {
            MaskDone::MaskDrawn { sequence } => Self::MaskDrawn { sequence },
            MaskDone::MaskRepaired { sequence, apart_mm, turned_deg, inside, voxels } => {
                Self::MaskRepaired { sequence, apart_mm, turned_deg, inside, voxels }
            }
        }
    }
}

/// What a capsule holds.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CapsuleSummary {
    /// Its sequences.
    pub sequences: Vec<Sequence>,
    /// Years, where they are known.
    pub age_years: Option<f64>,
    /// The answer.
    pub prediction: Prediction,
    /// Whether it has deep features.
    pub deep: bool,
}

/// Which curves are drawn, and the case whose marks they have.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ChartsRequest {
    /// Name of the model.
    pub name: String,
    /// Kind of its classifier: `logistic-regression`.
    pub classifier: String,
    /// What the case got.
    pub probability: f64,
    /// Its inputs, in the order of the model.
    pub values: Vec<f64>,
    /// Share of metastases that the probability is for; `None` for that of training.
    pub prevalence: Option<f64>,
}

/// What a capsule is made of beside the case and its mask.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SealRequest {
    /// Label of the lesion in the mask.
    pub label: i32,
    /// What computed the deep features.
    pub deep_by: EngineName,
    /// Share of metastases that the answer is for; `None` for that of training.
    pub prevalence: Option<f64>,
}

/// The row of a case in the table of answers, and the answer it is headed by.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CaseLine {
    /// A line of CSV.
    pub line: String,
    /// The first answer of the last model that is no baseline; `None` where no model was asked.
    pub model: Option<String>,
    /// Its probability of metastasis.
    pub probability: Option<f64>,
    /// Its class.
    pub class: Option<String>,
    /// What the user should know.
    pub warnings: Vec<Warning>,
    /// Names of its features, a line of CSV.
    pub columns: String,
    /// Their values, a line of CSV.
    pub features: String,
}

/// The voxels of an image for the page to draw, with where they lie.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ImagePicture {
    /// The grid.
    pub grid: Geometry,
    /// Values rounded to f32, enough for the eye; x fastest.
    #[cfg_attr(target_arch = "wasm32", serde(with = "serde_wasm_bindgen::preserve"))]
    #[cfg_attr(test, ts(type = "Float32Array"))]
    pub voxels: Float32Array,
}

/// The voxels of a label map, with where they lie.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct LabelPicture {
    /// The grid.
    pub grid: Geometry,
    /// Labels, x fastest.
    #[cfg_attr(target_arch = "wasm32", serde(with = "serde_wasm_bindgen::preserve"))]
    #[cfg_attr(test, ts(type = "Int32Array"))]
    pub voxels: Int32Array,
}

/// How a mask lies on an image, and its labels there.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct MaskOnImage {
    /// How both lie to each other, for one label.
    pub fit: MaskFit,
    /// All labels on the image's grid, which are those that are measured; `None` where the grids count as one.
    pub carried: Option<CarriedBox>,
}

/// Labels in a box of an image's voxels, outside of which there are none.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CarriedBox {
    /// The box's first voxel.
    pub low: [usize; 3],
    /// Voxels along each axis.
    pub size: [usize; 3],
    /// Labels, x fastest.
    #[cfg_attr(target_arch = "wasm32", serde(with = "serde_wasm_bindgen::preserve"))]
    #[cfg_attr(test, ts(type = "Int32Array"))]
    pub voxels: Int32Array,
}
