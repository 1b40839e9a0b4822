//! Table 1: who was in the cohorts.

use crate::numeric::statistics::{chi_squared, mann_whitney, standardised_difference, summary};
use crate::report::sheet::Sheet;
use crate::report::study::{Cohort, OrReason, Study, Subject, cohort_name};
use crate::report::text::{capitalised, fixed, or_reason, p_value};

/// A continuous variable of a subject.
type Variable = fn(&Subject) -> Option<f64>;

/// Table 1.
pub fn cohorts(study: &Study) -> Sheet {
    let mut sheet = Sheet { caption: "Cases by cohort".to_owned(), ..Sheet::default() };
    sheet.header = vec![String::new()];
    sheet.header.extend(study.cohorts.iter().map(|cohort| capitalised(cohort_name(cohort.split))));
    sheet.header.extend(["Internal against training".to_owned(), "External against training".to_owned()]);
    let counts = |of: &dyn Fn(&Cohort) -> String| -> Vec<String> { study.cohorts.iter().map(of).collect() };
    let mut cells = vec!["Cases".to_owned()];
    cells.extend(counts(&|cohort| match cohort.subjects.len() {
        0 => "absent".to_owned(),
        n => n.to_string(),
    }));
    cells.extend([String::new(), String::new()]);
    sheet.rows.push(cells);
    classes(&mut sheet, study);
    let volume: Variable = |subject| subject.volume_mm3.map(|mm3| mm3 / 1000.0);
    for (name, of) in
        [("Age, years", (|subject| subject.age) as Variable), ("Lesion volume, cm\u{b3}", volume)]
    {
        if study.cohorts.iter().all(|cohort| cohort.subjects.iter().all(|subject| of(subject).is_none())) {
            sheet.footnotes.push(format!("{name}: not in the table."));
            continue;
        }
        variable(&mut sheet, study, (name, of));
    }
    sheet.footnotes.push(
        "Mean \u{b1} standard deviation; median (quartiles). Against training: p of the \u{3c7}\u{b2} test (classes) or the \
         Mann\u{2013}Whitney test, SMD standardised mean difference. Metastasis against primary: Mann\u{2013}Whitney test."
            .to_owned(),
    );
    sheet
}

/// Metastases with their share.
fn classes(sheet: &mut Sheet, study: &Study) {
    let split = |cohort: &Cohort| {
        let metastases = cohort.subjects.iter().filter(|subject| subject.metastasis).count();
        vec![metastases, cohort.subjects.len() - metastases]
    };
    let mut cells = vec!["Metastasis, n (%)".to_owned()];
    for cohort in &study.cohorts {
        let n = split(cohort)[0];
        let percent = 100.0 * n as f64 / cohort.subjects.len().max(1) as f64;
        cells.push(if cohort.subjects.is_empty() {
            String::new()
        } else {
            format!("{n} ({}%)", fixed(percent, 1))
        });
    }
    for cohort in &study.cohorts[1..] {
        let test = or_reason(chi_squared(&[split(&study.cohorts[0]), split(cohort)]));
        let text = if cohort.subjects.is_empty() || study.cohorts[0].subjects.is_empty() {
            String::new()
        } else {
            sheet.cell(test.map(|test| format!("p {}", sign(test.p))))
        };
        cells.push(text);
    }
    sheet.rows.push(cells);
}

/// `= 0.123` or `< 0.001`.
fn sign(p: f64) -> String {
    let text = p_value(p);
    text.strip_prefix('<').map_or_else(|| format!("= {text}"), |rest| format!("< {rest}"))
}

fn values(cohort: &Cohort, of: Variable, class: Option<bool>) -> Vec<f64> {
    let chosen =
        cohort.subjects.iter().filter(|subject| class.is_none_or(|class| subject.metastasis == class));
    chosen.filter_map(of).collect()
}

/// All cases, each class, and the test between them.
fn variable(sheet: &mut Sheet, study: &Study, (name, of): (&str, Variable)) {
    for (label, class) in [(name, None), ("  metastasis", Some(true)), ("  primary", Some(false))] {
        let mut cells = vec![label.to_owned()];
        for cohort in &study.cohorts {
            let text = if cohort.subjects.is_empty() {
                String::new()
            } else {
                sheet.cell(described(&values(cohort, of, class), (name, cohort)))
            };
            cells.push(text);
        }
        for cohort in &study.cohorts[1..] {
            let compared =
                class.is_none() && !cohort.subjects.is_empty() && !study.cohorts[0].subjects.is_empty();
            let text = if compared {
                let (a, b) = (values(cohort, of, None), values(&study.cohorts[0], of, None));
                sheet.cell(difference(&a, &b))
            } else {
                String::new()
            };
            cells.push(text);
        }
        sheet.rows.push(cells);
    }
    let mut cells = vec!["  metastasis against primary".to_owned()];
    for cohort in &study.cohorts {
        let test = mann_whitney(&values(cohort, of, Some(true)), &values(cohort, of, Some(false)));
        let text = if cohort.subjects.is_empty() {
            String::new()
        } else {
            sheet.cell(or_reason(test).map(|test| format!("p {}", sign(test.p))))
        };
        cells.push(text);
    }
    cells.extend([String::new(), String::new()]);
    sheet.rows.push(cells);
}

fn described(values: &[f64], (name, cohort): (&str, &Cohort)) -> OrReason<String> {
    let s = or_reason(summary(values))
        .map_err(|reason| format!("{name}, {}: {reason}", cohort_name(cohort.split)))?;
    let quartiles = format!("{}\u{2013}{}", fixed(s.lower_quartile, 1), fixed(s.upper_quartile, 1));
    Ok(format!("{} \u{b1} {}\n{} ({quartiles})", fixed(s.mean, 1), fixed(s.deviation, 1), fixed(s.median, 1)))
}

fn difference(a: &[f64], b: &[f64]) -> OrReason<String> {
    let p = or_reason(mann_whitney(a, b))?.p;
    Ok(format!("p {}\nSMD {}", sign(p), fixed(or_reason(standardised_difference(a, b))?, 2)))
}
