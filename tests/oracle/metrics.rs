//! Statistics against SciPy, statsmodels, scikit-learn, pingouin and dcurves (tests/golden/metrics.json, made by
//! tests/generators/metrics.py) on 60 synthetic subjects that are rebuilt here.

use discern::classify::threshold::youden;
use discern::numeric::float;
use discern::numeric::statistics;
use discern::numeric::statistics::distribution;
use discern::report;
use discern::report::performance::{BENEFIT_AT, against_clinical};
use discern::report::{Cohort, Model, Study, Subject};
use discern::table::Split;
use discern::words::ReportGap;
use serde_json::Value;

use crate::common;

/// Closed forms agree to this, relative where the number is above 1.
const CLOSED_FORM: f64 = 1e-9;
/// Distribution functions agree to this, relative also below 1: small p-values keep their digits.
const DISTRIBUTION: f64 = 1e-10;

fn golden() -> Value {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/metrics.json");
    serde_json::from_slice(&common::bytes(path)).expect("golden file is JSON")
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is not a number"))
}

pub fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap_or_else(|| panic!("{value} is not a list")).iter().map(number).collect()
}

#[track_caller]
pub fn close(found: f64, expected: &Value) {
    let expected = number(expected);
    let error = (found - expected).abs() / expected.abs().max(1.0);
    assert!(error <= CLOSED_FORM, "found {found}, expected {expected}, error {error}");
}

#[track_caller]
fn all_close(found: &[f64], expected: &Value) {
    assert_eq!(found.len(), expected.as_array().expect("list").len());
    for (found, expected) in found.iter().zip(expected.as_array().expect("list")) {
        close(*found, expected);
    }
}

/// The 60 subjects: labels and two models' probabilities, as tests/generators/metrics.py makes them.
pub fn subjects() -> (Vec<bool>, Vec<f64>, Vec<f64>) {
    let mut state: u32 = 20260;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        f64::from(state) / 4_294_967_296.0
    };
    let four_decimals = |x: f64| (x * 1e4).round() / 1e4;
    let (mut labels, mut a, mut b) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..60 {
        let event = next() < 0.55;
        let sign = if event { 1.0 } else { -1.0 };
        a.push(four_decimals(float::logistic(1.6 * (next() - 0.5) * 2.0 + 0.9 * sign)));
        b.push(four_decimals(float::logistic(2.2 * (next() - 0.5) * 2.0 + 0.35 * sign)));
        labels.push(event);
    }
    (labels, a, b)
}

/// Values of one class.
fn of_class(labels: &[bool], values: &[f64], class: bool) -> Vec<f64> {
    labels.iter().zip(values).filter(|(label, _)| **label == class).map(|(_, value)| *value).collect()
}

/// A continuous, tied variable: `round(40 + 40 a + 10 b)`.
fn ages(a: &[f64], b: &[f64]) -> Vec<f64> {
    a.iter().zip(b).map(|(a, b)| (40.0 + 40.0 * a + 10.0 * b).round()).collect()
}

#[test]
fn the_subjects_are_rebuilt() {
    let (golden, (labels, a, b)) = (golden(), subjects());
    assert_eq!(labels.iter().filter(|&&label| label).count() as f64, number(&golden["events"]));
    assert_eq!(a[..3], numbers(&golden["first_scores"][0])[..]);
    assert_eq!(b[..3], numbers(&golden["first_scores"][1])[..]);
    if let Some(path) = common::shared("the_subjects_are_rebuilt", "reference/metrics/golden_metrics.json") {
        let reference: Value = serde_json::from_slice(&common::bytes(path)).expect("JSON");
        assert_eq!(a, numbers(&reference["pA"]));
        assert_eq!(b, numbers(&reference["pB"]));
    }
}

#[test]
fn auc_delong() {
    let (golden, (labels, a, b)) = (&golden()["discrimination"], subjects());
    let result = statistics::delong(&labels, &[&a, &b]).unwrap();
    all_close(&result.auc, &golden["auc"]);
    for (row, expected) in result.covariance.outer_iter().zip(golden["covariance"].as_array().unwrap()) {
        all_close(&row.to_vec(), expected);
    }
    close(statistics::auc(&labels, &a).unwrap(), &golden["auc"][0]);
    let test = statistics::delong_test(&labels, &a, &b).unwrap();
    close(test.z, &golden["z"]);
    assert!((test.p / number(&golden["p"]) - 1.0).abs() < CLOSED_FORM);
    let interval = statistics::auc_interval(&labels, &a).unwrap();
    assert_eq!(interval.standard_error, result.covariance[[0, 0]].sqrt());
}

