//! Tables of how the models do, and whether they differ.

use crate::report::performance::{Comparison, MEASURES, Measured, Performance};
use crate::report::sheet::{CsvFile, Sheet, csv_file, full};
use crate::report::study::{OrReason, Study, cohort_name, cohort_note};
use crate::report::text::{capitalised, fixed, p_value, range, with_interval};

/// Every model with every classifier in cohort `at`, as a table of the page.
pub fn performance_of_cohort(study: &Study, at: usize, performances: &[Vec<OrReason<Performance>>]) -> Sheet {
    let split = study.cohorts[at].split;
    let mut sheet = Sheet {
        caption: format!(
            "{} (n = {}), {}: value (95% interval)",
            capitalised(cohort_name(split)),
            study.cohorts[at].subjects.len(),
            cohort_note(split)
        ),
        header: vec!["Model".to_owned(), "Inputs".to_owned(), "Threshold".to_owned()],
        ..Sheet::default()
    };
    let shown = || MEASURES.iter().filter(|measure| measure.shown);
    sheet.header.extend(shown().map(|measure| measure.heading.to_owned()));
    for (place, model) in study.models.iter().enumerate() {
        let mut cells = vec![model.full_name(), model.inputs.to_string(), fixed(model.threshold, 3)];
        for measure in shown() {
            let value = performances[place][at].as_ref().map_err(Clone::clone).and_then(measure.of);
            cells.push(sheet.cell(value.map(|value| stacked(&value))));
        }
        if place == study.primary {
            sheet.strong.push(sheet.rows.len());
        }
        sheet.rows.push(cells);
    }
    for model in study.models.iter().filter(|model| model.inputs == 0) {
        sheet.footnotes.push(format!(
            "{}: one probability for all cases, the share of metastases in training; it ranks no case above another, \
             which is an AUC of 0.5 by definition.",
            model.name
        ));
    }
    sheet
}

/// Settings of the classifiers: what was tried, and what was chosen for each model.
pub fn settings(study: &Study) -> Sheet {
    let own = || study.models.iter().filter(|model| !model.baseline && !model.settings.is_empty());
    let mut names: Vec<&str> = Vec::new();
    for model in own() {
        if !names.contains(&model.name.as_str()) {
            names.push(&model.name);
        }
    }
    let mut header = vec!["Classifier".to_owned(), "Tried".to_owned()];
    header.extend(names.iter().map(|name| format!("Chosen, {name}")));
    let row = |(classifier, tried): &(String, String)| {
        let chosen = names.iter().map(|name| {
            let found = own().find(|model| model.name == **name && model.classifier == *classifier);
            found.map_or_else(String::new, |model| model.settings.clone())
        });
        [classifier.clone(), tried.clone()].into_iter().chain(chosen).collect()
    };
    Sheet {
        caption: "Settings of the classifiers".to_owned(),
        header,
        rows: study.grids.iter().map(row).collect(),
        footnotes: vec![
            "Every combination was tried in cross-validation on the training cases and that of the best mean AUC chosen, of \
             equals the first; for out-of-fold predictions anew inside each fold. \u{3b1} is the share of the L1 penalty: 0 ridge, 1 lasso, \
             between them elastic net."
                .to_owned(),
        ],
        ..Sheet::default()
    }
}

/// Value, and its interval below it.
fn stacked(measured: &Measured) -> String {
    match measured.interval {
        Some(interval) => format!("{}\n{}", fixed(measured.value, 3), range(interval, 3)),
        None => fixed(measured.value, 3),
    }
}

/// The same for all cohorts as CSV, with counts and tests.
pub fn performance_csv(study: &Study, performances: &[Vec<OrReason<Performance>>]) -> CsvFile {
    let mut header: Vec<String> =
        ["cohort", "model", "classifier", "inputs", "cases", "metastases", "threshold"]
            .map(str::to_owned)
            .to_vec();
    for measure in &MEASURES {
        let key = measure.key;
        header.extend([key.to_owned(), format!("{key}_lower"), format!("{key}_upper")]);
    }
    let counts = ["true_positives", "false_positives", "true_negatives", "false_negatives"];
    let tests = [
        "e90",
        "emax",
        "ece",
        "hosmer_lemeshow",
        "hosmer_lemeshow_df",
        "hosmer_lemeshow_p",
        "spiegelhalter_z",
        "spiegelhalter_p",
    ];
    header.extend(counts.iter().chain(&tests).map(|name| (*name).to_owned()));
    let mut rows = Vec::new();
    for (at, cohort) in study.cohorts.iter().enumerate() {
        for (place, model) in study.models.iter().enumerate() {
            let Ok(performance) = &performances[place][at] else { continue };
            let mut row = vec![cohort.split.to_string(), model.name.clone(), model.classifier.clone()];
            row.extend([model.inputs, performance.cases, performance.events].map(|count| count.to_string()));
            row.push(full(Some(model.threshold)));
            row.extend(measures(performance));
            row.extend(counts_and_tests(performance));
            rows.push(row);
        }
    }
    csv_file("performance", &header.iter().map(String::as_str).collect::<Vec<_>>(), rows.into_iter())
}

