//! Mask sensitivity: the range of each probability when the mask is shifted by one voxel along every axis of its grid, grown
//! and shrunk.
//!
//! It shows how much the drawing matters for this lesion. It is no confidence interval: how reliable a probability is for
//! patients like this one is a question of the model's calibration in other patients.

use crate::align;
use crate::align::Perturbation;
use crate::answer::predict;
use crate::answer::prediction::{MaskSensitivity, PerturbedFeatures, PerturbedSequence, Range, Tried};
use crate::case::{Named, SequenceFeatures, SequenceScan, extract_sequence};
use crate::error::{Error, ErrorKind, Result};
use crate::model::file::{Classifier, FittedModel, ModelFile};
use crate::monitor::{Monitor, Silent};
use crate::numeric::order;
use crate::settings::Settings;
use crate::table::{Column, Patient, Sequence};
use crate::words::Task;

/// What the ranges mean, in a sentence that is kept with them.
pub const MEANING: &str = "lowest and highest probability when the mask is moved by one voxel in each of its six \
    directions, grown by one voxel and shrunk by one voxel; deep features stay those of the mask as drawn; it shows how \
    much the drawing matters and is no confidence interval";

/// The features that the models of a file use, of one sequence, under every perturbation of its mask. A perturbation
/// that leaves too little has a problem in place of features; the others count.
///
/// # Errors
/// The mask as drawn has no such label; cancelled.
pub fn measure_perturbed(
    model_file: &ModelFile,
    scan: SequenceScan<'_>,
    settings: &Settings,
    monitor: &dyn Monitor,
) -> Result<PerturbedSequence> {
    let SequenceScan { sequence, labels, .. } = scan;
    let settings = restricted(model_file, sequence, settings);
    let total = Perturbation::ALL.len();
    let mut variants = Vec::with_capacity(total);
    for (done, perturbation) in Perturbation::ALL.into_iter().enumerate() {
        let change = perturbation.change(&labels.geometry);
        let (words, coded) = (change.to_string(), change.coded());
        monitor.step(done, total, Task::Perturbation { change })?;
        let found = match &settings {
            None => Ok(Vec::new()),
            Some(settings) => align::perturb(labels, settings.label, perturbation)
                .and_then(|mask| extract_sequence(SequenceScan { labels: &mask, ..scan }, settings, &Silent))
                .map(|found| found.features),
        };
        let (features, error) = match found {
            Ok(features) => (features, None),
            Err(error) if error.kind == ErrorKind::Cancelled => return Err(error),
            Err(error) => (Vec::new(), Some(error)),
        };
        let (problem, cause) = (error.as_ref().map(Error::to_string), error.and_then(Error::into_coded));
        let change = Some(coded);
        variants.push(PerturbedFeatures { perturbation, words, change, features, problem, cause });
    }
    Ok(PerturbedSequence { sequence, variants })
}

/// The settings with only those image types and features that a model uses of a sequence; each feature is computed by
/// itself, so its value stays. `None` when none is used.
fn restricted(model_file: &ModelFile, sequence: Sequence, settings: &Settings) -> Option<Settings> {
    let inputs = model_file.models.iter().flat_map(|model| model.scaling.inputs());
    let own = inputs.filter(|input| input.sequence() == Some(sequence));
    let used = order::set(own.filter_map(Column::feature));
    let mut settings = settings.clone();
    settings.additional_info = false;
    settings.images.retain(|image_type| {
        image_type.filter.images().iter().any(|image| used.iter().any(|id| id.image_type == *image))
    });
    for (class, entries) in &mut settings.classes {
        entries.retain(|entry| used.iter().any(|id| id.class == class.name() && id.name == entry.name));
    }
    settings.classes.retain(|(_, entries)| !entries.is_empty());
    (!settings.classes.is_empty()).then_some(settings)
}

/// The ranges of a case whose mask as drawn gave `sequences`.
///
/// # Errors
/// As [`predict::predict`]; a perturbation that cannot be answered has a problem in place of probabilities.
pub fn mask_sensitivity(
    model_file: &ModelFile,
    patient: Patient<'_>,
    sequences: &[SequenceFeatures],
    perturbed: &[PerturbedSequence],
) -> Result<MaskSensitivity> {
    let as_drawn = predict::probabilities(model_file, patient, sequences)?;
    let tried: Vec<Tried> = Perturbation::ALL
        .into_iter()
        .map(|perturbation| {
            let (measured, tried) = replaced(sequences, perturbation, perturbed);
            answered(model_file, patient, &measured, tried)
        })
        .collect();
    let asked = predict::asked(model_file, sequences)?;
    let answers = asked.iter().flat_map(|model| model.classifiers.iter().map(move |one| (*model, one)));
    let range = |(at, (model, classifier)): (usize, (&FittedModel, &Classifier))| {
        let probabilities = tried.iter().filter_map(|tried| tried.probabilities.get(at).copied());
        let start = (as_drawn[at], as_drawn[at]);
        let (low, high) = probabilities.fold(start, |(low, high), p| (low.min(p), high.max(p)));
        Range {
            model: model.name.clone(),
            classifier: classifier.kind,
            low,
            high,
            class_changes: (low >= classifier.threshold) != (high >= classifier.threshold),
        }
    };
    let ranges = answers.enumerate().map(range).collect();
    Ok(MaskSensitivity { method: "mask-perturbation".to_owned(), meaning: MEANING.to_owned(), ranges, tried })
}

/// The features of a case under one perturbation: those of the mask as drawn, replaced where they were measured again. With
/// them what the perturbation does, and why it cannot be answered, where it cannot.
fn replaced(
    sequences: &[SequenceFeatures],
    perturbation: Perturbation,
    perturbed: &[PerturbedSequence],
) -> (Vec<SequenceFeatures>, Tried) {
    let mut measured = sequences.to_vec();
    let mut tried = Tried::of(perturbation);
    for variant_of in perturbed {
        let variant = variant_of.variants.iter().find(|variant| variant.perturbation == perturbation);
        let Some(variant) = variant else { continue };
        tried.words.clone_from(&variant.words);
        tried.change.clone_from(&variant.change);
        // The reason of the first sequence in which the mask cannot be measured is kept.
        if let (Some(reason), None) = (&variant.problem, &tried.problem) {
            tried.problem = Some(format!("{}: {reason}", variant_of.sequence));
            (tried.cause, tried.cause_in) = (variant.cause.clone(), Some(variant_of.sequence));
        }
        let over = |named: &mut Named| {
            if let Some(new) = variant.features.iter().find(|new| new.name == named.name) {
                named.value = new.value;
            }
        };
        for own in measured.iter_mut().filter(|own| own.sequence == variant_of.sequence) {
            own.features.iter_mut().for_each(over);
        }
    }
    (measured, tried)
}

/// The same with its probabilities.
fn answered(
    model_file: &ModelFile,
    patient: Patient<'_>,
    measured: &[SequenceFeatures],
    mut tried: Tried,
) -> Tried {
    if tried.problem.is_none() {
        match predict::probabilities(model_file, patient, measured) {
            Ok(probabilities) => tried.probabilities = probabilities,
            Err(error) => (tried.problem, tried.cause) = (Some(error.to_string()), error.into_coded()),
        }
    }
    tried
}
