//! What is drawn of a model file says the same as the answer it belongs to.

use std::path::Path;

use discern::answer::Method;
use discern::answer::{Answer, Subject, charts, predict};
use discern::case::{Named, SequenceFeatures};
use discern::model::{ModelFile, describe};
use discern::table::{Patient, Sequence};

use crate::common::bytes;

fn demo() -> ModelFile {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("models/demo.json");
    ModelFile::from_json(String::from_utf8(bytes(path)).expect("text")).expect("the model file is whole")
}

/// Answers to a made-up case: every input `shift` standard deviations from the training mean, in turns up and down.
fn answers(model_file: &ModelFile, shift: f64) -> Vec<Answer> {
    let mut parts: Vec<SequenceFeatures> = Sequence::ALL
        .map(|sequence| SequenceFeatures {
            sequence,
            features: Vec::new(),
            settings: None,
            deep: None,
            facts: None,
            warnings: Vec::new(),
        })
        .to_vec();
    for model in &model_file.models {
        let scaling = &model.scaling;
        for (at, name) in scaling.inputs().iter().enumerate() {
            let z = if at % 2 == 0 { shift } else { -shift };
            let value = Some(scaling.mean()[at] + z * scaling.sd()[at]);
            let own = parts.iter_mut().find(|part| name.sequence() == Some(part.sequence));
            if let Some(part) = own.filter(|part| part.features.iter().all(|known| known.name != *name)) {
                part.features.push(Named { name: name.clone(), value, reason: None });
            }
        }
    }
    predict(model_file, Patient::of_age(57.0), &parts).expect("an answer").models
}

fn values(answer: &Answer) -> Vec<f64> {
    answer.contributions.iter().map(|part| part.value).collect()
}

fn subject<'a>(answer: &'a Answer, values: &'a [f64]) -> Subject<'a> {
    let Answer { model, classifier, probability, .. } = answer;
    Subject { model, classifier: *classifier, probability: *probability, values, prevalence: None }
}

#[test]
fn points_of_the_nomogram_lead_to_the_answer() {
    let model_file = demo();
    let mut drawn = 0;
    // Five standard deviations leave the training range: the points go on in a straight line.
    for shift in [0.0, 0.8, -1.7, 5.0] {
        for answer in answers(&model_file, shift) {
            let values = values(&answer);
            let found = charts(&model_file, subject(&answer, &values)).expect("charts");
            let Some(nomogram) = found.nomogram else {
                assert_ne!((answer.explanation, answer.contributions.is_empty()), (Method::Exact, false));
                continue;
            };
            drawn += 1;
            assert!((nomogram.probability - answer.probability).abs() < 1e-9, "{}", answer.model);
            let sum: f64 = nomogram.terms.iter().map(|term| term.value_points).sum();
            assert!((sum - nomogram.total).abs() < 1e-9);
            for term in &nomogram.terms {
                let [low, high] = term.points;
                assert!(low.min(high).abs() < 1e-9 && low.max(high) < 100.0 + 1e-9, "{}", term.input);
                let share = (term.value - term.range[0]) / (term.range[1] - term.range[0]);
                assert!((term.value_points - (low + share * (high - low))).abs() < 1e-6);
            }
        }
    }
    assert_eq!(drawn, 4 * 4, "Rad-M, CRad-M, age and volume by logistic regression");
}

#[test]
fn curves_are_those_of_the_predictions_in_the_file() {
    let model_file = demo();
    for answer in answers(&model_file, 0.5).iter().filter(|answer| !answer.baseline) {
        let values = values(answer);
        let found = charts(&model_file, subject(answer, &values)).expect("charts");
        assert_eq!(found.cohorts.len(), 3);
        for cohort in &found.cohorts {
            let area: f64 = cohort
                .roc
                .windows(2)
                .map(|pair| (pair[1][0] - pair[0][0]) * (pair[1][1] + pair[0][1]) / 2.0)
                .sum();
            assert!((area - cohort.auc.expect("both classes")[0]).abs() < 1e-12);
            let on_curve = |point: Option<[f64; 2]>| {
                let [x, y] = point.expect("both classes");
                cohort.roc.iter().any(|[a, b]| (a - x).abs() < 1e-12 && (b - y).abs() < 1e-12)
            };
            assert!(on_curve(cohort.roc_at_case) && on_curve(cohort.roc_at_threshold));
            assert!(cohort.calibration.windows(2).all(|pair| pair[0][0] < pair[1][0]));
            let shares = cohort.calibration.iter().map(|point| point[1]);
            assert!(shares.chain(cohort.observed_at_case).all(|share| (0.0..=1.0).contains(&share)));
            let cases: usize = cohort.cases;
            assert!(cohort.metastases < cases && cohort.groups.len() == 10 && cohort.decision.len() == 86);
        }
    }
}

