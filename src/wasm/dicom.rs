//! A DICOM study of the user, read in the worker piece by piece.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{File, TextDecoder};

use super::message::object;
use super::scan::{WebFile, inspection};
use super::thrown;
use crate::case::dicom;
use crate::case::dicom::{Mask, Series, Text};
use crate::case::source::{Source, first_bytes};
use crate::protocol::study::{LeftOutFound, MaskFound, RefusedFound, SegmentFound, StudyFound, VolumeFound};

/// Bytes by which a DICOM file is recognised.
const RECOGNISED_BY: u64 = 256;
/// Share of the pixels of a preview that are darker than its black, and brighter than its white.
const CLIPPED: f64 = 0.01;

/// Whether each of some files is DICOM, by its first bytes.
#[wasm_bindgen]
pub fn are_dicom(files: Vec<File>) -> Vec<u8> {
    let is_it =
        |file: File| first_bytes(&WebFile(file), RECOGNISED_BY).is_ok_and(|start| dicom::is_dicom(&start));
    files.into_iter().map(|file| u8::from(is_it(file))).collect()
}

/// A set of DICOM files. Their headers are read at once, their pixels when they are asked for.
#[wasm_bindgen]
pub struct Study {
    files: Vec<WebFile>,
    study: dicom::Study,
}

#[wasm_bindgen]
impl Study {
    /// Takes the files.
    #[wasm_bindgen(constructor)]
    pub fn new(files: Vec<File>) -> Self {
        let files: Vec<WebFile> = files.into_iter().map(WebFile).collect();
        let study = dicom::study(&sources(&files), &decode);
        Self { files, study }
    }

    /// Its volumes and masks.
    #[wasm_bindgen(unchecked_return_type = "core.StudyFound")]
    pub fn found(&self) -> std::result::Result<JsValue, JsValue> {
        let study = &self.study;
        let refused = |of: &dicom::Refused| RefusedFound { problem: of.error.clone(), files: of.files };
        let left_out = study.left_out.iter().map(|(&what, &files)| LeftOutFound { what, files });
        let is_empty = study.volumes.is_empty() && study.masks.is_empty();
        let first = study.refused.first().map(|of| of.error.clone());
        let found = StudyFound {
            problem: is_empty.then(|| first.unwrap_or_else(|| dicom::nothing_found(study))),
            volumes: study.volumes.iter().map(found_volume).collect(),
            masks: study.masks.iter().map(|mask| found_mask(study, mask)).collect(),
            patients: study.patients,
            studies: study.studies,
            refused: study.refused.iter().map(refused).collect(),
            left_out: left_out.collect(),
        };
        object(&found).map_err(|error| thrown(&error))
    }

    /// The middle slice of a volume, to look at: red, green, blue and opacity of each pixel, row by row, after the number of its
    /// columns.
    pub fn preview(&self, at: usize) -> std::result::Result<Vec<u32>, JsValue> {
        let run = || {
            let nothing = || dicom::nothing_found(&self.study);
            let slide = self.study.volumes.get(at).ok_or_else(nothing)?.middle(&sources(&self.files))?;
            let mut sorted = slide.values.clone();
            sorted.sort_by(f64::total_cmp);
            let clipped = (sorted.len() as f64 * CLIPPED) as usize;
            let ends = [clipped, sorted.len().saturating_sub(1 + clipped)].map(|at| sorted.get(at).copied());
            let [low, high] = ends.map(Option::unwrap_or_default);
            let range = if high > low { high - low } else { 1.0 };
            let grey = |value: f64| ((value - low) / range * 255.0).clamp(0.0, 255.0) as u32;
            let pixel = |value: &f64| 0xFF00_0000 | (grey(*value) * 0x0001_0101);
            Ok(std::iter::once(slide.columns as u32).chain(slide.values.iter().map(pixel)).collect())
        };
        run().map_err(|error| thrown(&error))
    }
}

fn sources(files: &[WebFile]) -> Vec<&dyn Source> {
    files.iter().map(|file| file as &dyn Source).collect()
}

/// Text in the character set that its file names.
fn decode(text: &Text) -> String {
    // What an encoding cannot read becomes a mark in the text, as everywhere in a browser.
    let decoder = TextDecoder::new_with_label(text.encoding()).or_else(|_| TextDecoder::new());
    decoder.and_then(|decoder| decoder.decode_with_u8_array(&text.bytes)).unwrap_or_default()
}

fn found_volume(series: &Series) -> VolumeFound {
    let (files, frame) = series.place();
    let inspection = series.grid.as_ref().ok().map(|grid| inspection(grid, &series.warnings, None));
    let (why, role) = match &series.role {
        Ok(role) => (&role.why, Some(role)),
        Err(why) => (why, None),
    };
    VolumeFound {
        number: series.number,
        description: decode(&series.description),
        echo_ms: series.echo_ms,
        repetition_ms: series.repetition_ms,
        inversion_ms: series.inversion_ms,
        patient: series.patient,
        age_years: series.age_years,
        slices: series.slices(),
        inspection,
        problem: series.grid.as_ref().err().cloned(),
        sequence: role.map(|role| role.sequence),
        confidence: role.map(|role| role.confidence.key()),
        why: why.0.iter().map(crate::words::VolumeRole::coded).collect(),
        files,
        frame,
    }
}

fn found_mask(study: &dicom::Study, mask: &Mask) -> MaskFound {
    let drawn_on = study.drawn_on(mask).map(|series| series.place().0).unwrap_or_default();
    let segments = mask.segments.iter().map(|segment| SegmentFound {
        number: segment.number,
        label: decode(&segment.label),
        is_proposed: segment.is_proposed,
    });
    MaskFound {
        segments: segments.collect(),
        files: std::iter::once(mask.file).chain(drawn_on).collect(),
        is_in_frame: mask.is_in_frame,
        problem: mask.grid.as_ref().err().cloned(),
        warnings: mask.warnings.clone(),
    }
}
