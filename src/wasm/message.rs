//! Texts between page and core, read.

use super::foreign;
use crate::answer::PerturbedSequence;
use crate::case::SequenceFeatures;
use crate::error::{Error, ErrorKind, Result, Warning};
use crate::table::Sequence;

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

/// Warnings from their JSON.
pub(super) fn warnings(json: &str) -> Result<Vec<Warning>> {
    serde_json::from_str(json).map_err(|cause| foreign(&cause))
}

/// Perturbed sequences from their texts.
pub(super) fn perturbed(texts: &[String]) -> Result<Vec<PerturbedSequence>> {
    texts.iter().map(|text| serde_json::from_str(text).map_err(|cause| foreign(&cause))).collect()
}