#[test]
fn at_another_prevalence_curves_and_nomogram_are_those_of_the_shifted_answer() {
    let model_file = demo();
    let shift = model_file.prior_shift(0.2).expect("a share");
    for here in answers(&model_file, 0.5).iter().filter(|answer| answer.model != "prevalence") {
        let values = values(here);
        let mut moved = here.clone();
        moved.logit += (0.2_f64 / 0.8).ln() - (shift.training / (1.0 - shift.training)).ln();
        moved.probability = 1.0 / (1.0 + (-moved.logit).exp());
        let before = charts(&model_file, subject(here, &values)).expect("charts");
        let there = Subject { prevalence: Some(0.2), ..subject(&moved, &values) };
        let after = charts(&model_file, there).expect("charts");
        assert_eq!(before.nomogram.is_some(), after.nomogram.is_some());
        if let Some(nomogram) = &after.nomogram {
            assert!((nomogram.probability - moved.probability).abs() < 1e-9, "{}", here.model);
        }
        for (before, after) in before.cohorts.iter().zip(&after.cohorts) {
            // Order is all that a ROC curve is made of.
            assert_eq!((&before.roc, before.roc_at_threshold), (&after.roc, after.roc_at_threshold));
            assert_eq!(before.groups.len(), after.groups.len());
            // The cases are weighted to the share: observed odds move by the ratio of its odds to the cohort's own.
            let odds = |p: f64| p / (1.0 - p);
            let own = before.metastases as f64 / before.cases as f64;
            let ratio = odds(0.2) / odds(own);
            for (before, after) in before.groups.iter().zip(&after.groups) {
                assert!(after.predicted < before.predicted);
                for (before, after) in before.observed.into_iter().zip(after.observed) {
                    let expected = if before == 0.0 || before == 1.0 {
                        before
                    } else {
                        ratio * odds(before) / (1.0 + ratio * odds(before))
                    };
                    assert!((after - expected).abs() < 1e-12);
                }
            }
            for point in &after.decision {
                let odds = point.threshold / (1.0 - point.threshold);
                assert!((point.all - (0.2 - 0.8 * odds)).abs() < 1e-12);
            }
        }
    }
    let all = answers(&model_file, 0.5);
    let none = Subject { prevalence: Some(1.0), ..subject(&all[0], &[]) };
    assert_eq!(charts(&model_file, none).expect_err("no share").thing, "prevalence");
    assert_eq!(describe(&model_file).expect("good settings").prevalence, Some(shift.training));
}

#[test]
fn a_description_gives_the_file_s_own_numbers() {
    let model_file = demo();
    let described = describe(&model_file).expect("good settings");
    for (model, own) in described.models.iter().zip(&model_file.models) {
        assert_eq!((&model.name, &model.inputs[..]), (&own.name, own.scaling.inputs()));
        for (classifier, fitted) in model.classifiers.iter().zip(&own.classifiers) {
            for (cohort, predictions) in classifier.cohorts.iter().zip(&fitted.predictions) {
                let auc = &cohort.measures[0];
                let measured = auc.measured.expect("both classes");
                assert_eq!(auc.key, "auc");
                assert_eq!(predictions.auc.map(|auc| auc[0].to_bits()), Some(measured.value.to_bits()));
                assert_eq!(cohort.cases, predictions.labels.len());
            }
        }
    }
}

#[test]
fn charts_of_what_is_not_there_are_refused() {
    let model_file = demo();
    let answer =
        answers(&model_file, 0.5).into_iter().find(|answer| answer.model == "CRad-M").expect("CRad-M");
    let values = values(&answer);
    let few = charts(&model_file, subject(&answer, &values[1..])).expect_err("too few values");
    let (all, given) = (format!("{} values", values.len()), (values.len() - 1).to_string());
    assert_eq!((few.expected, few.found), (all, given));
    let unknown = Subject { model: "Rad-X", ..subject(&answer, &values) };
    assert_eq!(
        charts(&model_file, unknown).expect_err("no such model").found,
        "Rad-X by logistic-regression"
    );
}