fn measures(performance: &Performance) -> Vec<String> {
    let mut cells = Vec::new();
    for measure in &MEASURES {
        let value = (measure.of)(performance).ok();
        let ends = value.and_then(|value| value.interval);
        cells.push(full(value.map(|value| value.value)));
        cells.extend([full(ends.map(|ends| ends.0)), full(ends.map(|ends| ends.1))]);
    }
    cells
}

fn counts_and_tests(performance: &Performance) -> Vec<String> {
    let counts = performance.confusion.as_ref().ok();
    let of = |count: fn(&crate::numeric::statistics::Confusion) -> usize| {
        counts.map_or_else(String::new, |counts| count(counts).to_string())
    };
    let error = performance.error.as_ref().ok();
    let hosmer = performance.hosmer_lemeshow.as_ref().ok();
    let spiegelhalter = performance.spiegelhalter.as_ref().ok();
    vec![
        of(|c| c.true_positives),
        of(|c| c.false_positives),
        of(|c| c.true_negatives),
        of(|c| c.false_negatives),
        full(error.map(|e| e.e90)),
        full(error.map(|e| e.emax)),
        full(performance.ece.as_ref().ok().copied()),
        full(hosmer.map(|t| t.statistic)),
        hosmer.map_or_else(String::new, |t| t.degrees_of_freedom.to_string()),
        full(hosmer.map(|t| t.p)),
        full(spiegelhalter.map(|t| t.statistic)),
        full(spiegelhalter.map(|t| t.p)),
    ]
}

/// Calibration of the compared models in all cohorts.
pub fn calibration(study: &Study, performances: &[Vec<OrReason<Performance>>]) -> Sheet {
    let headings = [
        "Model",
        "Cohort",
        "Slope",
        "Intercept",
        "In the large",
        "ICI",
        "E90",
        "Emax",
        "ECE",
        "Brier",
        "Hosmer\u{2013}Lemeshow",
        "Spiegelhalter",
    ];
    let mut sheet = Sheet {
        caption: "Calibration of the compared models".to_owned(),
        header: headings.map(str::to_owned).to_vec(),
        ..Sheet::default()
    };
    for &place in &study.compared {
        for (at, cohort) in study.cohorts.iter().enumerate() {
            let Ok(performance) = &performances[place][at] else { continue };
            let line = |of: fn(&crate::numeric::statistics::CalibrationLine) -> f64| {
                performance.line.as_ref().map(|line| fixed(of(line), 3)).map_err(Clone::clone)
            };
            let error = |of: fn(&crate::numeric::statistics::CalibrationError) -> f64| {
                performance.error.as_ref().map(|error| fixed(of(error), 3)).map_err(Clone::clone)
            };
            let hosmer = performance.hosmer_lemeshow.as_ref().map_err(Clone::clone).map(|test| {
                format!(
                    "{} on {} df, p {}",
                    fixed(test.statistic, 2),
                    test.degrees_of_freedom,
                    p_value(test.p)
                )
            });
            let spiegelhalter = performance
                .spiegelhalter
                .as_ref()
                .map_err(Clone::clone)
                .map(|test| format!("z {}, p {}", fixed(test.statistic, 2), p_value(test.p)));
            let one = |value: &OrReason<f64>| value.clone().map(|value| fixed(value, 3));
            let mut cells = vec![study.models[place].name.clone(), cohort_name(cohort.split).to_owned()];
            for value in [
                line(|l| l.slope),
                line(|l| l.intercept),
                line(|l| l.in_the_large),
                error(|e| e.ici),
                error(|e| e.e90),
                error(|e| e.emax),
                one(&performance.ece),
                one(&performance.brier),
                hosmer,
                spiegelhalter,
            ] {
                cells.push(sheet.cell(value));
            }
            sheet.rows.push(cells);
        }
    }
    sheet.footnotes.push(
        "Ideal: slope 1, intercept 0, in the large 0, errors 0. Hosmer\u{2013}Lemeshow has 8 degrees of freedom in the \
         training cohort, where the calibration was fitted, and 10 elsewhere; a large p is absence of evidence against \
         calibration, not evidence for it."
            .to_owned(),
    );
    sheet
}

