//! What images add to what is known of the patient without them: every model against the baseline of clinical inputs.

use crate::report::performance::{BENEFIT_AT, Comparison};
use crate::report::sheet::models::{comparison_cells, comparison_numbers};
use crate::report::sheet::{CsvFile, Sheet, csv_file, full};
use crate::report::study::{OrReason, Study, cohort_name};
use crate::report::text::fixed;
use crate::words::ReportGap;

/// Every model with every classifier against the baseline in every cohort, for the page and as CSV.
///
/// # Errors
/// The study has no such baseline.
pub fn added_value(study: &Study, pairs: &[Vec<Comparison>]) -> OrReason<(Sheet, CsvFile)> {
    let baseline = study.clinical.ok_or(ReportGap::NoClinicalBaseline)?;
    let name = &study.models[baseline].name;
    let headings = ["Model", "Cohort", "Difference of AUC (95% interval)", "z", "p", "NRI (p)", "IDI (p)"];
    let benefits = BENEFIT_AT.map(|threshold| format!("Net benefit at {:.0} %", 100.0 * threshold));
    let mut sheet = Sheet {
        caption: format!("What each model adds to {name}"),
        header: headings.map(str::to_owned).into_iter().chain(benefits).collect(),
        ..Sheet::default()
    };
    let mut rows = Vec::new();
    let cohorts = pairs.iter().zip(&study.cohorts).filter(|(_, cohort)| !cohort.subjects.is_empty());
    for (pairs, cohort) in cohorts {
        for pair in pairs {
            let model = &study.models[pair.models.0];
            let mut cells = vec![model.full_name(), cohort_name(cohort.split).to_owned()];
            // Without Holm's correction: these are not the comparisons that the study was made for.
            let tests = comparison_cells(&mut sheet, pair).into_iter().enumerate();
            cells.extend(tests.filter(|(at, _)| *at != HOLM).map(|(_, cell)| cell));
            for at in 0..BENEFIT_AT.len() {
                let benefit = pair.net_benefit.as_ref().map_err(Clone::clone);
                cells.push(sheet.cell(benefit.map(|values| fixed(values[at], 3))));
            }
            sheet.rows.push(cells);
            let mut row =
                vec![cohort.split.to_string(), model.name.clone(), model.classifier.clone(), name.clone()];
            let numbers = comparison_numbers(pair).into_iter().enumerate();
            row.extend(numbers.filter(|(at, _)| *at != HOLM_NUMBER).map(|(_, number)| number));
            let benefit = |at: usize| pair.net_benefit.as_ref().ok().map(|values| values[at]);
            row.extend((0..BENEFIT_AT.len()).map(|at| full(benefit(at))));
            rows.push(row);
        }
    }
    sheet.footnotes.push(format!(
        "Each row is the model less {name} on the same cases: above 0 the images add something. DeLong\u{2019}s test; NRI: \
         continuous net reclassification improvement; IDI: integrated discrimination improvement; net benefit: TP/n \u{2212} \
         FP/n \u{b7} t/(1 \u{2212} t) at the threshold t. The p-values are not corrected for their number."
    ));
    let header = [
        "cohort",
        "model",
        "classifier",
        "baseline",
        "difference",
        "standard_error",
        "z",
        "p",
        "nri",
        "nri_p",
        "idi",
        "idi_p",
        "net_benefit_20",
        "net_benefit_50",
        "net_benefit_80",
    ];
    Ok((sheet, csv_file("added_value", &header, rows.into_iter())))
}

/// Place of the corrected p-value among the cells of a comparison.
const HOLM: usize = 3;
/// The same among its numbers.
const HOLM_NUMBER: usize = 4;
