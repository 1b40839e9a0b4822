//! Tables behind the figures.

use crate::numeric::float;
use crate::numeric::statistics::roc_points;
use crate::report::figure::correlation::Correlations;
use crate::report::figure::decision;
use crate::report::linear::Linear;
use crate::report::performance::{Performance, predicted};
use crate::report::sheet::{CsvFile, Sheet, csv_file, full};
use crate::report::study::{LassoPath, Learning, OrReason, Selection, Study, cohort_name};
use crate::report::text::{fixed, range, short, with_interval};

/// Steps of the selection.
pub fn selection(selection: &Selection) -> Sheet {
    let row = |(name, before, after, rule): &(String, usize, usize, String)| {
        vec![name.clone(), before.to_string(), after.to_string(), rule.clone()]
    };
    Sheet {
        caption: format!(
            "From all candidate features to those of {}, on training cases alone",
            selection.model
        ),
        header: ["Step", "Before", "After", "Rule"].map(str::to_owned).to_vec(),
        rows: selection.steps.iter().map(row).collect(),
        ..Sheet::default()
    }
}

/// Coefficients with scaling: all that is needed to compute the model by hand.
pub fn coefficients(linear: &Linear) -> (Sheet, CsvFile) {
    let mut sheet = Sheet {
        caption: "The model in full: logit p = intercept + \u{3a3} coefficient \u{b7} (x \u{2212} mean) / SD"
            .to_owned(),
        header: ["Input", "Coefficient (95% interval)", "Odds ratio", "Mean", "SD"]
            .map(str::to_owned)
            .to_vec(),
        ..Sheet::default()
    };
    let plain = |name: &str, value: f64| {
        vec![name.to_owned(), fixed(value, 4), String::new(), String::new(), String::new()]
    };
    sheet.rows.push(plain("intercept", linear.intercept));
    let mut rows = vec![vec![
        "intercept".to_owned(),
        full(Some(linear.intercept)),
        String::new(),
        String::new(),
        String::new(),
        String::new(),
    ]];
    for term in &linear.terms {
        let value = match term.interval {
            Some(ends) => format!("{} ({})", fixed(term.coefficient, 4), range(ends, 3)),
            None => fixed(term.coefficient, 4),
        };
        let ratio = fixed(float::exp(term.coefficient), 2);
        sheet.rows.push(vec![term.name.clone(), value, ratio, short(term.mean), short(term.sd)]);
        let ends = term.interval;
        rows.push(vec![
            term.name.clone(),
            full(Some(term.coefficient)),
            full(ends.map(|ends| ends.0)),
            full(ends.map(|ends| ends.1)),
            full(Some(term.mean)),
            full(Some(term.sd)),
        ]);
    }
    let smaller = linear.events.0.min(linear.events.1);
    let per_input = smaller as f64 / linear.terms.len().max(1) as f64;
    sheet.footnotes.push(format!(
        "{} Cases of the smaller class an input: {}.",
        linear.interval_note,
        fixed(per_input, 1)
    ));
    let header = ["input", "coefficient", "lower", "upper", "mean", "sd"];
    (sheet, csv_file("coefficients", &header, rows.into_iter()))
}

/// Correlation matrix in the order of the map.
pub fn correlation_csv(correlations: &Correlations) -> CsvFile {
    let names: Vec<&str> = correlations.names.iter().map(String::as_str).collect();
    let header = [&["feature"], names.as_slice()].concat();
    let row = |(name, rho): (&&str, &Vec<f64>)| {
        let mut cells = vec![(*name).to_owned()];
        cells.extend(rho.iter().map(|&value| full(Some(value))));
        cells
    };
    csv_file("correlation", &header, names.iter().zip(&correlations.rho).map(row))
}

/// The lasso's path.
pub fn lasso_csv(path: &LassoPath) -> CsvFile {
    let mut header = vec!["lambda", "deviance", "standard_error"];
    header.extend(path.features.iter().map(String::as_str));
    let rows = path.points.iter().map(|point| {
        let mut row =
            vec![full(Some(point.lambda)), full(Some(point.deviance)), full(Some(point.standard_error))];
        row.extend(point.coefficients.iter().map(|&coefficient| full(Some(coefficient))));
        row
    });
    csv_file("lasso", &header, rows)
}

