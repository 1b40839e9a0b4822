//! A classifier trained by another program becomes a model file.

use std::collections::BTreeSet;

use crate::classify::foreign;
use crate::classify::foreign::Foreign;
use crate::classify::{Calibration, Fitted, Parameters};
use crate::error::Result;
use crate::explain::Distribution;
use crate::model::file::{
    self, Classifier, ExtractionRecord, FittedModel, Imported, ModelFile, ModelParts, OwnScaling,
};
use crate::model::{FeatureSource, TrainOptions, spacing_ranges, training_hashes};
use crate::numeric::elastic_net::Linear;
use crate::numeric::hash::sha256;
use crate::numeric::linear;
use crate::select::Scaling;
use crate::study::train;
use crate::table::{ClinicalInput, Column, Split, Table, csv, term_of};
use crate::words::{ModelProblem, Phrase};

/// What the other program's file does not hold.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportOptions {
    /// Name of the model file.
    pub name: String,
    /// What is known of the patients without an image.
    pub clinical: Vec<ClinicalInput>,
    /// Names of the inputs in their order; empty where the file has them.
    pub inputs: Vec<String>,
    /// Probability from which on a case is called a metastasis.
    pub threshold: f64,
}

/// The text of another program's model file.
///
/// # Errors
/// It is of a binary format; the error names it and what to save instead.
pub fn foreign_text(bytes: Vec<u8>) -> Result<String> {
    let kind = foreign::binary(&bytes).unwrap_or(Phrase::OnnxModel);
    String::from_utf8(bytes).map_err(|_| ModelProblem::ForeignBinary { kind }.into())
}

/// How many answers of its trainer's own another program's model file holds; [`import`] has refused it where they are not its own.
/// Where there are none, nothing says that its probabilities are the trainer's.
///
/// # Errors
/// As [`import`], of the file alone.
pub fn trainer_answers(text: &str) -> Result<usize> {
    Ok(foreign::read(text)?.answers.len())
}

/// Reads a classifier, and computes from the table it was trained on what its file lacks: the ranges and the covariance of the
/// training cases, the cohorts, and the probabilities of the other cohorts.
///
/// # Errors
/// A file that is not understood (see `classify::foreign`), inputs the table lacks, a threshold outside 0 to 1.
pub fn import(
    text: &str,
    table: &Table,
    source: &FeatureSource,
    options: &ImportOptions,
) -> Result<ModelFile> {
    let foreign = foreign::read(text)?;
    let table = &table.clone().with_clinical(&options.clinical)?.stating_usual_of_training();
    let inputs = columns(&foreign, options)?;
    if !(0.0..=1.0).contains(&options.threshold) {
        return Err(ModelProblem::Threshold { found: options.threshold.to_string() }.into());
    }
    let view = table.training()?;
    let (scaling, data) = Scaling::fit_complete(&view, &inputs)?;
    let name = if inputs.iter().any(Column::is_patient) { "CRad-M" } else { "Rad-M" };
    let mut model = FittedModel {
        name: name.to_owned(),
        baseline: false,
        selection: Vec::new(),
        lasso: None,
        distribution: Distribution::fit(&data),
        prevalence: view.prevalence(),
        classifiers: vec![classifier(&foreign, &scaling, options.threshold)],
        scaling,
    };
    for split in [Split::Internal, Split::External] {
        let rows = table.rows(split);
        let raw = model.scaling.raw_rows(&rows, model.takes_missing())?;
        let one = &model.classifiers[0];
        let probabilities: Vec<f64> = linear::rows(&raw)
            .map(|raw| model.probability(one, one.logit(&one.row(&model.scaling, raw))))
            .collect::<Result<_>>()?;
        let labels = rows.positions().iter().map(|&row| table.cases()[row].metastasis).collect();
        if !probabilities.is_empty() {
            model.classifiers[0].predictions.push(train::judged(split, labels, probabilities));
        }
    }
    let sequences = train::sequences(&inputs);
    ModelFile::seal(ModelParts {
        name: options.name.clone(),
        demonstration: false,
        notice: file::RESEARCH_NOTICE.to_owned(),
        extraction: ExtractionRecord {
            settings: source.settings.clone(),
            deep: None,
            sequences,
            spacing_mm: spacing_ranges(&view),
            table_sha256: csv::table_sha256(table),
        },
        cohorts: Split::ALL.into_iter().filter_map(|split| train::cohort(table, split)).collect(),
        training: TrainOptions {
            name: options.name.clone(),
            classifiers: vec![foreign.kind],
            components: None,
            clinical: table.clinical().to_vec(),
            ..TrainOptions::default()
        },
        imported: Some(Imported { made_by: foreign.made_by, sha256: sha256(text.as_bytes()) }),
        card: train::card(false),
        training_rows: training_hashes(std::slice::from_ref(&model), table),
        recalibrated: None,
        models: vec![model],
    })
}

