//! What crosses of a DICOM study: its volumes and masks, without a word of the patient.

use serde::Serialize;

use crate::case::Inspection;
use crate::error::{Coded, Error, Warning};
use crate::table::Sequence;

/// What a set of DICOM files holds.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct StudyFound {
    /// Its volumes, in the order of their series.
    pub volumes: Vec<VolumeFound>,
    /// Its masks.
    pub masks: Vec<MaskFound>,
    /// Number of patients the images are of.
    pub patients: usize,
    /// Number of studies.
    pub studies: usize,
    /// Why there is nothing to choose from; `None` where there is.
    pub problem: Option<Error>,
    /// Images that belong to no volume, by the reason.
    pub refused: Vec<RefusedFound>,
    /// Files that are no images: what they are, how many.
    pub left_out: Vec<LeftOutFound>,
}

/// One volume.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct VolumeFound {
    /// `SeriesNumber`.
    pub number: Option<i64>,
    /// `SeriesDescription`.
    pub description: String,
    /// Echo time, ms.
    pub echo_ms: Option<f64>,
    /// Repetition time, ms.
    pub repetition_ms: Option<f64>,
    /// Inversion time, ms.
    pub inversion_ms: Option<f64>,
    /// Which of the patients it is of, from 0.
    pub patient: usize,
    /// Whole years of the patient at the time of the study.
    pub age_years: Option<u32>,
    /// Slices.
    pub slices: usize,
    /// As of an image file; `None` where it cannot be read.
    pub inspection: Option<Inspection>,
    /// Why it cannot be read.
    pub problem: Option<Error>,
    /// The sequence it is proposed for.
    pub sequence: Option<Sequence>,
    /// How sure that is: `sure`, `likely` or `ask`.
    #[cfg_attr(test, ts(type = "\"sure\" | \"likely\" | \"ask\" | null"))]
    pub confidence: Option<&'static str>,
    /// What the proposal rests on, or why there is none.
    pub why: Vec<Coded>,
    /// Its files, by their places among those of the study.
    pub files: Vec<usize>,
    /// The frame of the first file that its first slice is.
    pub frame: usize,
}

/// One mask, from a segmentation or from contours.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct MaskFound {
    /// Its segments.
    pub segments: Vec<SegmentFound>,
    /// Its own file, then those of the volume that it was drawn on, by their places among those of the study.
    pub files: Vec<usize>,
    /// Whether it was drawn in the frame of reference of one of the volumes.
    pub is_in_frame: bool,
    /// Why it cannot be used.
    pub problem: Option<Error>,
    /// What should be known of it.
    pub warnings: Vec<Warning>,
}

/// A segment or region of a mask.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SegmentFound {
    /// Its number in the file.
    pub number: u32,
    /// What the file calls it.
    pub label: String,
    /// Whether it is called a lesion.
    pub is_proposed: bool,
}

/// Images that could not be placed or read.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct RefusedFound {
    /// Why.
    pub problem: Error,
    /// Number of files.
    pub files: usize,
}

/// Files that are no images.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct LeftOutFound {
    /// What they are, in English.
    pub what: &'static str,
    /// How many.
    pub files: usize,
}