#[test]
fn rank_tests() {
    let (golden, (labels, a, b)) = (&golden()["tests"], subjects());
    let ages = ages(&a, &b);
    let groups = |values: &[f64]| (of_class(&labels, values, true), of_class(&labels, values, false));
    for (values, name) in [(&a, "mann_whitney"), (&ages, "mann_whitney_tied")] {
        let (events, others) = groups(values);
        let test = statistics::mann_whitney(&events, &others).unwrap();
        assert!(!test.exact);
        all_close(&[test.u, test.p], &golden[name]);
    }
    let small = statistics::mann_whitney(&a[..7], &b[..12]).unwrap();
    assert!(small.exact);
    all_close(&[small.u, small.p], &golden["mann_whitney_exact"]);
    for (values, name) in [(&a, "spearman"), (&ages, "spearman_tied")] {
        let rho = statistics::spearman(values, &b).unwrap();
        all_close(&[rho.coefficient, rho.p], &golden[name]);
    }
}

#[test]
fn adjusted_p_values() {
    let golden = &golden()["tests"];
    let p = numbers(&golden["p_values"]);
    all_close(&statistics::holm(&p).unwrap(), &golden["holm"]);
    all_close(&statistics::benjamini_hochberg(&p).unwrap(), &golden["benjamini_hochberg"]);
}

#[test]
fn intraclass_correlation() {
    let (golden, (_, a, b)) = (&golden()["icc"], subjects());
    let ratings: Vec<f64> =
        a.iter().zip(&b).flat_map(|(a, b)| [*a, a + 0.1 * b, a + 0.05 * b * b + 0.07]).collect();
    let agreement = statistics::icc_agreement(&ratings, 3).unwrap();
    all_close(&[agreement.value, agreement.lower, agreement.upper], &golden["agreement"]);
}

#[test]
fn distributions() {
    let golden = golden();
    let rows = golden["distributions"].as_array().unwrap();
    assert!(rows.len() > 150);
    for row in rows {
        let [x, first, second, expected] = [1, 2, 3, 4].map(|at| number(&row[at]));
        let found = match row[0].as_str().unwrap() {
            "normal_cdf" => distribution::normal_cdf(x),
            "normal_two_sided" => distribution::normal_two_sided(x),
            "normal_quantile" => distribution::normal_quantile(x),
            "chi_squared_sf" => distribution::chi_squared_sf(x, first),
            "student_two_sided" => distribution::student_two_sided(x, first),
            "f_quantile" => distribution::f_quantile(x, first, second),
            other => panic!("no function {other}"),
        };
        let error = (found - expected).abs();
        assert!(error <= DISTRIBUTION * expected.abs() || error < 1e-15, "{row}: found {found}");
    }
}

#[test]
fn threshold_counts_and_intervals() {
    let (golden, (labels, a, b)) = (&golden()["discrimination"], subjects());
    let counts_of = |p: &[f64]| {
        // The threshold that training freezes.
        let threshold = youden(p, &labels).unwrap();
        (threshold, statistics::confusion(&labels, p, threshold).unwrap())
    };
    for (p, golden) in [&a, &b].into_iter().zip(golden["youden"].as_array().expect("a list")) {
        let (threshold, counts) = counts_of(p);
        close(threshold, &golden["threshold"]);
        let index = counts.sensitivity().unwrap().value + counts.specificity().unwrap().value - 1.0;
        close(index, &golden["index"]);
    }
    let (_, counts) = counts_of(&a);
    let found =
        [counts.true_positives, counts.false_positives, counts.true_negatives, counts.false_negatives];
    assert_eq!(found.map(|count| count as f64)[..], numbers(&golden["confusion"])[..]);
    close(counts.f1().unwrap().value, &golden["f1"]);
    let ends = |p: statistics::Proportion| [p.lower, p.upper];
    all_close(&ends(counts.sensitivity().unwrap()), &golden["wilson_sensitivity"]);
    all_close(&ends(statistics::wilson(0, 10).unwrap()), &golden["wilson_none"]);
    all_close(&ends(statistics::wilson(7, 7).unwrap()), &golden["wilson_all"]);
    // The area under the corners by trapezoids is the area by ranks.
    let corners = statistics::roc_points(&labels, &a).unwrap();
    let area: f64 = corners
        .windows(2)
        .map(|w| (w[0].specificity - w[1].specificity) * (w[0].sensitivity + w[1].sensitivity) / 2.0)
        .sum();
    close(area, &golden["auc"][0]);
}

