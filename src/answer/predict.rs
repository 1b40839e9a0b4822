//! A model file and one case become an answer (stages 8 and 9).

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::answer::prediction::{
    Answer, Class, Contribution, Done, Lacks, Measured, ModelFileName, OutOfDistribution, Prediction,
    Unanswered,
};
use crate::answer::spacing;
use crate::case::{SequenceFeatures, case_warnings};
use crate::classify::Kind;
use crate::error::{Result, Warning};
use crate::explain;
use crate::explain::{Answered, Explanation, Level, Method};
use crate::model::file::{Classifier, FittedModel, ModelFile};
use crate::numeric::hash::sha256;
use crate::numeric::order;
use crate::numeric::structure::Structure;
use crate::program::PROGRAM;
use crate::select::Component;
use crate::table::{ClinicalInput, Column, Entered, Patient, Term, Told, entered, term_of};
use crate::words::CaseProblem;
use crate::words::Notice;
use crate::words::Outliers;
use crate::words::P;

/// Applies every model of a file to a case. Without deep features of any sequence, models that need them are left out,
/// and named.
///
/// # Errors
/// A clinical input is missing or none of its values, a sequence the models use is missing, a feature is missing or no number, deep features
/// are of another network or settings, or missing where no model does without.
///
/// # Examples
/// ```
/// use discern::answer::predict;
/// use discern::case::{SequenceScan, measure_sequence};
/// use discern::model::ModelFile;
/// use discern::monitor::Silent;
/// use discern::read;
/// use discern::settings::Settings;
/// use discern::table::{Patient, Sequence};
///
/// let model = ModelFile::from_json(&std::fs::read_to_string("models/demo.json")?)?;
/// let settings = Settings::from_yaml(&model.extraction.settings)?;
/// let file = |what: &str| std::fs::read(format!("models/sample/sim-0601_{what}.nii.gz"));
/// let labels = read::labels(&file("mask")?, None)?.value;
/// let mut sequences = Vec::new();
/// for sequence in Sequence::ALL {
///     let image = read::image(&file(sequence.key())?, None)?.value;
///     sequences.push(measure_sequence(SequenceScan { sequence, image: &image, labels: &labels }, &settings, &Silent)?);
/// }
///
/// let prediction = predict(&model, Patient::of_age(38.0), &sequences)?;
/// for answer in &prediction.models {
///     assert!((0.0..=1.0).contains(&answer.probability));
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn predict(
    model_file: &ModelFile,
    patient: Patient<'_>,
    sequences: &[SequenceFeatures],
) -> Result<Prediction> {
    check(model_file, sequences)?;
    let entered = entered(model_file.clinical(), patient)?;
    let terms = terms(&entered);
    let values = values(&terms, sequences);
    let asked = asked(model_file, sequences)?;
    let left_out = model_file.models.iter().filter(|model| !asked.iter().any(|one| one.name == model.name));
    let unanswered =
        left_out.map(|model| Unanswered { model: model.name.clone(), lacks: Lacks::DeepFeatures }).collect();
    let mut prediction = Prediction {
        model_file: name(model_file),
        models: Vec::new(),
        unanswered,
        warnings: Vec::new(),
        done: done(model_file, &entered, sequences),
        mask_sensitivity: None,
        prevalence: None,
    };
    for features in sequences {
        let of = |warning: &Warning| warning.clone().of(features.sequence);
        prediction.warnings.extend(features.warnings.iter().map(of));
    }
    prediction.warnings.extend(entered.iter().filter_map(stands_in));
    prediction.warnings.extend(case_warnings(sequences));
    prediction.warnings.extend(spacing::warnings(&model_file.extraction.spacing_mm, sequences));
    for model in asked {
        let raw = inputs(model, &values)?;
        for classifier in &model.classifiers {
            prediction.models.push(answer(model_file.clinical(), model, classifier, &raw)?);
        }
    }
    prediction.warnings.extend(prediction.models.iter().filter_map(far_away));
    Ok(prediction)
}

/// Probabilities alone, one for every model and classifier of the file that can be asked.
///
/// # Errors
/// As [`predict`].
pub(super) fn probabilities(
    model_file: &ModelFile,
    patient: Patient<'_>,
    sequences: &[SequenceFeatures],
) -> Result<Vec<f64>> {
    check(model_file, sequences)?;
    let terms = terms(&entered(model_file.clinical(), patient)?);
    let values = values(&terms, sequences);
    let mut found = Vec::new();
    for model in asked(model_file, sequences)? {
        let raw = inputs(model, &values)?;
        for one in &model.classifiers {
            found.push(model.probability(one, one.logit(&one.row(&model.scaling, &raw)))?);
        }
    }
    Ok(found)
}

