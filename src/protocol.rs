//! What crosses between the page and this core and is no result of a room.

use serde::{Deserialize, Serialize};

use crate::answer::PerturbedSequence;
use crate::case::{Deep, SequenceFeatures};
use crate::table::Sequence;
use crate::words::Notice;

/// All that was measured of a case.
#[derive(Debug, Deserialize)]
pub struct CaseRecord {
    /// Years, where they are known.
    pub age_years: Option<f64>,
    /// Features of each sequence.
    pub sequences: Vec<SequenceFeatures>,
    /// Deep features in the order of the sequences; empty where there are none.
    pub deep: Vec<Deep>,
    /// What was said of the case before it was measured.
    pub said: Vec<MaskDone>,
    /// Features on changed masks; empty where the mask sensitivity was not measured.
    pub moved: Vec<PerturbedSequence>,
}

/// What the page itself did to the mask of a case, before it was measured.
#[derive(Debug, Clone, Copy, Deserialize)]
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
pub struct CapsuleSummary<P> {
    /// Its sequences.
    pub sequences: Vec<Sequence>,
    /// Years.
    pub age_years: f64,
    /// The answer.
    pub prediction: P,
    /// Whether it has deep features.
    pub deep: bool,
}

/// The row of a case in the table of answers, and the answer it is headed by.
#[derive(Debug, Serialize)]
pub struct CaseLine {
    /// A line of CSV.
    pub line: String,
    /// The first answer of the last model that is no baseline; `None` where no model was asked.
    pub model: Option<String>,
    /// Its probability of metastasis.
    pub probability: Option<f64>,
    /// Its class.
    pub class: Option<String>,
    /// How many warnings there are.
    pub warnings: usize,
}