/// The inputs, each a column of radiomics or of a clinical input.
fn columns(foreign: &Foreign, options: &ImportOptions) -> Result<Vec<Column>> {
    let inputs = if options.inputs.is_empty() { &foreign.inputs } else { &options.inputs };
    if inputs.len() != foreign.width {
        return Err(ModelProblem::InputNames { expected: foreign.width, found: inputs.len() }.into());
    }
    let own = Column::parse_all(&foreign.inputs);
    let inputs = Column::parse_all(inputs);
    let mut seen = BTreeSet::new();
    if let Some(again) = inputs.iter().find(|&input| !seen.insert(input)) {
        return Err(ModelProblem::InputTwice { input: again.to_string().into() }.into());
    }
    let differs = own.iter().zip(&inputs).position(|(own, given)| own != given);
    if let Some(at) = differs.filter(|_| !are_numbered(&foreign.inputs)) {
        let (named, given) = (own[at].to_string().into(), inputs[at].to_string().into());
        return Err(ModelProblem::InputContradicts { place: at + 1, named, given }.into());
    }
    let known = |input: &Column| input.is_radiomic() || term_of(&options.clinical, input).is_some();
    match inputs.iter().find(|input| !known(input)) {
        Some(other) => Err(ModelProblem::InputUnknown { found: other.to_string().into() }.into()),
        None => Ok(inputs),
    }
}

/// Whether names are those that a trainer gives to columns without any: f0 or Column_0, and so on.
fn are_numbered(names: &[String]) -> bool {
    ["f", "Column_", "x"].iter().any(|start| {
        names.iter().enumerate().all(|(at, name)| name.strip_prefix(start) == Some(at.to_string().as_str()))
    })
}

/// The classifier; a sum over the inputs is brought to the scaling of the training cases, so that it has a nomogram.
fn classifier(foreign: &Foreign, scaling: &Scaling, threshold: f64) -> Classifier {
    let width = foreign.width;
    let (mean, scale) = foreign.scaling.clone().unwrap_or_else(|| (vec![0.0; width], vec![1.0; width]));
    let (fitted, own_scaling, calibration) = match (&foreign.fitted, &foreign.calibration) {
        (Fitted::Linear(sum), calibration) => {
            let mut own = Linear { intercept: sum.intercept, coefficients: Vec::with_capacity(width) };
            for (at, beta) in sum.coefficients.iter().enumerate() {
                own.intercept += beta * (scaling.mean()[at] - mean[at]) / scale[at];
                own.coefficients.push(beta * scaling.sd()[at] / scale[at]);
            }
            let even = Calibration::Platt { slope: 1.0, intercept: 0.0 };
            let calibration = if *calibration == Calibration::AsIs { even } else { calibration.clone() };
            (Fitted::Linear(own), None, calibration)
        }
        (fitted, calibration) => (fitted.clone(), Some(OwnScaling { mean, scale }), calibration.clone()),
    };
    let parameters = Parameters::Imported;
    Classifier {
        kind: foreign.kind,
        parameters,
        fitted,
        own_scaling,
        calibration,
        threshold,
        predictions: Vec::new(),
        local: None,
    }
}