/// What models see of the patient.
fn terms(entered: &[Entered<'_>]) -> Vec<(Column, f64)> {
    let of = |one: &Entered<'_>| {
        let value = one.value;
        one.input.terms().into_iter().map(move |(column, term)| (column, term.of(value)))
    };
    entered.iter().flat_map(of).collect()
}

fn values<'a>(
    terms: &'a [(Column, f64)],
    sequences: &'a [SequenceFeatures],
) -> BTreeMap<&'a Column, Option<f64>> {
    let named = sequences.iter().flat_map(|features| &features.features);
    let clinical = terms.iter().map(|(column, value)| (column, Some(*value)));
    order::map(clinical.chain(named.map(|feature| (&feature.name, feature.value))))
}

fn done(model_file: &ModelFile, entered: &[Entered<'_>], sequences: &[SequenceFeatures]) -> Done {
    let measured = |found: &SequenceFeatures| {
        let facts = found.facts.as_ref()?;
        Some(Measured {
            sequence: found.sequence,
            size: facts.size,
            spacing_mm: facts.spacing_mm,
            image_sha256: facts.image_sha256.clone(),
            mask_sha256: facts.mask_sha256.clone(),
            lesion_voxels: facts.lesion_voxels,
            lesion_ml: facts.lesion_ml,
        })
    };
    Done {
        program: PROGRAM.to_owned(),
        settings_sha256: sha256(model_file.extraction.settings.as_bytes()),
        age_years: entered.iter().find(|one| one.input.is_age() && !one.imputed).map(|age| age.value),
        clinical: entered.iter().filter(|one| !one.input.is_age() || one.imputed).map(said).collect(),
        sequences: sequences.iter().filter_map(measured).collect(),
    }
}

/// What an answer says of a clinical input.
fn said(Entered { input, value, imputed }: &Entered<'_>) -> Told {
    Told { name: input.name.clone(), text: input.words(*value), imputed: *imputed }
}

/// A warning for an input that is not known.
fn stands_in(one: &Entered<'_>) -> Option<Warning> {
    let Told { name, text, imputed } = said(one);
    imputed.then(|| Notice::ClinicalImputed { input: name, value: text }.into())
}

/// Sequences are there, each once.
fn check(model_file: &ModelFile, sequences: &[SequenceFeatures]) -> Result<()> {
    for needed in &model_file.extraction.sequences {
        match sequences.iter().filter(|features| features.sequence == *needed).count() {
            1 => {}
            0 => {
                let (sequence, model) = (*needed, model_file.name.clone());
                return Err(CaseProblem::SequenceMissing { sequence, model }.into());
            }
            _ => {
                return Err(CaseProblem::SequenceTwice { sequence: *needed }.into());
            }
        }
    }
    check_settings(model_file, sequences)
}

/// Features are numbers of the settings they were extracted with: others have the same names and mean something else.
fn check_settings(model_file: &ModelFile, sequences: &[SequenceFeatures]) -> Result<()> {
    let own = model_file.extraction.meaning()?;
    match sequences.iter().find(|features| features.settings.as_ref().is_some_and(|other| *other != own)) {
        None => Ok(()),
        Some(features) => Err(CaseProblem::FeaturesOfOtherSettings { sequence: features.sequence }.into()),
    }
}

fn name(model_file: &ModelFile) -> ModelFileName {
    ModelFileName {
        name: model_file.name.clone(),
        demonstration: model_file.demonstration,
        notice: model_file.notice.clone(),
        sha256: model_file.sha256().to_owned(),
    }
}

/// Raw inputs of a model.
fn inputs(model: &FittedModel, values: &BTreeMap<&Column, Option<f64>>) -> Result<Vec<f64>> {
    let value = |input: &Column| match values.get(input) {
        Some(Some(value)) => Ok(*value),
        Some(None) if model.takes_missing() => Ok(f64::NAN),
        Some(None) => Err(CaseProblem::InputWithoutValue { input: input.to_string() }.into()),
        None => Err(CaseProblem::InputMissing { input: input.to_string() }.into()),
    };
    let made_of = |component: &Component| {
        let values: Vec<f64> = component.columns().map(|column| value(&column)).collect::<Result<_>>()?;
        Ok(component.score(values.into_iter()))
    };
    let components = model.scaling.components();
    let inputs = model.scaling.inputs().iter();
    inputs
        .map(|input| match components.iter().find(|component| component.name == *input) {
            Some(component) => made_of(component),
            None => value(input),
        })
        .collect()
}

/// The models that can be asked: all, or those without deep features where the case has none.
///
/// # Errors
/// Deep features that a model uses are not those of the file's own network and settings; there are none, and no model
/// does without.
pub(super) fn asked<'a>(
    model_file: &'a ModelFile,
    sequences: &[SequenceFeatures],
) -> Result<Vec<&'a FittedModel>> {
    let Some(record) = model_file.deep() else { return Ok(model_file.models.iter().collect()) };
    let plain: Vec<&FittedModel> = model_file.models.iter().filter(|model| !model.is_deep()).collect();
    let none = sequences.iter().all(|features| features.deep.is_none());
    if none && plain.iter().any(|model| !model.baseline) {
        return Ok(plain);
    }
    for features in sequences {
        let of = features.sequence;
        let mut components = model_file.models.iter().flat_map(|model| model.scaling.components());
        if components.any(|component| component.sequence == of) {
            record.check(of, features.deep.as_ref())?;
        }
    }
    Ok(model_file.models.iter().collect())
}