/// Pairs of compared models in every cohort, for the page and as CSV.
pub fn comparisons(study: &Study, pairs: &[Vec<Comparison>]) -> (Sheet, CsvFile) {
    let headings = [
        "Comparison",
        "Cohort",
        "Difference of AUC (95% interval)",
        "z",
        "p",
        "p, Holm",
        "NRI (p)",
        "IDI (p)",
    ];
    let mut sheet = Sheet {
        caption: "DeLong comparisons of the models, corrected by Holm within each cohort".to_owned(),
        header: headings.map(str::to_owned).to_vec(),
        ..Sheet::default()
    };
    let mut rows = Vec::new();
    for (at, pairs) in pairs.iter().enumerate() {
        let split = study.cohorts[at].split;
        if study.cohorts[at].subjects.is_empty() {
            continue;
        }
        for pair in pairs {
            let names = (&study.models[pair.models.0].name, &study.models[pair.models.1].name);
            sheet.rows.push(Vec::new());
            let mut cells = vec![format!("{} against {}", names.0, names.1), cohort_name(split).to_owned()];
            cells.extend(comparison_cells(&mut sheet, pair));
            if let Some(last) = sheet.rows.last_mut() {
                *last = cells;
            }
            let mut row = vec![split.to_string(), names.0.clone(), names.1.clone()];
            row.extend(comparison_numbers(pair));
            rows.push(row);
        }
    }
    sheet.footnotes.push(
        "NRI: continuous net reclassification improvement, IDI: integrated discrimination improvement, of the first model \
         over the second; both can flatter a badly calibrated model."
            .to_owned(),
    );
    let header = [
        "cohort",
        "first",
        "second",
        "difference",
        "standard_error",
        "z",
        "p",
        "p_holm",
        "nri",
        "nri_p",
        "idi",
        "idi_p",
    ];
    (sheet, csv_file("comparisons", &header, rows.into_iter()))
}

pub(super) fn comparison_cells(sheet: &mut Sheet, pair: &Comparison) -> Vec<String> {
    let test = |of: &dyn Fn(&crate::numeric::statistics::DelongTest) -> String| {
        pair.delong.as_ref().map(of).map_err(Clone::clone)
    };
    let change = |of: &dyn Fn(&crate::numeric::statistics::Reclassification) -> String| {
        pair.reclassification.as_ref().map(of).map_err(Clone::clone)
    };
    let half = |error: f64| crate::numeric::statistics::Z_95 * error;
    [
        test(&|t| {
            let ends = (t.difference - half(t.standard_error), t.difference + half(t.standard_error));
            with_interval(t.difference, ends, 3)
        }),
        test(&|t| fixed(t.z, 2)),
        test(&|t| p_value(t.p)),
        pair.holm_p.clone().map(p_value),
        change(&|r| format!("{} ({})", fixed(r.nri, 3), p_value(r.nri_p))),
        change(&|r| format!("{} ({})", fixed(r.idi, 3), p_value(r.idi_p))),
    ]
    .into_iter()
    .map(|cell| sheet.cell(cell))
    .collect()
}

pub(super) fn comparison_numbers(pair: &Comparison) -> Vec<String> {
    let test = pair.delong.as_ref().ok();
    let change = pair.reclassification.as_ref().ok();
    vec![
        full(test.map(|t| t.difference)),
        full(test.map(|t| t.standard_error)),
        full(test.map(|t| t.z)),
        full(test.map(|t| t.p)),
        full(pair.holm_p.as_ref().ok().copied()),
        full(change.map(|r| r.nri)),
        full(change.map(|r| r.nri_p)),
        full(change.map(|r| r.idi)),
        full(change.map(|r| r.idi_p)),
    ]
}