#[test]
fn calibration() {
    let (golden, (labels, a, b)) = (golden(), subjects());
    for (p, golden) in [(&a, &golden["calibration_a"]), (&b, &golden["calibration_b"])] {
        close(statistics::brier(&labels, p).unwrap(), &golden["brier"]);
        close(statistics::scaled_brier(&labels, p).unwrap(), &golden["scaled_brier"]);
        let line = statistics::calibration_line(&labels, p).unwrap();
        close(line.intercept, &golden["intercept"]);
        close(line.intercept_error, &golden["intercept_se"]);
        close(line.slope, &golden["slope"]);
        close(line.slope_error, &golden["slope_se"]);
        close(line.in_the_large, &golden["in_the_large"]);
        close(line.in_the_large_error, &golden["in_the_large_se"]);
        let outcomes: Vec<f64> = labels.iter().map(|&label| f64::from(u8::from(label))).collect();
        let smooth = statistics::lowess(p, &outcomes, p, statistics::LOWESS_FRACTION).unwrap();
        all_close(&smooth, &golden["lowess"]);
        let error = statistics::calibration_error(&labels, p).unwrap();
        all_close(
            &[error.ici, error.e90, error.emax],
            &serde_json::json!([golden["ici"], golden["e90"], golden["emax"]]),
        );
        let development = statistics::hosmer_lemeshow(&labels, p, statistics::Data::Development).unwrap();
        close(development.statistic, &golden["hosmer_lemeshow"]);
        close(development.p, &golden["hl_p_8"]);
        let external = statistics::hosmer_lemeshow(&labels, p, statistics::Data::External).unwrap();
        close(external.p, &golden["hl_p_10"]);
        let ece = |grouping| statistics::expected_calibration_error(&labels, p, grouping).unwrap();
        close(ece(statistics::Grouping::EqualWidth), &golden["ece_uniform"]);
        close(ece(statistics::Grouping::EqualSize), &golden["ece_quantile"]);
        let test = statistics::spiegelhalter(&labels, p).unwrap();
        close(test.statistic, &golden["spiegelhalter_z"]);
        close(test.p, &golden["spiegelhalter_p"]);
    }
}

#[test]
fn utility_and_reclassification() {
    let (golden, (labels, a, b)) = (golden(), subjects());
    let thresholds = numbers(&golden["decision_a"]["threshold"]);
    let curve = statistics::decision_curve(&labels, &a, &thresholds, None).unwrap();
    all_close(&curve.iter().map(|point| point.model).collect::<Vec<_>>(), &golden["decision_a"]["model"]);
    all_close(&curve.iter().map(|point| point.all).collect::<Vec<_>>(), &golden["decision_a"]["all"]);
    let golden = &golden["reclassification_b_to_a"];
    let change = statistics::reclassification(&labels, &b, &a).unwrap();
    close(change.nri, &golden["nri"]);
    close(change.idi, &golden["idi"]);
    close(change.idi_error, &golden["idi_se"]);
}