/// Unit of an input, where it has one.
fn unit(clinical: &[ClinicalInput], input: &Column) -> Option<Cow<'static, str>> {
    let number = term_of(clinical, input).filter(|(_, term)| *term == Term::Itself);
    let own = number.and_then(|(place, _)| clinical[place].unit.clone()).map(Cow::Owned);
    own.or_else(|| input.unit().map(Cow::Borrowed))
}

fn answer(
    clinical: &[ClinicalInput],
    model: &FittedModel,
    classifier: &Classifier,
    raw: &[f64],
) -> Result<Answer> {
    let row = model.scaling.standardise(raw);
    let logit = classifier.logit(&classifier.row(&model.scaling, raw));
    let probability = model.probability(classifier, logit)?;
    let (explanation, how) = explain(model, classifier, raw);
    // A missing input is no evidence that the case is unlike those of training.
    let known: Vec<f64> = row.iter().map(|&z| if z.is_nan() { 0.0 } else { z }).collect();
    let position = model.distribution.position(&known);
    let names = model.scaling.inputs();
    let contributions = names.iter().zip(raw).zip(&row).zip(&explanation.contributions).enumerate();
    let range = |at: usize| {
        let (low, high) = model.distribution.range(at);
        [low, high].map(|z| model.scaling.mean()[at] + model.scaling.sd()[at] * z)
    };
    Ok(Answer {
        model: model.name.clone(),
        baseline: model.baseline,
        classifier: classifier.kind,
        probability,
        threshold: classifier.threshold,
        class: if probability >= classifier.threshold { Class::Metastasis } else { Class::Primary },
        logit,
        base: explanation.base,
        explanation: how,
        contributions: contributions
            .map(|(at, (((name, &value), &z), &contribution))| Contribution {
                feature: name.clone(),
                value,
                unit: unit(clinical, name),
                z,
                training_range: range(at),
                contribution,
            })
            .collect(),
        out_of_distribution: OutOfDistribution {
            level: position.level,
            squared_distance: position.squared_distance,
            inputs: position.inputs,
            p: position.p,
            outliers: position.outliers.iter().map(|outlier| names[outlier.input].clone()).collect(),
        },
    })
}

/// The contributions of an answer's inputs, and how they were computed.
fn explain(model: &FittedModel, classifier: &Classifier, raw: &[f64]) -> (Explanation, Method) {
    let scaling = &model.scaling;
    let logit_at = |z: &[f64]| {
        let back = z.iter().zip(scaling.mean()).zip(scaling.sd());
        let raw: Vec<f64> = back.map(|((z, mean), sd)| mean + sd * z).collect();
        match classifier.own_scaling {
            Some(_) => classifier.logit(&classifier.row(scaling, &raw)),
            None => classifier.logit(z),
        }
    };
    let structure = classifier.fitted.structure();
    let logit_of = |value: f64| match structure {
        Structure::MeanOfTrees { .. } => classifier.logit_of_share(value),
        _ => classifier.calibration.logit(value),
    };
    let row = classifier.row(scaling, raw);
    explain::of(&Answered {
        structure,
        row: &row,
        logit: classifier.logit(&row),
        line: classifier.calibration.line(),
        logit_of: &logit_of,
        z: &scaling.standardise(raw),
        logit_at: &logit_at,
    })
}

/// A warning for a case that is not like those of training; none for baselines.
fn far_away(answer: &Answer) -> Option<Warning> {
    let place = &answer.out_of_distribution;
    if answer.baseline || answer.classifier != Kind::LogisticRegression || place.level == Level::Inside {
        return None;
    }
    let notice = Notice::OutOfDistribution {
        model: answer.model.clone(),
        distance: place.squared_distance,
        inputs: place.inputs,
        p: P(place.p),
        outliers: Outliers(place.outliers.iter().map(Column::to_string).collect()),
    };
    Some(notice.into())
}
