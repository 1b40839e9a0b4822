//! Texts between page and core, read.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;

use super::foreign;
use crate::answer::PerturbedSequence;
use crate::case::SequenceFeatures;
use crate::error::{Error, ErrorKind, Result, Warning};
use crate::table::Sequence;
use crate::words::Notice;

/// A result as a plain object; what is missing is null.
pub(super) fn object(value: &impl Serialize) -> Result<JsValue> {
    let serializer =
        serde_wasm_bindgen::Serializer::new().serialize_missing_as_null(true).serialize_maps_as_objects(true);
    value.serialize(&serializer).map_err(|cause| unlike(&cause))
}

/// What an object of the page says.
pub(super) fn read<T: DeserializeOwned>(object: JsValue) -> Result<T> {
    serde_wasm_bindgen::from_value(object).map_err(|cause| unlike(&cause))
}

/// An object that is not what the other side takes.
fn unlike(cause: &serde_wasm_bindgen::Error) -> Error {
    Error::new(
        ErrorKind::Format,
        "message between page and core",
        "an object of this version",
        cause.to_string(),
    )
}

/// A sequence by its key.
pub(super) fn sequence_of(key: &str) -> Result<Sequence> {
    Sequence::from_key(key)
        .ok_or_else(|| Error::new(ErrorKind::Missing, "sequence", "t1, t2, t2fs or t1ce", key))
}

/// Features of sequences from their texts; deep ones, where there are any, are in the same order.
pub(super) fn parts(texts: &[String], deep: &[String]) -> Result<Vec<SequenceFeatures>> {
    let read = |text: &String| serde_json::from_str(text).map_err(|cause| foreign(&cause));
    let mut parts: Vec<SequenceFeatures> = texts.iter().map(read).collect::<Result<_>>()?;
    for (part, text) in parts.iter_mut().zip(deep) {
        part.join(serde_json::from_str(text).map_err(|cause| foreign(&cause))?);
    }
    Ok(parts)
}

/// What the page itself did to the mask of a case.
#[derive(Deserialize)]
#[serde(tag = "code", content = "values", rename_all = "kebab-case")]
enum Done {
    MaskDrawn { sequence: Sequence },
    MaskRepaired { sequence: Sequence, apart_mm: f64, turned_deg: f64, inside: usize, voxels: usize },
}

/// Warnings of what the page did, from the JSON of codes with values.
pub(super) fn warnings(json: &str) -> Result<Vec<Warning>> {
    let done: Vec<Done> = serde_json::from_str(json).map_err(|cause| foreign(&cause))?;
    let notice = |done| match done {
        Done::MaskDrawn { sequence } => Notice::MaskDrawn { sequence },
        Done::MaskRepaired { sequence, apart_mm, turned_deg, inside, voxels } => {
            Notice::MaskRepaired { sequence, apart_mm, turned_deg, inside, voxels }
        }
    };
    Ok(done.into_iter().map(|done| notice(done).into()).collect())
}

/// Perturbed sequences from their texts.
pub(super) fn perturbed(texts: &[String]) -> Result<Vec<PerturbedSequence>> {
    texts.iter().map(|text| serde_json::from_str(text).map_err(|cause| foreign(&cause))).collect()
}