/// The subjects as a study of two models in one cohort.
fn study() -> Study {
    let (labels, a, b) = subjects();
    let none = || ReportGap::NoTrainingCases;
    let subject = |&metastasis: &bool| Subject {
        metastasis,
        age: None,
        center: "A".to_owned(),
        volume_mm3: None,
        diameter_mm: None,
        spacing_mm: Vec::new(),
        described: Default::default(),
        missing: 0,
    };
    let cohort = |split: Split| {
        let subjects =
            if split == Split::Internal { labels.iter().map(subject).collect() } else { Vec::new() };
        Cohort { split, subjects, features: 0 }
    };
    let model = |name: &str, p: &[f64]| Model {
        name: name.to_owned(),
        classifier: "logistic regression".to_owned(),
        baseline: name == "clinical only",
        inputs: 1,
        settings: String::new(),
        threshold: 0.5,
        predictions: vec![Err(none()), Ok(p.to_vec()), Err(none())],
    };
    Study {
        share: None,
        title: "Subjects".to_owned(),
        demonstration: false,
        provenance: Vec::new(),
        notes: Vec::new(),
        cohorts: Split::ALL.map(cohort).to_vec(),
        absent: Vec::new(),
        models: vec![model("CRad-M", &a), model("clinical only", &b)],
        grids: Vec::new(),
        primary: 0,
        compared: vec![0, 1],
        clinical: Some(1),
        selection: Err(none()),
        linear: Err(none()),
        sequences: Err(none()),
        learning: Err(none()),
    }
}

#[test]
fn what_a_model_adds_to_the_clinical_inputs() {
    let golden = golden();
    let pairs = against_clinical(&study(), 1);
    let [pair] = &pairs[..] else { panic!("{} comparisons", pairs.len()) };
    let delong = pair.delong.as_ref().unwrap();
    let areas = numbers(&golden["discrimination"]["auc"]);
    assert!((delong.difference - (areas[0] - areas[1])).abs() <= CLOSED_FORM);
    close(delong.z, &golden["discrimination"]["z"]);
    let change = pair.reclassification.as_ref().unwrap();
    close(change.nri, &golden["reclassification_b_to_a"]["nri"]);
    close(change.idi, &golden["reclassification_b_to_a"]["idi"]);
    let benefit = |of: &str| numbers(&golden[of]["model"]);
    let thresholds = numbers(&golden["decision_b"]["threshold"]);
    for (at, found) in BENEFIT_AT.iter().zip(pair.net_benefit.as_ref().unwrap()) {
        let place =
            thresholds.iter().position(|t| (t - at).abs() < 1e-12).expect("a threshold of the golden file");
        let wanted = benefit("decision_a")[place] - benefit("decision_b")[place];
        assert!((found - wanted).abs() <= CLOSED_FORM, "{at}: {found} instead of {wanted}");
    }
    // The same in the table of the report.
    let files = report::write(&study()).expect("a report");
    let table = files.iter().find(|file| file.name == "added_value.csv").expect("a table");
    let rows: Vec<Vec<&str>> = table.text.lines().map(|line| line.split(',').collect()).collect();
    let at = |name: &str| rows[0].iter().position(|column| *column == name).expect("a column");
    let cell = |name: &str| rows[1][at(name)].parse::<f64>().expect("a number");
    assert_eq!((rows.len(), rows[0].len(), rows[1].len()), (2, 15, 15));
    assert_eq!((rows[1][1], rows[1][3]), ("CRad-M", "clinical only"));
    close(cell("nri"), &golden["reclassification_b_to_a"]["nri"]);
    close(cell("idi"), &golden["reclassification_b_to_a"]["idi"]);
    close(cell("z"), &golden["discrimination"]["z"]);
    assert_eq!(cell("net_benefit_50"), pair.net_benefit.as_ref().unwrap()[1]);
    // Without a baseline there is a reason in its place.
    let files = report::write(&Study { clinical: None, ..study() }).expect("a report");
    assert!(!files.iter().any(|file| file.name == "added_value.csv"));
    assert!(files[0].text.contains("no baseline of clinical inputs"));
}

#[test]
fn group_comparisons() {
    let (golden, (labels, a, b)) = (&golden()["tests"], subjects());
    let ages = ages(&a, &b);
    let (events, others) = (of_class(&labels, &ages, true), of_class(&labels, &ages, false));
    let chi = statistics::chi_squared(&[vec![12, 30, 7], vec![22, 18, 9]]).unwrap();
    all_close(&[chi.statistic, chi.degrees_of_freedom, chi.p], &golden["chi_squared"]);
    close(statistics::standardised_difference(&events, &others).unwrap(), &golden["standardised_difference"]);
}