/// Corners of all ROC curves drawn.
pub fn roc_csv(study: &Study) -> CsvFile {
    let mut rows = Vec::new();
    for (at, cohort) in study.cohorts.iter().enumerate() {
        for &place in &study.compared {
            let model = &study.models[place];
            let Ok((labels, p)) = predicted(study, model, at) else { continue };
            for point in roc_points(&labels, p).unwrap_or_default() {
                let mut row = vec![cohort.split.to_string(), model.name.clone()];
                // The first corner's threshold is above every prediction: no number.
                row.extend(
                    [point.threshold, point.sensitivity, point.specificity].map(|value| full(Some(value))),
                );
                rows.push(row);
            }
        }
    }
    csv_file("roc", &["cohort", "model", "threshold", "sensitivity", "specificity"], rows.into_iter())
}

/// All decision curves drawn.
pub fn decision_csv(study: &Study) -> CsvFile {
    let mut rows = Vec::new();
    for (at, cohort) in study.cohorts.iter().enumerate() {
        for &place in &study.compared {
            for point in decision::curve(study, place, at).unwrap_or_default() {
                let mut row = vec![cohort.split.to_string(), study.models[place].name.clone()];
                let numbers = [point.threshold, point.model, point.all, point.avoided_per_100()];
                row.extend(numbers.map(|value| full(Some(value))));
                rows.push(row);
            }
        }
    }
    let header = ["cohort", "model", "threshold", "net_benefit", "treat_all", "avoided_per_100"];
    csv_file("decision", &header, rows.into_iter())
}

/// Points of the learning curve.
pub fn learning(learning: &Learning) -> (Sheet, CsvFile) {
    let mut sheet = Sheet {
        caption: "Learning curve".to_owned(),
        header: ["Cases fitted", "AUC on them", "AUC on left-out cases (range)"].map(str::to_owned).to_vec(),
        footnotes: vec![learning.note.clone()],
        ..Sheet::default()
    };
    let mut rows = Vec::new();
    for point in &learning.points {
        let held_out = with_interval(point.held_out, point.held_out_range, 3);
        sheet.rows.push(vec![point.cases.to_string(), fixed(point.fitted, 3), held_out]);
        let mut row = vec![point.cases.to_string()];
        let (low, high) = point.held_out_range;
        row.extend([point.fitted, point.held_out, low, high].map(|value| full(Some(value))));
        rows.push(row);
    }
    match &learning.optimism {
        Ok(o) => sheet.footnotes.push(format!(
            "Harrell\u{2019}s optimism over {} resamples: apparent AUC {}, optimism {}, corrected {}.",
            o.fitted,
            fixed(o.apparent, 3),
            fixed(o.optimism, 3),
            fixed(o.corrected, 3)
        )),
        Err(reason) => sheet.footnotes.push(format!("Optimism-corrected AUC: {reason}")),
    }
    (sheet, csv_file("learning", &["cases", "fitted", "held_out", "lowest", "highest"], rows.into_iter()))
}

/// Single sequences beside all of them, by cohort.
pub fn sequences(study: &Study, rows: &[Vec<(String, OrReason<Performance>)>]) -> CsvFile {
    let mut lines = Vec::new();
    for (at, rows) in rows.iter().enumerate() {
        for (name, performance) in rows {
            let Some(auc) = performance.as_ref().ok().and_then(|p| p.auc.as_ref().ok()) else { continue };
            let mut line = vec![cohort_name(study.cohorts[at].split).to_owned(), name.clone()];
            line.extend([auc.auc, auc.lower, auc.upper].map(|value| full(Some(value))));
            lines.push(line);
        }
    }
    csv_file("sequences", &["cohort", "model", "auc", "auc_lower", "auc_upper"], lines.into_iter())
}
