//! The statistics of a local validation against statsmodels, pmvalsampsize and SciPy (tests/golden/local.json, made by
//! tests/generators/local.py), on the 60 subjects of the other metrics; the first 40 are two lesions each of 20 patients.

use discern::numeric::float;
use discern::numeric::statistics::{
    Regression, Rule, Update, cases_for_auc, cases_for_net_benefit, cases_for_ratio, cases_for_slope,
    closed_test, clustered_auc, clustered_mean, logistic_regression, newcombe, sandwich,
};
use serde_json::Value;

use super::metrics::{close, numbers, subjects};
use crate::common;

fn golden() -> Value {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/local.json");
    serde_json::from_slice(&common::bytes(path)).expect("golden file is JSON")
}

fn patients() -> Vec<usize> {
    (0..60).map(|case| if case < 40 { case / 2 } else { case - 20 }).collect()
}

#[test]
fn areas_of_patients_with_several_lesions() {
    let (labels, a, b) = subjects();
    let golden = golden();
    for (scores, key) in [(&a, "auc"), (&b, "second_auc")] {
        let found = clustered_auc(&labels, scores, &patients()).unwrap();
        close(found.value, &golden[key]["auc"]);
        close(found.standard_error, &golden[key]["standard_error"]);
    }
    for (key, ends) in golden["newcombe"].as_object().expect("an object") {
        let of: Vec<f64> = key.split(' ').map(|part| part.parse().expect("a number")).collect();
        let (lower, upper) = newcombe(of[0], of[1] as usize, of[2] as usize);
        close(lower, &ends[0]);
        close(upper, &ends[1]);
    }
}

#[test]
fn means_of_patients_with_several_lesions() {
    let (labels, a, _) = subjects();
    let golden = golden();
    let outcome = |label: bool| f64::from(u8::from(label));
    let squares: Vec<f64> = labels.iter().zip(&a).map(|(&y, p)| (outcome(y) - p).powi(2)).collect();
    let threshold = 0.4;
    let gain = |(&y, &p): (&bool, &f64)| match p >= threshold {
        true => outcome(y) - (1.0 - outcome(y)) * threshold / (1.0 - threshold),
        false => 0.0,
    };
    let gains: Vec<f64> = labels.iter().zip(&a).map(gain).collect();
    for (values, key) in [(squares, "brier"), (gains, "net_benefit")] {
        let found = clustered_mean(&values, &patients()).unwrap();
        close(found.value, &golden[key]["value"]);
        close(found.standard_error, &golden[key]["standard_error"]);
    }
}

#[test]
fn the_closed_test_of_updates() {
    let (labels, a, b) = subjects();
    let golden = golden();
    for (scores, key) in [(&a, "closed"), (&b, "second_closed")] {
        let of = &golden[key];
        let logits: Vec<f64> = scores.iter().map(|&p| float::logit(p)).collect();
        let single: Vec<usize> = (0..60).collect();
        for (clusters, tests) in [(single, &of["single"]), (patients(), &of["clustered"])] {
            let found = closed_test(&labels, &logits, &clusters).unwrap();
            close(found.intercept.intercept, &of["intercept"]);
            close(found.both.intercept, &of["both"][0]);
            close(found.both.slope, &of["both"][1]);
            let mut least = Update::InterceptAndSlope;
            for (at, test) in found.tests.iter().enumerate().rev() {
                close(test.chi_squared, &tests[at][0]);
                close(test.p, &tests[at][1]);
                if test.p >= 0.05 {
                    least = test.against;
                }
            }
            assert_eq!(found.chosen, least);
        }
        let columns = [vec![1.0; 60], logits.clone()];
        let offset = [0.0; 60];
        let fit = logistic_regression(&columns, &labels, &offset).unwrap();
        let clusters = patients();
        let rows = Regression { columns: &columns, labels: &labels, offset: &offset, clusters: &clusters };
        let covariance = sandwich(&rows, &fit).unwrap();
        for (at, error) in numbers(&of["both_clustered"]).into_iter().enumerate() {
            assert!((covariance[at][at].sqrt() / error - 1.0).abs() < 1e-9);
        }
        let rows = Regression { columns: &columns[..1], offset: &logits, ..rows };
        let shift = logistic_regression(&columns[..1], &labels, &logits).unwrap();
        close(sandwich(&rows, &shift).unwrap()[0][0].sqrt(), &of["intercept_clustered"]);
    }
}

#[test]
fn cases_for_a_stated_precision() {
    let (labels, a, _) = subjects();
    let needed = &golden()["needed"];
    let share = labels.iter().filter(|&&label| label).count() as f64 / 60.0;
    let logits: Vec<f64> = a.iter().map(|&p| float::logit(p)).collect();
    let rule = Rule { threshold: 0.3, sensitivity: 0.85, specificity: 0.7, share };
    for (found, key) in [
        (cases_for_ratio(share, 0.2), "ratio"),
        (cases_for_slope(&logits, 0.2), "slope"),
        (cases_for_auc(0.9, share, 0.1), "auc"),
        (cases_for_net_benefit(rule, 0.2), "net_benefit"),
    ] {
        assert_eq!(found.unwrap(), needed[key].as_u64().expect("a number"), "{key}");
    }
    assert!(cases_for_ratio(share, 0.0).is_err() && cases_for_ratio(1.0, 0.2).is_err());
    assert!(cases_for_slope(&[0.3; 9], 0.2).is_err() && cases_for_auc(1.2, share, 0.1).is_err());
    assert_eq!(cases_for_auc(1.0, share, 0.1).unwrap(), 1, "an area of 1 has no width by this formula");
}
