//! Table 1: who was in the cohorts, as far as the feature table has it; what it lacks is named as missing.

use crate::numeric::order;
use crate::numeric::statistics::{chi_squared, mann_whitney, standardised_difference, summary};
use crate::report::sheet::Sheet;
use crate::report::study::{Cohort, OrReason, Study, Subject, cohort_name};
use crate::report::text::{capitalised, fixed, or_reason, p_equals};
use crate::table::Sequence;
use crate::words::{Errors, ReportGap};

/// A continuous variable of a subject.
type Variable<'a> = &'a dyn Fn(&Subject) -> Option<f64>;
/// A class of a subject, of a variable that has few of them.
type Class<'a> = &'a dyn Fn(&Subject) -> Option<String>;

/// More values than this are no classes: numbers are summarised, texts (names, dates) are not shown.
const MOST_CLASSES: usize = 6;

/// Table 1.
pub fn cohorts(study: &Study) -> Sheet {
    let mut sheet = Sheet { caption: "Cases by cohort".to_owned(), ..Sheet::default() };
    sheet.header = vec![String::new()];
    sheet.header.extend(study.cohorts.iter().map(|cohort| capitalised(cohort_name(cohort.split))));
    sheet.header.extend(["Internal against training".to_owned(), "External against training".to_owned()]);
    push(&mut sheet, study, "Cases, n", &|cohort| cohort.subjects.len().to_string());
    let metastasis: Class = &|s| Some(if s.metastasis { "metastasis" } else { "primary" }.to_owned());
    classes(&mut sheet, study, ("Diagnosis, n (%)", metastasis), true);
    centers(&mut sheet, study);
    variable(&mut sheet, study, ("Age, years", &|subject| subject.age));
    described(&mut sheet, study);
    variable(&mut sheet, study, ("Lesion volume, cm\u{b3}", &|s| s.volume_mm3.map(|mm3| mm3 / 1000.0)));
    variable(&mut sheet, study, ("Largest diameter of the lesion, mm", &|subject| subject.diameter_mm));
    spacing(&mut sheet, study);
    push(&mut sheet, study, "Missing feature values, n (%)", &|cohort| {
        let missing = cohort.subjects.iter().map(|subject| subject.missing).sum();
        share(missing, cohort.subjects.len() * cohort.features)
    });
    sheet.footnotes.push(
        "Mean \u{b1} standard deviation; median (quartiles). Cohorts against training: p of Pearson\u{2019}s \u{3c7}\u{b2} test \
         (classes; approximate where counts are small) or of the Mann\u{2013}Whitney test (numbers), SMD standardised mean \
         difference. Metastasis against primary: Mann\u{2013}Whitney test. Not corrected for the number of tests."
            .to_owned(),
    );
    sheet
}

/// A row with one text a cohort that has cases, and no test.
fn push(sheet: &mut Sheet, study: &Study, name: &str, of: &dyn Fn(&Cohort) -> String) {
    let mut cells = vec![name.to_owned()];
    cells.extend(study.cohorts.iter().map(|cohort| match (cohort.subjects.is_empty(), name) {
        (false, _) => of(cohort),
        (true, "Cases, n") => "absent".to_owned(),
        (true, _) => String::new(),
    }));
    cells.resize(sheet.header.len(), String::new());
    sheet.rows.push(cells);
}

fn share(part: usize, whole: usize) -> String {
    format!("{part} ({}%)", fixed(100.0 * part as f64 / whole.max(1) as f64, 1))
}

/// Puts the tests of the later cohorts against training into the last row.
fn compare(sheet: &mut Sheet, study: &Study, test: &dyn Fn(&Cohort, &Cohort) -> OrReason<String>) {
    let training = &study.cohorts[0];
    let cells: Vec<String> = study.cohorts[1..]
        .iter()
        .map(|cohort| match cohort.subjects.is_empty() || training.subjects.is_empty() {
            true => String::new(),
            false => sheet.cell(test(training, cohort)),
        })
        .collect();
    let first = 1 + study.cohorts.len();
    if let Some(row) = sheet.rows.last_mut() {
        row[first..].clone_from_slice(&cells);
    }
}

fn subjects(study: &Study) -> impl Iterator<Item = &Subject> {
    study.cohorts.iter().flat_map(|cohort| &cohort.subjects)
}

fn count(cohort: &Cohort, of: Class, wanted: &str) -> usize {
    cohort.subjects.iter().filter(|subject| of(subject).as_deref() == Some(wanted)).count()
}

/// A heading with the test, and one row a class.
fn classes(sheet: &mut Sheet, study: &Study, (name, of): (&str, Class), tested: bool) {
    let levels = order::set(subjects(study).filter_map(of));
    push(sheet, study, name, &|_| String::new());
    if tested && levels.len() > 1 {
        compare(sheet, study, &|training, cohort| {
            let both = [training, cohort];
            let there = levels.iter().filter(|level| both.iter().any(|one| count(one, of, level) > 0));
            let there: Vec<&String> = there.collect();
            let row = |one: &Cohort| there.iter().map(|level| count(one, of, level)).collect::<Vec<_>>();
            Ok(p_equals(or_reason(chi_squared(&both.map(row)))?.p))
        });
    }
    for level in &levels {
        push(sheet, study, &format!("  {level}"), &|cohort| {
            share(count(cohort, of, level), cohort.subjects.len())
        });
    }
    missing(sheet, study, &|subject| of(subject).is_none());
}

/// How many lack a variable, if any does.
fn missing(sheet: &mut Sheet, study: &Study, lacks: &dyn Fn(&Subject) -> bool) {
    if subjects(study).any(lacks) {
        push(sheet, study, "  missing", &|cohort| {
            share(cohort.subjects.iter().filter(|subject| lacks(subject)).count(), cohort.subjects.len())
        });
    }
}

