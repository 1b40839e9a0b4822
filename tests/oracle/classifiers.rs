//! Classifiers and calibration against scikit-learn, xgboost and lightgbm (tests/generators/classifiers.py).

use discern::classify::{Calibration, CalibrationKind, Fitted, Parameters, fit};
use discern::numeric::statistics::auc;
use discern::select::Scaling;
use discern::table::{Case, Column, Design, Split, Table, TrainingDesign};
use serde::Deserialize;

#[derive(Deserialize)]
struct Golden {
    training_rows: usize,
    x: Vec<Vec<f64>>,
    y: Vec<u8>,
    cases: Vec<GoldenCase>,
    calibration: GoldenCalibration,
}

#[derive(Deserialize)]
struct GoldenCase {
    parameters: Parameters,
    probabilities: Option<Vec<f64>>,
    decisions: Option<Vec<f64>>,
    mean_auc: Option<f64>,
    coefficients: Option<Vec<f64>>,
    intercept: Option<f64>,
}

#[derive(Deserialize)]
struct GoldenCalibration {
    margins: Vec<f64>,
    platt: Platt,
    isotonic: Isotonic,
}

#[derive(Deserialize)]
struct Platt {
    slope: f64,
    intercept: f64,
}

#[derive(Deserialize)]
struct Isotonic {
    margins: Vec<f64>,
    probabilities: Vec<f64>,
}

struct Data {
    golden: Golden,
    training: TrainingDesign,
    test: Design,
    test_labels: Vec<bool>,
}

fn data() -> Data {
    let golden: Golden =
        serde_json::from_str(include_str!("../golden/classifiers/classifiers.json")).expect("golden is read");
    let cases = golden.y.iter().enumerate().map(|(row, &label)| Case {
        case: row.to_string(),
        patient: row.to_string(),
        center: String::new(),
        split: if row < golden.training_rows { Split::Train } else { Split::External },
        age: f64::NAN,
        metastasis: label == 1,
        described: Default::default(),
    });
    let names = Column::parse_all((0..golden.x[0].len()).map(|input| format!("x{input}")));
    let table = Table::new(cases.collect(), names.clone(), golden.x.concat()).expect("a sound table");
    let view = table.training().expect("training rows");
    let scaling = Scaling::fit(&view, &names).expect("varied inputs");
    let training = scaling.training_design(&view).expect("training design");
    let test = scaling.design(&table.rows(Split::External)).expect("test design");
    let test_labels = golden.y[golden.training_rows..].iter().map(|&label| label == 1).collect();
    Data { golden, training, test, test_labels }
}

fn worst(found: &[f64], expected: &[f64]) -> f64 {
    assert_eq!(found.len(), expected.len());
    found.iter().zip(expected).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
}

fn raw(fitted: &Fitted, design: &Design) -> Vec<f64> {
    (0..design.rows()).map(|row| fitted.raw_probability(design.row(row))).collect()
}

/// Cases whose parameters are of one kind; there must be some.
fn of_kind(data: &Data, kind: fn(&Parameters) -> bool) -> Vec<&GoldenCase> {
    let cases: Vec<&GoldenCase> = data.golden.cases.iter().filter(|case| kind(&case.parameters)).collect();
    assert!(!cases.is_empty());
    cases
}

fn check_probabilities(kind: fn(&Parameters) -> bool, tolerance: f64) {
    let data = data();
    for case in of_kind(&data, kind) {
        let fitted = fit(&case.parameters, &data.training, 1).expect("a fit");
        let expected = case.probabilities.as_ref().expect("golden has probabilities");
        let difference = worst(&raw(&fitted, &data.test), expected);
        println!("{:?}: {difference:.1e}", case.parameters);
        assert!(difference <= tolerance, "{:?}: {difference}", case.parameters);
    }
}

#[test]
fn logistic_regression_is_scikit_learns() {
    check_probabilities(|p| matches!(p, Parameters::LogisticRegression { .. }), 1e-6);
    let data = data();
    for case in of_kind(&data, |p| matches!(p, Parameters::LogisticRegression { .. })) {
        let Ok(Fitted::Linear(linear)) = fit(&case.parameters, &data.training, 1) else {
            panic!("a linear fit is asked for")
        };
        assert!(worst(&linear.coefficients, case.coefficients.as_ref().expect("coefficients")) < 1e-6);
        assert!((linear.intercept - case.intercept.expect("intercept")).abs() < 1e-6);
    }
}

#[test]
fn svm_decisions_are_libsvms() {
    let data = data();
    for case in of_kind(&data, |p| matches!(p, Parameters::Svm { .. })) {
        let fitted = fit(&case.parameters, &data.training, 1).expect("a fit");
        let difference = worst(&fitted.margins(&data.test), case.decisions.as_ref().expect("decisions"));
        println!("{:?}: {difference:.1e}", case.parameters);
        assert!(difference < 1e-6, "{:?}: {difference}", case.parameters);
    }
}

#[test]
fn nearest_neighbours_are_scikit_learns() {
    check_probabilities(|p| matches!(p, Parameters::Neighbours { .. }), 1e-12);
}

#[test]
fn exact_boosting_is_xgboosts() {
    check_probabilities(|p| matches!(p, Parameters::ExactBoosting { .. }), 1e-6);
}

#[test]
fn histogram_boosting_is_lightgbms() {
    check_probabilities(|p| matches!(p, Parameters::HistogramBoosting { .. }), 1e-6);
}

#[test]
fn forests_are_as_good_as_scikit_learns_over_twenty_seeds() {
    let data = data();
    let is_forest =
        |p: &Parameters| matches!(p, Parameters::RandomForest { .. } | Parameters::ExtraTrees { .. });
    for case in of_kind(&data, is_forest) {
        let area = |seed| {
            let fitted = fit(&case.parameters, &data.training, seed).expect("a fit");
            auc(&data.test_labels, &raw(&fitted, &data.test)).expect("both classes")
        };
        let mean = (0..20).map(area).sum::<f64>() / 20.0;
        let expected = case.mean_auc.expect("golden has a mean AUC");
        println!("{:?}: {mean:.4} against {expected:.4}", case.parameters);
        assert!((mean - expected).abs() < 0.01, "{:?}: {mean} against {expected}", case.parameters);
    }
}

#[test]
fn calibrations_are_scikit_learns() {
    let data = data();
    let golden = &data.golden.calibration;
    let platt = Calibration::fit(CalibrationKind::Platt, &golden.margins, &data.test_labels).expect("a fit");
    let Calibration::Platt { slope, intercept } = platt else { panic!("Platt is asked for") };
    let found = worst(&[slope, intercept], &[golden.platt.slope, golden.platt.intercept]);
    assert!(found < 1e-5, "{found}: scikit-learn stops its optimiser at about 1e-6");
    let isotonic =
        Calibration::fit(CalibrationKind::Isotonic, &golden.margins, &data.test_labels).expect("a fit");
    for (&margin, &expected) in golden.isotonic.margins.iter().zip(&golden.isotonic.probabilities) {
        // Discern keeps isotonic answers off 0 and 1, so that each has log-odds.
        let expected = expected.clamp(0.001, 0.999);
        assert!((isotonic.probability(margin) - expected).abs() < 1e-9, "{margin}");
    }
}
