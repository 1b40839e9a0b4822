//! Predictions of one model and classifier for every cohort of a table.

use crate::classify::{Kind, Parameters};
use crate::error::Result;
use crate::model::Chosen;
use crate::model::file::{Classifier, FittedModel};
use crate::numeric::linear;
use crate::report;
use crate::report::{OrReason, cohort_name};
use crate::select::Scaling;
use crate::table::{Split, Table, TrainingView};
use crate::words::ReportGap;

/// Classifier whose curves are drawn.
pub(super) const SHOWN: Kind = Kind::LogisticRegression;

/// The table's training rows, if they are those the model was trained on.
///
/// They are when scaling fitted to them comes out the same to the last bit, and the diagnoses are the same.
pub(super) fn training_rows<'a>(
    table: &'a Table,
    model: &FittedModel,
    classifier: &Classifier,
) -> OrReason<TrainingView<'a>> {
    let none = !table.cases().iter().any(|case| case.split == Split::Train);
    if none {
        return Err(ReportGap::NoTrainingCases);
    }
    let view = table.training().map_err(ReportGap::from)?;
    let labels: Vec<u8> = view.labels().iter().map(|&label| u8::from(label)).collect();
    let known = classifier.predictions.iter().any(|p| p.split == Split::Train && p.labels == labels);
    let refitted = Scaling::fit_joined(&view, model.scaling.inputs(), model.scaling.components());
    let same = refitted.is_ok_and(|scaling| scaling == model.scaling);
    match known && same {
        true => Ok(view),
        false => Err(ReportGap::OtherTrainingCases),
    }
}

/// Predictions of one classifier for all cohorts.
pub(super) fn model(
    chosen: Chosen,
    table: &Table,
    training: &OrReason<TrainingView>,
) -> Result<report::Model> {
    let Chosen { model, classifier } = chosen;
    let mut predictions = Vec::new();
    for split in Split::ALL {
        let rows = table.rows(split);
        predictions.push(if split == Split::Train {
            training.as_ref().map_err(Clone::clone).and_then(|_| out_of_fold(classifier))
        } else if rows.is_empty() {
            Err(ReportGap::NoCasesOf { cohort: cohort_name(split) })
        } else {
            let raw = model.scaling.raw_rows(&rows, model.takes_missing())?;
            let logit = |raw: &[f64]| classifier.logit(&classifier.row(&model.scaling, raw));
            let given = linear::rows(&raw).map(|raw| model.probability(classifier, logit(raw)));
            Ok(given.collect::<Result<_>>()?)
        });
    }
    Ok(report::Model {
        name: model.name.clone(),
        classifier: classifier.kind.words().to_owned(),
        settings: match model.scaling.inputs().is_empty() {
            true => String::new(),
            false => settings(&[classifier.parameters]),
        },
        baseline: model.baseline,
        inputs: model.scaling.inputs().len(),
        threshold: classifier.threshold,
        predictions,
    })
}

/// Every setting with the values it has among `of`, in words.
pub(super) fn settings(of: &[Parameters]) -> String {
    let all: Vec<Vec<(&str, f64)>> = of.iter().map(Parameters::named).collect();
    let Some(first) = all.first() else { return String::new() };
    let words = first.iter().enumerate().map(|(at, (name, _))| {
        let mut values: Vec<String> = Vec::new();
        for (_, value) in all.iter().map(|one| one[at]) {
            if !values.contains(&value.to_string()) {
                values.push(value.to_string());
            }
        }
        format!("{name} {}", values.join(", "))
    });
    words.collect::<Vec<_>>().join("; ")
}

fn out_of_fold(classifier: &Classifier) -> OrReason<Vec<f64>> {
    let found = classifier.predictions.iter().find(|predictions| predictions.split == Split::Train);
    found.map(|predictions| predictions.probabilities.clone()).ok_or(ReportGap::NoOutOfFold)
}