/// Which hospitals the cases are from; a cohort is made of hospitals, so that there is nothing to test.
fn centers(sheet: &mut Sheet, study: &Study) {
    let names = order::set(subjects(study).map(|subject| subject.center.as_str()));
    let of: Class = &|subject| Some(subject.center.clone()).filter(|name| !name.is_empty());
    if names.len() <= MOST_CLASSES {
        return classes(sheet, study, ("Centre, n (%)", of), false);
    }
    push(sheet, study, "Centres, n", &|cohort| {
        order::set(cohort.subjects.iter().filter_map(of)).len().to_string()
    });
}

/// Further columns of the table: counts of classes where there are few, numbers summarised.
fn described(sheet: &mut Sheet, study: &Study) {
    let names = subjects(study).next().map(|first| first.described.clone()).unwrap_or_default();
    for name in names.names() {
        let text = |subject: &Subject| {
            subject.described.get(name).filter(|text| !text.is_empty()).map(str::to_owned)
        };
        let values = order::set(subjects(study).filter_map(text));
        let number = |subject: &Subject| text(subject)?.parse().ok().filter(|value: &f64| value.is_finite());
        if values.len() <= MOST_CLASSES {
            classes(sheet, study, (&format!("{}, n (%)", capitalised(name)), &text), true);
        } else if values.iter().all(|value| value.parse::<f64>().is_ok_and(f64::is_finite)) {
            variable(sheet, study, (&capitalised(name), &number));
        } else {
            let reason = format!("{name}: {} different texts in the table, not shown.", values.len());
            sheet.footnotes.push(reason);
        }
    }
}

fn values(cohort: &Cohort, of: Variable, class: Option<bool>) -> Vec<f64> {
    let chosen =
        cohort.subjects.iter().filter(|subject| class.is_none_or(|class| subject.metastasis == class));
    chosen.filter_map(of).collect()
}

/// All cases, each class, and the test between them; a sentence where the table has nothing of it.
fn variable(sheet: &mut Sheet, study: &Study, (name, of): (&str, Variable)) {
    if subjects(study).all(|subject| of(subject).is_none()) {
        return sheet.footnotes.push(format!("{name}: not in the table."));
    }
    for (label, class) in [(name, None), ("  metastasis", Some(true)), ("  primary", Some(false))] {
        let texts = study.cohorts.iter().map(|cohort| match cohort.subjects.is_empty() {
            true => String::new(),
            false => sheet.cell(summarised(&values(cohort, of, class), (name, cohort))),
        });
        let mut cells: Vec<String> = std::iter::once(label.to_owned()).chain(texts).collect();
        cells.resize(sheet.header.len(), String::new());
        sheet.rows.push(cells);
        if class.is_none() {
            compare(sheet, study, &|training, cohort| {
                difference(&values(cohort, of, None), &values(training, of, None))
            });
        }
    }
    let tests = study.cohorts.iter().map(|cohort| {
        let test = mann_whitney(&values(cohort, of, Some(true)), &values(cohort, of, Some(false)));
        match cohort.subjects.is_empty() {
            true => String::new(),
            false => sheet.cell(or_reason(test).map(|test| p_equals(test.p))),
        }
    });
    let mut cells: Vec<String> =
        std::iter::once("  metastasis against primary".to_owned()).chain(tests).collect();
    cells.resize(sheet.header.len(), String::new());
    sheet.rows.push(cells);
    missing(sheet, study, &|subject| of(subject).is_none());
}

fn summarised(values: &[f64], (name, cohort): (&str, &Cohort)) -> OrReason<String> {
    let place = || format!("{name}, {}", cohort_name(cohort.split));
    let s = summary(values)
        .map_err(|error| ReportGap::Within { place: place(), problem: Errors(vec![error]) })?;
    let quartiles = format!("{}\u{2013}{}", fixed(s.lower_quartile, 1), fixed(s.upper_quartile, 1));
    Ok(format!("{} \u{b1} {}\n{} ({quartiles})", fixed(s.mean, 1), fixed(s.deviation, 1), fixed(s.median, 1)))
}

fn difference(a: &[f64], b: &[f64]) -> OrReason<String> {
    let p = or_reason(mann_whitney(a, b))?.p;
    Ok(format!("{}\nSMD {}", p_equals(p), fixed(or_reason(standardised_difference(a, b))?, 2)))
}

/// Spacing of each sequence; a range where cases differ.
fn spacing(sheet: &mut Sheet, study: &Study) {
    let of = |subject: &Subject, wanted: Sequence| {
        subject.spacing_mm.iter().find(|(sequence, _)| *sequence == wanted).map(|(_, mm)| *mm)
    };
    for sequence in Sequence::ALL {
        if subjects(study).all(|subject| of(subject, sequence).is_none()) {
            sheet.footnotes.push(format!("Voxels of {}: not in the table.", sequence.title()));
            continue;
        }
        push(sheet, study, &format!("Voxels of {}, mm", sequence.title()), &|cohort| {
            let all: Vec<[f64; 3]> = cohort.subjects.iter().filter_map(|one| of(one, sequence)).collect();
            [0, 1, 2].map(|axis| extent(all.iter().map(|mm| mm[axis]))).join(" \u{d7} ")
        });
    }
}

/// `1.60`, or `0.90–1.60`.
fn extent(values: impl Iterator<Item = f64>) -> String {
    let (low, high) =
        values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), mm| (low.min(mm), high.max(mm)));
    match [low, high].map(|mm| fixed(mm, 2)) {
        _ if low > high => super::NO_VALUE.to_owned(),
        [low, high] if low == high => low,
        [low, high] => format!("{low}\u{2013}{high}"),
    }
}
